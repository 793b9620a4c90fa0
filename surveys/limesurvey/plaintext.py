"""LimeSurvey's HTML as plain text, and plain text as HTML that reads back the same. Pure.

Lists keep their lines, a link its address. Blanks that a reader of HTML would lose are written as
numbers (`&#32;`), and so is what a spreadsheet program would take for a formula.
"""

import re
from html import unescape
from html.parser import HTMLParser

from app.refused import Refused, say

LONGEST = 100_000
"""Characters of one text, pictures within it not counted."""

_PARAGRAPHS = frozenset(
    ("p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table")
)
_BLOCKS = _PARAGRAPHS | {
    *("address", "article", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer"),
    *("form", "header", "hr", "li", "main", "nav", "pre", "section", "tbody", "td", "th"),
    *("thead", "tr"),
}
_SILENT = frozenset(("script", "style", "title", "template", "noscript", "object", "iframe"))
_MARKUP = re.compile(r"<(?:br|/?(?:{}))\b".format("|".join(sorted(_BLOCKS))), re.IGNORECASE)
_LOST = re.compile(r"<(?:img|script|video|audio|iframe|object|embed)\b", re.IGNORECASE)
_SPECIAL = re.compile(
    r"(?P<edge>\A\n+|\n+\Z)|[&<>\"\\{}]|[^\S ]|(?<=\s) | (?=\n)|\A[ =+@'-]| \Z"
    r"|[\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
_BLANKS = re.compile(r"[ \t\r\f\v\n]+")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "<br />"}


def plain(html: str) -> str:
    """What a person reads of it. Pictures give the text that stands for them, scripts nothing.

    Raises:
        Refused: it is too long to be a text of a survey.
    """
    html = re.sub(r"data:[^\"'\s>]{200,}", "", html).strip()
    if len(html) > LONGEST:
        raise Refused(say("A text in this file is too long."), 422)
    if not _MARKUP.search(html):  # typed in a spreadsheet: its lines are lines
        html = re.sub(r"\r\n?|\n", "<br>", html)
    reader = _Reader()
    reader.feed(_closed(html))
    reader.close()
    return reader.text()


def _closed(html: str) -> str:
    """Without tags that never end: a reader looks for the end of each in all that follows. And
    without marked sections (`<![…]>` of word processors), at which it stops."""
    whole, end, rest = html.replace("<![", "<!").rpartition(">")
    return whole + end + rest.replace("<", "&lt;")


def loses(html: str) -> bool:
    """Whether something in it is not text: pictures, scripts, films, embedded pages."""
    return bool(_LOST.search(html))


def as_html(text: str) -> str:
    """The same text as HTML in one line; `plain` gives exactly this text again."""
    return _SPECIAL.sub(_written, text)


def _written(match: "re.Match[str]") -> str:
    found = match[0]
    if not match["edge"] and found in _NAMED:
        return _NAMED[found]
    return "".join(f"&#{ord(sign)};" for sign in found)


class _Reader(HTMLParser):
    """Puts lines together. Blanks of the source shrink to one; those written as numbers stay."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._lines: list[str] = []
        self._line = ""
        self._kept = 0  # so many characters at the start of the line are not to be shortened
        self._silent = 0
        self._links: list[tuple[str, int]] = []  # address, and where its text begins
        self._owed = False  # an empty line, before the next text

    def text(self) -> str:
        """All that was read, without empty lines around it."""
        self._end()
        lines = self._lines
        while lines and not lines[0]:
            lines.pop(0)
        while lines and not lines[-1]:
            lines.pop()
        return "\n".join(lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._end(empty=True)
        elif tag in _BLOCKS:
            self._end()
            self._owed = self._owed and tag not in ("ul", "ol", "li")
            if tag == "li":
                self._add("- ")
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self._line)))
        elif tag == "img":
            self._add(_BLANKS.sub(" ", dict(attrs).get("alt") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self._end()
            self._owed = self._owed or tag in _PARAGRAPHS
        elif tag == "a" and self._links:
            self._end_link(*self._links.pop())

    def handle_data(self, data: str) -> None:
        text = _BLANKS.sub(" ", data)
        if not self._line or (len(self._line) > self._kept and self._line.endswith(" ")):
            text = text.lstrip(" ")
        self._add(text)

    def handle_entityref(self, name: str) -> None:
        if name == "nbsp":
            self._add(" ")
        else:
            self._add(unescape(f"&{name};"), kept=True)

    def handle_charref(self, name: str) -> None:
        try:
            number = int(name[1:], 16) if name[:1] in "xX" else int(name)
        except ValueError:
            number = -1
        valid = 0 <= number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
        self._add(chr(number) if valid else "\ufffd", kept=True)

    def _end_link(self, address: str, start: int) -> None:
        shown = self._line[start:].strip()
        address = address.removeprefix("mailto:")
        if re.match(r"https?://|[^/?#:]+@", address) and address != shown:
            self._add(f" ({address})" if shown else address)

    def _add(self, text: str, *, kept: bool = False) -> None:
        if self._silent or not text:
            return
        if self._owed and self._lines and self._lines[-1]:
            self._lines.append("")
        self._owed = False
        self._line += text
        if kept:
            self._kept = len(self._line)

    def _end(self, *, empty: bool = False) -> None:
        """The line is complete, if there is one; `empty`: also if there is none."""
        line = self._line[: self._kept] + self._line[self._kept :].rstrip(" ")
        if line or empty:
            self._lines.append(line)
        self._line, self._kept = "", 0
