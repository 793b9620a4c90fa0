"""`klebepunkt account`, as a script calls it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import cli, settings
from app.accounts import services, sessions
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from tests.ledgers import new_database, path_of

Klebepunkt = Callable[..., int]
ADD = ("add", "Anna@Example.org", "--name", "Anna", "--role", "office")


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Klebepunkt]:
    """Runs `klebepunkt account …` on an empty, migrated database."""
    monkeypatch.setenv("KLEBEPUNKT_DATA", str(tmp_path))
    monkeypatch.setenv("KLEBEPUNKT_PUBLIC_URL", "https://dots.example.org")
    monkeypatch.delenv("KLEBEPUNKT_DATABASE_URL", raising=False)
    monkeypatch.setenv("LC_ALL", "C")
    Path(path_of(settings.load().database_url)).write_bytes(new_database())
    with catalogues.speaking("en"):
        yield lambda *arguments: cli.main(["account", *arguments])


@pytest.fixture
def ledger(account: Klebepunkt) -> Iterator[Ledger]:
    ledger = Ledger(settings.load().database_url)
    yield ledger
    ledger.close()


def token_in(line: str) -> str:
    assert line.startswith("https://dots.example.org/invitations/")
    assert line.count("\n") == 1
    return line.strip().rpartition("/")[2]


def test_add_prints_nothing_but_the_link_on_stdout(
    account: Klebepunkt, ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    assert account(*ADD) == 0
    printed = capsys.readouterr()
    token = token_in(printed.out)
    assert "This link signs Anna in. It works once, for 7 days." in printed.err
    signed_in = ledger.write_now(sessions.sign_in_with_link, token, now=utc_now())
    assert signed_in.role == "office"


def test_a_second_account_with_the_address_is_refused(
    account: Klebepunkt, capsys: pytest.CaptureFixture[str]
) -> None:
    account(*ADD)
    capsys.readouterr()
    assert account(*ADD) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "There is already an account with this e-mail address.\n"


def test_what_is_no_address_is_refused(
    account: Klebepunkt, capsys: pytest.CaptureFixture[str]
) -> None:
    assert account("add", "anna", "--name", "Anna", "--role", "office") == 1
    assert "name@example.org" in capsys.readouterr().err


def test_reset_signs_out_everywhere_and_prints_a_new_link(
    account: Klebepunkt, ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    account(*ADD)
    first = token_in(capsys.readouterr().out)
    signed_in = ledger.write_now(sessions.sign_in_with_link, first, now=utc_now())
    assert account("reset", "ANNA@example.org") == 0
    second = token_in(capsys.readouterr().out)
    assert ledger.read_now(sessions.staff_of, signed_in.token, utc_now()) is None
    assert ledger.read_now(sessions.invited_name, second, utc_now()) == "Anna"


def test_reset_of_an_unknown_address_is_refused(
    account: Klebepunkt, capsys: pytest.CaptureFixture[str]
) -> None:
    assert account("reset", "nobody@example.org") == 1
    assert capsys.readouterr().err == "There is no account with this e-mail address.\n"


def test_list_is_for_people_and_for_scripts(
    account: Klebepunkt, ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    account(*ADD)
    capsys.readouterr()
    assert account("list", "--json") == 0
    since = ledger.read_now(services.accounts)[0].created_at.date().isoformat()
    anna = {"email": "anna@example.org", "name": "Anna", "role": "office", "since": since}
    assert json.loads(capsys.readouterr().out) == [anna]
    assert account("list") == 0
    headings, line = capsys.readouterr().out.splitlines()
    assert headings.split() == ["email", "name", "role", "since"]
    assert line.split() == ["anna@example.org", "Anna", "office", since]


def test_an_empty_list_is_empty(account: Klebepunkt, capsys: pytest.CaptureFixture[str]) -> None:
    assert account("list") == 0
    assert capsys.readouterr().out == ""
