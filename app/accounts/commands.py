"""`klebepunkt account`: staff accounts from the command line, above all the very first one."""

import argparse
import sys

from app.accounts import services
from app.accounts.forms import InvitationForm
from app.accounts.models import ROLES
from app.accounts.services import AccountView
from app.commandline import Subcommands, add_command, add_group, add_json, opened, print_list
from app.database.base import utc_now
from app.language.catalogues import words
from app.refused import Missing, Refused, say
from app.settings import Settings


def add_commands(commands: Subcommands) -> None:
    group = add_group(commands, "account", say("Accounts of the office and its moderators."))
    parser = add_command(group, "add", say("Add an account and print its invitation link."), add)
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("--name", required=True)
    parser.add_argument("--role", required=True, choices=ROLES)
    again = say("Print a new link; the old password and all signed-in browsers stop working.")
    parser = add_command(group, "reset", again, reset)
    parser.add_argument("email", metavar="EMAIL")
    add_json(add_command(group, "list", say("List all accounts."), list_all))


def add(args: argparse.Namespace, settings: Settings) -> int:
    form = InvitationForm({"email": args.email, "name": args.name, "role": args.role})
    for trouble in form.errors.values():
        raise Refused(trouble)
    who = {"email": form.email, "name": form.name, "role": form.role}
    with opened(settings) as ledger:
        view, token = ledger.write_now(services.invite_new, **who, now=utc_now())
    show_link(settings, view, token)
    return 0


def reset(args: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as ledger:
        try:
            found = ledger.read_now(services.account_by_email, args.email)
        except Missing as error:
            raise Refused(say("There is no account with this e-mail address.")) from error
        view, token = ledger.write_now(services.reset, found.id, by=None, now=utc_now())
    show_link(settings, view, token)
    return 0


def list_all(args: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as ledger:
        views = ledger.read_now(services.accounts)
    rows = [
        {"email": v.email, "name": v.name, "role": v.role, "since": v.created_at.date()}
        for v in views
    ]
    print_list(rows, as_json=args.json)
    return 0


def show_link(settings: Settings, view: AccountView, token: str) -> None:
    """The link alone on stdout, for scripts; what it does on stderr."""
    print(services.link(settings.public_url, token), flush=True)
    sentence = say("This link signs %(name)s in. It works once, for 7 days.", name=view.name)
    print(words(sentence), file=sys.stderr)
