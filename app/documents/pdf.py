"""PDF by typst: a template in templates/documents, and data that is never a part of its source.

Each piece of text carries its language and direction (`Words`), so that it is shaped, hyphenated
and read aloud as what it is. Fonts lie in fonts/: nothing is fetched, and nothing depends on the
machine, save for letters that our fonts do not have.
"""

import json
import logging
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypedDict

import typst

from app.documents.direction import direction, direction_of
from app.language import catalogues
from app.language.content import best_text
from app.language.tags import LANGUAGES
from app.refused import Message

FONTS = Path(__file__).parent / "fonts"
TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "documents"

_PICTURES = re.compile("[\U0001f000-\U0001faff\ufe0e\ufe0f]+(?:\u200d[\u2600-\u27bf]?)*")

log = logging.getLogger("klebepunkt")


class Words(TypedDict):
    """A text with what typst has to know of it. `lang` is an ISO 639 code of two or three
    letters."""

    text: str
    lang: str
    rtl: bool


def said(message: Message, language: str) -> Words:
    """One of our own sentences in this language."""
    with catalogues.speaking(language):
        return words(catalogues.words(message), language)


def words(text: str, language: str) -> Words:
    """A text that is known to be in this language."""
    return Words(text=text, lang=_iso(language), rtl=direction_of(language) == "rtl")


def written(texts: Mapping[str, str], language: str, original: str) -> Words:
    """What people wrote, in this language if there is a translation, else as they wrote it."""
    text = without_pictures(best_text(texts, language, original))
    tag = language if texts.get(language) else original
    rtl = direction(text, direction_of(tag)) == "rtl"
    return Words(text=text, lang=_iso(tag), rtl=rtl)


def without_pictures(text: str) -> str:
    """The text without its emojis, for which documents have no font; those alone stay."""
    return " ".join(_PICTURES.sub("", text).split()) or text


def write(template: str, data: Mapping[str, Any], *, title: str, language: str) -> bytes:
    """The document as PDF, tagged for screen readers (PDF/UA-1). Takes up to a second: call it in
    a thread.

    data: what JSON can hold; `title` and `language` are the document's own.
    """
    inputs = _inputs(data, title, language)
    file = str(TEMPLATES / template)
    root = str(TEMPLATES)
    try:
        return typst.compile(
            file,
            root=root,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as error:
        # The standard forbids a letter that no font has, an emoji for example. The paper is needed
        # all the same: with the machine's fonts, or with a box where that letter stands.
        log.warning("%s is not written as PDF/UA-1: a letter without a font", template)
        log.debug("%s", error.hints)
        fonts = typst.Fonts(True, False, [str(FONTS)])
        return typst.compile(file, root=root, font_paths=fonts, sys_inputs=inputs)


def picture(
    template: str, data: Mapping[str, Any], *, title: str, language: str, ppi: float = 144
) -> list[bytes]:
    """The pages as PNG, to be looked at."""
    # Its types do not know that many pages are many pictures.
    found: bytes | list[bytes] = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(data, title, language),
        format="png",
        ppi=ppi,
    )
    return found if isinstance(found, list) else [found]


def _inputs(data: Mapping[str, Any], title: str, language: str) -> dict[str, str]:
    own = {"title": title, "language": _iso(language), **data}
    return {"data": json.dumps(own, ensure_ascii=False)}


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(False, False, [str(FONTS)])


def _iso(tag: str) -> str:
    known = LANGUAGES.get(tag)
    return (known.locale if known else tag).replace("-", "_").partition("_")[0]
