"""Files that people bring as evidence, kept under their digest."""

from service.desk import Desk
from service.domain.errors import Fault, LicenseRefused
from service.domain.kept_files import why_not_kept


def look_at_file(data: bytes) -> None:
    """LicenseRefused for what is not kept."""
    if (why_not := why_not_kept(data)) is not None:
        raise LicenseRefused([Fault("/file", why_not)])


def keep_file(desk: Desk, data: bytes) -> str:
    """Its digest; LicenseRefused as by `look_at_file`."""
    look_at_file(data)
    return desk.files.put(data)
