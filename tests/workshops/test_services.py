"""Planning a workshop and changing the plan, on both databases."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.services import add_account
from app.codes import ALPHABET, LENGTH
from app.refused import Missing, Refused
from tests.builders import NOW, ConceptCast, a_concept, a_node, a_workshop
from workshops.agenda.room import Room, room
from workshops.agenda.services import go_to, open_step
from workshops.concepts.services import delete_node, move_node, restore_node
from workshops.models import Workshop
from workshops.reads import plan_of, workshops
from workshops.services import edit_workshop, plan_workshop, set_dot_rule

DATE = dt.date(2026, 12, 1)


def a_plan(session: Session, concept: ConceptCast, **other: Any) -> str:
    plan: dict[str, Any] = {
        "concept": concept.name,
        "title": "Workshop Heepen",
        "place": "Altes Rathaus",
        "date": DATE,
        "languages": ["de", "ar"],
        "node_ids": concept.fields,
        "approve_first": True,
        "scope": "field",
        "allowance": None,
        "most": 2,
        "moderators": [],
        "now": NOW,
    }
    return plan_workshop(session, **{**plan, **other})


def changed(session: Session, code: str, **other: Any) -> None:
    plan = plan_of(session, code)
    same: dict[str, Any] = {
        "title": plan.title,
        "place": plan.place,
        "date": plan.date,
        "languages": plan.languages,
        "node_ids": [field.id for field in plan.fields],
        "approve_first": plan.approve_first,
        "moderators": [person.id for person in plan.moderators],
    }
    edit_workshop(session, code, **{**same, **other})


def room_of(session: Session, code: str) -> Room:
    id = session.scalar(select(Workshop.id).where(Workshop.code == code))
    assert id is not None
    return room(session, id)


def test_a_planned_workshop_waits_in_its_lobby(session: Session) -> None:
    concept = a_concept(session, fields=2, measures=4)
    code = a_plan(session, concept)
    here = room_of(session, code)
    assert (len(code), set(code) <= set(ALPHABET)) == (LENGTH, True)
    assert [step.kind for step in here.steps] == ["arrive", "collect", "vote", "results"]
    assert (here.step.kind, here.languages, here.approve_first) == ("arrive", ("de", "ar"), True)
    assert [field.id for field in here.fields] == list(concept.fields)
    assert len(here.projector_token) >= 32


def test_no_two_workshops_share_a_code_or_a_projector(session: Session) -> None:
    concept = a_concept(session, fields=1, measures=1)
    codes = [a_plan(session, concept) for _ in range(5)]
    tokens = {room_of(session, code).projector_token for code in codes}
    assert len({*codes}) == len(tokens) == 5


def test_the_fields_stand_in_the_order_of_the_concept(session: Session) -> None:
    concept = a_concept(session, fields=3, measures=3)
    move_node(session, concept.name, concept.fields[2], position=1)
    goal = a_node(session, concept.id, "Ziel", parent_id=concept.fields[1], level=1)
    code = a_plan(session, concept, node_ids=[goal, concept.fields[0], concept.fields[2]])
    fields = [field.id for field in room_of(session, code).fields]
    assert fields == [concept.fields[2], concept.fields[0], goal]


def test_a_workshop_needs_entries_of_its_own_concept(session: Session) -> None:
    concept, other = a_concept(session), a_concept(session)
    for nodes in ([], [*concept.fields, other.fields[0]]):
        with pytest.raises(Refused):
            a_plan(session, concept, node_ids=nodes)
    with pytest.raises(Missing):
        a_plan(session, dataclasses.replace(concept, name="no-such-concept"))


def test_the_plan_shows_the_allowance_that_would_be_proposed(session: Session) -> None:
    concept = a_concept(session, fields=2, measures=24)
    code = a_plan(session, concept)
    rule = plan_of(session, code).rule
    assert (rule.allowance, rule.proposed, rule.fixed) == (None, {"field": 4, "step": 8}, False)
    set_dot_rule(session, code, scope="step", allowance=7, most=3)
    rule = plan_of(session, code).rule
    assert (rule.scope, rule.allowance, rule.most) == ("step", 7, 3)


def test_the_rule_stays_once_the_vote_has_begun_and_the_rest_may_change(session: Session) -> None:
    cast = a_workshop(session, "vote", fields=2, measures=6, allowance=3)
    changed(session, cast.code, title="Anders", rule=("step", 9, 9))
    plan = plan_of(session, cast.code)
    assert (plan.title, plan.rule.scope, plan.rule.allowance) == ("Anders", "field", 3)
    assert plan.rule.fixed


def test_a_chosen_entry_that_is_deleted_and_brought_back_is_still_chosen(
    session: Session,
) -> None:
    cast = a_workshop(session, fields=2)
    delete_node(session, cast.concept_name, cast.fields[0], now=NOW)
    changed(session, cast.code, title="Anders")
    assert [field.id for field in plan_of(session, cast.code).fields] == [cast.fields[1]]
    restore_node(session, cast.concept_name, cast.fields[0])
    assert {field.id for field in plan_of(session, cast.code).fields} == {*cast.fields}


def test_an_entry_that_people_vote_on_stays_in_the_plan(session: Session) -> None:
    cast = a_workshop(session, "vote", fields=2)
    with pytest.raises(Refused, match="has to stay"):
        changed(session, cast.code, node_ids=cast.fields[:1])
    further = a_node(session, cast.concept_id, "Wohnen")
    changed(session, cast.code, node_ids=[*cast.fields, further])
    assert [field.id for field in room_of(session, cast.code).fields] == [*cast.fields, further]


def test_changing_the_plan_moves_nobody(session: Session) -> None:
    cast = a_workshop(session, "vote", fields=2)
    changed(session, cast.code, languages=["tr"], place="", date=None, approve_first=True)
    here = room(session, cast.id)
    assert (here.step.kind, here.step.state) == ("vote", "open")
    assert (here.languages, here.place, here.date) == (("tr",), "", None)


def test_moderators_come_and_go(session: Session) -> None:
    concept = a_concept(session)
    anna, ben = (
        add_account(session, email=f"{n}@example.org", name=n, role="moderator", now=NOW).id
        for n in ("anna", "ben")
    )
    code = a_plan(session, concept, moderators=[anna, 99999])
    assert [person.name for person in plan_of(session, code).moderators] == ["anna"]
    changed(session, code, moderators=[ben, ben])
    assert [person.name for person in plan_of(session, code).moderators] == ["ben"]


def test_the_list_shows_the_latest_first_and_where_each_room_is(session: Session) -> None:
    concept = a_concept(session)
    early = a_plan(session, concept, date=dt.date(2026, 1, 1))
    late = a_plan(session, concept, date=dt.date(2026, 2, 1))
    undated = a_plan(session, concept, date=None)
    go_to(session, room_of(session, early).id, 2)
    open_step(session, room_of(session, early).id, room_of(session, early).step.id)
    mine = [line for line in workshops(session) if line.concept == concept.name]
    assert [line.code for line in mine] == [undated, late, early]
    assert [line.kind for line in mine] == ["arrive", "arrive", "vote"]


def test_an_unknown_code_is_no_workshop(session: Session) -> None:
    with pytest.raises(Missing):
        plan_of(session, "CCCCCC")
    with pytest.raises(Missing):
        set_dot_rule(session, "CCCCCC", scope="field", allowance=None, most=2)
