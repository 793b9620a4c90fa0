"""`klebepunkt workshop`: for scripts."""

import argparse

from app.commandline import Subcommands, add_command, add_group, add_json, opened, print_list
from app.language.catalogues import words
from app.refused import say
from app.settings import Settings
from workshops.reads import workshops


def add_commands(commands: Subcommands) -> None:
    group = add_group(commands, "workshop", say("Workshops: list."))
    add_json(add_command(group, "list", say("List all workshops."), list_all))


def list_all(args: argparse.Namespace, settings: Settings) -> None:
    with opened(settings) as ledger:
        lines = ledger.read_now(workshops)
    rows = [
        {
            "code": line.code,
            "title": line.title,
            "date": line.date,
            "place": line.place,
            "concept": line.concept,
            "step": line.kind if args.json else words(line.step),
            "people": line.people,
        }
        for line in lines
    ]
    print_list(rows, as_json=args.json)
