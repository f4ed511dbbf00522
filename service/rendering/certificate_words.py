"""What the certificate says, section by section, in plain English of ours."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from service.domain.audit import Record
from service.domain.certificate import Certificate, HandedOver, Inked, Signed
from service.domain.contract import Align, Block, Cell, Paragraph, Section, Table, TableKind, Words
from service.domain.period.entries import KeyDate, KeyDateKind
from service.domain.terms.notices import NoticeMethod
from service.domain.terms.parties import Side
from service.domain.wording import day_in_words
from service.rendering.glyphs import legible
from service.rendering.moments import in_both
from service.rendering.stamps import METHODS, PROOFS

TITLE: Final = "Certificate of completion"
_HASH: Final = 16
_Said = str | tuple[str, ...]
"""What stands in a cell: a paragraph, or several."""
_Row = tuple[str, _Said]

DATES: Final[Mapping[KeyDateKind, str]] = MappingProxyType(
    {
        KeyDateKind.STARTS: "Effective Date: the period starts",
        KeyDateKind.LAST_DAY: "Last day of {period}",
        KeyDateKind.RENEWAL_STARTS: "{period} starts, if it is renewed",
        KeyDateKind.LAST_POSSIBLE_DAY: "Last day after every renewal that may come",
        KeyDateKind.NOTICE_OPENS: "First day for a notice that stops {period}",
        KeyDateKind.NOTICE_RECEIVED_BY: "Last day for a notice that stops {period} to be received",
        KeyDateKind.NOTICE_SENT_BY: "Last day to send a notice that stops {period}",
        KeyDateKind.RENEWAL_SETTLED_BY: "Last day to agree on {period}",
        KeyDateKind.EXCLUSIVITY_ENDS: "Last day of exclusivity",
        KeyDateKind.DELIVERY_DUE: "Delivery {n} is due",
        KeyDateKind.ACCEPTANCE_LAPSES: "Delivery {n} counts as accepted unless it was rejected",
        KeyDateKind.REPORT_DUE: "A report is due",
        KeyDateKind.USE_ENDS: "Last day of use",
        KeyDateKind.IN_FLIGHT_ENDS: "Last day for training runs under way",
        KeyDateKind.WEIGHTS_SUNSET: "Last day on which models may run",
        KeyDateKind.WEIGHTS_DESTROYED: "Models are deleted by then",
        KeyDateKind.WEIGHTS_CERTIFICATE_DUE: "The certificate on models is due",
        KeyDateKind.RETENTION_ENDS: "Last day of keeping materials",
        KeyDateKind.BACKUPS_CLEARED: "Backups are cleared by then",
        KeyDateKind.CERTIFICATE_DUE: "The deletion certificate is due",
        KeyDateKind.AUDITS_END: "Last day for audits",
        KeyDateKind.USAGE_RECORDS_END: "Last day of keeping usage records",
        KeyDateKind.CONFIDENTIALITY_ENDS: "Last day of confidentiality",
    }
)
_METHODS: Final = {
    NoticeMethod.PLATFORM: "through the platform",
    NoticeMethod.EMAIL: "by e-mail",
    NoticeMethod.COURIER: "by courier",
}
_SIDES: Final = {Side.LICENSOR: "Licensor", Side.LICENSEE: "Licensee"}

_SIMPLE: Final = (
    "Each signature in this certificate is a simple electronic signature of the person named: "
    "a name typed or drawn with the intent to sign (15 U.S.C. 7001 and 7006(5), the Uniform "
    "Electronic Transactions Act, and Regulation (EU) No 910/2014, Articles 3(10) and 25(1)).",
    "The seal on this file is a seal of {operator}, who operates this service. It shows where the file comes "
    "from and that nothing in it has changed since. It is not an advanced or qualified electronic "
    "signature of any signer (Regulation (EU) No 910/2014, Article 26 and Article 3(12)).",
    "Who a signer is was proved as far as this certificate says, and no further.",
)
_INK: Final = (
    "The contract was signed in ink. What is kept here is a copy of it, which one side gave and "
    "the other confirmed; this certificate proves no handwriting.",
    "The seal on this file is a seal of {operator}, who operates this service. It shows where the file comes "
    "from and that nothing in it has changed since. It is not a signature of any party.",
)
_AT_THE_END: Final = (
    "What is due after the end is given for an end with the period that runs first. No reminder "
    "and no date here changes what the contract says."
)
_CHECKS: Final = (
    "With a PDF reader that checks signatures: it names the seal and says whether the file has "
    "changed. A reader that does not know the operator's certificate calls it unknown or not "
    "trusted; that alone is no sign of a change.",
    "Without a network, with Poppler: pdfsig FILE.pdf says that the signature is valid and that "
    "the total document is signed.",
    "With Counterpart, without a network: counterpart verify FILE.pdf checks the seal, the digest "
    "of what was signed, this certificate and the audit chain, and names what does not hold.",
    "In a browser: {verify_at} says the same of a file that is given to it.",
)
_BEGINS: Final = (
    "The sealed file begins with the PDF that was shown to the signers, byte for byte; its "
    "SHA-256 stands above."
)
_BEGINS_INK: Final = (
    "The sealed file begins with the copy of what was signed in ink, byte for byte; its SHA-256 "
    "stands above."
)
_INSIDE: Final = (
    "The file audit.json inside has every record of the chain, and "
    "terms.json the terms. The hash of a record is the SHA-256 of the bytes of \u201caudit-v1\u201d, "
    "a zero byte and the record without its hash as canonical JSON (RFC 8785)."
)


def subtitle_of(certificate: Certificate) -> str:
    return legible(f"Signature Record of the {_named(certificate)}")


def sections_of(certificate: Certificate) -> Iterator[Section]:
    told = certificate
    yield _section("what", "What was signed", _what(told))
    yield _section("formed", "When it was formed", *_formed(told))
    if told.dates:
        yield _section("dates", "Dates that now follow", _words(_AT_THE_END), _dates(told))
    yield _section("parties", "Who signed", _parties(told))
    for n, signed in enumerate(told.signed, 1):
        heading = f"{signed.name} for {signed.party}"
        yield _section(f"signer_{n}", heading, _signer(signed, told.zone))
    if told.ink is not None:
        yield _section("ink", "Signed in ink", _ink(told.ink, told.zone))
    if told.signed:
        yield _section("agreed", "What the signers agreed to", *_agreed(told.signed))
    yield _section("levels", "What kind of signature this is", *_levels(told))
    yield _section("events", "What happened", *_events(told))
    yield _section("verify", "How to verify this", *_verify(told))


def _section(bookmark: str, heading: str, *blocks: Block) -> Section:
    return Section(bookmark, legible(heading), "", blocks)


def _named(told: Certificate) -> str:
    return f"{told.title} {told.subtitle}".strip()


def _what(told: Certificate) -> Table:
    shown = "signed" if told.ink is None else "drawn up"
    return _table(
        "The contract and its digests",
        [
            ("Contract", _named(told)),
            ("Contract id", told.contract_id),
            ("Pages", f"{told.pages:,}"),
            (f"SHA-256 of the PDF that was {shown}", told.document_sha256),
            ("SHA-256 of its terms", told.terms_sha256),
            ("SHA-256 of its words", told.text_sha256),
        ],
    )


def _formed(told: Certificate) -> Iterator[Block]:
    if told.ink is not None:
        signed_on = day_in_words(told.ink.signed_on)
        yield _words(f"The last signature in ink is dated {signed_on}.")
        yield _words(f"That was on record here at {in_both(told.formed_at, told.zone)}.")
    else:
        yield _words(f"With the last signature, at {in_both(told.formed_at, told.zone)}.")
    yield _words(
        "Times in this certificate are in UTC (Coordinated Universal Time). Where a second clock "
        f"is given, and for all dates, it is that of {told.zone}, the time zone of the contract."
    )


def _dates(told: Certificate) -> Table:
    rows = [(date_in_words(each), day_in_words(each.on)) for each in told.dates]
    return _grid("Dates that follow from the contract", ("What", f"Day in {told.zone}"), rows)


def date_in_words(date: KeyDate) -> str:
    """ "Last day to send that notice by e-mail (Licensor)"."""
    period = f"Renewal Period {date.n}" if date.n else "the Initial Period"
    said = DATES[date.kind].format(period=period, n=date.n)
    how = f" {_METHODS[date.method]}" if date.method else ""
    return f"{said}{how}{f' ({_SIDES[date.side]})' if date.side else ''}"


def _parties(told: Certificate) -> Table:
    rows = [(each.role, each.name, _by(told, each.block)) for each in told.parties]
    return _grid("The parties and who signed for each", ("As", "Party", "Signed by"), rows)


def _by(told: Certificate, block: str) -> tuple[str, ...]:
    if told.ink is not None:
        return ("Signed in ink",)
    return tuple(f"{each.name}, {each.title}" for each in told.signed if each.block == block)


def _signer(signed: Signed, zone: str) -> Table:
    rows: list[_Row] = [
        ("Name and title", f"{signed.name}, {signed.title}"),
        ("Signed for", signed.party),
        ("E-mail address", signed.email),
        ("Mailbox", _sentence(PROOFS[signed.proof])),
        ("Signature", _signature(signed)),
        ("Asked to sign", in_both(signed.requested_at, zone)),
        ("Opened", in_both(signed.opened_at, zone) if signed.opened_at else "Not noted"),
        ("Agreed to sign electronically", in_both(signed.consented_at, zone)),
        ("Signed", in_both(signed.signed_at, zone)),
        ("Internet address", signed.address),
        ("Device, as it named itself", signed.user_agent or "Not named"),
        ("Consent", f"{signed.consent.version}, SHA-256 {signed.consent.sha256}"),
        (
            "Intent",
            (signed.intent.text, f"{signed.intent.version}, SHA-256 {signed.intent.sha256}"),
        ),
        ("Signer and personal link", (f"Signer {signed.id}", f"Link {signed.link}")),
    ]
    if signed.handed_over:
        rows.append(("Handed over", tuple(_handed(each, zone) for each in signed.handed_over)))
    return _table(f"How {signed.name} signed", rows)


def _signature(signed: Signed) -> tuple[str, ...]:
    said = f"{METHODS[signed.method]}: {signed.typed}"
    drawn = signed.drawing_sha256
    return (said, f"SHA-256 of the drawing {drawn}") if drawn else (said,)


def _handed(each: HandedOver, zone: str) -> str:
    return (
        f"From {each.from_name} ({each.from_email}) to {each.to_name} ({each.to_email}), "
        f"confirmed by {each.confirmed_by} at {in_both(each.at, zone)}"
    )


def _ink(ink: Inked, zone: str) -> Table:
    return _table(
        "The copy of what was signed in ink",
        [
            ("Signed in ink", f"Last signature dated {day_in_words(ink.signed_on)}"),
            ("SHA-256 of the copy", ink.sha256),
            ("Given by", f"{ink.given_by}, {in_both(ink.given_at, zone)}"),
            ("Confirmed by", f"{ink.confirmed_by}, {in_both(ink.confirmed_at, zone)}"),
        ],
    )


def _agreed(signed: Iterable[Signed]) -> Iterator[Block]:
    for agreed in {each.consent.sha256: each.consent for each in signed}.values():
        yield _words(f"{agreed.version}, SHA-256 {agreed.sha256}:")
        yield from map(_words, agreed.text.split("\n\n"))


def _levels(told: Certificate) -> Iterator[Block]:
    for words in _INK if told.ink is not None else _SIMPLE:
        yield _words(words.format(operator=told.operator))


def _events(told: Certificate) -> Iterator[Block]:
    head = ("No.", "Time (UTC)", "What", "Who", f"Hash, first {_HASH} digits")
    yield _grid("The audit chain of the deal", head, map(_event, told.records))
    yield _table("The end of the audit chain", [("Head of the chain, SHA-256", told.head)])


def _event(record: Record) -> tuple[str, ...]:
    when = record.ts.replace("T", " ").partition(".")[0]
    return str(record.seq), when, _spaced(record.type), record.actor, record.hash[:_HASH]


def _spaced(name: str) -> str:
    """ "Party signed" for PartySigned."""
    return _sentence(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower())


def _verify(told: Certificate) -> Iterator[Block]:
    for n, words in enumerate(_CHECKS, 1):
        yield _words(words.format(verify_at=told.verify_at), 1, f"{n}.")
    yield _words(_BEGINS if told.ink is None else _BEGINS_INK)
    yield _words(_INSIDE)
    yield _words(
        "A question mark can stand for a letter that the fonts of this certificate lack; "
        "audit.json has it."
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _words(said: str, level: int = 0, number: str = "") -> Paragraph:
    return Paragraph((Words(legible(said)),), level, number)


def _table(caption: str, rows: Iterable[_Row]) -> Table:
    both = (Align.START, Align.START)
    cells = tuple((_cell(label), _cell(said)) for label, said in rows)
    return Table(TableKind.TERMS, legible(caption), (), both, cells)


def _grid(caption: str, head: tuple[str, ...], rows: Iterable[tuple[_Said, ...]]) -> Table:
    align = (Align.START,) * len(head)
    return Table(TableKind.GRID, caption, head, align, tuple(tuple(map(_cell, r)) for r in rows))


def _cell(said: _Said) -> Cell:
    return tuple(map(_words, (said,) if isinstance(said, str) else said))
