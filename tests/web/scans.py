"""Signed copies as a scanner makes them."""

from functools import cache
from io import BytesIO

import pikepdf


@cache
def a_scan(pages: int = 1, password: str = "") -> bytes:
    """Pages without any text, and nothing of what our own papers have."""
    file = pikepdf.new()
    for _ in range(pages):
        file.add_blank_page(page_size=(595, 842))
    lock = pikepdf.Encryption(owner=password, user=password) if password else False
    made = BytesIO()
    file.save(made, static_id=not password, encryption=lock)
    return made.getvalue()
