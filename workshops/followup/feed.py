"""The Atom feed (RFC 4287) of a published concept: one entry for each decision and report.

Ids are made from what never changes, so they stay the same at another address and in every
language. Texts that are not in the feed's language say which one they are in (`xml:lang`).
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from app.documents.document import Text
from app.documents.table import printable
from app.language import catalogues
from app.language.tags import LANGUAGES
from app.refused import Message, say
from workshops.exports.telling import best
from workshops.followup.lines import Followed, ReportLine
from workshops.followup.public import LICENCE, PublicPage, midnight
from workshops.followup.rules import DECIDED, DECISION_NAMES, STATUS_NAMES

MOST = 500  # entries: the newest ones
ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LONGEST = 160  # characters of a measure in an entry's title

ET.register_namespace("", ATOM)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that became of a measure. `key` tells it apart from all others of its concept."""

    key: str
    at: dt.datetime
    measure: Followed
    what: Message
    report: ReportLine | None = None


def entries(page: PublicPage) -> list[Entry]:
    """Decisions of the council and reports, the newest first."""
    found = [entry for measure in page.measures() for entry in _of(measure)]
    return sorted(found, key=lambda entry: (entry.at, entry.key), reverse=True)[:MOST]


def _of(measure: Followed) -> Iterator[Entry]:
    if measure.decision in DECIDED and measure.decided_on:
        key = f"measure {measure.id} {measure.decision} {measure.decided_on.isoformat()}"
        what = DECISION_NAMES[measure.decision]
        yield Entry(key, midnight(measure.decided_on), measure, what)
    for report in measure.reports:
        what = STATUS_NAMES[report.status]
        yield Entry(f"report {report.id}", report.at, measure, what, report)


def write(page: PublicPage, *, language: str, address: str) -> bytes:
    """The feed in this language as the bytes of an XML file. `address`: that of the page."""
    with catalogues.speaking(language):
        root = ET.Element(_atom("feed"), {LANG: language})
        here = f"{address}?language={language}"
        _text(root, "title", page.title, page.language, language)
        _text(root, "subtitle", catalogues.gettext("What becomes of the proposed measures"))
        _text(root, "id", identity(page, "feed"))
        _text(root, "updated", _time(page.updated_at()))
        _link(root, "self", f"{address}/feed.atom?language={language}", "application/atom+xml")
        _link(root, "alternate", here, "text/html", language)
        _link(root, "license", LICENCE.address)
        _text(root, "generator", "Klebepunkt")
        author = ET.SubElement(root, _atom("author"))
        _text(author, "name", catalogues.gettext("Integration office"))
        for entry in entries(page):
            root.append(_entry(page, entry, language, here))
        return b"".join(
            [b"<?xml version='1.0' encoding='utf-8'?>\n", ET.tostring(root, encoding="utf-8")]
        )


def identity(page: PublicPage, key: str) -> str:
    """A stable id: another one in every installation, and the same for ever in this one."""
    seed = f"klebepunkt {page.created_at.isoformat()} {page.id} {page.name} {key}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, seed)}"


def _entry(page: PublicPage, entry: Entry, language: str, here: str) -> ET.Element:
    node = ET.Element(_atom("entry"))
    text = best(entry.measure.texts, language, entry.measure.language)
    title = say("%(what)s: %(measure)s", what=entry.what, measure=_apart(text, language))
    _text(node, "title", catalogues.words(title))
    _text(node, "id", identity(page, entry.key))
    _text(node, "updated", _time(entry.at))
    _link(node, "alternate", f"{here}#m{entry.measure.id}", "text/html", language)
    content = ET.SubElement(node, _atom("content"), {"type": "html"})
    content.text = ET.tostring(_body(page, entry, language), encoding="unicode", method="html")
    return node


def _body(page: PublicPage, entry: Entry, language: str) -> ET.Element:
    """What stands in an entry: each paragraph knows its language and its direction."""
    div = ET.Element("div", {"lang": language, "dir": LANGUAGES[language].direction})
    measure, report = entry.measure, entry.report
    _paragraph(div, best(measure.texts, language, measure.language), language)
    for line in _lines(entry):
        _paragraph(div, Text(catalogues.words(line), language), language)
    if report:
        _paragraph(div, best(report.reason, language, page.language), language)
    return div


def _lines(entry: Entry) -> Iterator[Message]:
    measure, report = entry.measure, entry.report
    yield entry.what
    if report is None and measure.decided_on:
        yield say("Decided on %(day)s", day=catalogues.long_date(measure.decided_on))
    if report is None:
        return
    yield say("Since %(day)s", day=catalogues.long_date(report.on))
    if report.body:
        yield say("Responsible: %(body)s", body=report.body)
    if report.next_on:
        yield say("Next report: %(day)s", day=catalogues.long_date(report.next_on))


def _paragraph(div: ET.Element, text: Text, language: str) -> None:
    if text.text:
        own = {"lang": text.language} if text.language not in ("", language) else {}
        ET.SubElement(div, "p", {**own, "dir": "auto"}).text = printable(text.text)


def _apart(text: Text, language: str) -> str:
    """The beginning of a measure; words of another language do not turn those around them."""
    line = " ".join(text.text.split())
    short = line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
    return short if text.language == language else f"\u2068{short}\u2069"


def _atom(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _text(parent: ET.Element, name: str, text: str, language: str = "", around: str = "") -> None:
    """A text; its language only where it is another one than that around it."""
    own = {LANG: language} if language != around else {}
    node = ET.SubElement(parent, _atom(name), own)
    node.text = printable(text)


def _link(parent: ET.Element, rel: str, href: str, kind: str = "", language: str = "") -> None:
    more = {key: value for key, value in (("type", kind), ("hreflang", language)) if value}
    ET.SubElement(parent, _atom("link"), {"rel": rel, "href": href, **more})


def _time(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
