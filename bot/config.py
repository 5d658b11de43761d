"""The configuration: docclerk.toml, overridden by DOCCLERK_SECTION__KEY, every key checked."""

import difflib
import os
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.section import SECRETS
from bot.sections import (
    ClerkSection,
    FeedSection,
    LetterheadSection,
    LimitsSection,
    LinksSection,
    MailSection,
    RemindersSection,
    SlackSection,
    StoreSection,
    WebSection,
)

FILES = {f"{secret}_file" for secret in SECRETS} | {"token_file", "ca_file", "tls_cert", "tls_key"}


class ConfigError(Exception):
    """The configuration cannot be used; the text says where and how to mend it."""


class Environment(EnvSettingsSource):
    """DOCCLERK_SECTION__KEY, lists and tables as JSON; what is none is told as a wrong value of its key."""

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        """The JSON value, else the text as it is."""
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError:
            return value


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
    letterhead: LetterheadSection = LetterheadSection()
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
        return Environment(settings_cls), init_settings

    @classmethod
    def load(cls, path: Path) -> Self:
        """Reads and checks one file; relative paths in it count from its folder. Raises ConfigError."""
        check_names(os.environ)
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


def check_names(environment: Iterable[str]) -> None:
    """Raises ConfigError for a DOCCLERK_SECTION__KEY of no section: nobody would ever read it."""
    for name in environment:
        section, nested, _ = name.removeprefix("DOCCLERK_").lower().partition("__")
        if name.startswith("DOCCLERK_") and nested and section not in Config.model_fields:
            near = nearest(section, list(Config.model_fields)).upper()
            raise ConfigError(
                f"{name} in the environment names no section; the nearest valid one is DOCCLERK_{near}__…."
            )


def anchored(tables: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Makes the relative paths of store, keys, feeds and secrets absolute, seen from the file's folder."""
    tables = {"store": {}, "links": {}, **located(tables, folder)}
    store, links, feeds = tables["store"], tables["links"], tables.get("feeds")
    if isinstance(links, dict):
        links["keys"] = str(folder / str(links.get("keys", "docclerk.keys")))
    if isinstance(store, dict):
        url, files = store.get("url", "sqlite:///docclerk.db"), store.get("files", "file:./files")
        if isinstance(url, str) and url.startswith("sqlite:///"):
            store["url"] = f"sqlite:///{folder / url.removeprefix('sqlite:///')}"
        if isinstance(files, str) and files.startswith("file:"):
            store["files"] = f"file:{folder / files.removeprefix('file:')}"
    for feed in feeds.values() if isinstance(feeds, dict) else ():
        if isinstance(feed, dict) and isinstance(feed.get("path"), str):
            feed["path"] = str(folder / feed["path"])
    return tables


def located(table: dict[str, Any], folder: Path) -> dict[str, Any]:
    """A copy of a table in which the files of secrets are seen from the folder."""
    return {key: placed(key, value, folder) for key, value in table.items()}


def placed(key: str, value: Any, folder: Path) -> Any:
    """One value of a table; a table in it, or a list of tables, likewise."""
    if isinstance(value, dict):
        return located(value, folder)
    if isinstance(value, list):
        return [placed(key, one, folder) for one in value]
    return str(folder / value) if isinstance(value, str) and key in FILES else value


def explain(error: ValidationError, path: Path) -> str:
    """One plain sentence for each thing that is wrong, with the nearest valid key."""
    lines = []
    for fault in error.errors():
        where = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "extra_forbidden":
            near = nearest(str(fault["loc"][-1]), known_keys(fault["loc"][:-1]))
            lines.append(f"{where} is not a key of docclerk; the nearest valid key is {near!r}.")
        elif fault["type"] == "missing":
            lines.append(f"{where} is missing; add it to {path.name}.")
        else:
            lines.append(f"{where}: {fault['msg'].removeprefix('Value error, ')}.")
    return f"{path}: " + " ".join(lines)


def nearest(word: str, words: list[str]) -> str:
    """The word that is most like another one."""
    return difflib.get_close_matches(word, words, n=1, cutoff=0)[0]


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
