"""What is written down of work that failed and is tried again."""

from service.domain.errors import CounterpartError


def in_words(error: CounterpartError | OSError) -> str:
    """For people outside too: which file of ours it was is nobody's business."""
    said = error.strerror if isinstance(error, OSError) else str(error)
    return said or type(error).__name__
