"""What every command of `klebepunkt` shares: its parser's words, lists, and the way to the data."""

import argparse
import errno
import json
import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from app.database.ledger import Ledger
from app.language import catalogues
from app.language.catalogues import gettext, ngettext
from app.language.tags import LANGUAGES, negotiate
from app.refused import Message, Refused, say
from app.settings import Settings

Handler = Callable[[argparse.Namespace, Settings], int | None]
"""What a command does; its number is the exit status. Refused ends it with its sentence."""

Subcommands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

WORDS = (  # of argparse itself, for the catalogues
    say("usage: "),
    say("positional arguments"),
    say("options"),
    say("show this help message and exit"),
    say("%(prog)s: error: %(message)s\n"),
    say("argument %(argument_name)s: %(message)s"),
    say("the following arguments are required: %s"),
    say("unrecognized arguments: %s"),
    say("invalid choice: %(value)r (choose from %(choices)s)"),
    say("invalid %(type)s value: %(value)r"),
    say("expected one argument"),
    say("expected at least one argument"),
    say("not allowed with argument %s"),
    say("one of the arguments %s is required"),
    say("ambiguous option: %(option)s could match %(matches)s"),
)


def speak_locale(env: Mapping[str, str] | None = None) -> None:
    """Speak the language of the terminal from here on, English where it is none of ours."""
    env = os.environ if env is None else env
    names = (env.get("LC_ALL"), env.get("LC_MESSAGES"), env.get("LANG"))
    name = next((name for name in names if name), "")
    tag = name.partition(".")[0].partition("@")[0].replace("_", "-")
    wished = negotiate(tag, list(LANGUAGES)) or "en"
    catalogues.speak(wished if catalogues.is_offered(wished) else "en")
    # argparse looks these two up in its own module whenever it makes a sentence.
    vars(argparse).update(_=gettext, ngettext=ngettext)


def add_command(
    commands: Subcommands, name: str, help_text: Message, handler: Handler
) -> argparse.ArgumentParser:
    """A command whose help is translated; the caller adds its arguments."""
    words = catalogues.words(help_text)
    parser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(handler=handler)
    return parser


def add_group(commands: Subcommands, name: str, help_text: Message) -> Subcommands:
    """A command with commands of its own, such as `concept list`."""
    words = catalogues.words(help_text)
    parser = commands.add_parser(name, help=words, description=words)
    return parser.add_subparsers(required=True, metavar=gettext("command"), dest="subcommand")


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--json", action="store_true", help=gettext("print the list as JSON, for scripts")
    )


def add_file_out(parser: argparse.ArgumentParser, formats: Collection[str]) -> None:
    """For a command that writes what has a short name into a file: see also `check_ending`."""
    parser.add_argument("name", metavar="NAME", help=gettext("its short name"))
    parser.add_argument("--format", required=True, choices=formats)
    parser.add_argument("--out", required=True, metavar="FILE", type=Path)


def print_list(rows: Sequence[Mapping[str, Any]], *, as_json: bool, headings: bool = True) -> None:
    """Rows with the same keys, as aligned columns below their keys, or as JSON. Keys stay English:
    scripts use them. Nothing is printed where there are no rows.

    What people wrote is shown on one line each, without characters that a terminal would obey.
    """
    if as_json:
        print(json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=2, default=str))
        return
    above = list(rows[0]) if headings and rows else []
    cells = [*filter(None, [above]), *([_cell(value) for value in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        print(
            "  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)).rstrip()
        )


def _cell(value: Any) -> str:
    text = " ".join(str("" if value is None else value).split())
    return "".join(c for c in text if c.isprintable())


@contextmanager
def opened(settings: Settings) -> Iterator[Ledger]:
    """The ledger of a migrated database, for a command that ends.

    Raises:
        Refused: migrations are missing; or the database is newer than this program.
    """
    require_migrated(settings)
    ledger = Ledger(settings.database_url)
    try:
        yield ledger
    finally:
        ledger.close()


def require_migrated(settings: Settings) -> None:
    """
    Raises:
        Refused: migrations are missing.
    """
    from app.database import migrate

    if migrate.pending(settings.database_url):
        raise Refused(
            say(
                "The database is not up to date. Run this first: %(command)s",
                command="klebepunkt migrate",
            )
        )


def complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def read_file(file: Path, most: int | None = None) -> bytes:
    """What is in it. Of more than `most` bytes one more comes, which tells that it is too large.

    Raises:
        Refused: it cannot be read; the sentence says why.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(-1 if most is None else most + 1)
    except OSError as error:
        raise Refused(_unusable(file, error)) from error


def check_ending(file: Path, format: str, endings: Mapping[str, str]) -> None:
    """`endings`: format → what its files end in.

    Raises:
        Refused: the name ends like another format, so a program that cannot read it would open it.
    """
    ending = file.suffix.removeprefix(".").lower()
    if ending in endings.values() and ending != endings[format]:
        message = say(
            "The file shall be %(format)s, but its name ends in .%(ending)s. Change one of them.",
            format=format,
            ending=ending,
        )
        raise Refused(message)


def write_file(file: Path, content: bytes) -> None:
    """An earlier file of that name is replaced.

    Raises:
        Refused: it cannot be written; the sentence says why.
    """
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Refused(_unusable(file, error)) from error


_FULL = (errno.ENOSPC, errno.EDQUOT)


def _unusable(file: Path, error: OSError) -> Message:
    """Our own sentence: the system has its own language, and names no file."""
    if os.path.isdir(file):
        return say("“%(file)s” is a folder. Name a file.", file=str(file))
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        if not os.path.isdir(file.parent):
            return say("There is no folder “%(folder)s”.", folder=str(file.parent))
        return say("There is no file “%(file)s”.", file=str(file))
    if isinstance(error, PermissionError):
        return say("You are not allowed to use the file “%(file)s”.", file=str(file))
    if error.errno in _FULL:
        return say("There is no room left on the disk for “%(file)s”.", file=str(file))
    name = errno.errorcode.get(error.errno or 0, "?")
    return say("The file “%(file)s” cannot be used (%(code)s).", file=str(file), code=name)
