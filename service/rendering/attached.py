"""Files inside a PDF, each listed once in each of the two places where readers look."""

import hashlib
from collections.abc import Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

# A paper says the same whenever it is made, so the moment of making is not among its bytes.
_NO_MOMENT = String("D:19800101000000Z")
_TYPES = {"json": Name("/application/json"), "txt": Name("/text/plain")}
_ANY = Name("/application/octet-stream")


def attach(out: pikepdf.Pdf, attachments: Mapping[str, bytes]) -> None:
    """As sources of the contract, in the order of their names."""
    if not attachments:
        return
    specs = {name: _spec(out, name, data) for name, data in sorted(attachments.items())}
    names = Array(item for name, spec in specs.items() for item in (String(name), spec))
    out.Root.Names.EmbeddedFiles = out.make_indirect(Dictionary(Names=names))
    out.Root.AF = Array(specs.values())


def _spec(out: pikepdf.Pdf, name: str, data: bytes) -> Any:
    file = out.make_stream(data, Type=Name.EmbeddedFile, Subtype=_type(name))
    digest = hashlib.md5(data, usedforsecurity=False).digest()
    file.Params = Dictionary(
        Size=len(data), CheckSum=String(digest), CreationDate=_NO_MOMENT, ModDate=_NO_MOMENT
    )
    return out.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(name),
            UF=String(name),
            Desc=String(name),
            AFRelationship=Name.Source,
            EF=Dictionary(F=file, UF=file),
        )
    )


def _type(name: str) -> Name:
    return _TYPES.get(name.rpartition(".")[2], _ANY)
