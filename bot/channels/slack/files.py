"""Files in Slack: those that people send are fetched, those that they wish for uploaded in three steps."""

import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

import structlog

from bot.channels import PermanentFailure, TemporaryFailure
from bot.channels.slack.api import DEFAULT, TIMEOUT, Api
from bot.channels.slack.arrivals import File, Note
from bot.channels.slack.installs import Installs
from parsers.message import Attachment

LARGEST = 5_000_000  # bytes of a file that is looked at
HOSTS = frozenset({"files.slack.com"})

log = structlog.get_logger()


def attachments(note: Note, installs: Installs, api: Api) -> tuple[Attachment, ...]:
    """The files of a message; one that cannot be had is named without its content."""
    if not note.files:
        return ()
    try:
        token = installs.token(note.team)
    except (PermanentFailure, TemporaryFailure):
        token = ""
    return tuple(fetched(file, token, api) for file in note.files)


def fetched(file: File, token: str, api: Api) -> Attachment:
    """One file, over Slack's own hosts only: the token goes nowhere else."""
    data = b""
    if token and own(file.url, api) and file.size <= LARGEST:
        request = urllib.request.Request(file.url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310
        try:
            with OPENER.open(request, timeout=TIMEOUT) as answer:
                data = answer.read(LARGEST)
        except (OSError, HTTPException):
            log.warning("slack.file_lost")
    return Attachment(file.name[:200], file.content_type or "application/octet-stream", data)


def own(url: str, api: Api) -> bool:
    """Whether an address is Slack's: https, or the one that the configuration names."""
    asked, home = urlsplit(url), urlsplit(api.url or DEFAULT)
    same = (asked.scheme, asked.netloc) == (home.scheme, home.netloc)
    return same or (asked.scheme == "https" and asked.hostname in HOSTS)


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: it would carry the token away."""

    def redirect_request(self, *told: Any, **more: Any) -> None:
        """Nowhere."""
        return


OPENER = urllib.request.build_opener(Stay)


def upload(api: Api, token: str, file: Mapping[str, Any], data: bytes) -> dict[str, str]:
    """Steps one and two: an address for the bytes, then the bytes; what step three needs."""
    given = api.call(token, "files.getUploadURLExternal", filename=file["name"], length=len(data))
    url = str(given["upload_url"])
    if not own(url, api):
        raise TemporaryFailure("files.getUploadURLExternal: an address that is not Slack's")
    request = urllib.request.Request(url, data=data, method="POST")  # noqa: S310 - checked above
    request.add_header("Content-Type", "application/octet-stream")
    try:
        with OPENER.open(request, timeout=TIMEOUT * 4) as answer:
            answer.read(LARGEST)
    except (OSError, HTTPException) as error:
        raise TemporaryFailure(f"upload: {type(error).__name__}") from None
    return {"id": str(given["file_id"]), "title": str(file["name"])}
