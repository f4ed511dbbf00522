"""How many cases a test draws: a sample by default, all of them with `script/test --full`."""

full = False
"""Set from the command line before any test is read."""


def cases(sample: int, everything: int) -> int:
    return everything if full else sample
