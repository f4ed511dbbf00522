"""Which carrier the settings name."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from service.notifications.file_mailer import FileMailer
from service.notifications.mailer import Mailer
from service.notifications.sendgrid_mailer import DEFAULT_HOST, SendGridMailer
from service.notifications.smtp_mailer import SmtpMailer, server_from
from service.settings import Settings


def mailer_from(settings: Settings, clock: Callable[[], datetime]) -> Mailer:
    """Settings have been looked at, so that every address here is one."""
    sender = settings.sender
    if (server := server_from(settings.mail_url)) is not None:
        return SmtpMailer(server=server, sender=sender, clock=clock)
    if settings.mail_url.startswith("sendgrid:"):
        return SendGridMailer(
            key=settings.sendgrid_api_key,
            sender=sender,
            clock=clock,
            host=settings.sendgrid_host or DEFAULT_HOST,
            sandbox=settings.mail_url == "sendgrid:sandbox",
        )
    return FileMailer(Path(settings.mail_url.removeprefix("file:")), sender, clock)
