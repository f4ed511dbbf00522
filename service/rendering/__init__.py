"""Text to paper: a ContractText as DOCX, HTML and PDF, and the proof that they say the same words."""

import logging

logging.getLogger("fontTools").setLevel(logging.ERROR)  # warns of the dates in our own fonts
