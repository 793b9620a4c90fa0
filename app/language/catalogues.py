"""The message catalogues, read from their .po files at the start: there is nothing to compile.

The language of the sentence being made is a context variable, so one Jinja environment serves
all languages and a request, a live frame and a command line all say `speaking(tag)`.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale
from babel import dates as babel_dates
from babel import numbers as babel_numbers
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.language.tags import DEFAULT, LANGUAGES
from app.refused import Message

FOLDER = Path(__file__).resolve().parents[2] / "locales"
_current: ContextVar[str] = ContextVar("language", default=DEFAULT)


def current() -> str:
    return _current.get()


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Within, every sentence is made in this language."""
    token = _current.set(tag)
    try:
        yield
    finally:
        _current.reset(token)


def speak(tag: str) -> None:
    """From here on, in this task, every sentence is made in this language."""
    _current.set(tag)


@cache
def offered() -> tuple[str, ...]:
    """The languages with a complete catalogue: an incomplete one is not offered at all."""
    return tuple(tag for tag in LANGUAGES if is_offered(tag))


def is_offered(tag: str) -> bool:
    """Whether the language's catalogue translates every message of the template."""
    return tag == "en" or _loaded(tag)[1]


@cache
def _loaded(tag: str) -> tuple[NullTranslations, bool]:
    """A language's catalogue, and whether it is complete."""
    catalogue = _read(_path(tag))
    if catalogue is None:
        return NullTranslations(), not _keys()
    found = {_key(message.id): message for message in catalogue if message.id}
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return GNUTranslations(buffer), all(_whole(found.get(key)) for key in _keys())


@cache
def _keys() -> tuple[str, ...]:
    """The messages of the template."""
    template = _read(FOLDER / "messages.pot")
    return () if template is None else tuple(_key(message.id) for message in template if message.id)


def _key(message_id: Any) -> str:
    return message_id if isinstance(message_id, str) else str(message_id[0])


def _whole(message: Any) -> bool:
    if message is None or message.fuzzy or not message.string:
        return False
    return all(message.string) if isinstance(message.string, tuple | list) else True


def _path(tag: str) -> Path:
    return FOLDER / tag.replace("-", "_") / "LC_MESSAGES" / "messages.po"


def _read(path: Path) -> Catalog | None:
    """Without where its messages stand, which takes half of the time and is for translators."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        return read_po(line for line in file if not line.startswith(b"#:"))


def gettext(text: str) -> str:
    return _loaded(_current.get())[0].gettext(text)


def ngettext(singular: str, plural: str, num: int) -> str:
    """The form for this number. A large number stands in it already, in groups of digits."""
    text = _loaded(_current.get())[0].ngettext(singular, plural, num)
    return text if num < 1000 else text.replace("%(num)d", number(num))


def words(message: Message | str) -> str:
    """A rule's message in the current language, its parameters filled in.

    Text that a person wrote stays as it is.
    """
    if isinstance(message, str):
        return message
    params = {key: words(v) if isinstance(v, Message) else v for key, v in message.params.items()}
    if message.plural is None or message.num is None:
        text = gettext(message.text)
        return text % params if params else text.replace("%%", "%")
    return ngettext(message.text, message.plural, message.num) % {"num": message.num, **params}


def locale() -> Locale:
    return Locale.parse(LANGUAGES[_current.get()].locale)


def long_date(day: dt.date) -> str:
    return str(babel_dates.format_date(day, "long", locale=locale()))


def number(value: float) -> str:
    return str(babel_numbers.format_decimal(value, locale=locale()))


def decimal(value: float, places: int = 2) -> str:
    """A number with so many digits after the point, as many as its neighbours in a column."""
    pattern = f"#,##0.{'0' * places}"
    return str(babel_numbers.format_decimal(value, format=pattern, locale=locale()))


def money(cents: int, currency: str) -> str:
    """An amount of money; without decimals where they are nought."""
    pattern = locale().currency_formats["standard"].pattern
    if cents % 100 == 0:
        pattern = pattern.replace(".00", "")
    amount = Decimal(cents) / 100
    said = babel_numbers.format_currency(
        amount, currency, format=pattern, locale=locale(), currency_digits=False
    )
    return str(said)


def language_name(tag: str) -> str:
    """What another language is called in the current one."""
    name = locale().languages.get(tag.partition("-")[0])
    return str(name or (LANGUAGES[tag].own_name if tag in LANGUAGES else tag))
