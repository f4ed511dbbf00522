"""Every letter: that it is there, what it says, and that it is safe to read."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from service.domain.follow_ups import FOLLOW_UPS
from service.domain.letters import AccountLetter, DealLetter, Detail, HouseLetter
from service.domain.licenses.follow_ups import LicenseLetter
from service.domain.post import Address, Occasion
from service.notifications.letter import Letter, LetterRefused
from service.notifications.matter import DealSaid, Matter
from service.notifications.messages import MESSAGES, compose
from service.notifications.samples import NAMES, sample
from tests.notifications.test_calendars import unfolded

KEPT = Path(__file__).parent / "letters"
CASES = [(kind, detail) for kind in MESSAGES for detail in Detail]
FACTS = (
    *("Harbor Photo Archive LLC", "Example Labs", "1,560,000", "31 January 2027"),
    *("insurance", "Counsel", "7,200", "0.046", "fine-tuning", "twice the fee", "is sold"),
)
_SAY_NO_TERMS = {*AccountLetter, DealLetter.DEAL_LINK, HouseLetter.SEAL_ENDING}
ABOUT_DEALS = [kind for kind in MESSAGES if kind not in _SAY_NO_TERMS]


def _sample(kind: str, detail: Detail = Detail.FULL) -> Letter:
    return sample(kind, "Harbor Archive", "https://deals.example.com", detail)


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_every_follow_up_of_a_deal_and_of_an_account_has_a_letter_and_a_sample() -> None:
    kinds = {each.kind for follow_ups in FOLLOW_UPS.values() for each in follow_ups}
    assert set(MESSAGES) == kinds | {*AccountLetter, *DealLetter, *LicenseLetter, *HouseLetter}
    assert set(NAMES) == set(MESSAGES)


@pytest.mark.parametrize(("kind", "detail"), CASES)
def test_a_letter_reads_as_it_did(kind: str, detail: Detail) -> None:
    letter = _sample(kind, detail)
    said = f"Subject: {letter.subject}\n\n{letter.text}"
    assert said == (KEPT / f"{kind}-{detail}.txt").read_text("utf-8")
    assert letter.html == (KEPT / f"{kind}-{detail}.html").read_text("utf-8")


@pytest.mark.parametrize(("kind", "detail"), CASES)
def test_text_and_html_say_the_same(kind: str, detail: Detail) -> None:
    letter = _sample(kind, detail)
    words = re.sub(r"<(style|title).*?</\1>|<[^>]+>", " ", letter.html, flags=re.DOTALL)
    there = set(re.findall(r"\w+", words.replace("&#39;", "'")))
    assert set(re.findall(r"\w+", letter.text)) <= there


@pytest.mark.parametrize("kind", MESSAGES)
def test_a_letter_loads_nothing_and_runs_nothing(kind: str) -> None:
    letter = _sample(kind)
    tags = _Tags(letter.html).found
    assert not {tag for tag, _ in tags} & {"script", "img", "link", "iframe", "form", "object"}
    assert "url(" not in letter.html
    targets = {attrs["href"] for _, attrs in tags if "href" in attrs}
    assert len(targets) == 1
    assert targets.pop() in letter.text


@pytest.mark.parametrize("kind", MESSAGES)
def test_styles_stand_on_their_elements_and_dark_ones_in_the_head(kind: str) -> None:
    html = _sample(kind).html
    assert 'class="card" align="left" style="background-color: #ffffff' in html
    assert "prefers-color-scheme: dark" in html


@pytest.mark.parametrize("kind", MESSAGES)
def test_lines_of_the_text_are_short_links_apart(kind: str) -> None:
    lines = _sample(kind).text.split("\n")
    assert max(len(line) for line in lines if "://" not in line) <= 72


@pytest.mark.parametrize("kind", ABOUT_DEALS)
def test_a_letter_says_nothing_of_the_terms_unless_it_may(kind: str) -> None:
    letter = _sample(kind, Detail.LINE)
    assert not [fact for fact in FACTS if fact in letter.text + letter.html + letter.subject]
    assert [fact for fact in FACTS if fact in _sample(kind, Detail.FULL).text]


@pytest.mark.parametrize("kind", [kind for kind in MESSAGES if _sample(kind).attachments])
def test_what_is_attached_says_no_more_than_the_letter(kind: str) -> None:
    for detail, there in ((Detail.LINE, False), (Detail.FULL, True)):
        (attached,) = _sample(kind, detail).attachments
        said = "".join(unfolded(attached.data)).replace("\\,", ",")
        assert any(fact in said for fact in FACTS) is there
        assert "is not a notice under the contract" in said


def _asked(title: str, **more: object) -> Letter:
    matter = Matter(
        org="Archive",
        link="https://deals.example.com/deals/1",
        deal=DealSaid(title=title),
        by=Address("dana@archive.example", "Dana"),
    )
    occasion = Occasion(
        key="k", kind="approval_requested", org="o", to=Address("a@b.example"), deal="deal_1"
    )
    return compose(occasion, replace(matter, **more))  # type: ignore[arg-type]


NASTY = "<img src=x onerror=alert(1)> {{ 7*7 }} \"'&</title>"


def test_what_people_typed_stays_text() -> None:
    letter = _asked(NASTY, said=NASTY, org=NASTY)
    assert NASTY in letter.subject
    assert "{{ 7*7 }}" in letter.text
    assert "img" not in {tag for tag, _ in _Tags(letter.html).found}
    assert "&lt;img src=x" in letter.html


@pytest.mark.parametrize("title", ["two\nlines", "right\u202eto left", "nul\0"])
def test_a_subject_with_a_hidden_character_never_leaves(title: str) -> None:
    with pytest.raises(LetterRefused):
        _asked(title)


def test_letters_of_a_deal_stand_together_and_answers_go_to_whoever_acted() -> None:
    first, second = _asked("One"), _sample("approval_given")
    headers, others = dict(first.headers), dict(second.headers)
    assert headers["References"] == headers["In-Reply-To"]
    assert headers["Message-ID"] != headers["References"]
    assert headers["Message-ID"].endswith("@deals.example.com>")
    assert others["References"] != headers["References"]
    assert first.reply_to == Address("dana@archive.example", "Dana")


def test_a_letter_is_the_same_however_often_it_is_written() -> None:
    assert _sample("invitation") == _sample("invitation")


def keep() -> None:
    """Writes the letters as they are now: python -m tests.notifications.test_messages."""
    for kind, detail in CASES:
        letter = _sample(kind, detail)
        said = f"Subject: {letter.subject}\n\n{letter.text}"
        (KEPT / f"{kind}-{detail}.txt").write_text(said, "utf-8")
        (KEPT / f"{kind}-{detail}.html").write_text(letter.html, "utf-8")


if __name__ == "__main__":
    keep()
