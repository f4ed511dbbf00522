"""The frame of a signature: what stands in it that nobody signed (CMS, RFC 5652)."""

from typing import Final

from asn1crypto import cms, core
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation

STRONG: Final = ("sha256", "sha384", "sha512")
"""The digests that are believed."""

_VERSIONS: Final = {"data": "v1", "tst_info": "v3"}
_PLAIN: Final = tuple(
    bytes(cms.DigestAlgorithm({"algorithm": name, **nothing}).dump())
    for name in STRONG
    for nothing in ({}, {"parameters": core.Null()})
)
"""How a digest's name may be written (RFC 5754, 2): nobody signs what else could stand there."""


def says_no_more(signed: cms.SignedData, unsigned: tuple[list[str], ...] = ([],)) -> bool:
    """All that nobody signed is as it must be; `unsigned` attributes are such as are listed."""
    info = extract_signer_info(signed)
    found = info["unsigned_attrs"]
    extra = [] if found is core.VOID else [each["type"].native for each in found]
    version = _VERSIONS[signed["encap_content_info"]["content_type"].native]
    algorithm = info["digest_algorithm"].dump()
    return (
        _is_whole(signed)
        and _is_whole(info)
        and info["version"].native == "v1"
        and signed["version"].native == version
        and [each.dump() for each in signed["digest_algorithms"]] == [algorithm]
        and algorithm in _PLAIN
        and extra in unsigned
        and _names_its_key(signed, info)
    )


def _is_whole(found: core.Sequence) -> bool:
    """Nothing stands in it but its own parts: what it does not know it would pass over."""
    return sum(len(found[part].dump()) for part in found) == len(found.contents)


def _names_its_key(signed: cms.SignedData, info: cms.SignerInfo) -> bool:
    """Letter for letter as the certificate does: nobody signed that name."""
    named = info["sid"]
    issuer = extract_certs_for_validation(signed).signer_cert.issuer.dump()
    by_name = named.name == "issuer_and_serial_number"
    return by_name and bool(named.chosen["issuer"].dump() == issuer)
