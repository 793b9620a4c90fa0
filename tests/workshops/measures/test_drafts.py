"""What somebody is writing and has not sent: on SQLite and on PostgreSQL."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import NOW, a_guest, a_workshop
from workshops.agenda.room import room
from workshops.agenda.services import go_to
from workshops.measures.drafts import LONGEST_DRAFT, PAUSE, draft_of, keep_draft
from workshops.measures.proposing import propose
from workshops.measures.reads import collect_page
from workshops.models import Participant
from workshops.participants.guest import Guest
from workshops.participants.services import phone_page


def grew_at(session: Session, who: Guest) -> dt.datetime | None:
    return session.scalar(select(Participant.draft_at).where(Participant.id == who.id))


def heard(session: Session) -> set[str]:
    """The topics that were told since this was last asked."""
    topics = set(session.info.get("topics", {}))
    session.info["topics"] = {}
    return topics


def test_a_draft_is_kept_until_it_is_sent(session):
    cast = a_workshop(session, "collect", fields=2)
    who = a_guest(session, cast)
    typed = {"field_id": cast.fields[1], "text": "Ein Gar", "who": "die Stadt", "why": ""}
    keep_draft(session, who, typed, now=NOW)
    page = collect_page(session, room(session, cast.id), who)
    assert (page.draft_field, page.draft.text, page.draft.who) == (
        cast.fields[1],
        "Ein Gar",
        "die Stadt",
    )
    propose(session, who, field_id=cast.fields[1], text="Ein Garten", language="de", now=NOW)
    page = collect_page(session, room(session, cast.id), who)
    assert (page.draft_field, page.draft.text, page.draft.who) == (None, "", "")
    assert grew_at(session, who) is None


def test_a_draft_may_be_too_long_to_be_sent_but_not_without_end(session):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    keep_draft(session, who, {"field_id": None, "text": "x" * 100_000}, now=NOW)
    assert len(draft_of(session, who).text) == LONGEST_DRAFT


def test_who_writes_is_known_by_the_time_and_no_longer_when_all_is_deleted(session):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    later = NOW + dt.timedelta(seconds=5)
    keep_draft(session, who, {"field_id": None, "text": "Ein"}, now=NOW)
    keep_draft(session, who, {"field_id": None, "text": "Ein"}, now=later)
    assert grew_at(session, who) == NOW, "it has not grown"
    keep_draft(session, who, {"field_id": None, "text": "Ein Garten"}, now=later)
    assert grew_at(session, who) == later
    keep_draft(session, who, {"field_id": cast.one_field, "text": " "}, now=later)
    assert grew_at(session, who) is None


def test_console_and_projector_hear_when_somebody_begins_and_not_of_every_word(session):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    heard(session)
    keep_draft(session, who, {"text": "Ein"}, now=NOW)
    assert heard(session) == {f"screens:{cast.id}"}
    keep_draft(session, who, {"text": "Ein Garten"}, now=NOW + dt.timedelta(seconds=5))
    assert heard(session) == set()
    keep_draft(session, who, {"text": "Ein Garten für"}, now=NOW + PAUSE * 2)
    assert heard(session) == {f"screens:{cast.id}"}
    keep_draft(session, who, None, now=NOW + PAUSE * 2)
    assert heard(session) == {f"screens:{cast.id}"}


def test_a_draft_waits_while_the_room_goes_elsewhere_and_back(session):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    keep_draft(session, who, {"field_id": cast.one_field, "text": "Mitten im Satz"}, now=NOW)
    for position in (2, 0, 3, 1):
        go_to(session, cast.id, position)
        assert phone_page(session, who).draft.text == "Mitten im Satz"


def test_a_draft_is_its_authors_alone(session):
    cast = a_workshop(session, "collect")
    who, another = a_guest(session, cast), a_guest(session, cast)
    keep_draft(session, who, {"text": "Nur für mich"}, now=NOW)
    assert draft_of(session, another).text == ""
    assert phone_page(session, who).me != phone_page(session, another).me
