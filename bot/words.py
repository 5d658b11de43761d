"""Reads the editable data under templates/ into plain tables: kinds and languages."""

import tomllib
from pathlib import Path
from typing import Any

from templates import ROOT

Table = dict[str, Any]


def read_languages(root: Path = ROOT) -> dict[str, Table]:
    """Language code -> table, merged from `<code>.toml` and `<code>.<part>.toml`.

    `languages/` holds those that the clerk speaks, `mail_clients/` the words by which mail programs of others
    mark replies, forwards and automatic mail. Raises ValueError when two files give the same key.
    """
    languages: dict[str, Table] = {}
    for path in sorted([*(root / "languages").glob("*.toml"), *(root / "mail_clients").glob("*.toml")]):
        code = path.name.split(".")[0]
        merge(languages.setdefault(code, {}), read_table(path), path.name)
    _add_towns(languages, read_towns(root))
    return languages


def read_towns(root: Path = ROOT) -> list[str]:
    """The names of towns in `places/*.txt`, one a line; lines with "#" tell where they are from."""
    lines = (
        line
        for path in sorted((root / "places").glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
    )
    return [line for line in lines if line and not line.startswith("#")]


def _add_towns(languages: dict[str, Table], towns: list[str]) -> None:
    """Adds the towns to what each language knows as one by its words."""
    for table in languages.values():
        known = table.get("asks", {}).get("filter", {}).get("town")
        if known is not None:
            known.extend(towns)


def read_kinds(root: Path = ROOT) -> dict[str, Table]:
    """Kind code -> table of `kinds/<code>.toml`; the file name is the code."""
    return {p.stem: read_table(p) for p in sorted((root / "kinds").glob("*.toml"))}


def read_table(path: Path) -> Table:
    """One file; raises ValueError that names it when it is no TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"{path.parent.name}/{path.name} is no TOML: {error}") from None


def merge(into: Table, more: Table, source: str) -> None:
    """Adds the keys of one language file to those of the others, table by table."""
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            merge(into[key], value, source)
        elif key in into:
            raise ValueError(f"{source}: {key!r} is already given by another file of this language")
        else:
            into[key] = value


def read_texts(root: Path = ROOT) -> dict[str, str]:
    """Path below templates/ -> text, for everything under email/, slack/ and web/ that is rendered."""
    paths = (p for part in ("email", "slack", "web") for p in sorted((root / part).rglob("*")))
    return {
        p.relative_to(root).as_posix(): p.read_text("utf-8") for p in paths if p.suffix in {".txt", ".html"}
    }
