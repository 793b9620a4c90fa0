"""`klebepunkt scheme`: schemes as files, for scripts and for other offices."""

import argparse
import sys
from pathlib import Path

from app.commandline import Subcommands, add_command, add_group, add_json, opened, print_list
from app.database.base import utc_now
from app.language import catalogues
from app.language.catalogues import gettext
from app.refused import Message, Missing, Refused, say
from app.settings import Settings
from workshops.schemes import own_schemes
from workshops.schemes.file import LONGEST


def add_commands(commands: Subcommands) -> None:
    group = add_group(commands, "scheme", say("Schemes: list, export, import."))
    add_json(add_command(group, "list", say("List all schemes."), list_all))
    text = say("Write a scheme as a file, or print it.")
    parser = add_command(group, "export", text, export_file)
    parser.add_argument("name", metavar="NAME", help=gettext("its short name"))
    parser.add_argument("--out", metavar="FILE", type=Path)
    text = say("Make a scheme of a file (TOML) and print its short name.")
    parser = add_command(group, "import", text, import_file)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument(
        "--name", metavar="NAME", help=gettext("the short name it shall have, if that is free")
    )


def list_all(args: argparse.Namespace, settings: Settings) -> None:
    with opened(settings) as ledger:
        lines = ledger.read_now(own_schemes.lines)
    language = catalogues.current()
    rows = [
        {
            "name": line.name,
            "title": line.title(language),
            "own": line.own,
            "levels": len(line.scheme.levels) if line.scheme else None,
            "concepts": len(line.concepts),
        }
        for line in lines
    ]
    print_list(rows, as_json=args.json)


def export_file(args: argparse.Namespace, settings: Settings) -> None:
    """An earlier file of that name is replaced."""
    with opened(settings) as ledger:
        try:
            text = ledger.read_now(own_schemes.text_of, args.name)
        except Missing as missing:
            raise Refused(say("There is no scheme with this short name.")) from missing
    if args.out is None:
        sys.stdout.write(text)
        return
    try:
        args.out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refused(_unusable(args.out, error)) from error


def import_file(args: argparse.Namespace, settings: Settings) -> None:
    """With a mistake in it nothing is kept, and the sentence says where it is."""
    try:
        with args.file.open("rb") as file:
            content = file.read(4 * LONGEST + 1)
    except OSError as error:
        raise Refused(_unusable(args.file, error)) from error
    text = own_schemes.text_in_file(content)
    with opened(settings) as ledger:
        print(ledger.write_now(own_schemes.add, text, args.name or args.file.stem, utc_now()))


def _unusable(file: Path, error: OSError) -> Message:
    return say(
        "The file %(file)s cannot be used: %(reason)s", file=str(file), reason=error.strerror
    )
