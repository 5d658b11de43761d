"""The configuration: docclerk.toml, overridden by DOCCLERK_SECTION__KEY, every key checked."""

import difflib
import tomllib
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.sections import (
    ClerkSection,
    FeedSection,
    LimitsSection,
    LinksSection,
    MailSection,
    RemindersSection,
    SlackSection,
    StoreSection,
    WebSection,
)


class ConfigError(Exception):
    """The configuration cannot be used; the text says where and how to mend it."""


class Config(BaseSettings):
    """All of docclerk.toml; only `[clerk] company` must be given."""

    model_config = SettingsConfigDict(
        extra="forbid", env_prefix="DOCCLERK_", env_nested_delimiter="__", frozen=True
    )

    clerk: ClerkSection
    store: StoreSection = StoreSection()
    feeds: dict[str, FeedSection] = Field(default_factory=dict)
    mail: MailSection = MailSection()
    slack: SlackSection | None = None
    web: WebSection = WebSection()
    links: LinksSection = LinksSection()
    reminders: RemindersSection = RemindersSection()
    limits: LimitsSection = LimitsSection()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file."""
        return env_settings, init_settings

    @classmethod
    def load(cls, path: Path) -> Self:
        """Reads and checks one file; relative paths in it count from its folder. Raises ConfigError."""
        try:
            tables = tomllib.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            raise ConfigError(f"There is no {path}. Run 'docclerk init' or give --config FILE.") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path} is not valid TOML: {error}.") from None
        try:
            return cls(**anchored(tables, path.resolve().parent))
        except ValidationError as error:
            raise ConfigError(explain(error, path)) from None


def anchored(tables: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Makes the relative paths of the store and the feeds absolute, seen from the file's folder."""
    store = dict(tables.get("store") or {})
    url, files = store.get("url", "sqlite:///docclerk.db"), store.get("files", "file:./files")
    if isinstance(url, str) and url.startswith("sqlite:///"):
        store["url"] = f"sqlite:///{folder / url.removeprefix('sqlite:///')}"
    if isinstance(files, str) and files.startswith("file:"):
        store["files"] = f"file:{folder / files.removeprefix('file:')}"
    feeds = tables.get("feeds")
    if isinstance(feeds, dict):
        feeds = {
            name: {**feed, "path": str(folder / feed["path"])}
            if isinstance(feed, dict) and isinstance(feed.get("path"), str)
            else feed
            for name, feed in feeds.items()
        }
    return {**tables, "store": store, **({"feeds": feeds} if feeds is not None else {})}


def explain(error: ValidationError, path: Path) -> str:
    """One plain sentence for each thing that is wrong, with the nearest valid key."""
    lines = []
    for fault in error.errors():
        where = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "extra_forbidden":
            near = difflib.get_close_matches(
                str(fault["loc"][-1]), known_keys(fault["loc"][:-1]), n=1, cutoff=0
            )
            hint = f"; the nearest valid key is {near[0]!r}" if near else ""
            lines.append(f"{where} is not a key of docclerk{hint}.")
        elif fault["type"] == "missing":
            lines.append(f"{where} is missing; add it to {path.name}.")
        else:
            lines.append(f"{where}: {fault['msg'].removeprefix('Value error, ')}.")
    return f"{path}: " + " ".join(lines)


def known_keys(loc: tuple[int | str, ...]) -> list[str]:
    """The keys that may stand in the table at `loc`."""
    model: Any = Config
    for part in loc:
        field = model.model_fields.get(part) if hasattr(model, "model_fields") else None
        model = next(iter(sections(field.annotation)), FeedSection) if field else model
    return list(model.model_fields)


def sections(annotation: Any) -> list[type[BaseModel]]:
    """The section classes named anywhere in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in getattr(annotation, "__args__", ()) for found in sections(part)]
