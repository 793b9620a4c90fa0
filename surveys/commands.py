"""`klebepunkt survey`: questionnaires and results as files, for scripts.

What reads and writes office files is loaded by the commands that do it.
"""

import argparse
import asyncio
import json
from pathlib import Path

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
from app.language import catalogues
from app.language.catalogues import gettext, words
from app.refused import Missing, Refused, say
from app.settings import Settings
from surveys.imports.formats import FORMATS, WRITTEN
from surveys.imports.limits import MOST_WITH_PICTURES
from surveys.imports.read import Unmapped
from surveys.imports.told import counts, place
from surveys.imports.uploads import make
from surveys.office.images import images_of
from surveys.office.reads import survey_lines
from surveys.results.taking_in import renew
from surveys.results_files.files import RESULTS
from surveys.results_files.files import written as results_written
from surveys.results_files.forms import TEXTS
from surveys.results_files.reads import subject
from surveys.results_files.source import source
from surveys.services import draft

NO_SURVEY = say("There is no survey with this short name.")


def add_commands(commands: Subcommands) -> None:
    group = add_group(commands, "survey", say("Surveys: list, import, export."))
    add_json(add_command(group, "list", say("List all surveys."), list_all))
    _add_import(group)
    _add_export(group)
    _add_results(group)


def _add_import(group: Subcommands) -> None:
    text = say(
        "Make a new survey from an XLSForm, a file of LimeSurvey (.txt, .lss) or JSON, also in a "
        "ZIP with its pictures, and print its short name."
    )
    parser = add_command(group, "import", text, import_file)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument(
        "--language",
        choices=catalogues.offered(),
        default="",
        help=gettext("of texts that do not say theirs; else it is guessed"),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help=gettext("print what came of it as JSON, for scripts"),
    )


def _add_export(group: Subcommands) -> None:
    text = say("Write the questionnaire of a survey into a file.")
    parser = add_command(group, "export", text, export_file)
    add_file_out(parser, [one for one in WRITTEN if one != "zip"])


def _add_results(group: Subcommands) -> None:
    text = say("Write the answers to a survey into a file: a row for each person, or a report.")
    parser = add_command(group, "results", text, write_results)
    add_file_out(parser, RESULTS)
    parser.add_argument(
        "--language",
        choices=catalogues.offered(),
        help=gettext("the language of the report, and of the codebook’s headings"),
    )
    parser.add_argument(
        "--texts",
        choices=TEXTS,
        default="apart",
        help=gettext("where what people typed shall stand: apart from their other answers, or not"),
    )
    parser.add_argument(
        "--weighted",
        action="store_true",
        help=gettext("the report weighted by the known shares that were entered"),
    )


def list_all(args: argparse.Namespace, settings: Settings) -> None:
    with opened(settings) as ledger:
        lines = ledger.read_now(survey_lines, utc_now())
    rows = [
        {
            "name": line.name,
            "title": line.title.get(line.languages[0], ""),
            "languages": " ".join(line.languages),
            "state": line.state,
            "runs": line.runs,
            "finished": line.finished,
        }
        for line in lines
    ]
    print_list(rows, as_json=args.json)


def import_file(args: argparse.Namespace, settings: Settings) -> None:
    """All or nothing. What could not be mapped goes to stderr, or into the JSON."""
    from surveys.imports.recognise import read

    found = read(read_file(args.file, MOST_WITH_PICTURES), args.file.name, args.language)
    with opened(settings) as ledger:
        name = ledger.write_now(make, found, now=utc_now())
    if not args.json:
        for one in found.unmapped:
            complain(_line(one))
        print(name)
        return
    told = counts(found.questionnaire)
    data = {
        "name": name,
        "types": dict(told.types),
        "languages": dict(told.languages),
        "unmapped": [
            {"sheet": one.sheet, "row": one.row, "reason": words(one.reason)}
            for one in found.unmapped
        ],
    }
    print(json.dumps(data, ensure_ascii=False, indent=2))


def export_file(args: argparse.Namespace, settings: Settings) -> None:
    """Nothing is printed: the file is the answer. An earlier file of that name is replaced. An
    XLSForm whose name ends in .zip has its pictures beside it."""
    from surveys.imports.recognise import written

    with opened(settings) as ledger:
        try:
            found = ledger.read_now(draft, args.name)
        except Missing as missing:
            raise Refused(NO_SURVEY) from missing
        pictures = ledger.read_now(images_of, found.survey_id, found.questionnaire)
    format = args.format
    if format == "xlsform" and args.out.suffix.lower() == ".zip":
        format = "zip"
    check_ending(args.out, format, {name: one.ending for name, one in FORMATS.items()})
    write_file(args.out, written(found.questionnaire, found.name, format, pictures))


def write_results(args: argparse.Namespace, settings: Settings) -> None:
    """Nothing is printed: the file is the answer. Whoever is due comes into the results before."""
    now, format = utc_now(), args.format
    if args.weighted and format != "pdf":
        raise Refused(say("Only the PDF report can be weighted."))
    with opened(settings) as ledger:
        try:
            about = ledger.read_now(subject, args.name)
        except Missing as missing:
            raise Refused(NO_SURVEY) from missing
        check_ending(args.out, format, {one: one for one in RESULTS})
        asyncio.run(renew(ledger, about.id, now=now))
        wished = {"texts": args.texts, "weighted": args.weighted}
        found = ledger.read_now(source, args.name, now=now, **wished)
    spoken = [tag for tag in about.languages if tag in catalogues.offered()]
    language = args.language or (spoken[0] if spoken else catalogues.current())
    write_file(args.out, results_written(found, format, language, now=now).content)


def _line(one: Unmapped) -> str:
    """Without signs of the file that a terminal would obey."""
    line = ": ".join(filter(None, (words(place(one)), words(one.reason))))
    return "".join(sign for sign in line if sign.isprintable())
