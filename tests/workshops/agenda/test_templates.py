"""Agendas to start from: ours as files, the office's own as copies of them."""

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Missing, Refused, say
from tests.builders import NOW, a_concept
from workshops.agenda.kinds import TABLE, title_of
from workshops.agenda.names import FORMER, NAMES, OF_RUN_OFFS
from workshops.agenda.own_templates import (
    add_template_step,
    all_templates,
    copy_template,
    delete_template,
    describe_template,
    describe_template_step,
    move_template_step,
    return_template_step,
    take_template_step,
    template_of,
)
from workshops.agenda.room import room
from workshops.agenda.templates import BUILT_IN, DotRule, built_in
from workshops.models import VoteRule, Workshop
from workshops.services import plan_workshop


def plan(session: Session, agenda: str) -> int:
    concept = a_concept(session)
    code = plan_workshop(
        session,
        concept=concept.name,
        title="Workshop",
        place="",
        date=dt.date(2026, 12, 1),
        languages=["de"],
        node_ids=concept.fields,
        approve_first=False,
        scope="step",
        allowance=None,
        most=1,
        moderators=[],
        now=NOW,
        agenda=agenda,
    )
    id = session.scalar(select(Workshop.id).where(Workshop.code == code))
    assert id is not None
    return id


@pytest.mark.parametrize("key", BUILT_IN)
def test_each_of_ours_can_be_read_and_translated(key: str) -> None:
    template = built_in(key)
    assert template.steps
    assert template.minutes > 0
    assert {NAMES[name].text for s in template.all_steps if (name := s.settings.get("named"))} <= {
        *NAMES
    }
    assert not template.own


def test_every_name_for_the_catalogues_is_used(session: Session) -> None:
    used = {
        text
        for template in map(built_in, BUILT_IN)
        for text in (
            getattr(template.title, "text", None),
            getattr(template.about, "text", None),
            *(step.settings.get("named") for step in template.all_steps),
        )
    }
    assert (used - {None}) | {*OF_RUN_OFFS, *FORMER} == {*NAMES}


@pytest.mark.parametrize("key", BUILT_IN)
def test_a_workshop_gets_the_steps_of_its_agenda(session: Session, key: str) -> None:
    here = room(session, plan(session, key))
    wanted = built_in(key).steps
    assert [step.kind for step in here.steps] == [step.kind for step in wanted]
    assert [step.minutes for step in here.steps] == [step.minutes for step in wanted]
    assert list(map(title_of, here.steps)) == list(map(title_of, wanted))


def test_the_rule_of_the_plan_is_that_of_all_its_votes(session: Session) -> None:
    key = copy_template(session, "evening", title="Zwei Wahlen", now=NOW)
    add_template_step(session, key, behind=3, kind="vote", title="Stichwahl")
    here = room(session, plan(session, key))
    votes = [step.id for step in here.steps if step.kind == "vote"]
    rules = session.scalars(select(VoteRule).where(VoteRule.step_id.in_(votes))).all()
    assert [(rule.scope, rule.most) for rule in rules] == [("step", 1)] * 2


def test_a_kind_that_this_version_does_not_know_is_left_out(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in [kind for kind in TABLE if kind not in ("arrive", "results")]:
        monkeypatch.delitem(TABLE, kind)
    assert [step.kind for step in built_in("evening").steps] == ["arrive", "results"]
    assert len(room(session, plan(session, "evening")).steps) == 2


def test_an_agenda_that_is_gone_is_said_and_nothing_is_planned(session: Session) -> None:
    for key in ("no-such", "4711", "9" * 30, "٣"):
        with pytest.raises(Refused, match="not there any more"):
            plan(session, key)


def test_a_copy_is_changed_and_ours_stays_as_it_was(session: Session) -> None:
    key = copy_template(session, "evening", title="  Abend für\n Heepen ", now=NOW)
    further = add_template_step(
        session, key, behind=2, kind="collect", title="Noch mehr", minutes=5
    )
    move_template_step(session, key, further, 0)
    describe_template_step(session, key, further, title="Vorab", minutes=None)
    take_template_step(session, key, 4)
    describe_template(
        session, key, title="Abend in Heepen", rule=DotRule("step", allowance=4, most=1)
    )
    own = template_of(session, key)
    assert (own.title, own.own, own.rule.allowance) == ("Abend in Heepen", True, 4)
    assert [(s.kind, s.title, s.minutes) for s in own.steps] == [
        ("collect", "Vorab", None),
        ("arrive", None, 15),
        ("collect", None, 30),
        ("vote", None, 15),
    ]
    assert [step.kind for step in own.out] == ["results"]
    return_template_step(session, key, 4)
    assert [step.kind for step in template_of(session, key).steps][-1] == "results"
    assert len(built_in("evening").steps) == 4


def test_a_copied_step_keeps_its_name_in_every_language(session: Session) -> None:
    key = copy_template(session, "steering", title="Unsere", now=NOW)
    assert say("Goals") in template_of(session, key).titles


def test_the_last_step_stays(session: Session) -> None:
    key = copy_template(session, "evening", title="Kurz", now=NOW)
    for number in (1, 2, 3):
        take_template_step(session, key, number)
    with pytest.raises(Refused, match="at least one"):
        take_template_step(session, key, 4)


def test_ours_come_first_and_then_those_of_the_office_by_title(session: Session) -> None:
    copies = [copy_template(session, "hour", title=title, now=NOW) for title in ("Z", "A")]
    keys = [template.key for template in all_templates(session)]
    assert keys[: len(BUILT_IN)] == list(BUILT_IN)
    assert [key for key in keys if key in copies] == copies[::-1]


def test_a_deleted_one_is_gone_and_its_workshops_keep_their_steps(session: Session) -> None:
    key = copy_template(session, "evening", title="Kurz", now=NOW)
    id = plan(session, key)
    delete_template(session, key)
    with pytest.raises(Missing):
        template_of(session, key)
    assert len(room(session, id).steps) == 4


@pytest.mark.parametrize("key", ["evening", "4711", "nowhere"])
def test_ours_and_those_that_are_not_there_cannot_be_changed(session: Session, key: str) -> None:
    for change in (
        lambda: take_template_step(session, key, 1),
        lambda: move_template_step(session, key, 1, 0),
        lambda: add_template_step(session, key, behind=0, kind="vote"),
        lambda: delete_template(session, key),
        lambda: describe_template(session, key, title="Anders", rule=DotRule()),
    ):
        with pytest.raises(Missing):
            change()
