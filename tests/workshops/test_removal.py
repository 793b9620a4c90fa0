"""A whole concept or a workshop is deleted: asked for, out of sight, brought back, or forgotten."""

import datetime as dt

import pytest
from litestar import Litestar
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database.base import Base
from app.refused import Missing
from surveys.models import Response, Run, Ticket
from tests.builders import NOW, Cast, ConceptCast, a_guest, a_measure, a_workshop, dots
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.concepts.office import at_the_desk
from tests.workshops.followup.city import a_public_concept
from tests.workshops.groups.cast import a_family
from tests.workshops.people import join
from tests.workshops.surveying.cast import an_open_survey, answer
from workshops import removal, removed
from workshops.agenda.services import close_step
from workshops.concepts import services
from workshops.concepts.history import act, history
from workshops.concepts.tree import concept_row, structure
from workshops.gathering.events import gathered
from workshops.groups.services import remove_group
from workshops.models import Measure, Participant, Workshop
from workshops.reads import workshops

BY = "Anna"
LATE = NOW + removed.KEPT + dt.timedelta(seconds=1)


def a_voted_workshop(session: Session) -> tuple[Cast, int]:
    """A workshop whose vote is closed, and an approved idea that came from it."""
    cast = a_workshop(session, "vote", fields=1, measures=3)
    idea = a_measure(session, cast.one_field, "Radkurs", workshop_id=cast.id)
    a_measure(session, cast.one_field, "Quatsch", workshop_id=cast.id, state="hidden")
    for _ in range(5):
        dots(session, cast, a_guest(session, cast), {cast.measures[0]: 2})
    close_step(session, cast.id, cast.vote)
    return cast, idea


def test_a_workshop_counts_nowhere_until_it_is_back(session: Session) -> None:
    cast, idea = a_voted_workshop(session)
    before = gathered(session, cast.concept_id), workshops(session)
    going = removed.workshop_going(session, cast.id)
    assert (going.people, going.dots, going.ideas, going.staying) == (5, 10, 1, 1)
    act(session, BY, removal.remove_workshop, cast.concept_name, cast.code, now=NOW)
    act(session, BY, removal.remove_workshop, cast.concept_name, cast.code, now=NOW)
    assert gathered(session, cast.concept_id).events == ()
    assert workshops(session) == ()
    assert [one.key for one in removed.removed_workshops(session)] == [cast.code]
    assert structure(session, cast.concept_name).measure(idea).measure.source
    act(session, BY, removal.return_workshop, cast.concept_name, cast.code)
    assert (gathered(session, cast.concept_id), workshops(session)) == before
    assert len(history(session, cast.concept_id)) == 2


def test_after_thirty_days_the_concept_has_the_measures_and_nothing_else(session: Session) -> None:
    cast, idea = a_voted_workshop(session)
    removal.remove_workshop(session, cast.concept_name, cast.code, now=NOW)
    removal.forget(session, NOW + removed.KEPT)
    assert session.get(Workshop, cast.id)
    removal.forget(session, LATE)
    session.expire_all()
    assert session.get(Workshop, cast.id) is None
    assert session.scalar(select(func.count()).select_from(Participant)) == 0
    kept = session.get_one(Measure, idea)
    assert (kept.origin, kept.workshop_id, kept.source) == (
        "office",
        None,
        "Integrationsworkshop Kieferstadt",
    )
    assert session.scalar(select(func.count()).select_from(Measure)) == 4


def test_the_survey_of_a_step_that_is_gone_is_in_no_later_step(session: Session) -> None:
    cast, step = an_open_survey(session)
    answer(session, step, 1, {"word": "Hort"})
    removal.remove_workshop(session, cast.concept_name, cast.code, now=NOW)
    assert session.scalars(select(Run.state)).one() == "closed", "at once: it has its own address"
    removal.forget(session, LATE)
    run = session.scalars(select(Run)).one()
    assert (run.step_id, run.back, run.state) == (None, None, "closed")
    assert session.scalars(select(Response.answers)).all() == [{"word": "Hort"}]
    assert session.scalars(select(Ticket)).all() == []


def test_groups_go_with_their_workshop_and_only_those_come_back(session: Session) -> None:
    family = a_family(session)
    remove_group(session, family.plenary.id, family.groups[1].id)
    plenary = session.get_one(Workshop, family.plenary.id)
    before = [line.code for line in workshops(session)]
    name = family.plenary.concept_name
    removal.remove_workshop(session, name, plenary.code, now=NOW)
    assert workshops(session) == ()
    removal.return_workshop(session, name, plenary.code)
    assert [line.code for line in workshops(session)] == before
    group = session.get_one(Workshop, family.groups[0].id)
    with pytest.raises(Missing):
        removal.remove_workshop(session, name, group.code, now=NOW)


def test_a_concept_goes_with_its_workshops_and_all_of_it_comes_back_or_goes(
    session: Session,
) -> None:
    cast, _ = a_voted_workshop(session)
    name = cast.concept_name
    a_public_concept(session, ConceptCast(cast.concept_id, name, cast.fields, cast.measures))
    before = structure(session, name), services.concepts(session), workshops(session)
    going = removed.concept_going(session, name)
    assert (going.workshops, going.people, going.published) == (1, 5, True)
    assert (going.within.measures, going.within.decided, going.within.dots) == (4, 3, 10)
    act(session, BY, removal.remove_concept, name, now=NOW)
    assert (services.concepts(session), workshops(session)) == ((), ())
    assert removed.removed_workshops(session) == ()
    with pytest.raises(Missing):
        concept_row(session, name)
    removal.return_concept(session, name, by="Otto")
    assert (structure(session, name), services.concepts(session), workshops(session)) == before
    with pytest.raises(Missing):
        removal.return_concept(session, name, by="Otto")
    act(session, BY, removal.remove_concept, name, now=NOW)
    removal.forget(session, LATE)
    left = {
        table.name
        for table in Base.metadata.sorted_tables
        if session.scalar(select(func.count()).select_from(table))
    }
    assert left <= {"accounts", "alembic_version"}


async def test_the_office_is_asked_and_finds_it_again_in_the_list(
    app: Litestar, visitor: Visitor, new_visitor: NewVisitor
) -> None:
    cast: Cast = app.state.ledger.write_now(a_workshop, "collect")
    phone = await join(new_visitor(), cast)
    await at_the_desk(app, visitor)
    places = [f"/workshops/{cast.code}", f"/concepts/{cast.concept_name}"]
    for place in places:
        assert (await phone.get(f"/w/{cast.code}")).status_code == 200
        await visitor.get(f"{place}/deletion")
        await visitor.submit(f"{place}/deletion")
        assert "Deleted: 1" in visitor.text
        for gone in (place, f"/moderation/{cast.code}", f"/workshops/{cast.code}"):
            assert (await visitor.get(gone)).status_code == 404, gone
        assert (await phone.get(f"/w/{cast.code}")).status_code == 404
        assert (await phone.post(f"/w/{cast.code}/measures", {"text": "x"})).status_code == 404
        assert (await phone.get(f"/projector/{cast.projector_token}")).status_code == 404
        await visitor.get(place.rpartition("/")[0])
        await visitor.submit(f"{place}/restoration")
        assert visitor.path == place
    assert (await phone.get(f"/w/{cast.code}")).status_code == 200
    name = cast.concept_name
    back = app.state.ledger.read_now(lambda session: history(session, cast.concept_id)[1])
    assert back.what.text.startswith("Brought back the workshop")
    await visitor.post(f"/concepts/{name}/actions/{back.id}/undoing")
    assert (await phone.get(f"/w/{cast.code}")).status_code == 404
    assert (await phone.post(f"/w/{cast.code}/measures", {"text": "x"})).status_code == 404
