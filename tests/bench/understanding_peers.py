"""Libraries of others that read mails and time frames; none is required, an absent one is named."""

import json
import logging
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version

from tests.bench import understanding_mail_peers as mail
from tests.bench import understanding_period_peers as periods
from tests.bench.understanding_runs import Read


@dataclass(frozen=True, slots=True)
class Peer:
    """One library. `own` are the homes of its own test cases, which it passes by construction."""

    name: str
    stage: str
    open: Callable[[], Read]
    own: frozenset[str] = frozenset()
    language: str = ""
    note: str = ""

    def load(self) -> tuple[str, Read | None]:
        """Its name with version, and its reader; None with the reason when it cannot be used."""
        logging.getLogger("ctparse").setLevel(logging.CRITICAL)
        warnings.simplefilter("ignore")
        try:
            read = self.open()
        except ImportError as error:
            return f"{self.name}: not installed ({error})", None
        except Exception as error:  # it is there and does not start: say so, measure the others
            return f"{self.name}: does not load ({type(error).__name__}: {error})", None
        return " ".join(part for part in (self.name, release(self.name), self.note) if part), read


def release(name: str) -> str:
    """The version of a peer; empty when it comes with Python."""
    if name.startswith("npm "):
        file = mail.node_package(name.removeprefix("npm ")) / "package.json"
        return str(json.loads(file.read_text("utf-8"))["version"])
    try:
        return version(name)
    except ImportError:
        return ""


PEERS = (
    Peer(
        "talon", "reply", mail.open_talon, frozenset({"talon"}), note="without its trained signature reader"
    ),
    Peer("quotequail", "reply", mail.open_quotequail_reply, frozenset({"quotequail"})),
    Peer("mail-parser-reply", "reply", mail.open_mail_parser_reply, frozenset({"alfonsrv"})),
    Peer("email-reply-parser", "reply", mail.open_email_reply_parser, frozenset({"zapier"})),
    Peer(
        "npm email-reply-parser", "reply", partial(mail.open_node, "email-reply-parser"), frozenset({"crisp"})
    ),
    Peer(
        "npm email-forward-parser",
        "forward",
        partial(mail.open_node, "email-forward-parser"),
        frozenset({"fwd"}),
    ),
    Peer("quotequail", "forward", mail.open_quotequail_forward, frozenset({"quotequail"})),
    Peer("Python's email", "mime", mail.open_stdlib),
    Peer("recognizers-text-date-time", "period", periods.open_recognizers, language="en"),
    Peer("ctparse", "period", periods.open_ctparse),
    Peer("dateparser", "period", periods.open_dateparser),
)
