"""The catalogues against the program: `make check` refuses stale ones, `make messages` renews them.

python -m app.language.check [--write]
"""

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from app.language.tags import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "locales"
SOURCE = "en"  # the language of the program's own sentences: it needs no catalogue

KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "say": None,
    "say_n": (1, 2),
}
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?([sdr])")


def main(arguments: list[str]) -> int:
    """0 when every catalogue is complete; the problems are printed, one a line."""
    template = extracted(ROOT)
    if "--write" in arguments:
        renew(template, LOCALES)
        return 0
    found = list(problems(template, LOCALES))
    for problem in found:
        print(problem, file=sys.stderr)
    if not found:
        print(f"{len(template)} messages in {len(LANGUAGES)} languages: complete")
    return 1 if found else 0


def extracted(root: Path) -> Catalog:
    """What code and templates say now, in memory; the mapping stands in pyproject.toml."""
    mappings = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods, options = _methods(mappings)
    catalogue = Catalog(project="Klebepunkt", version="1", charset="utf-8")
    for file, _line, message, comments, context in extract_from_dir(
        root, methods, options, keywords=KEYWORDS, comment_tags=("NOTE:",), strip_comment_tags=True
    ):
        catalogue.add(message, None, [(file, 0)], auto_comments=comments, context=context)
    return catalogue


def _methods(mappings: list[Any]) -> tuple[list[tuple[str, str]], dict[str, dict[str, str]]]:
    methods, options = [], {}
    for mapping in mappings:
        own = {key: value for key, value in mapping.items() if key not in ("method", "pattern")}
        patterns = mapping["pattern"]
        for pattern in [patterns] if isinstance(patterns, str) else patterns:
            methods.append((pattern, mapping["method"]))
            options[pattern] = own
    return methods, options


def problems(template: Catalog, locales: Path) -> Iterator[str]:
    """Everything that is wrong: stale, missing, fuzzy, superfluous, wrong placeholders."""
    kept = _read(locales / "messages.pot")
    if kept is None or _ids(kept) != _ids(template):
        yield "locales/messages.pot is stale; run: make messages"
    for tag in LANGUAGES:
        if tag == SOURCE:
            continue
        catalogue = _read(_path(locales, tag), tag)
        if catalogue is None:
            yield f"{tag}: there is no catalogue; run: make messages"
            continue
        for wrong, message in _wrong(template, catalogue):
            yield f"{tag}: {wrong}: {_text(message)!r}"


def _wrong(template: Catalog, catalogue: Catalog) -> Iterator[tuple[str, Message]]:
    for message in _messages(template):
        translated = catalogue.get(message.id, message.context)
        if translated is None or translated.id != message.id or not _whole(translated):
            yield "not translated", message
        elif translated.fuzzy:
            yield "fuzzy", message
        elif not _same_placeholders(translated):
            yield "other placeholders", message
    for message in _messages(catalogue):
        if template.get(message.id, message.context) is None:
            yield "no longer used", message


def _whole(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(forms)


def _same_placeholders(message: Message) -> bool:
    """A plural form may leave out its number ("one dot"), and nothing else."""
    singular, plural = (message.id, None) if isinstance(message.id, str) else message.id
    if plural is None:
        return _placeholders(message.string) == _placeholders(singular)
    whole = _placeholders(plural)
    needed = Counter({name: count for name, count in whole.items() if name[0] != "num"})
    return all(needed <= _placeholders(form) <= whole for form in message.string or ())


def _placeholders(text: Any) -> Counter[tuple[str, str]]:
    return Counter(PLACEHOLDER.findall(str(text).replace("%%", "")))


def renew(template: Catalog, locales: Path) -> None:
    """Write the template and bring every catalogue up to it; translations that fit are kept."""
    old = _read(locales / "messages.pot")
    if old is not None and _ids(old) == _ids(template):
        template.creation_date = old.creation_date
    _write(template, locales / "messages.pot")
    for tag, language in LANGUAGES.items():
        if tag == SOURCE:
            continue
        catalogue = _read(_path(locales, tag), tag)
        if catalogue is None:
            catalogue = Catalog(language.locale, project="Klebepunkt", version="1", fuzzy=False)
            catalogue.revision_date = datetime.now(UTC)
        catalogue.update(template, no_fuzzy_matching=True)
        _write(catalogue, _path(locales, tag))


def _write(catalogue: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        # Without line numbers: a moved sentence changes no catalogue.
        write_po(
            file,
            catalogue,
            width=96,
            include_lineno=False,
            sort_by_file=True,
            ignore_obsolete=True,
        )


def _read(path: Path, tag: str | None = None) -> Catalog | None:
    if not path.exists():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGES[tag].locale if tag else None)


def _path(locales: Path, tag: str) -> Path:
    return locales / tag.replace("-", "_") / "LC_MESSAGES" / "messages.po"


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _ids(catalogue: Catalog) -> set[tuple[Any, str | None]]:
    return {(message.id, message.context) for message in _messages(catalogue)}


def _text(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
