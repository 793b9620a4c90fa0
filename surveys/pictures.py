"""Pictures of choices: which are taken, what they are called, and those of a file. Pure.

A picture is called by what is in it, so the same picture has the same name in each survey.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from app.refused import Message, Refused, say
from surveys.questionnaire import Choice, Question, Questionnaire

MOST_BYTES = 1_000_000
MOST_TOGETHER = 15 * 1024 * 1024
"""Bytes of all pictures in one file."""

CONTENT_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
_STARTS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


def name_of(content: bytes) -> str:
    """What a survey calls this picture.

    Raises:
        Refused: it is no picture, or too large.
    """
    ending = next((ending for start, ending in _STARTS.items() if content.startswith(start)), "")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        ending = "webp"
    if not ending:
        raise Refused(say("This is no picture. Choose a PNG, JPEG or WebP file."), 422)
    if len(content) > MOST_BYTES:
        raise Refused(say("This picture is larger than 1 MB. Choose a smaller one."), 422)
    return f"{hashlib.sha256(content).hexdigest()[:20]}.{ending}"


def images(questionnaire: Questionnaire) -> list[str]:
    """The names of all pictures, each once."""
    parts = (part for one in questionnaire.questions() for part in (*one.choices, *one.rows))
    return list(dict.fromkeys(part.image for part in parts if part.image))


def renamed(questionnaire: Questionnaire, called: Callable[[str], str]) -> Questionnaire:
    """The same with other names of pictures."""

    def part(one: Choice) -> Choice:
        return replace(one, image=called(one.image)) if one.image else one

    def question(one: Question) -> Question:
        return replace(one, choices=tuple(map(part, one.choices)), rows=tuple(map(part, one.rows)))

    sections = (
        replace(section, questions=tuple(map(question, section.questions)))
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=tuple(sections))


class Pictures:
    """The pictures in a file, by the names that it has for them. `kept`: those that are used, by
    their names here."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = {_plain(name): (name, content) for name, content in files.items()}
        self._used: set[str] = set()
        self.kept: dict[str, bytes] = {}

    def take(self, name: str) -> tuple[str, Message | None]:
        """Its name here; or the same name, and why it cannot be taken over."""
        self._used.add(_plain(name))
        found = self._files.get(_plain(name))
        if found is None:
            return name, say("The picture “%(name)s” is not in this file. Add it here.", name=name)
        try:
            called = name_of(found[1])
        except Refused as refused:
            reason = say(
                "The picture “%(name)s” cannot be taken over. %(reason)s",
                name=name,
                reason=refused.message,
            )
            return name, reason
        self.kept[called] = found[1]
        return called, None

    def unused(self) -> Iterator[Message]:
        for plain, (name, _) in self._files.items():
            if plain not in self._used:
                yield say("No choice has the picture “%(name)s”: it is left out.", name=name)


def _plain(name: str) -> str:
    """Without the folder, and as other systems would write it."""
    name = name.replace("\\", "/").rpartition("/")[2]
    return unicodedata.normalize("NFC", name).casefold()
