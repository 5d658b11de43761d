"""What the scheduler does for the channel of the house: cards for new cases, and a word each morning."""

from datetime import datetime, timedelta

from bot.channels.slack.cards import post, post_cards
from bot.channels.slack.channel import Slack
from bot.wiring import Clerk
from store.switches import Switch
from store.traffic import Parcel

SWITCH = "slack.digest"
OUTCOMES = {"answered": "answered", "asked": "question", "missing": "missing"}


def tick(clerk: Clerk, slack: Slack) -> int:
    """Writes what is due; how many posts."""
    section = clerk.config.slack
    if not slack.staff_channel or section is None:
        return 0
    written = post_cards(clerk, slack.staff_channel)
    return written + morning(clerk, slack.staff_channel, section.digest_at)


def morning(clerk: Clerk, channel: str, at: str) -> int:
    """The digest, once on each working day from the hour that is set."""
    now = clerk.clock()
    local = now.astimezone(clerk.house.zone)
    if not at or local.weekday() > 4 or f"{local:%H:%M}" < at:
        return 0
    day = local.date().isoformat()
    with clerk.store.begin() as unit:
        last = unit.switches.get(SWITCH)
        if last and last.value.get("day") == day:
            return 0
        unit.switches.set(Switch(SWITCH, {"day": day}, "clock", None, now))
        waiting = unit.inbox.for_review(500)
        counts = unit.inbox.counts(now - timedelta(days=1))
        oldest = min((item.received_at for item in waiting), default=None)
        unit.outbox.add(digest(clerk, channel, len(waiting), oldest, counts, now), now)
    return 1


def digest(
    clerk: Clerk,
    channel: str,
    waiting: int,
    oldest: datetime | None,
    counts: dict[str, int],
    now: datetime,
) -> Parcel:
    """What waits and what was done."""
    says = clerk.house.tongues[None]
    done = {name: counts.get(key, 0) for name, key in OUTCOMES.items()}
    if oldest is None:
        text = says("slack_digest_none", **done)
    else:
        since = says.moment(oldest, clerk.house.today(now))
        text = says("slack_digest", waiting=waiting, oldest=since, **done)
    return post("", channel, text, None, [])
