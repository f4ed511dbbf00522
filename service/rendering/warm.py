"""Loaded once by the server that workers are forked from, so that a new worker is ready at once."""

import gc
from contextlib import suppress

import service.rendering.markup
import service.rendering.press  # noqa: F401 - as above
from service.rendering.engine import PangoMissing, engine

with suppress(PangoMissing):  # who asks for a PDF is told
    engine()
gc.freeze()
