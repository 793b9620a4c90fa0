"""Which schemes there are: those we bring along, as files, and those an office has made."""

from functools import lru_cache
from importlib.resources import files

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshops.models import OwnScheme
from workshops.schemes.file import parse
from workshops.schemes.reader import BadScheme
from workshops.schemes.scheme import Scheme

_FOLDER = "ours"


def built_in() -> tuple[str, ...]:
    """The names of the schemes that we bring along, sorted."""
    found = (entry.name for entry in (files(__package__) / _FOLDER).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


def names(session: Session) -> tuple[str, ...]:
    """The names of all schemes: ours, then the office's own in the order they were made."""
    own = session.scalars(select(OwnScheme.name).order_by(OwnScheme.id))
    return (*built_in(), *own)


def load(session: Session, name: str) -> Scheme:
    """The scheme of this name.

    Raises:
        KeyError: there is none. BadScheme: its text is wrong; the sentence says where.
    """
    return _parsed(name, text_of(session, name))


def text_of(session: Session, name: str) -> str:
    """The scheme as the text of its file.

    Raises:
        KeyError: there is none.
    """
    if name in built_in():
        return text_of_built_in(name)
    text = session.scalar(select(OwnScheme.text).where(OwnScheme.name == name))
    if text is None:
        raise KeyError(name)
    return text


def load_built_in(name: str) -> Scheme:
    """One of those that we bring along.

    Raises:
        KeyError: there is none.
    """
    if name not in built_in():
        raise KeyError(name)
    return _parsed(name, text_of_built_in(name))


def all_schemes(session: Session) -> tuple[Scheme, ...]:
    """All schemes that can be read, ours first. One of an office's may have become faulty when the
    format became stricter; the page of schemes says so."""
    return tuple(filter(None, (_sound(session, name) for name in names(session))))


def _sound(session: Session, name: str) -> Scheme | None:
    try:
        return load(session, name)
    except BadScheme:
        return None


@lru_cache(maxsize=32)
def text_of_built_in(name: str) -> str:
    return (files(__package__) / _FOLDER / f"{name}.toml").read_text(encoding="utf-8")


@lru_cache(maxsize=64)
def _parsed(name: str, text: str) -> Scheme:
    return parse(name, text)
