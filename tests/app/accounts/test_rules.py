"""What is a password, an address, a token, and who may go."""

import pytest

from app.accounts import rules
from app.refused import Refused


@pytest.mark.parametrize(
    "email", ["a@example.org", "ümit.şahin@stadt-bielefeld.de", "x+y@mail.example.co.uk"]
)
def test_an_address_that_mail_can_reach_is_fine(email: str) -> None:
    assert rules.email_trouble(email) is None


@pytest.mark.parametrize(
    "email",
    ["", "a", "a@", "@b.de", "a@b", "a b@c.de", "a@b@c.de", "<a@b.de>", "a@b.de." + "x" * 260],
)
def test_what_is_no_address_is_refused(email: str) -> None:
    assert rules.email_trouble(email) is not None


def test_an_address_is_the_same_however_it_was_typed() -> None:
    assert rules.tidy_email("  Anna@Example.ORG\n") == "anna@example.org"


@pytest.mark.parametrize(
    "password",
    ["", "elf zeichen", "aaaaaaaaaaaaaaaa", "Anna@Example.org", "x" * 150 + "abc " * 20],
)
def test_a_weak_or_endless_password_is_refused(password: str) -> None:
    assert rules.password_trouble(password, "anna@example.org") is not None


def test_a_dozen_characters_of_any_kind_are_a_password() -> None:
    assert rules.password_trouble("drei kleine ", "anna@example.org") is None
    assert rules.password_trouble("مرحبا بالعالم", "anna@example.org") is None


def test_tokens_differ_and_only_their_digest_is_told_apart() -> None:
    one, other = rules.new_token(), rules.new_token()
    assert one != other
    assert rules.digest(one) == rules.digest(one) != rules.digest(other)
    assert len(rules.digest("ungültig \ud800")) == 64


def test_the_last_of_the_office_stays() -> None:
    with pytest.raises(Refused, match="last account"):
        rules.check_removal(account_id=2, role="office", by=1, offices=1)


def test_nobody_removes_or_resets_themselves() -> None:
    with pytest.raises(Refused, match="yourself"):
        rules.check_removal(account_id=1, role="office", by=1, offices=3)
    with pytest.raises(Refused, match="your own page"):
        rules.check_reset(account_id=1, by=1)


def test_others_may_be_removed_and_the_command_line_resets_anybody() -> None:
    rules.check_removal(account_id=2, role="office", by=1, offices=2)
    rules.check_removal(account_id=2, role="moderator", by=1, offices=1)
    rules.check_reset(account_id=1, by=None)
