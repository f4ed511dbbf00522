"""Which characters can be printed."""

import pytest

from service.rendering.glyphs import missing_glyphs


@pytest.mark.parametrize(
    "words", ["Łódź, Αθήνα, Київ", "“quoted” \u2013 §4 €1,234.56", "Ọ̀ṣun ọ́", "one\ntwo\tthree", ""]
)
def test_latin_greek_and_cyrillic_can_be_printed(words: str) -> None:
    assert missing_glyphs(words) == frozenset()


@pytest.mark.parametrize(
    "char",
    ["漢", "ع", "😀", "☐", "\u202e", "\u200d", "\x0b", "\ud800", "\u2669", "\ue000", "\uf6c3"],
)
def test_what_would_print_as_a_box_or_not_at_all_is_named(char: str) -> None:
    assert missing_glyphs(f"words {char} words") == {char}


def test_a_mark_that_only_one_family_has_cannot_stand_over_a_letter() -> None:
    assert missing_glyphs("x\u0353") == {"\u0353"}
