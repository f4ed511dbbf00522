"""Loaded once by the server that workers are forked from, so that a new worker is ready at once."""

import gc
from contextlib import suppress

import service.rendering.press  # noqa: F401 - loading it is the purpose
from service.rendering.engine import PangoMissing, engine

with suppress(PangoMissing):  # who asks for a PDF is told
    engine()
gc.freeze()
