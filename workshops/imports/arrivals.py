"""A new concept from a file: of ours, which knows its scheme, or a table somebody made."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.refused import Refused, say
from workshops.concepts.history import act
from workshops.concepts.services import create_concept
from workshops.imports.brought import Brought
from workshops.imports.plan import About, ImportPlan
from workshops.imports.plans import import_brought
from workshops.imports.recognising import language_of, recognised
from workshops.schemes import library
from workshops.schemes.own_schemes import add
from workshops.schemes.scheme import Scheme

DEFAULT_SCHEME, DEFAULT_LANGUAGE = "bielefeld", "de"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a new concept from a file would hold. `recognised`: nobody said the scheme, the
    headings of the table did."""

    scheme: Scheme
    language: str
    plan: ImportPlan
    recognised: bool


def arriving(
    session: Session, found: Brought, *, scheme: str | None, language: str | None
) -> Arrival:
    """What a new concept from this file would hold.

    `scheme`, `language`: for a table that does not know them; a file of ours may be given its own.
    Where nobody says them, the headings of the table do.

    Raises:
        Refused: the file is wrong as a whole, or of another scheme; there is no such scheme.
    """
    about = found.about
    _agree(session, about, scheme)
    if about:
        return Arrival(
            about.scheme, about.language, found.plan(about.scheme, about.language), False
        )
    schemes = library.all_schemes(session)
    told = (recognised(sheet.rows, schemes) for sheet in found.sheets if not scheme)
    seen = next(filter(None, told), None)
    shape = seen or _load(session, scheme or DEFAULT_SCHEME)
    language = language or language_of(found.table(shape).rows, shape) or DEFAULT_LANGUAGE
    return Arrival(shape, language, found.plan(shape, language), seen is not None)


def import_new(
    session: Session,
    found: Brought,
    *,
    title: str | None,
    scheme: str | None,
    language: str | None,
    now: dt.datetime,
    by: str | None = None,
) -> str:
    """Make a concept from the file, and its scheme where it is not here; returns its short name.

    `by`: who stands in its history, where they can undo the import.

    Raises:
        Refused: as above; nobody says the title; a row is faulty. Nothing was created.
    """
    about = found.about
    shape = arriving(session, found, scheme=scheme, language=language)
    if title is None and about is None:
        raise Refused(say("This file does not say what the concept is called. Give a title."), 422)
    name = create_concept(
        session,
        title=title or (about.title if about else ""),
        scheme=scheme_of(session, about, now) if about else shape.scheme.name,
        language=shape.language,
        now=now,
    )
    if by:
        act(session, by, import_brought, name, found, now=now)
    else:
        import_brought(session, name, found, now=now)
    return name


def scheme_of(session: Session, about: About, now: dt.datetime) -> str:
    """The name of the scheme of a file in this installation; it is kept where it is not here, or
    where the one of its name is another one."""
    wanted = _tables(about.scheme_text)
    for name in sorted(library.names(session), key=lambda one: one != about.scheme.name):
        if _tables(library.text_of(session, name)) == wanted:
            return name
    return add(session, about.scheme_text, about.scheme.name, now)


def _tables(text: str) -> dict[str, Any]:
    """What a scheme says, without its comments; nothing where it is faulty."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _agree(session: Session, about: About | None, scheme: str | None) -> None:
    """Raises Refused where a file knows its scheme, and another one is asked for."""
    if about is None or scheme is None or scheme == about.scheme.name:
        return
    if _tables(about.scheme_text) != _tables(_text(session, scheme)):
        own = about.scheme.name
        raise Refused(say("This file has the scheme “%(scheme)s”, not another.", scheme=own), 422)


def _load(session: Session, name: str) -> Scheme:
    _text(session, name)
    return library.load(session, name)


def _text(session: Session, name: str) -> str:
    try:
        return library.text_of(session, name)
    except KeyError as error:
        names = ", ".join(library.names(session))
        message = say("There is no such scheme. There are these: %(names)s.", names=names)
        raise Refused(message, 422) from error
