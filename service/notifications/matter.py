"""What a letter is about, in words: what each letter is written from."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from service.domain.post import Address


class Stance(StrEnum):
    """Who acted, from where the reader stands."""

    READER = "reader"
    """The letter is a receipt."""
    OWN_SIDE = "own_side"
    OTHER_SIDE = "other_side"
    BETWEEN = "between"
    """The reader is on neither side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealSaid:
    """What a letter may say of a deal: only the title where the organization wants no details.

    `title` is null where people gave it none, since its usual name would tell the parties.
    """

    title: str | None = None
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return f"“{self.title}”" if self.title else "a deal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What happened between two sides. `acted` is the side that did it; empty for neither.

    `number` is of the offer that it is about, 0 for none, and `what` says whether that is a
    counter-offer. `by_link` where whoever acted has no account; `reads_by_link` is the side that
    the reader acts for without one. `shared` is of a comment.
    """

    stance: Stance = Stance.OTHER_SIDE
    acted: str = ""
    number: int = 0
    what: str = "an offer"
    by_link: bool = False
    reads_by_link: str = ""
    shared: bool = True


class Part(StrEnum):
    """What the reader of a letter about signing is in it."""

    SIGNER = "signer"
    NOTICE = "notice"
    """Whoever reads a party's notice address, or gets copies."""
    LINK = "link"
    OWNER = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningSaid:
    """`who` is the person that it is about, `party` whom they sign for; both may be empty.

    `code` is a one-time code; `ended` where the reader's own link opens nothing any more.
    `digests` are of the sealed file and of the log that led to it, by name: a letter that leaves
    this house anchors both elsewhere.
    """

    part: Part = Part.OWNER
    who: str = ""
    party: str = ""
    code: str = ""
    ink: bool = False
    ended: bool = False
    digests: tuple[tuple[str, str], ...] = ()


class Copy(StrEnum):
    """What a letter that brings a notice is to its reader."""

    NOTICE = "notice"
    """The notice itself."""
    OF_OTHER_WAY = "of_other_way"
    """To whom the notice is given, but that goes another way."""
    ADVISER = "adviser"
    SENDER = "sender"
    """At the notice address of the side that gives it."""
    OWN = "own"
    """One of our people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSaid:
    """The words of a notice, whole; `title` names its kind, `sender` who gives it.

    `recorded` where our side wrote down what the other side sent, `recorder` says who did.
    """

    title: str
    sender: str
    opening: str
    declares: str
    effects: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    copy: Copy = Copy.OWN
    recorded: bool = False
    recorder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A day ahead, for a calendar: `what` and `category` in words, the rest as an entry has it.

    `organizer` is whom the letter comes from.
    """

    uid: str
    on: date
    what: str
    category: str
    changed: int
    changed_at: datetime
    rings: tuple[int, ...]
    organizer: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseSaid:
    """`what` names a date or a notice, `on` is its day, `days` how many days ahead that is.

    `silence` says what happens if nobody does anything. `party` where the reader reads a party's
    notice address, `linked` where the letter's link opens the license for them; `late` where a
    reminder comes after its time; `zone` is where days are counted. `code` is a one-time code.
    `dated` is the day that the letter brings for a calendar. `agreement` names the license to the
    other side, without its parties; `ways` says how a notice counts; `ours` where it was signed
    here, and its file can be checked.
    """

    what: str = ""
    on: str = ""
    days: int = 0
    silence: str = ""
    zone: str = ""
    method: str = ""
    code: str = ""
    party: bool = False
    linked: bool = False
    late: bool = False
    agreement: str = ""
    ways: str = ""
    ours: bool = False
    dated: Dated | None = None
    notice: NoticeSaid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekItem:
    """`when` is a day in words; `title` null or empty where people gave none; `parties` by name."""

    when: str
    what: str
    title: str | None = None
    parties: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPart:
    """The first of what is alike, and how much there is of it; `one` and
    `many` say that beside a number.
    """

    heading: str
    one: str
    many: str
    items: tuple[WeekItem, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSaid:
    """What waits on a Monday; `late` where the letter comes after its time."""

    day: str = ""
    parts: tuple[WeekPart, ...] = ()
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SealSaid:
    """The certificate of the seal ends in `days` days, null once it has; `own` is the operator's."""

    days: int | None = None
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a letter is about, in words. `link` opens what its button says, `by` is who acted.

    `said` is the note or the reason that somebody gave, `until` when a link or an offer ends, `at`
    when it happened; `change` is what was changed, `fault` why another letter (`letter`) did not
    arrive, or perhaps did not (`doubt`). `unsubscribe` is where a reader turns such letters off.
    """

    org: str
    link: str
    by: Address | None = None
    deal: DealSaid = DealSaid()
    between: Between = Between()
    signing: SigningSaid = SigningSaid()
    license: LicenseSaid = LicenseSaid()
    week: WeekSaid = WeekSaid()
    seal: SealSaid = SealSaid()
    said: str | None = None
    at: datetime | None = None
    until: datetime | None = None
    change: str = ""
    letter: str = ""
    fault: str = ""
    doubt: bool = False
    unsubscribe: str = ""


def discreet(matter: Matter) -> Matter:
    """Without anything that is of the terms: the name of somebody with a link may be a party's."""
    names_party = matter.between.by_link and matter.between.stance not in _OWN
    by = Address(matter.by.email) if matter.by and names_party else matter.by
    signing = replace(matter.signing, party="")
    deal = DealSaid(title=matter.deal.title)
    license = replace(matter.license, notice=None)
    week = replace(matter.week, parts=tuple(map(_nameless, matter.week.parts)))
    return replace(matter, deal=deal, signing=signing, license=license, week=week, said=None, by=by)


def _nameless(part: WeekPart) -> WeekPart:
    return replace(part, items=tuple(replace(item, parties="") for item in part.items))


_OWN = (Stance.READER, Stance.OWN_SIDE)
