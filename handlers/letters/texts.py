"""Renders the editable templates of mails and pages; they arrive here as text, not as files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape

EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Texts:
    """All templates by path below templates/, e.g. "email/answer/body.txt"."""

    environment: Environment

    @classmethod
    def compile(cls, sources: Mapping[str, str]) -> "Texts":
        """HTML templates escape what they are given; a value that a template misses is an error."""
        return cls(
            Environment(
                loader=DictLoader(dict(sources)),
                autoescape=select_autoescape(enabled_extensions=("html",), default=False),
                undefined=StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                keep_trailing_newline=False,
            )
        )

    def render(self, template: str, **values: Any) -> str:
        """The text of one template, paragraphs one empty line apart.

        Raises jinja2.TemplateNotFound for a name nobody wrote.
        """
        text = self.environment.get_template(template).render(**values).strip()
        return EMPTY_LINES.sub("\n\n", text) + "\n"
