"""Ready blocks of questions: one JSON file each, in this folder.

A file holds `{"about": {"de": "…"}, "questionnaire": {…}}`: a sentence on what the block is for, in
all product languages, and a questionnaire as `surveys/codec.py` writes it. Its title is the
block's; the file's name is its key.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.refused import Missing
from surveys.codec import from_data
from surveys.questionnaire import Questionnaire, Texts

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Block:
    """Questions to begin a survey with, or to put into one as a section."""

    key: str
    about: Texts
    questionnaire: Questionnaire

    @property
    def title(self) -> Texts:
        return self.questionnaire.title


@cache
def blocks() -> tuple[Block, ...]:
    """All blocks, by the names of their files."""
    return tuple(_block(file) for file in sorted(FOLDER.glob("*.json")))


def block(key: str) -> Block:
    """
    Raises:
        Missing: there is no such block.
    """
    for one in blocks():
        if one.key == key:
            return one
    raise Missing


def _block(file: Path) -> Block:
    data = json.loads(file.read_text(encoding="utf-8"))
    return Block(file.stem, data["about"], from_data(data["questionnaire"]))
