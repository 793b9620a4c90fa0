"""`klebepunkt scheme`: schemes as files, for scripts and for other offices."""

import argparse
import sys
from pathlib import Path

from app.commandline import (
    Subcommands,
    add_command,
    add_group,
    add_json,
    opened,
    print_list,
    read_file,
    write_file,
)
from app.database.base import utc_now
from app.language import catalogues
from app.language.catalogues import gettext
from app.refused import Missing, Refused, say
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
    write_file(args.out, text.encode())


def import_file(args: argparse.Namespace, settings: Settings) -> None:
    """With a mistake in it nothing is kept, and the sentence says where it is."""
    text = own_schemes.text_in_file(read_file(args.file, 4 * LONGEST))
    with opened(settings) as ledger:
        print(ledger.write_now(own_schemes.add, text, args.name or args.file.stem, utc_now()))
