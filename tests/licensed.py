"""A license in a database: by execution of the sample deal, or imported; and its history read back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, get_type_hints

from sqlalchemy import select

from schemas.terms import written
from service.commands.recorded_licenses import record_license
from service.domain.audit import broken_at
from service.domain.deal import Event, OurSide, WrittenTerms
from service.domain.deliveries import events as delivery_events
from service.domain.licenses import events as license_events
from service.domain.licenses.events import LicenseMade
from service.domain.licenses.license import License
from service.domain.licenses.recording import LicenseHeader
from service.domain.statements import reports
from service.domain.terms import Terms
from service.domain.terms.signing import Signing
from service.storage import codec
from service.storage.database import Database
from service.storage.deals import Tx
from service.storage.licenses import Beside, LicenseReader
from service.storage.loading import written_from
from service.storage.tables import terms_texts
from tests.builders import some_terms
from tests.executing import Desktop, a_desktop

START: Final = date(2027, 1, 31)
BEFORE: Final = datetime(2027, 1, 15, 17, tzinfo=UTC)
FILE: Final = "a" * 64

EVENTS: Final[Mapping[str, type[Event]]] = {
    name: kind
    for name, kind in {**vars(license_events), **vars(delivery_events), **vars(reports)}.items()
    if isinstance(kind, type) and issubclass(kind, Event)
}


@dataclass(frozen=True)
class Kept:
    """One license of one organization."""

    db: Database
    org: str
    license_id: str

    def do(self, work: Callable[[Tx], Any]) -> Any:
        with self.db.transaction(self.org) as tx:
            return work(tx)

    def license(self) -> License:
        with self.db.reading(self.org) as views:
            return LicenseReader(views.connection, self.org).license(self.license_id)

    def assert_sound(self) -> None:
        """The rows tell what the history tells, and every kept digest holds."""
        with self.db.reading(self.org) as views:
            reader = LicenseReader(views.connection, self.org)
            found = reader.license(self.license_id)
            records, head = reader.history(self.license_id)
            first, *others = [self._event(views, record) for record in records]
        assert broken_at(records, head) is None
        assert isinstance(first, LicenseMade)
        begun = License.begun(found.id, found.our_side, first, found.title)
        assert begun.after(others) == found

    def types(self) -> list[str]:
        with self.db.reading(self.org) as views:
            records, _ = LicenseReader(views.connection, self.org).history(self.license_id)
        return [record.type for record in records]

    def _event(self, views: Any, record: Any) -> Event:
        kind = EVENTS[record.type]
        hints = get_type_hints(kind)
        told = {
            f.name: self._value(views, hints[f.name], f.name, record.data)
            for f in fields(kind)
            if f.name not in ("by", "at")
        }
        at = datetime.fromisoformat(record.ts)
        return kind(by=record.actor, at=at, **told)

    def _value(self, views: Any, hint: Any, name: str, data: Any) -> Any:
        if hint is not WrittenTerms:
            return codec.decode(hint, data[name])
        sha256 = data["terms_sha256"]
        asked = select(terms_texts.c.data).where(
            terms_texts.c.org_id == self.org, terms_texts.c.sha256 == sha256
        )
        return written_from(views.connection.scalar(asked), sha256)


def executed(
    db: Database,
    terms: Terms | None = None,
    at: datetime = BEFORE,
    org: str | None = None,
) -> tuple[Kept, Desktop]:
    """By the signatures of both sides; nobody has sealed anything."""
    desktop = a_desktop(db, org, terms=terms or some_terms(signing=Signing()), at=at)
    desktop.sends(at)
    desktop.signs(0, at)
    desktop.signs(1, at)
    with db.reading(desktop.org) as views:
        license = LicenseReader(views.connection, desktop.org).of_deal(desktop.table.deal_id)
    assert license is not None
    return Kept(db, desktop.org, license.id), desktop


def imported(
    db: Database,
    org: str,
    terms: Terms | None = None,
    *,
    by: str = "usr_ada",
    at: datetime = BEFORE,
    beside: Beside | None = None,
    starts_on: date = START,
    our_side: OurSide = OurSide.LICENSOR,
    document_sha256: str = FILE,
    **said: Any,
) -> Kept:
    """Signed elsewhere, by the day before the moment at which it is recorded."""
    beside = beside or Beside()
    header = LicenseHeader(
        our_side=our_side,
        signed_on=min(starts_on, at.date() - timedelta(days=1)),
        starts_on=starts_on,
        title=beside.title,
        external_id=beside.external_id,
        metadata=beside.metadata,
        **said,
    )
    held = _starting(terms or some_terms(), starts_on)
    with db.transaction(org) as tx:
        found = record_license(tx, header, written(held), document_sha256, by=by, at=at)
        return Kept(db, org, found.id)


def _starting(terms: Terms, on: date) -> Terms:
    starts = terms.period.starts
    if starts.on is None:
        return terms
    return replace(terms, period=replace(terms.period, starts=replace(starts, on=on)))


def with_period(**changes: Any) -> Terms:
    return some_terms(period=replace(some_terms().period, **changes))
