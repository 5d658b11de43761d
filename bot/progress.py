"""Tells the writer of a message that their answer is being made, when it takes longer than a while."""

import threading
from datetime import date
from types import TracebackType

import structlog

from bot.clock import Clock
from bot.posting import Post
from handlers.letters.receipts import receipt
from parsers.message import InboundMessage
from store.engine import Store
from store.traffic import InboxItem

log = structlog.get_logger()


class Progress:
    """While it is open, a timer runs; when it rings, a receipt goes into the outbox in its own transaction.

    Once it is closed no receipt can come any more: none arrives after the answer.
    """

    def __init__(
        self,
        item: InboxItem,
        message: InboundMessage,
        post: Post,
        store: Store,
        clock: Clock,
        today: date | None,
        after: float,
    ) -> None:
        """`after` is in seconds; `today` pins the day as for the answer."""
        self.item, self.message, self.today = item, message, today
        self.post, self.store, self.clock = post, store, clock
        self.one = threading.Lock()
        self.over = False
        self.timer = threading.Timer(after, self.ring)
        self.timer.daemon = True

    def __enter__(self) -> None:
        self.timer.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.timer.cancel()
        with self.one:
            self.over = True

    def ring(self) -> None:
        """Sends the receipt; that it could not be sent never hinders the answer."""
        with self.one:
            if self.over:
                return
            try:
                self.tell()
            except Exception:
                log.exception("receipt.failed", message=self.item.id)

    def tell(self) -> None:
        """Puts the receipt into the outbox, for whom there is one."""
        now = self.clock()
        with self.store.read() as unit:
            reply = receipt(self.message, unit, self.post.house, now, self.today)
        if reply is None:
            return
        parcel = self.post.pack(reply, self.item, now)
        with self.store.begin() as unit:
            self.post.queue(reply, parcel, unit, now, self.item)
        log.info("message.receipt", message=self.item.id)
