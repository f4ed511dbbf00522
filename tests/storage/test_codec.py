"""Values in the database read back as what they were."""

import json
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.terms import canonical
from service.domain.deal import DealHeader, OurSide, Relation, RelationKind
from service.domain.terms import Terms
from service.storage import codec
from service.storage.loading import written_from
from tests import strategies
from tests.sizes import cases

HEADERS = st.builds(
    DealHeader,
    family=st.text(),
    title=st.none() | st.text(),
    our_side=st.sampled_from(OurSide),
    relation=st.none() | st.builds(Relation, kind=st.sampled_from(RelationKind), license=st.text()),
    external_id=st.none() | st.text(),
    metadata=st.dictionaries(st.text(), st.text()).map(MappingProxyType),
)


@settings(max_examples=cases(30, 2000))
@given(strategies.terms())
def test_any_terms_read_back_as_they_were(terms: Terms) -> None:
    kept = canonical(terms)
    again = written_from(kept.data, kept.sha256)
    assert again.terms == terms
    assert again.canonical == kept


@settings(max_examples=cases(60, 2000))
@given(HEADERS)
def test_any_header_reads_back_as_it_was(header: DealHeader) -> None:
    plain = json.loads(json.dumps(codec.encode(header)))
    assert codec.decode(DealHeader, plain) == header


def test_a_header_kept_before_a_key_was_known_reads_with_its_default() -> None:
    header = codec.decode(DealHeader, {"family": "bulk-media", "our_side": "licensor"})
    assert header.metadata == {}
    assert header.relation is None
