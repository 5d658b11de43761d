"""What the page of a link in a mail to staff says: the one decision it stands for, and what became of it."""

from handlers.acts import Reject, Release
from handlers.letters.says import Says
from handlers.staff.review import waits
from handlers.subscriptions.acts import LetGo
from store.traffic import InboxItem


def decision(act: Release | Reject | LetGo, says: Says) -> tuple[str, str]:
    """The question and its button."""
    if isinstance(act, LetGo):
        return says("page_standing_release"), says("page_standing_button")
    if isinstance(act, Release):
        return says("page_release", address=act.address), says("page_release_button")
    return says("page_reject"), says("page_reject_button")


def decided(act: Release | Reject, item: InboxItem | None, says: Says) -> str:
    """What the click has done; `item` is the message as it was before."""
    if item is None or not waits(item):
        return says("page_settled")
    return says("page_released", address=act.address) if isinstance(act, Release) else says("page_rejected")
