"""The newcomer's page: pick a contact, write a message, read the answer, open the link."""

import re
from collections.abc import Sequence
from email.message import EmailMessage
from typing import Any

from markupsafe import Markup, escape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.demo.examples import EXAMPLES
from bot.demo.post import attachments_of, letter, send, text_of
from bot.demo.stage import Stage
from bot.web.pages import Pages

PATIENCE = 15.0  # seconds that the page waits for the answer
URL = re.compile(r"https?://[^\s<>&]+")


def demo_routes(stage: Stage) -> Sequence[BaseRoute]:
    """The pages of the demo."""
    desk = DemoDesk(stage)
    return (
        Route("/", desk.page, methods=["GET"]),
        Route("/ask", desk.ask, methods=["POST"]),
        Route("/mailbox", desk.everything, methods=["GET"]),
    )


class DemoDesk:
    """The desk of the demo; works without JavaScript."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        house = stage.clerk.house
        self.pages = Pages(house.texts, house.tongues, house.company)

    def page(self, request: Request, **answer: Any) -> Response:
        """The form; with `?example=n` it is filled in."""
        picked = request.query_params.get("example", "")
        example = EXAMPLES[int(picked)] if picked.isdigit() and int(picked) < len(EXAMPLES) else EXAMPLES[0]
        with self.stage.clerk.store.read() as unit:
            contacts = sorted(unit.contacts.all(), key=lambda c: (c.account, c.name or ""))
            names = {a.account: a.name for a in unit.accounts.all()}
        values: dict[str, Any] = {
            "examples": EXAMPLES,
            "contacts": contacts,
            "names": names,
            "sender": example.sender,
            "subject": example.subject,
            "text": example.text,
            "forged": example.forged,
            "mail": None,
        }
        return self.pages.show("demo", self.stage.clerk.house.tongues["en"], **(values | answer))

    async def ask(self, request: Request) -> Response:
        """Sends the message as real mail and shows the answer."""
        form = await request.form()
        sender, subject, text = (str(form.get(key) or "") for key in ("sender", "subject", "text"))
        if not text.strip() or "@" not in sender:
            return RedirectResponse("/", 303)
        return await run_in_threadpool(
            self.answered, request, sender, subject, text, bool(form.get("forged"))
        )

    def answered(self, request: Request, sender: str, subject: str, text: str, forged: bool) -> Response:
        """The page with question and answer."""
        since = len(self.stage.mailbox.mails)
        mail = letter(sender, self.stage.clerk.config.mail.address, subject, text, proven=not forged)
        send(mail, self.stage.smtp_port)
        answer = self.stage.mailbox.answer_to(str(mail["Message-ID"]), sender, since, PATIENCE)
        shown = as_card(answer) if answer else None
        return self.page(
            request, sender=sender, subject=subject, text=text, forged=forged, mail=shown, asked=True
        )

    def everything(self, request: Request) -> Response:
        """All mail that the clerk has sent, newest first."""
        cards = [as_card(mail) for mail in reversed(self.stage.mailbox.mails[-100:])]
        return self.pages.show("demo_mailbox", self.stage.clerk.house.tongues["en"], mails=cards)


def as_card(mail: EmailMessage) -> dict[str, object]:
    """What the page shows of a mail; links can be clicked."""
    return {
        "to": str(mail["To"]),
        "subject": str(mail["Subject"]),
        "text": linked(text_of(mail)),
        "files": [name for name, _ in attachments_of(mail)],
    }


def linked(text: str) -> Markup:
    """Escaped text whose addresses are links."""
    return Markup(URL.sub(lambda m: f'<a href="{m[0]}">{m[0]}</a>', str(escape(text))))  # noqa: S704 - escaped above
