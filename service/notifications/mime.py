"""A letter as an Internet message."""

from datetime import datetime
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from service.domain.post import Address
from service.notifications.letter import Letter


def message(letter: Letter, sender: Address, at: datetime) -> EmailMessage:
    """With text first and HTML as the other way to read it."""
    made = EmailMessage(policy=SMTP)
    made["From"] = _mailbox(sender)
    made["To"] = _mailbox(letter.to)
    made["Subject"] = letter.subject
    made["Date"] = format_datetime(at)
    if letter.reply_to is not None:
        made["Reply-To"] = _mailbox(letter.reply_to)
    for name, value in letter.headers:
        made[name] = value
    made.set_content(letter.text)
    made.add_alternative(letter.html, subtype="html")
    for each in letter.attachments:
        kind, _, subtype = each.media_type.partition("/")
        made.add_attachment(
            each.data, maintype=kind, subtype=subtype, filename=each.name, params=dict(each.how)
        )
    return made


def _mailbox(of: Address) -> Mailbox:
    return Mailbox(display_name=of.name, addr_spec=of.email)
