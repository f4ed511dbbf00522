"""Letters as files: whole, in order, once."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

from service.domain.post import Address, Fate
from service.notifications.file_mailer import FileMailer
from service.notifications.letter import Attachment
from tests.conftest import Clock
from tests.notifications.letters import SENDER, a_letter


def _mailer(folder: Path, clock: Clock | None = None) -> FileMailer:
    return FileMailer(folder, SENDER, clock or Clock())


def test_a_letter_reads_back_as_it_was_written(tmp_path: Path) -> None:
    attached = Attachment("Überblick.txt", "text/plain", "größer".encode())
    how = (("method", "PUBLISH"), ("charset", "utf-8"))
    dated = Attachment("day.ics", "text/calendar", "BEGIN:X\r\nÜ\r\n".encode(), how)
    ada = Address("ada@example.org", "Ada Größe")
    letter = a_letter(subject="Größe — «Fotos»", reply_to=ada, attachments=(attached, dated))
    assert _mailer(tmp_path).send(letter, 1).fate is Fate.ACCEPTED
    (path,) = tmp_path.iterdir()
    read = message_from_bytes(path.read_bytes(), policy=default)
    assert read["Subject"] == letter.subject
    assert read["To"] == "Bo Reader <bo@example.org>"
    assert read["From"] == "Counterpart <deals@example.com>"
    assert read["Reply-To"] == "Ada Größe <ada@example.org>"
    assert read["Message-ID"] == dict(letter.headers)["Message-ID"]
    assert read.get_body(("plain",)).get_content().split() == letter.text.split()
    assert read.get_body(("html",)).get_content().strip() == letter.html
    first, second = read.iter_attachments()
    assert (first.get_filename(), second.get_filename()) == ("Überblick.txt", "day.ics")
    assert second.get_content_type() == "text/calendar"
    assert dict(second["Content-Type"].params) == {"method": "PUBLISH", "charset": "utf-8"}
    assert second.get_payload(decode=True) == dated.data


def test_a_letter_that_is_sent_again_is_there_once(tmp_path: Path) -> None:
    clock = Clock()
    for attempt in (1, 2):
        _mailer(tmp_path, clock).send(a_letter(), attempt)
        clock.forward(days=1)
    assert len([*tmp_path.iterdir()]) == 1


def test_names_sort_by_time(tmp_path: Path) -> None:
    clock = Clock()
    for key in "cab":
        _mailer(tmp_path, clock).send(a_letter(key=key, subject=key), 1)
        clock.forward(seconds=1)
    read = [
        message_from_bytes(path.read_bytes(), policy=default) for path in sorted(tmp_path.iterdir())
    ]
    assert [each["Subject"] for each in read] == ["c", "a", "b"]


def test_only_its_owner_reads_a_letter(tmp_path: Path) -> None:
    _mailer(tmp_path).send(a_letter(), 1)
    (path,) = tmp_path.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_made_is_tried_again_later(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    assert _mailer(tmp_path / "a file").send(a_letter(), 1).fate is Fate.NOT_NOW
