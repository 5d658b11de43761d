"""`docclerk report`: the figures of the running clerk."""

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.shared import DEFAULT_CONFIG, ConfigOption, JsonOption, open_clerk, print_json
from bot.wiring import Clerk
from store.figures import Figures

DAYS = 30


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("report")(report)


def report(
    days: Annotated[int, typer.Option(min=1, help="How far back.")] = DAYS,
    html: Annotated[Path | None, typer.Option(help="Also write a page to look at.")] = None,
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """What came in, what became of it, how fast, and whether the canary ever found a leak."""
    clerk = open_clerk(config)
    table = gather(clerk, days)
    if html is not None:
        says = clerk.house.tongues["en"]
        page = clerk.house.texts.render("web/report.html", says=says, company=clerk.house.company, **table)
        html.write_text(page, "utf-8")
    clerk.close()
    if as_json:
        print_json(table)
        return
    for key, value in lines(table):
        print(f"{key:<28}{value}")


def gather(clerk: Clerk, days: int) -> dict[str, Any]:
    """All figures, JSON-ready."""
    now = clerk.clock()
    with clerk.store.read() as unit:
        figures: Figures = unit.figures(now - timedelta(days=days))
        waiting, oldest = len(unit.inbox.for_review()), unit.inbox.oldest_unanswered()
        links = len(unit.links.listed(live=now))
        feeds = {name: unit.feeds.data_as_of(name) for name in clerk.config.feeds}
    return {
        **asdict(figures),
        "days": days,
        "waiting_for_a_person": waiting,
        "oldest_unanswered": oldest,
        "open_links": links,
        "feeds": feeds,
    }


def lines(table: dict[str, Any]) -> list[tuple[str, object]]:
    """The figures as people read them."""
    outcomes = [(f"  {outcome}", count) for outcome, count in table["outcomes"].items()]
    return [
        (f"messages in {table['days']} days", table["received"]),
        *outcomes,
        ("median time to the answer", seconds(table["median_seconds"])),
        ("slowest answer", seconds(table["slowest_seconds"])),
        ("mails sent", table["sent"]),
        ("mails given up", table["failed"]),
        ("downloads", table["events"].get("link.download", 0)),
        ("links that work now", table["open_links"]),
        ("waiting for a person", table["waiting_for_a_person"]),
        ("oldest unanswered", table["oldest_unanswered"] or "-"),
        ("canary questions", table["probes"]),
        ("leaks found", table["leaks"]),
        *((f"feed {name}", as_of or "nothing loaded yet") for name, as_of in table["feeds"].items()),
    ]


def seconds(value: float | None) -> str:
    """A duration; "-" when there is none."""
    return "-" if value is None else f"{value:.1f} s"
