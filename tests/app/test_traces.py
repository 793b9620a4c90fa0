"""The log says where something went wrong, and nothing that people wrote."""

import re
from pathlib import Path

from app.traces import trace

ROOT = Path(__file__).parents[2]
TEXTS_OF_ERRORS = re.compile(r"log(ger|ging)?\.exception\(|exc_info=|traceback\.(print|format)_exc")


def test_a_trace_names_places_and_not_what_was_sent() -> None:
    def write() -> None:
        try:
            int("Anna Muster")
        except ValueError as error:
            raise KeyError("Hauptstraße 7") from error

    try:
        write()
    except KeyError as error:
        told = trace(error)
    assert "in write" in told
    assert told.index("ValueError") < told.index("KeyError")
    assert not re.search("invalid literal|Hauptstraße 7$", told, re.MULTILINE)


def test_nothing_logs_the_text_of_an_error() -> None:
    for folder in ("app", "surveys", "workshops"):
        for file in (ROOT / folder).rglob("*.py"):
            assert not TEXTS_OF_ERRORS.search(file.read_text(encoding="utf-8")), file
