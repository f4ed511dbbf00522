"""The forms about deliveries, read: a row of fields for each line, of which blank ones say nothing."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import request

from schemas.deliveries import DeliveryDocument, RejectDocument, UseDocument
from schemas.statements import ReportsDocument
from service.domain.errors import DeliveryRefused, Fault, TermsRefused
from service.web.forms import read

_GROUPED: Final = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_CHUNK: Final = 1024 * 1024
_ROWS: Final = re.compile(r"/(?:quantities|rejections|reports)/([0-9]+)/(\w+)")
REJECTED: Final = ("quantity", "reason", "trained", "found_on")
REPORTED: Final = ("uses", "base")


@dataclass(frozen=True, slots=True)
class Rows:
    """What was typed: the id behind each row, and the row as a document has it."""

    ids: Sequence[str]
    rows: Sequence[Mapping[str, Any]]


def delivered(ids: Sequence[str]) -> dict[str, Any]:
    """TermsRefused with every fault."""
    rows = _typed(ids, "line", ("quantity", "last"))
    document = {
        "quantities": rows.rows,
        "delivered_on": _text("delivered_on") or None,
        "manifest_sha256": _manifest(),
        "replaces": _text("replaces") or None,
    }
    found: dict[str, Any] = read(DeliveryDocument(), document)
    return found


def rejected(ids: Sequence[str]) -> Any:
    rows = _typed(ids, "line", REJECTED)
    return read(RejectDocument(), {"rejections": rows.rows})["rejections"]


def used(ids: Sequence[str]) -> Any:
    rows = _typed(ids, "line", ("quantity",))
    return read(UseDocument(), {"quantities": rows.rows})["quantities"]


def reported(ids: Sequence[str], currencies: Mapping[str, str]) -> Any:
    """One day for all: the last of the time that is reported."""
    rows = _typed(ids, "charge", REPORTED)
    day = _text("on")
    documents = [
        {
            **row,
            "on": day,
            **({"currency": currencies[row["charge"]]} if row.get("base") else {}),
        }
        for row in rows.rows
    ]
    return read(ReportsDocument(), {"reports": documents})["reports"]


def by_row(refused: TermsRefused, ids: Sequence[str]) -> dict[str, str]:
    """The first fault of each field, by its name in the form; each form has its own names."""
    filled = _filled(ids, (*REJECTED, *REPORTED, "last"))
    found: dict[str, str] = {}
    for fault in refused.faults:
        found.setdefault(_field(fault, filled), fault.message.replace(" in quotes", ""))
    return found


def _field(fault: Fault, filled: Sequence[str]) -> str:
    row = _ROWS.fullmatch(fault.pointer)
    if row and int(row[1]) < len(filled):
        place = "quantity" if row[2] == "line" else row[2]
        return f"{place}.{filled[int(row[1])]}"
    return fault.pointer.strip("/").partition("/")[0]


def _filled(ids: Sequence[str], names: Sequence[str]) -> list[str]:
    return [id for id in ids if any(_text(f"{name}.{id}") for name in names)]


def _typed(ids: Sequence[str], key: str, names: Sequence[str]) -> Rows:
    filled = _filled(ids, names)
    return Rows(filled, [{key: id, **dict(_of_row(id, names))} for id in filled])


def _of_row(id: str, names: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """A field that was left blank is not there, so that what is needed is asked for."""
    for name in names:
        if value := _text(f"{name}.{id}"):
            yield name, _figure(value) if name != "reason" else value


def _figure(value: str) -> str:
    """As the page writes figures: "600,000" is 600000."""
    return value.replace(",", "") if _GROUPED.fullmatch(value) else value


def _text(name: str) -> str:
    return request.form.get(name, "").strip()


def _manifest() -> str | None:
    """Of the file that was chosen, or as it was typed; the file itself is not kept."""
    given, file = _text("manifest_sha256").lower() or None, request.files.get("manifest")
    if file is None or not file.filename:
        return given
    digest = hashlib.sha256()
    while chunk := file.stream.read(_CHUNK):
        digest.update(chunk)
    found = digest.hexdigest()
    if given and given != found:
        message = f"The file that you chose has another digest: {found}."
        raise DeliveryRefused([Fault("/manifest_sha256", message)])
    return found
