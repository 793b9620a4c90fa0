"""`klebepunkt concept`: what the office does with a file, for scripts."""

import argparse
from pathlib import Path

from sqlalchemy.orm import Session

from app.codes import normalise
from app.commandline import (
    Subcommands,
    add_command,
    add_file_out,
    add_group,
    add_json,
    check_ending,
    complain,
    opened,
    print_list,
    read_file,
    write_file,
)
from app.database.base import utc_now
from app.documents.table import printable
from app.files.file import FORMATS
from app.language import catalogues
from app.language.catalogues import gettext, words
from app.refused import Message, Missing, Refused, say, say_n
from app.settings import Settings
from workshops.concepts import services
from workshops.exports.files import written
from workshops.exports.forms import MOST_FIRST
from workshops.exports.source import Source, election_of, everything, source
from workshops.exports.telling import Choice, Wanted
from workshops.imports import arrivals
from workshops.imports.brought import brought
from workshops.imports.importer import MOST_TITLE
from workshops.imports.json_place import MOST_BYTES
from workshops.imports.plan import Fault


def add_commands(commands: Subcommands) -> None:
    group = add_group(commands, "concept", say("Concepts: list, import, export."))
    add_json(add_command(group, "list", say("List all concepts."), list_all))
    _add_import(group)
    _add_export(group)


def _add_import(group: Subcommands) -> None:
    text = say("Make a new concept from a file (.xlsx, CSV, JSON) and print its short name.")
    parser = add_command(group, "import", text, import_file)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--title", help=gettext("else the file's own, or its name"))
    parser.add_argument(
        "--scheme",
        metavar="NAME",
        help=gettext("of a table; else its headings say it. Our own exports know theirs"),
    )
    parser.add_argument(
        "--language",
        choices=catalogues.offered(),
        help=gettext("the language the table is written in"),
    )


def _add_export(group: Subcommands) -> None:
    text = say("Write a concept into a file, in the layout of its scheme.")
    parser = add_command(group, "export", text, export_file)
    add_file_out(parser, FORMATS)
    parser.add_argument(
        "--workshop", metavar="CODE", help=gettext("with the priorities of this workshop")
    )
    parser.add_argument(
        "--language", choices=catalogues.offered(), help=gettext("the language of the headings")
    )
    parser.add_argument("--outline", default="", help=gettext("which layout of the scheme"))
    parser.add_argument(
        "--only",
        choices=("proposed", "adopted"),
        help=gettext("only measures proposed to the council, or adopted by it"),
    )
    parser.add_argument(
        "--first", type=_count, metavar="N", help=gettext("only the first ones of the ranking")
    )
    parser.add_argument(
        "--without-bodies",
        action="store_true",
        help=gettext("leave out the names of responsible bodies"),
    )
    parser.add_argument(
        "--without-dots",
        action="store_true",
        help=gettext("leave out the columns of dots and voters; the order stays"),
    )


def _count(typed: str) -> int:
    """A number of measures."""
    if typed.isdecimal() and 1 <= int(typed) <= MOST_FIRST:
        return int(typed)
    sentence = say("Please enter a whole number from %(low)d to %(high)d.", low=1, high=MOST_FIRST)
    raise argparse.ArgumentTypeError(words(sentence))


def list_all(args: argparse.Namespace, settings: Settings) -> None:
    with opened(settings) as ledger:
        lines = ledger.read_now(services.concepts)
    rows = [
        {
            "name": line.name,
            "title": line.title,
            "scheme": line.scheme,
            "language": line.language,
            "entries": line.nodes,
            "measures": line.measures,
            "workshops": line.workshops,
        }
        for line in lines
    ]
    print_list(rows, as_json=args.json)


def import_file(args: argparse.Namespace, settings: Settings) -> int:
    """All or nothing: with a faulty row nothing is created, and the status is 1."""
    title = None if args.title is None else " ".join(args.title.split())
    if title is not None and not 1 <= len(title) <= MOST_TITLE:
        raise Refused(say("A title has from 1 to %(most)d characters.", most=MOST_TITLE))
    found = brought(read_file(args.file, MOST_BYTES))
    if title is None and found.about is None:
        title = printable(args.file.stem).replace("_", " ").strip()[:MOST_TITLE] or None
    known = {"scheme": args.scheme, "language": args.language}
    with opened(settings) as ledger:
        arrival = ledger.read_now(arrivals.arriving, found, **known)
        plan = arrival.plan
        if arrival.recognised:
            complain(words(say("Scheme, by the headings: %(scheme)s", scheme=arrival.scheme.name)))
        for fault in (*plan.faults, *plan.warnings):
            complain(_line(fault))
        if not plan.ok:
            nothing = say_n(
                "%(num)d row is faulty. Nothing was created.",
                "%(num)d rows are faulty. Nothing was created.",
                len({(fault.sheet, fault.row) for fault in plan.faults}),
            )
            raise Refused(nothing)
        name = ledger.write_now(arrivals.import_new, found, title=title, **known, now=utc_now())
    print(name)
    return 0


def export_file(args: argparse.Namespace, settings: Settings) -> None:
    """Nothing is printed: the file is the answer. An earlier file of that name is replaced."""
    code = normalise(args.workshop) if args.workshop else None
    with opened(settings) as ledger:
        try:
            found = ledger.read_now(_found, args.name, code, args.format)
        except Missing as missing:
            raise Refused(_missing(code)) from missing
    _check_outline(args.outline, found)
    check_ending(args.out, args.format, {one: one for one in FORMATS})
    if args.format == "pb" and args.without_dots:
        raise Refused(say("An election is nothing without its dots."))
    choice = Choice(
        outline=args.outline,
        with_dots=not args.without_dots,
        bodies=not args.without_bodies,
        only=args.only or "",
        first=args.first,
    )
    language = args.language or found.snapshot.language
    file = written(found, Wanted(args.format, language, choice, code), now=utc_now())
    write_file(args.out, file.content)


def _check_outline(wanted: str, found: Source) -> None:
    known = [outline.key for outline in found.scheme.outlines]
    if wanted and wanted not in known:
        raise Refused(
            say("There is no such layout. There are these: %(names)s.", names=", ".join(known))
        )


def _found(session: Session, name: str, code: str | None, format: str) -> Source:
    """With the priorities of one workshop, else of all that the concept gathers from."""
    if format == "pb":
        return election_of(session, name, code)
    return source(session, name, code) if code else everything(session, name)


def _missing(code: str | None) -> Message:
    if code is None:
        return say("There is no concept with this short name.")
    return say("There is no such concept, or it has no workshop with this code.")


def _line(fault: Fault) -> str:
    if not fault.row:
        return words(fault.message)
    where = say("Row %(row)d", row=fault.row)
    if fault.column:
        where = say("Row %(row)d, %(column)s", row=fault.row, column=fault.column)
    if fault.sheet:
        where = say("%(sheet)s, %(where)s", sheet=fault.sheet, where=where)
    return f"{words(where)}: {words(fault.message)}"
