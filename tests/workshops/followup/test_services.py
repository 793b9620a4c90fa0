"""Decisions, reports and publishing, on both databases; and all of it undone."""

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Missing, Refused
from tests.builders import NOW, a_concept, a_measure, a_workshop
from tests.workshops.followup.city import BY, COUNCIL, REASON, TODAY, decide, followed, report
from workshops.concepts import history
from workshops.concepts.deletion import delete_measure
from workshops.followup import services
from workshops.followup.lines import Followed
from workshops.followup.reads import follow_up
from workshops.models import Concept, Measure


def of(session: Session, name: str, measure_id: int) -> Followed:
    session.expire_all()
    return next(m for m in follow_up(session, name).measures() if m.id == measure_id)


def undo_last(session: Session, name: str) -> None:
    concept_id = session.scalars(select(Concept.id).where(Concept.name == name)).one()
    newest = history.newest(session, concept_id)
    assert newest
    history.undo(session, name, newest.id, by=BY)


def test_the_council_decides_on_many_at_once_and_it_can_be_undone(session: Session) -> None:
    concept = a_concept(session, measures=6)
    some = list(concept.measures[:4])
    assert decide(session, concept.name, some, "adopted") == 4
    found = [of(session, concept.name, id) for id in concept.measures]
    assert [m.decided for m in found] == ["adopted"] * 4 + ["none"] * 2
    assert {m.decided_on for m in found[:4]} == {COUNCIL}
    undo_last(session, concept.name)
    assert of(session, concept.name, some[0]).decided == "none"
    assert of(session, concept.name, some[0]).decided_on is None


def test_a_proposal_has_no_day(session: Session) -> None:
    concept = a_concept(session)
    decide(session, concept.name, [concept.measures[0]], "proposed", decided_on=COUNCIL)
    assert of(session, concept.name, concept.measures[0]).decided_on is None


def test_a_decision_of_tomorrow_is_refused(session: Session) -> None:
    concept = a_concept(session)
    with pytest.raises(Refused):
        decide(
            session,
            concept.name,
            [concept.measures[0]],
            "adopted",
            decided_on=TODAY + dt.timedelta(1),
        )


@pytest.mark.parametrize("state", ["proposed", "hidden", "withdrawn"])
def test_what_is_not_approved_is_not_decided_on(session: Session, state: str) -> None:
    room = a_workshop(session)
    idea = a_measure(session, room.one_field, state=state, workshop_id=room.id)
    with pytest.raises(Missing):
        decide(session, room.concept_name, [idea], "adopted")


def test_measures_of_another_concept_or_deleted_ones_are_out_of_reach(session: Session) -> None:
    ours, other = a_concept(session), a_concept(session)
    with pytest.raises(Missing):
        decide(session, ours.name, [ours.measures[0], other.measures[0]], "adopted")
    assert of(session, ours.name, ours.measures[0]).decided == "none"
    delete_measure(session, ours.name, ours.measures[1], now=NOW)
    with pytest.raises(Missing):
        decide(session, ours.name, [ours.measures[1]], "adopted")
    with pytest.raises(Missing):
        decide(session, ours.name, [], "adopted")


def test_a_report_says_how_an_adopted_measure_stands(session: Session) -> None:
    city = followed(session)
    found = of(session, city.name, city.adopted)
    assert found.now is not None
    assert (found.status, found.body, found.now.reason) == (
        "running",
        "Amt für Schule",
        {"de": REASON},
    )
    assert found.is_overdue(dt.date(2027, 5, 2))
    assert not found.is_overdue(dt.date(2027, 5, 1))


def test_only_adopted_measures_are_reported_on(session: Session) -> None:
    city = followed(session)
    for measure in (city.rejected, city.proposed, city.untouched):
        with pytest.raises(Refused):
            report(session, city.name, measure)


def test_a_measure_that_is_reported_on_stays_adopted(session: Session) -> None:
    city = followed(session)
    with pytest.raises(Refused):
        decide(session, city.name, [city.adopted, city.untouched], "rejected")
    assert of(session, city.name, city.adopted).decided == "adopted"
    # The council may confirm it on another day.
    decide(session, city.name, [city.adopted], "adopted", decided_on=dt.date(2026, 4, 1))
    assert of(session, city.name, city.adopted).status == "running"


def test_a_report_that_contradicts_the_last_one_is_refused(session: Session) -> None:
    city = followed(session)
    report(session, city.name, city.adopted, status="done", on=TODAY, next_on=None)
    with pytest.raises(Refused):
        report(session, city.name, city.adopted, status="planned", on=TODAY, next_on=None)
    with pytest.raises(Refused):
        report(session, city.name, city.adopted, on=COUNCIL)
    assert len(of(session, city.name, city.adopted).reports) == 2


def test_a_mistaken_report_is_withdrawn_and_brought_back(session: Session) -> None:
    city = followed(session)
    history.act(session, BY, services.withdraw_report, city.name, city.report, now=NOW)
    assert of(session, city.name, city.adopted).status == "none"
    with pytest.raises(Missing):
        services.withdraw_report(session, city.name, city.report, now=NOW)
    history.act(session, BY, services.restore_report, city.name, city.report)
    assert of(session, city.name, city.adopted).status == "running"
    with pytest.raises(Missing):
        services.restore_report(session, city.name, city.report)


def test_a_report_does_not_come_back_where_it_does_not_fit_any_more(session: Session) -> None:
    city = followed(session)
    done = report(session, city.name, city.adopted, status="done", on=TODAY, next_on=None)
    services.withdraw_report(session, city.name, done, now=NOW)
    later = {"status": "dropped", "on": TODAY, "reason": {"de": "Kein Geld"}, "next_on": None}
    report(session, city.name, city.adopted, **later)
    with pytest.raises(Refused):
        services.restore_report(session, city.name, done)


def test_a_report_that_is_undone_is_withdrawn_and_not_lost(session: Session) -> None:
    city = followed(session)
    undo_last(session, city.name)
    assert of(session, city.name, city.adopted).status == "none"
    services.restore_report(session, city.name, city.report)
    assert of(session, city.name, city.adopted).status == "running"


def test_reports_of_another_concept_are_out_of_reach(session: Session) -> None:
    ours, other = followed(session), followed(session)
    with pytest.raises(Missing):
        services.withdraw_report(session, ours.name, other.report, now=NOW)
    with pytest.raises(Missing):
        report(session, ours.name, other.adopted)


def test_publishing_twice_keeps_the_first_day_and_can_be_undone(session: Session) -> None:
    city = followed(session)
    for now in (NOW, NOW + dt.timedelta(days=1)):
        history.act(session, BY, services.publish, city.name, now=now)
    assert follow_up(session, city.name).published_at == NOW
    history.act(session, BY, services.unpublish, city.name)
    assert follow_up(session, city.name).published_at is None
    undo_last(session, city.name)
    session.expire_all()
    assert follow_up(session, city.name).published_at == NOW


def test_a_merged_measure_is_a_part_of_the_other_one(session: Session) -> None:
    city = followed(session)
    session.get_one(Measure, city.untouched).merged_into_id = city.adopted
    session.flush()
    ids = [measure.id for measure in follow_up(session, city.name).measures()]
    assert city.untouched not in ids
    with pytest.raises(Missing):
        decide(session, city.name, [city.untouched], "adopted")
