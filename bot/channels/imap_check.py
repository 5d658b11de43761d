"""Tries a mailbox as the door would, and says what it found."""

from collections.abc import Iterator

from imapclient.exceptions import IMAPClientError

from bot.channels.imap_mailbox import Mailbox, Refused, logged_in, missing
from bot.imap_section import ImapSection

LOCAL = {"localhost", "127.0.0.1", "::1"}


def check(section: ImapSection) -> Iterator[tuple[bool, str]]:
    """What is well and what is not, each with the fix. Changes nothing in the mailbox."""
    if section.tls == "none" and section.host not in LOCAL:
        yield False, 'the password travels in the clear; set tls = "tls" or "starttls"'
    if section.token_file is None and not section.password:
        yield False, "there is no password; set password, password_file or token_file"
    try:
        with logged_in(section) as mailbox:
            yield True, f"login; {abilities(section, mailbox)}"
            for folder in section.folder:
                yield True, f"folder {folder}: {mailbox.select(folder).exists} mails"
            targets = (section.done_folder, section.held_folder, section.ignored_folder or "")
            for folder in missing(targets, mailbox):
                yield True, f"folder {folder} will be made at the start of 'docclerk serve'"
    except Refused as reason:
        yield False, str(reason)
    except (IMAPClientError, OSError) as error:
        yield False, f"{type(error).__name__}: {error}; check [mail.imap] host, port and tls"


def abilities(section: ImapSection, mailbox: Mailbox) -> str:
    """What the server can, and what is done where it cannot."""
    if mailbox.can("MOVE"):
        moves = "MOVE"
    elif mailbox.can("UIDPLUS"):
        moves = "no MOVE: mails are copied and deleted"
    else:
        moves = "neither MOVE nor UIDPLUS: mails are copied and marked as deleted"
    if not section.idle:
        return f"{moves}, IDLE switched off"
    return f"{moves}, IDLE" if mailbox.can("IDLE") else f"{moves}, no IDLE: looked at every {section.renew}"
