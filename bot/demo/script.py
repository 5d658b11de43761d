"""The scripted cases of `docclerk demo --once`: real mail in, real mail out, files compared byte for byte."""

import hashlib
import re
import urllib.parse
import urllib.request
import zipfile
from io import BytesIO

from bot.demo.examples import EXAMPLES, Example
from bot.demo.post import letter, send, text_of
from bot.demo.stage import Stage

PATIENCE = 30.0  # seconds for one answer
LINK = re.compile(r"http://127\.0\.0\.1:\d+/d/[\w-]+")


def prove(stage: Stage) -> bool:
    """Sends every scripted example, prints question and answer, and says whether all came out right."""
    faults = [fault for example in EXAMPLES if example.scripted for fault in played(example, stage)]
    with stage.clerk.store.read() as unit:
        broken = unit.audit.verify()
    if broken is not None:
        faults.append(f"the audit is broken at row {broken}")
    for fault in faults:
        print(f"WRONG: {fault}")
    count = sum(example.scripted for example in EXAMPLES)
    print(
        f"{count - len(faults)} of {count} scripted cases as expected."
        if faults
        else f"All {count} cases right."
    )
    return not faults


def played(example: Example, stage: Stage) -> list[str]:
    """What went wrong with one example; empty when nothing did."""
    since = len(stage.mailbox.mails)
    address = stage.clerk.config.mail.address
    mail = letter(example.sender, address, example.subject, example.text, proven=not example.forged)
    send(mail, stage.smtp_port)
    answer = stage.mailbox.answer_to(str(mail["Message-ID"]), example.sender, since, PATIENCE)
    who = f"{example.sender} (forged)" if example.forged else example.sender
    print(f"\n=== {example.label}\n--- {who}:\n{example.text}\n")
    if answer is None:
        return [f"{example.label}: no answer within {PATIENCE:.0f} s"]
    text = text_of(answer)
    print(f"--- {answer['To']}: {answer['Subject']}\n{text}")
    return judged(example, text, outcome(str(mail["Message-ID"]), stage), stage)


def judged(example: Example, text: str, got: str, stage: Stage) -> list[str]:
    """Compares outcome and files with what the script says."""
    faults = []
    if got != example.expect:
        faults.append(f"{example.label}: {got} instead of {example.expect}")
    link = LINK.search(text)
    if bool(link) != (example.expect == "answered"):
        faults.append(f"{example.label}: {'a link' if link else 'no link'} in the answer")
    elif link:
        names = downloaded(link[0], stage)
        absent = [n for n in example.documents if not any(name.startswith(n) for name in names)]
        if absent or len(names) < len(example.documents):
            faults.append(f"{example.label}: {', '.join(absent)} is not behind the link")
    return faults


def outcome(message_id: str, stage: Stage) -> str:
    """What the clerk wrote down for a message."""
    with stage.clerk.store.read() as unit:
        item = unit.inbox.get(message_id)
    return (item.outcome or item.state) if item else "lost"


def downloaded(link: str, stage: Stage) -> list[str]:
    """The names in the ZIP behind a link; every file is hashed and must be one of the delivery."""
    url = f"{link}/zip"
    request = urllib.request.Request(url, method="POST")  # noqa: S310 - our own loopback address
    with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
        archive = zipfile.ZipFile(BytesIO(response.read()))
    names = archive.namelist()
    return [n for n in names if stage.clerk.blobs.has(hashlib.sha256(archive.read(n)).hexdigest())]
