"""`klebepunkt equal-shares` and `klebepunkt greedy`: what a Pabulib file would select."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from app.commandline import (
    Handler,
    Subcommands,
    add_command,
    add_json,
    complain,
    print_list,
    read_file,
)
from app.language.catalogues import gettext, words
from app.refused import Message, say
from app.settings import Settings
from workshops.proportional import pabulib
from workshops.proportional.equal_shares import Completion, Utility, equal_shares
from workshops.proportional.greedy import By, greedy
from workshops.proportional.instance import Election, Exact, tally, total_cost
from workshops.proportional.numbers import decimal
from workshops.proportional.rows import MOST_BYTES


def add_commands(commands: Subcommands) -> None:
    text = say("Select projects of a Pabulib file by the Method of Equal Shares.")
    parser = _add(commands, "equal-shares", text, select_by_equal_shares)
    parser.add_argument(
        "--utility",
        choices=get_args(Utility),
        default="cost",
        help=gettext("what a supported project is worth: its cost, or points times cost"),
    )
    parser.add_argument(
        "--completion",
        choices=get_args(Completion),
        default="add1u",
        help=gettext("what becomes of the money left; add1u selects the most"),
    )
    text = say("Select the best supported projects of a Pabulib file that fit into the budget.")
    parser = _add(commands, "greedy", text, select_greedily)
    parser.add_argument(
        "--by", choices=get_args(By), default="voters", help=gettext("what counts as support")
    )


def _add(
    commands: Subcommands, name: str, text: Message, handler: Handler
) -> argparse.ArgumentParser:
    parser = add_command(commands, name, text, handler)
    parser.add_argument("file", metavar="FILE.pb", type=Path)
    add_json(parser)
    return parser


def select_by_equal_shares(args: argparse.Namespace, settings: Settings) -> None:
    election = _read(args.file)
    outcome = equal_shares(election, args.utility, args.completion)
    rule = {
        "rule": "equal-shares",
        "utility": args.utility,
        "completion": args.completion,
        "ties": "project id as text, ascending",
        "endowment": str(outcome.endowment),
        "topped_up": outcome.topped_up,
    }
    _show(election, rule, outcome.selected, as_json=args.json)


def select_greedily(args: argparse.Namespace, settings: Settings) -> None:
    election = _read(args.file)
    rule = {"rule": "greedy", "by": args.by, "ties": "project id as text, ascending"}
    _show(election, rule, greedy(election, args.by), as_json=args.json)


def _read(file: Path) -> Election:
    """The election in the file; that it may have been cut off is said on standard error."""
    election = pabulib.read(read_file(file, MOST_BYTES))
    for doubt in pabulib.doubts(election):
        complain(words(doubt))
    return election


def _show(
    election: Election, rule: dict[str, Any], selected: Sequence[str], *, as_json: bool
) -> None:
    facts = rule | {
        "ballots": election.kind,
        "voters": len(election.ballots),
        "budget": _number(election.budget),
        "spent": _number(total_cost(election, selected)),
    }
    if as_json:
        answer = facts | {"tally": _tally(election), "selected": list(selected)}
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    told = [{"key": key, "value": value} for key, value in facts.items()]
    print_list(told, as_json=False, headings=False)
    print()
    print_list(_lines(election, selected), as_json=False)


def _tally(election: Election) -> list[dict[str, Any]]:
    """In the order of the file."""
    support = tally(election)
    return [
        {
            "id": project.id,
            "name": project.name,
            "cost": _number(project.cost),
            "voters": support[project.id].voters,
            "points": _number(support[project.id].points),
        }
        for project in election.projects
    ]


def _lines(election: Election, selected: Sequence[str]) -> list[dict[str, Any]]:
    """The selected projects in their order, then the others as the file has them."""
    places = {project_id: place for place, project_id in enumerate(selected, start=1)}
    rows = _tally(election)
    rows.sort(key=lambda row: places.get(row["id"], len(places) + 1))
    columns = ("id", "cost", "voters", "points", "name")
    return [
        {"selected": places.get(row["id"], "")} | {column: row[column] for column in columns}
        for row in rows
    ]


def _number(number: Exact) -> int | float:
    """For JSON: its decimal text is the exact number, since these came as decimal text."""
    return int(number) if number.denominator == 1 else float(decimal(number))
