"""The sample files, written by hand after LimeSurvey's manual, and small ones made here."""

from collections.abc import Mapping
from pathlib import Path

from app.refused import Message

FOLDER = Path(__file__).parent / "files"


def content(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def table(*rows: Mapping[str, str]) -> bytes:
    """A structure file of German questions in one group; each row names only what it has."""
    first = [
        {"class": "S", "name": "language", "text": "de"},
        {"class": "SL", "name": "surveyls_title", "text": "Titel", "language": "de"},
        {"class": "G", "name": "Gruppe", "language": "de"},
    ]
    everything = [*first, *({"language": "de", **row} for row in rows)]
    columns = ["class", "type/scale", "name", "text", "language"]
    columns += sorted({name for row in everything for name in row} - set(columns))
    lines = [columns, *([row.get(name, "") for name in columns] for row in everything)]
    return "\n".join("\t".join(line) for line in lines).encode()


def said(message: Message) -> str:
    return message.text % message.params
