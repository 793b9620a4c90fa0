"""Schemes that an office has made: begun, copied or read from a file, changed, deleted."""

import datetime as dt
import tomllib
import zlib
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.language import catalogues
from app.refused import Message, Missing, Refused, say
from app.short_names import short_name
from workshops.exports.voices import voice
from workshops.models import Concept, OwnScheme
from workshops.schemes import library
from workshops.schemes.blank import blank
from workshops.schemes.file import LONGEST, parse
from workshops.schemes.reader import BadScheme
from workshops.schemes.scheme import Scheme, in_language
from workshops.schemes.use import adapt
from workshops.schemes.write import dumped, written
from workshops.titles import told_apart

LONGEST_NAME = 40  # characters, as the table holds them


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """A scheme in the list of all. `scheme` is None where its text is faulty: `fault` says why."""

    name: str
    own: bool
    scheme: Scheme | None
    fault: Message | None
    concepts: tuple[tuple[str, str], ...]  # name and title

    def title(self, language: str) -> str:
        return self.scheme.title(language) if self.scheme else self.name


def lines(session: Session) -> tuple[SchemeLine, ...]:
    """All schemes, ours first, with the concepts that use them."""
    return tuple(line(session, name) for name in library.names(session))


def line(session: Session, name: str) -> SchemeLine:
    """
    Raises:
        Missing: there is no such scheme.
    """
    own = name not in library.built_in()
    users = session.execute(
        select(Concept.name, Concept.title)
        .where(Concept.scheme == name, Concept.removed_at.is_(None))
        .order_by(Concept.title)
    )
    concepts = tuple(told_apart((row.name, row.title) for row in users).items())
    try:
        return SchemeLine(name, own, library.load(session, name), None, concepts)
    except BadScheme as bad:
        return SchemeLine(name, own, None, bad.message, concepts)
    except KeyError as error:
        raise Missing from error


def text_of(session: Session, name: str) -> str:
    """The scheme as the text of its file.

    Raises:
        Missing: there is no such scheme.
    """
    try:
        return library.text_of(session, name)
    except KeyError as error:
        raise Missing from error


def own_text(session: Session, name: str) -> str:
    """The text of a scheme that may be changed.

    Raises:
        Missing: there is no such scheme of the office's.
    """
    return _row(session, name).text


def mark(text: str) -> str:
    """What tells one state of a scheme from another, for `save`."""
    return f"{zlib.crc32(text.encode()):08x}"


def add(session: Session, text: str, wanted_name: str, now: dt.datetime) -> str:
    """Keep a scheme under a free name like the one that is wanted; returns it.

    Raises:
        BadScheme: the text is faulty; the sentence says where.
    """
    name = _free_name(wanted_name, library.names(session))
    parse(name, text)
    session.add(OwnScheme(name=name, text=text, created_at=now))
    session.flush()
    return name


def begin(session: Session, title: str, language: str, now: dt.datetime) -> str:
    """A new scheme with the least that one has, to be changed; returns its name."""
    return add(session, dumped(blank(title, language, voice(language).words)), title, now)


def copy(session: Session, name: str, now: dt.datetime) -> str:
    """Copy one of any scheme, to be changed; returns its name.

    Raises:
        Missing: there is no such scheme. BadScheme: it is faulty itself.
    """
    scheme = parse(name, text_of(session, name))
    titles = {tag: _copied(title, tag) for tag, title in scheme.titles.items()}
    return add(session, written(replace(scheme, titles=titles)), name, now)


def _copied(title: str, tag: str) -> str:
    sentence = say("%(scheme)s (copy)", scheme=title)
    return voice(tag).words(sentence) if tag in catalogues.offered() else title


def save(session: Session, name: str, text: str, *, seen: str) -> None:
    """Put another text in the place of a scheme's. Concepts that use it keep all they hold: levels
    and columns may be added and renamed, and those that nobody uses may go.

    `seen` is the mark of the text that the change began with.

    Raises:
        Missing: there is no such scheme of the office's. BadScheme: the text is faulty.
        Refused: a concept needs what is not there any more; or somebody was quicker.
    """
    row = _row(session, name, lock=True)
    new = parse(name, text)
    if mark(row.text) != seen:
        raise Refused(
            say(
                "Somebody else has changed this scheme meanwhile. Save once more to put what "
                "stands here in its place."
            )
        )
    try:
        old = parse(name, row.text)
    except BadScheme:  # of an earlier version of the format: no concept could be opened
        old = new
    adapt(session, old, new)
    session.execute(update(OwnScheme).where(OwnScheme.name == name).values(text=text))
    session.expire_all()


def drop(session: Session, name: str) -> None:
    """Delete a scheme that no concept uses.

    Raises:
        Missing: there is no such scheme of the office's. Refused: a concept uses it.
    """
    _row(session, name, lock=True)
    user = session.scalar(select(Concept.title).where(Concept.scheme == name).limit(1))
    if user is not None:
        raise Refused(
            say("This scheme cannot be deleted: the concept “%(concept)s” uses it.", concept=user)
        )
    session.execute(delete(OwnScheme).where(OwnScheme.name == name))


def text_in_file(content: bytes) -> str:
    """The text of an uploaded file.

    Raises:
        Refused: it is empty, too large, or no text.
    """
    if len(content) > 4 * LONGEST:
        raise Refused(say("This file is too large for a scheme."), 422)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Refused(say("This file is no text in UTF-8."), 422) from error
    if "\0" in text or not text.strip():
        raise Refused(say("There is no scheme in this file."), 422)
    if text.lstrip().startswith("{"):
        sentence = say(
            "This file is JSON; a scheme is a file in TOML. A concept that was exported as JSON "
            "brings its scheme along: import it as a concept."
        )
        raise Refused(sentence, 422)
    return text


def title_in(text: str, language: str) -> str:
    """What the scheme in this text is called; an empty text where it cannot be read."""
    try:
        titles = tomllib.loads(text).get("titles")
    except (ValueError, RecursionError):
        return ""
    known = titles.items() if isinstance(titles, dict) else ()
    return in_language({tag: one for tag, one in known if isinstance(one, str)}, language)


def _free_name(wanted: str, taken: Collection[str]) -> str:
    plain = short_name(wanted, ()) if any(c.isascii() and c.isalnum() for c in wanted) else "scheme"
    return short_name(plain[: LONGEST_NAME - 4].strip("-"), taken)


def _row(session: Session, name: str, *, lock: bool = False) -> OwnScheme:
    query = select(OwnScheme).where(OwnScheme.name == name)
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None or name in library.built_in():
        raise Missing
    return row
