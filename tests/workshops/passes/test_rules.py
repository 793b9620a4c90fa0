"""What a pass is."""

import datetime as dt

import pytest

from workshops.passes.rules import MOST, digest, lets_in, new_secret, standing, too_many

NOW = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def test_a_secret_is_long_and_never_the_same() -> None:
    assert len({new_secret() for _ in range(100)}) == 100
    assert len(new_secret()) == 32


def test_what_is_stored_does_not_tell_the_secret() -> None:
    secret = new_secret()
    assert secret not in digest(secret)
    assert digest(secret) == digest(secret) != digest(new_secret())


@pytest.mark.parametrize(
    ("used", "expires", "revoked", "found"),
    [
        (None, NOW + HOUR, None, "new"),
        (NOW - HOUR, NOW + HOUR, None, "used"),
        (NOW - HOUR, NOW, None, "expired"),
        (None, NOW - HOUR, None, "expired"),
        (NOW - HOUR, NOW + HOUR, NOW, "revoked"),
        (None, NOW - HOUR, NOW, "revoked"),
    ],
)
def test_a_pass_lets_in_until_it_runs_out_or_is_revoked(
    used: dt.datetime | None, expires: dt.datetime, revoked: dt.datetime | None, found: str
) -> None:
    how = standing(used_at=used, expires_at=expires, revoked_at=revoked, now=NOW)
    assert how == found
    assert lets_in(how) == (found in ("new", "used"))


def test_a_workshop_has_only_so_many_links() -> None:
    assert too_many(MOST - 1) is None
    assert too_many(MOST) is not None
