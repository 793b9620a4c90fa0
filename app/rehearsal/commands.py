"""`klebepunkt rehearse`: what moderators run the day before."""

import argparse
import asyncio
import json
import sys
from typing import Any

from app.language.catalogues import gettext as _
from app.rehearsal.report import SHOWN, Compared, Report
from app.settings import Settings


def add_commands(subparsers: Any) -> None:
    parser = subparsers.add_parser("rehearse", help=_("Send many phones to a workshop, as a test."))
    parser.add_argument("--url", required=True, help=_("address of the server"))
    parser.add_argument("--code", required=True, help=_("code of a workshop made for rehearsing"))
    parser.add_argument("--people", type=_some, default=300, help=_("number of phones"))
    parser.add_argument("--seconds", type=_some, default=60, help=_("how long they take part"))
    parser.add_argument(
        "--moderator",
        metavar="LINK",
        default="",
        help=_("a link that hands the console over: the moderator is played, too"),
    )
    parser.add_argument("--json", action="store_true", help=_("print the report as JSON"))
    parser.set_defaults(handler=run)


def _some(text: str) -> int:
    """Raises ArgumentTypeError unless it is a whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("use a whole number from 1"))
    return int(text)


def run(args: argparse.Namespace, settings: Settings) -> int:
    """0 when every acknowledged dot is on the server once and no request failed, else 1."""
    # Here, so that a server does not carry an HTTP client that it never uses.
    from app.rehearsal.run import NotThere, rehearse

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    try:
        report = asyncio.run(
            rehearse(
                args.url.rstrip("/"),
                args.code.upper(),
                args.people,
                args.seconds,
                tell,
                args.moderator,
            )
        )
    except NotThere as error:
        tell(str(error))
        return 1
    print(json.dumps(report.as_dict(), indent=2) if args.json else as_text(report))
    return 0 if report.agrees and not report.errors else 1


def as_text(report: Report) -> str:
    requests_heading = _("requests")
    lines = [f"{'':12}{requests_heading:>10}{'p50 ms':>10}{'p99 ms':>10}"]
    shown = report.as_dict()
    requests: Any = shown["requests"]
    for what, row in requests.items():
        lines.append(f"{what:12}{row['count']:>10}{row['p50_ms']:>10}{row['p99_ms']:>10}")
    lines.append(
        _("Streams opened: %(num)d, frames: %(frames)d")
        % {"num": report.streams, "frames": report.frames}
    )
    for what, count in report.errors.most_common():
        lines.append(f"! {count} x {what}")
    if report.votes:
        return "\n".join([*lines, *map(_vote, report.votes), _verdict(report)])
    lines.append(
        _("Ballots compared: %(ballots)d; dots acknowledged: %(mine)d, on the server: %(theirs)d")
        % {
            "ballots": report.compared,
            "mine": report.placed.total(),
            "theirs": report.counted.total(),
        }
    )
    return "\n".join([*lines, _verdict(report)])


def _vote(vote: Compared) -> str:
    """One vote: both sums, and the first measures on which the two counts differ."""
    sums = {
        "room": vote.room,
        "mine": sum(dots for dots, _people in vote.mine.values()),
        "theirs": sum(dots for dots, _people in vote.theirs.values()),
    }
    lines = [_("Vote in %(room)s: %(mine)d dots counted here, %(theirs)d on the server.") % sums]
    for measure, (mine, theirs) in list(vote.wrong.items())[:SHOWN]:
        numbers = {"measure": measure, "mine": mine, "theirs": theirs}
        lines.append(
            _("! Measure %(measure)d (dots, people): %(mine)s here, %(theirs)s on the server.")
            % numbers
        )
    return "\n".join(lines)


def _verdict(report: Report) -> str:
    if not report.agrees:
        return _("THE TALLIES DIFFER. Please report this.")
    if not report.compared and not report.votes:
        return _("There was no ballot to compare: the vote was not open.")
    return _("Both tallies agree.")
