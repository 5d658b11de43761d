"""The pages: looking changes nothing, the button gives the bytes, and every "no" reads alike."""

import datetime as dt
import email
import email.policy
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from bot.web.app import HEADERS, build_app
from bot.wiring import Clerk
from parsers.message import ProofLevel
from store.traffic import Arrival, Link, Parcel
from tests.world import ADDRESS, believing, paper

pytestmark = pytest.mark.usefixtures("at_once")
LINK = re.compile(r"http://desk\.house\.test(/[dc]/[\w-]{43})\b")


@pytest.fixture
def browser(clerk: Clerk) -> Iterator[TestClient]:
    """Somebody in front of the pages, who reads German."""
    headers = {"accept-language": "de-AT,de;q=0.9"}
    with TestClient(build_app(clerk), follow_redirects=False, headers=headers) as client:
        yield client


def ask(clerk: Clerk, text: str, sender: str = "anna@adler.test") -> list[EmailMessage]:
    """The mails that one message leads to."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, ADDRESS, "Beleg"
    mail["Message-ID"] = make_msgid(domain="client.test")
    mail.set_content(text)
    raw = mail.as_bytes()
    assert clerk.store.accept(Arrival("email", str(mail["Message-ID"]), raw, clerk.clock()))
    while clerk.worker("w").step():
        pass
    return collected(clerk)


def collected(clerk: Clerk) -> list[EmailMessage]:
    """What would leave the house now; it counts as sent."""
    sent: list[Parcel] = []
    channels = {"email": Catching(sent)}
    courier = replace(clerk, channels=channels).courier("c")
    while courier.step():
        pass
    return [email.message_from_bytes(p.payload, policy=email.policy.default) for p in sent]  # type: ignore[misc]


class Catching:
    """A door that keeps what it should deliver."""

    name = "email"

    def __init__(self, sent: list[Parcel]) -> None:
        self.sent = sent

    def deliver(self, parcel: Parcel) -> None:
        """Keeps it."""
        self.sent.append(parcel)


def path_in(mail: EmailMessage) -> str:
    """The path of the only link of a mail."""
    found = set(LINK.findall(mail.get_body(("plain",)).get_content()))  # type: ignore[union-attr]
    (path,) = found
    return str(path)


@pytest.fixture
def path(clerk: Clerk) -> str:
    """The link to an invoice and its delivery note."""
    (answer,) = ask(clerk, "Bitte Rechnung RE-2025-0412 und den Lieferschein dazu.")
    return path_in(answer)


def link_of(clerk: Clerk, path: str) -> Link:
    with clerk.store.read() as unit:
        link = unit.links.by_hash(*clerk.house.keys().seals(path.rpartition("/")[2]))
    assert link is not None
    return link


def events(clerk: Clerk) -> list[str]:
    with clerk.store.read() as unit:
        return [row["event"] for row in unit.audit.export()]


def state(clerk: Clerk) -> object:
    """All that a request could change."""
    with clerk.store.read() as unit:
        return (
            list(unit.audit.export()),
            unit.links.listed(),
            unit.inbox.listed(),
            unit.outbox.pending(),
            unit.outbox.counts(),
        )


ALL_PATHS = ("", "/files/1", "/files/2", "/zip", "/renew")


def test_looking_changes_nothing_and_gives_no_file(clerk: Clerk, browser: TestClient, path: str) -> None:
    before = state(clerk)
    for method in ("GET", "HEAD", "OPTIONS"):
        for more in ALL_PATHS:
            answer = browser.request(method, path + more)
            assert b"%PDF" not in answer.content
            assert "content-disposition" not in answer.headers
    assert state(clerk) == before
    assert browser.get(path).status_code == browser.head(path).status_code == 200
    assert browser.head(path).content == b""


def test_the_page_tells_a_scanner_nothing_of_the_documents(browser: TestClient, path: str) -> None:
    page = browser.get(path).text
    assert "2 Belege" in page
    assert "anna@adler.test" in page
    for secret in ("RE-2025-0412", "LS-80001", "714", "Adler Metallbau", "Rechnung"):
        assert secret not in page
    assert page.count('<form method="post"') == 4  # two files, the zip, a fresh link
    assert "<script" not in page


def test_the_button_gives_the_very_bytes(clerk: Clerk, browser: TestClient, path: str) -> None:
    got = {}
    for n in (1, 2):
        answer = browser.post(f"{path}/files/{n}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/pdf"
        assert int(answer.headers["content-length"]) == len(answer.content)
        name = re.search(r'^attachment; filename="([\w.-]+)"', answer.headers["content-disposition"])
        assert name
        got[name[1]] = answer.content
    assert got == {
        "LS-80001_Lieferschein_2025-09-10.pdf": paper("LS-80001.pdf"),
        "RE-2025-0412_Rechnung_2025-09-11.pdf": paper("RE-2025-0412.pdf"),
    }
    assert link_of(clerk, path).downloads == 2
    assert events(clerk).count("link.download") == 2


def test_the_zip_holds_all_files_in_known_length(clerk: Clerk, browser: TestClient, path: str) -> None:
    answer = browser.post(f"{path}/zip")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert int(answer.headers["content-length"]) == len(answer.content)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist() if name != "index.csv"}
    assert set(files.values()) == {paper("LS-80001.pdf"), paper("RE-2025-0412.pdf")}
    assert (link_of(clerk, path).downloads, events(clerk).count("link.download")) == (1, 1)


def spoil_nothing(clerk: Clerk, path: str, hands) -> str:
    """A token nobody ever issued."""
    return "/d/" + "A" * 43


def expire(clerk: Clerk, path: str, hands) -> str:
    hands.forward(days=7)
    return path


def revoke(clerk: Clerk, path: str, hands) -> str:
    with clerk.store.begin() as unit:
        unit.links.revoke([link_of(clerk, path).id], clerk.clock())
    return path


def use_up(clerk: Clerk, path: str, hands) -> str:
    with clerk.store.begin() as unit:
        while unit.links.count_download(link_of(clerk, path).id):
            pass
    return path


def suspend(clerk: Clerk, path: str, hands) -> str:
    with clerk.store.begin() as unit:
        unit.contacts.suspend("anna@adler.test")
    return path


def narrow(clerk: Clerk, path: str, hands) -> str:
    with clerk.store.begin() as unit:
        unit.contacts.upsert([replace(c, role="quality") for c in unit.contacts.by_email("anna@adler.test")])
    return path


SPOILING = (spoil_nothing, expire, revoke, use_up, suspend, narrow)
Spoil = Callable[[Clerk, str, object], str]


@pytest.fixture
def nowhere(browser: TestClient) -> dict[str, httpx2.Response]:
    """What an unknown token gets, by path."""
    unknown = "/d/" + "B" * 43
    return {
        "GET": browser.get(unknown),
        **{more: browser.post(unknown + more) for more in ("/files/1", "/zip", "/renew", "")},
    }


@pytest.mark.parametrize("spoil", SPOILING)
def test_every_no_reads_exactly_alike(clerk, browser, path, hands, nowhere, spoil: Spoil) -> None:
    spoilt = spoil(clerk, path, hands)
    answers = {
        "GET": browser.get(spoilt),
        **{more: browser.post(spoilt + more) for more in ("/files/1", "/zip", "/renew", "")},
    }
    for where, answer in answers.items():
        like = nowhere[where]
        assert answer.content == like.content, where
        assert answer.status_code == like.status_code, where
        assert dict(answer.headers) == dict(like.headers), where
    assert [answers[where].status_code for where in ("GET", "/files/1", "/zip")] == [404, 404, 404]
    assert b"%PDF" not in b"".join(a.content for a in answers.values())
    assert path.rpartition("/")[2].encode() not in answers["GET"].content


@pytest.mark.parametrize("n", ["0", "3", "-1", "999999999999999999999", "x"])
def test_a_file_that_the_link_does_not_hold(browser: TestClient, path: str, n: str) -> None:
    assert browser.post(f"{path}/files/{n}").status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 5000, "%00", "..%2f..", "%F0%9F%98%80", "%ff", "' OR 1=1"])
def test_strange_tokens_are_unknown_tokens(browser: TestClient, token: str) -> None:
    for folder in ("d", "c"):
        assert browser.get(f"/{folder}/{token}").status_code == 404
        assert browser.post(f"/{folder}/{token}/zip").status_code == 404


def test_a_link_is_used_up_after_so_many_downloads(clerk: Clerk, hands) -> None:
    thrifty = replace(clerk, house=replace(clerk.house, link_downloads=2))
    path = path_in(ask(thrifty, "Bitte Rechnung RE-2025-0412.")[0])
    with TestClient(build_app(thrifty)) as browser:
        assert [browser.post(f"{path}/files/1").status_code for _ in range(4)] == [200, 200, 404, 404]
        assert browser.get(path).status_code == 404
    assert events(clerk).count("link.download") == 2


def test_a_file_that_is_damaged_is_not_given_and_not_counted(clerk, browser, path) -> None:
    folder = Path(clerk.config.store.files.removeprefix("file:"))
    (stored,) = folder.rglob(link_of(clerk, path).files[0].sha256)
    whole = stored.read_bytes()
    try:
        stored.write_bytes(whole[:-1] + b"?")
        assert browser.post(f"{path}/files/1").status_code == 503
        stored.unlink()
        for more in ("/files/1", "/zip"):
            answer = browser.post(path + more)
            assert answer.status_code == 503
            assert b"%PDF" not in answer.content
    finally:
        stored.write_bytes(whole)
    assert link_of(clerk, path).downloads == 0
    assert "link.download" not in events(clerk)
    assert browser.post(f"{path}/files/1").status_code == 200


def test_strict_headers_stand_on_every_answer(clerk, path, hands, monkeypatch) -> None:
    with TestClient(build_app(clerk), raise_server_exceptions=False) as browser:
        answers = [
            browser.get(path),
            browser.get("/healthz"),
            browser.get("/static/clerk.css"),
            browser.get("/static/nothing.css"),
            browser.get("/nowhere"),
            browser.put(path),
            browser.get("/d/unknown"),
            browser.get("/c/unknown"),
            browser.post(f"{path}/files/1"),
            browser.post(f"{path}/zip"),
            browser.post(f"{path}/renew"),
        ]
        monkeypatch.setattr(type(clerk.store), "read", None)
        answers.append(browser.get(path))
    assert answers[-1].status_code == 500
    assert "Traceback" not in answers[-1].text
    for answer in answers:
        for name, value in HEADERS.items():
            where = f"{answer.request.method} {answer.request.url.path} {name}"
            if name == "Content-Security-Policy":
                assert answer.headers[name].startswith("default-src 'none'"), where
            else:
                assert answer.headers[name] == value, where
        assert "server" not in answer.headers


def test_a_fresh_link_goes_to_the_original_recipient_only(clerk, browser, path, hands) -> None:
    hands.forward(days=8)
    page = browser.get(path)
    assert page.status_code == 404
    assert '<form method="post">' in page.text  # the button posts to the page's own path
    answer = browser.post(path, data={"recipient": "mallory@evil.test", "email": "mallory@evil.test"})
    assert answer.status_code == 200
    assert LINK.search(answer.text) is None
    (mail,) = collected(clerk)
    assert mail["To"] == "anna@adler.test"
    fresh = path_in(mail)
    assert fresh != path
    assert browser.get(path).status_code == 404
    assert browser.post(f"{fresh}/files/2").content == paper("RE-2025-0412.pdf")
    assert link_of(clerk, fresh).expires_at == hands.now + dt.timedelta(days=7)
    assert events(clerk).count("link.renewed") == 1


def test_the_button_pesters_nobody(clerk, browser, path, hands) -> None:
    for _ in range(5):
        assert browser.post(f"{path}/renew").status_code == 200
    assert len(collected(clerk)) == 1
    hands.forward(days=1, minutes=1)
    browser.post(f"{path}/renew")
    assert len(collected(clerk)) == 1


@pytest.mark.parametrize("spoil", [spoil_nothing, revoke, suspend, narrow])
def test_no_fresh_link_for(clerk, browser, path, hands, spoil: Spoil) -> None:
    assert browser.post(spoil(clerk, path, hands) + "/renew").status_code == 200
    assert collected(clerk) == []


def test_a_confirmation_answers_the_original_mail_once(clerk, browser) -> None:
    doubting = believing(clerk, ProofLevel.NONE)
    (question,) = ask(doubting, "Bitte Rechnung RE-2025-0412.")
    path, before = path_in(question), state(clerk)
    assert path.startswith("/c/")
    for method in ("GET", "HEAD"):
        assert browser.request(method, path).status_code == 200
    assert state(clerk) == before
    page = browser.get(path).text
    assert "0412" not in page
    assert "<script" not in page

    assert browser.post(path).status_code == 200
    while doubting.worker("w").step():
        pass
    (answer,) = collected(clerk)
    assert answer["To"] == "anna@adler.test"
    assert "714,00" in answer.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert browser.post(f"{path_in(answer)}/files/1").content == paper("RE-2025-0412.pdf")

    again = browser.post(path)
    assert again.status_code == browser.get(path).status_code == 404
    assert again.content == browser.post("/c/" + "C" * 43).content
    assert not doubting.worker("w").step()
    assert events(clerk).count("message.confirmed") == 1
    with clerk.store.read() as unit:
        (item,) = unit.inbox.listed()
    assert item.outcome == "answered"
    assert item.story["proof"] == "bound"


@pytest.mark.parametrize("when", ["too late", "suspended"])
def test_a_confirmation_that_comes(clerk, browser, hands, when: str) -> None:
    doubting = believing(clerk, ProofLevel.NONE)
    path = path_in(ask(doubting, "Bitte Rechnung RE-2025-0412.")[0])
    if when == "too late":
        hands.forward(days=2)
        assert browser.post(path).status_code == 404
    else:
        with clerk.store.begin() as unit:
            unit.contacts.suspend("anna@adler.test")
        browser.post(path)
    while doubting.worker("w").step():
        pass
    for mail in collected(clerk):
        assert "714" not in mail.as_string()


def test_pages_speak_the_language_of_link_or_browser(clerk, browser, path) -> None:
    assert '<html lang="de">' in browser.get(path, headers={"accept-language": "en"}).text
    assert '<html lang="en">' in browser.get("/d/unknown", headers={"accept-language": "en-GB,de"}).text
    assert '<html lang="de">' in browser.get("/d/unknown", headers={"accept-language": "xx"}).text
    english = path_in(ask(clerk, "Please send invoice RE-2025-0700.", "ben@birch.test")[0])
    assert '<html lang="en">' in browser.get(english).text
