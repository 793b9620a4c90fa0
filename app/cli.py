"""The command line: the table of contents of what an office and its scripts can do.

What serves pages, migrates and builds the demo city is loaded by the commands that do it.
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from sqlalchemy.exc import OperationalError

from app import commandline, settings
from app.accounts import commands as accounts
from app.commandline import Subcommands, add_command, complain, opened, require_migrated
from app.database.ledger import Ledger
from app.language.catalogues import gettext, words
from app.refused import Refused, say
from app.rehearsal import commands as rehearsal
from app.settings import BadSetting, Settings
from app.welcome import Links, show_links
from surveys import commands as surveys
from workshops import commands as workshops
from workshops.concepts import commands as concepts
from workshops.merging import commands as merging
from workshops.proportional import commands as proportional
from workshops.schemes import commands as schemes

MODULES: tuple[ModuleType, ...] = (
    accounts,
    concepts,
    schemes,
    workshops,
    merging,
    proportional,
    surveys,
    rehearsal,
)
"""Each offers `add_commands(commands)`: it adds parsers with app.commandline.add_command."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 refused, 2 wrongly called or set up."""
    commandline.speak_locale()
    logging.basicConfig(level=logging.WARNING)
    args = _parser().parse_args(arguments)
    try:
        status = args.handler(args, settings.load()) or 0
        sys.stdout.flush()
        return status
    except BadSetting as error:
        complain(str(error))
        return 2
    except Refused as error:
        complain(words(error.message))
        return 1
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        complain(gettext("The database cannot be used: %(reason)s") % {"reason": reason})
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # who reads along, such as `head`, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="klebepunkt",
        description=gettext("Dot voting, from a phone in the room to the council's table."),
    )
    commands = parser.add_subparsers(required=True, metavar=gettext("command"), dest="command")
    add_commands(commands)
    for module in MODULES:
        module.add_commands(commands)
    return parser


def add_commands(commands: Subcommands) -> None:
    add_command(
        commands, "run", say("Migrate, build the demo city in an empty database, and serve."), run
    )
    parser = add_command(commands, "serve", say("Serve an up-to-date database."), serve_only)
    parser.add_argument(
        "--workers",
        type=int,
        default=1,
        metavar="N",
        help=gettext("processes; more than one needs PostgreSQL"),
    )
    add_command(commands, "migrate", say("Bring the database to the newest shape."), migrate_only)
    add_command(commands, "demo", say("Build the demo city in an empty database."), demo_only)


def run(args: argparse.Namespace, settings: Settings) -> None:
    from app.database import migrate
    from app.serve import serve

    migrate.upgrade(settings.database_url)
    with opened(settings) as ledger:
        links = build_demo(ledger, settings)
    serve(settings, listening=lambda: greet(settings, links))


def serve_only(args: argparse.Namespace, settings: Settings) -> None:
    require_migrated(settings)
    from app.serve import serve

    serve(settings, workers=args.workers, listening=lambda: greet(settings, None))


def migrate_only(args: argparse.Namespace, settings: Settings) -> None:
    from app.database import migrate

    migrate.upgrade(settings.database_url)
    print(gettext("The database is up to date."))


def demo_only(args: argparse.Namespace, settings: Settings) -> None:
    from app.database import migrate

    migrate.upgrade(settings.database_url)
    with opened(settings) as ledger:
        links = build_demo(ledger, settings)
    if links is None:
        raise Refused(
            say("There is data already. The demo city is built in an empty database only.")
        )
    show_links(links)


def build_demo(ledger: Ledger, settings: Settings) -> Links | None:
    """The demo city where nothing is stored yet; its links where it is what is stored."""
    from app import demo, tables

    if ledger.read_now(tables.empty):
        demo.build(ledger)
    return demo.links(ledger, settings)


def greet(settings: Settings, links: Links | None) -> None:
    if links:
        show_links(links)
    print(gettext("Klebepunkt runs at %(url)s. Ctrl-C ends it.") % {"url": settings.public_url})
    sys.stdout.flush()
