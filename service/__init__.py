"""Counterpart: license deals for AI training data, from terms to a contract.

`domain` holds the rules and needs nobody. `drafting` turns terms into text, `rendering` text into
paper, `notifications` carries letters. `worker` sends what is due. `commands` are what people can do, `web` and `cli` the doors. Arrows point down only.
"""
