"""The log: JSON lines, one id a message throughout, and not a word of what people wrote."""

import logging
import sys
import traceback
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

QUIET = ("pikepdf",)  # what it says of hostile files helps nobody


def configure(level: int) -> None:
    """Everything from `level` on goes to standard error: as JSON, or coloured for somebody who looks on."""
    looking = sys.stderr.isatty()
    renderer: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if looking:
        renderer = structlog.dev.ConsoleRenderer()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            faults,
            renderer,
        ],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # whatever standard error is by then
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[Library()], level=max(level, logging.WARNING), force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def faults(logger: Any, method: str, event: EventDict) -> EventDict:
    """An exception by its kind and its way through the code; its words may quote a customer."""
    given = event.pop("exc_info", None)
    if not given:
        return event
    error = given if isinstance(given, BaseException) else sys.exc_info()[1]
    if isinstance(given, tuple):
        error = given[1]
    kinds: list[dict[str, Any]] = []
    while error is not None and len(kinds) < 5:
        frames = traceback.extract_tb(error.__traceback__)[-12:]
        way = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
        kinds.append({"kind": type(error).__name__, "way": way})
        error = error.__cause__ or error.__context__
    return {**event, "fault": kinds}


class Library(logging.Handler):
    """What libraries say, in the same form: where, and in which fixed words, without the values."""

    def emit(self, record: logging.LogRecord) -> None:
        """Passes one record on."""
        structlog.get_logger().log(
            record.levelno,
            "library.said",
            library=record.name,
            at=f"{record.module}:{record.lineno}",
            words=str(record.msg)[:200] if record.args else "",
            exc_info=record.exc_info,
        )
