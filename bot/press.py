"""Typesets papers as archivable, accessible PDFs (PDF/A-3a, PDF/UA-1), one at a time."""

import io
import json
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pikepdf
import typst

PACK_ABOVE = 60_000  # bytes from which a paper is written in the denser form


class Press:
    """One typst compiler for many papers; only the fonts of the typst package itself are used."""

    def __init__(self, root: Path) -> None:
        """`root` is the folder with the templates; the compiler is made when it is first needed."""
        self._root = root
        self._one = threading.Lock()
        self._compiler: typst.Compiler | None = None

    def typeset(self, template: str, facts: Mapping[str, Any], day: date) -> bytes:
        """The PDF of one paper, dated on `day`; the same facts give the same bytes.

        Raises typst.TypstError when the template and the facts do not fit.
        """
        with self._one:
            paper = self._ready().compile(
                input=self._root / f"{template}.typ",
                format="pdf",
                sys_inputs={"data": json.dumps(facts, ensure_ascii=False)},
                pdf_standards=["a-3a", "ua-1"],
                timestamp=datetime.combine(day, time(6), tzinfo=UTC),
            )
        if not isinstance(paper, bytes):
            raise TypeError(f"{template} gave no PDF")
        return packed(paper) if len(paper) > PACK_ABOVE else paper

    def _ready(self) -> typst.Compiler:
        if self._compiler is None:
            fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
            self._compiler = typst.Compiler(root=self._root, font_paths=fonts, ignore_system_fonts=True)
        return self._compiler


def packed(pdf: bytes) -> bytes:
    """The same paper in fewer bytes; the same PDF gives the same bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        return dense(paper)


def dense(paper: pikepdf.Pdf) -> bytes:
    """An open paper written densely."""
    target = io.BytesIO()
    paper.save(
        target,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
        fix_metadata_version=False,  # the typesetter wrote it, and it stays as it is
    )
    return target.getvalue()
