"""Files that wait for their confirmation."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from app.accounts.services import add_account
from app.files.models import Owner
from app.files.uploads import KEPT, became, forget, keep, kept
from app.refused import Refused
from surveys.questionnaire import Questionnaire
from surveys.services import create_survey, survey_row

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
NEW = Owner("survey")


def sent(session: Session, account: int, content: bytes, owner: Owner = NEW, late: int = 0) -> int:
    moment = NOW + dt.timedelta(hours=late)
    return keep(session, owner, account, file_name="a.xlsx", content=content, now=moment)


def test_a_file_waits_for_who_sent_it_until_the_next_one_of_its_kind(session: Session) -> None:
    mine, other = (
        add_account(session, email=f"{n}@x.example", name=n, role="office", now=NOW).id
        for n in ("m", "o")
    )
    first, concept = sent(session, mine, b"1"), sent(session, mine, b"2", Owner("concept"))
    assert kept(session, NEW, first, account_id=mine).content == b"1"
    for owner, account in ((NEW, other), (Owner("concept"), mine)):
        with pytest.raises(Refused):
            kept(session, owner, first, account_id=account)
    second = sent(session, mine, b"3")
    with pytest.raises(Refused):
        kept(session, NEW, first, account_id=mine)
    assert kept(session, Owner("concept"), concept, account_id=mine).content == b"2"
    sent(session, other, b"4", late=KEPT.seconds // 3600 + 1)
    with pytest.raises(Refused):
        kept(session, NEW, second, account_id=mine)


def test_a_file_that_was_imported_says_what_it_became(session: Session) -> None:
    mine = add_account(session, email="m@x.example", name="M", role="office", now=NOW).id
    id = sent(session, mine, b"1")
    assert became(session, id, account_id=mine) is None
    name = create_survey(session, Questionnaire({"de": "Umfrage"}, ("de",)), now=NOW)
    survey = Owner("survey", survey_row(session, name).id)
    forget(session, id, survey)
    assert became(session, id, account_id=mine) == survey
    with pytest.raises(Refused):
        kept(session, survey, id, account_id=mine)
