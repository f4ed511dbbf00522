"""Every term stands in the form once, with a name."""

from collections import Counter

from schemas.forms import field_at, leaves
from service.drafting.library import clause, family
from service.web.form.layout import entries, labels


def test_every_term_stands_in_the_form_once() -> None:
    shown = Counter(entry.path for entry in entries())
    wanted = {path for path in leaves() if not path.startswith("terms.form.")}
    assert {path for path, n in shown.items() if n > 1} == set()
    assert set(shown) - wanted == set()
    assert wanted - set(shown) == set()


def test_every_field_has_a_label() -> None:
    assert [entry.path for entry in entries() if not entry.label.strip()] == []


def test_every_card_shows_some_wording_of_its_clause() -> None:
    texts = family("bulk-media", 1)
    for entry in entries():
        if entry.widget == "cards":
            field = field_at(entry.path)
            choices = getattr(field, "enum", None) or field.inner.enum
            blocks = clause(entry.clause, texts.clauses[entry.clause]).blocks
            assert any(entry.block_of(str(choice)) in blocks for choice in choices), entry.path


def test_two_fields_are_never_called_the_same() -> None:
    called = Counter(labels().values())
    assert {label: n for label, n in called.items() if n > 1} == {}
