"""A file to be downloaded, and the names that its title gives it."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

FORMATS = {  # and their kinds; Litestar adds the charset of texts itself
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
    "md": "text/markdown",
    "pb": "text/plain",
}
_LONGEST = 100  # characters of a title in the name of a file

Tick = Callable[[], None]
"""Called after each part of a file; it may raise to stop."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be downloaded: its name in ASCII and in full, and what is in it. `fault`: what
    could not be done as it was wished, as JSON, for whoever shows it."""

    name: str
    full_name: str
    content_type: str
    content: bytes
    fault: dict[str, Any] | None = None

    @property
    def headers(self) -> dict[str, str]:
        """By which browsers of every age find the name (RFC 6266 and 5987), and keep no copy."""
        names = f"filename=\"{self.name}\"; filename*=UTF-8''{quote(self.full_name)}"
        return {"Content-Disposition": f"attachment; {names}", "Cache-Control": "no-store"}


def full_name(title: str, marks: Sequence[str], format: str, otherwise: str) -> str:
    """The title, at most 100 characters of whole words, without what file systems do not take;
    then the marks that tell files of one title apart. `otherwise` stands for an empty title."""
    plain = "".join(
        " " if c in '<>:"/\\|?*' or unicodedata.category(c).startswith("C") else c for c in title
    )
    short = _cut(" ".join(plain.split())).strip(" .") or otherwise
    return f"{' '.join([short, *marks])}.{format}"


def _cut(title: str) -> str:
    """Its beginning: to the end of a word, and without a bracket that would stay open."""
    if len(title) <= _LONGEST:
        return title
    start = title[: _LONGEST + 1]
    start = start.rpartition(" ")[0] or start[:_LONGEST]
    if start.rfind("(") > start.rfind(")"):
        start = start[: start.rfind("(")] or start
    return start.rstrip(" ,;:–-")
