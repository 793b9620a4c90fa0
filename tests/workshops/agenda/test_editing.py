"""Changing the agenda while the room is in it, and undoing all of it."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.refused import Missing, Refused
from tests.builders import Cast, a_guest, a_workshop, dots
from workshops.agenda.editing import (
    describe_step,
    insert_step,
    move_step,
    remove_step,
    removed_steps,
    rename_step,
    return_step,
)
from workshops.agenda.kinds import TABLE, kind_of, title_of
from workshops.agenda.room import room, steps_of
from workshops.agenda.rules import LONGEST_TITLE, MOST_STEPS, moved
from workshops.agenda.services import close_step, go_to, open_step
from workshops.journal.services import Actor, act, journal, newest, undo
from workshops.models import Dots, Step, VoteRule

ANNA = Actor("Anna")


def names(session: Session, cast: Cast) -> list[str]:
    """The agenda as it is called, the present step in brackets."""
    here = room(session, cast.id)
    titles = [s.title or s.kind for s in here.steps]
    return [f"[{t}]" if n == here.position else t for n, t in enumerate(titles)]


def test_a_step_is_added_behind_another_and_the_room_stays_where_it_is(session: Session) -> None:
    cast = a_workshop(session, "collect")
    insert_step(session, cast.id, after=-1, kind="collect", title="Vorab")
    assert names(session, cast) == ["Vorab", "arrive", "[collect]", "vote", "results"]
    insert_step(session, cast.id, after=2, kind="vote", title="Stichwahl")
    assert names(session, cast)[2:4] == ["[collect]", "Stichwahl"]
    insert_step(session, cast.id, after=99, kind="results")
    assert names(session, cast)[-1] == "results"


def test_everybody_hears_of_a_changed_agenda(session: Session) -> None:
    cast = a_workshop(session)
    session.info["topics"] = {}
    move_step(session, cast.id, cast.vote, 1)
    assert set(session.info["topics"]) == {f"phones:{cast.id}", f"screens:{cast.id}"}


def test_a_further_vote_has_a_rule_of_its_own_and_waits(session: Session) -> None:
    cast = a_workshop(session, "vote")
    further = insert_step(session, cast.id, after=2, kind="vote", settings={"source": "all"})
    step = next(s for s in steps_of(session, cast.id) if s.id == further)
    assert (step.state, step.settings) == ("waiting", {"source": "all"})
    assert session.get(VoteRule, further) is not None


def test_a_step_taken_out_keeps_what_people_did_in_it(session: Session) -> None:
    cast = a_workshop(session, "vote", state="closed")
    dots(session, cast, a_guest(session, cast), {cast.measures[0]: 2})
    go_to(session, cast.id, 3)
    remove_step(session, cast.id, cast.vote)
    assert names(session, cast) == ["arrive", "collect", "[results]"]
    assert [step.id for step in removed_steps(session, cast.id)] == [cast.vote]
    remove_step(session, cast.id, cast.vote)
    return_step(session, cast.id, cast.vote)
    assert names(session, cast) == ["arrive", "collect", "vote", "[results]"]
    placed = session.scalars(select(Dots.count).where(Dots.step_id == cast.vote)).all()
    assert placed == [2]


def test_a_step_comes_back_to_its_old_place_wherever_the_room_is(session: Session) -> None:
    cast = a_workshop(session, "results")
    remove_step(session, cast.id, cast.vote)
    remove_step(session, cast.id, cast.steps["collect"])
    assert names(session, cast) == ["arrive", "[results]"]
    return_step(session, cast.id, cast.steps["collect"])
    return_step(session, cast.id, cast.vote)
    assert names(session, cast) == ["arrive", "collect", "vote", "[results]"]
    return_step(session, cast.id, cast.vote)
    assert names(session, cast) == ["arrive", "collect", "vote", "[results]"]


def test_the_present_step_and_an_open_vote_stay_in_the_agenda(session: Session) -> None:
    cast = a_workshop(session, "vote")
    with pytest.raises(Refused, match="in this step"):
        remove_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 1)
    with pytest.raises(Refused, match="still open"):
        remove_step(session, cast.id, cast.vote)
    assert names(session, cast) == ["arrive", "[collect]", "vote", "results"]


def test_the_present_step_itself_is_moved_and_the_room_goes_along(session: Session) -> None:
    cast = a_workshop(session, "collect")
    move_step(session, cast.id, cast.steps["collect"], 2)
    assert names(session, cast) == ["arrive", "vote", "[collect]", "results"]
    move_step(session, cast.id, cast.steps["collect"], 2)
    move_step(session, cast.id, cast.steps["arrive"], 99)
    assert names(session, cast) == ["vote", "[collect]", "results", "arrive"]


def test_a_title_is_one_line_and_an_empty_one_is_that_of_the_kind(session: Session) -> None:
    cast = a_workshop(session)
    rename_step(session, cast.id, cast.vote, "  Was ist\n zuerst dran? ")
    step = steps_of(session, cast.id)[2]
    assert title_of(step) == "Was ist zuerst dran?"
    rename_step(session, cast.id, cast.vote, "x" * 999)
    assert len(steps_of(session, cast.id)[2].title or "") == LONGEST_TITLE
    rename_step(session, cast.id, cast.vote, " ")
    assert title_of(steps_of(session, cast.id)[2]) == kind_of("vote").title


def test_minutes_are_planned_beside_what_else_a_step_knows(session: Session) -> None:
    cast = a_workshop(session)
    id = insert_step(session, cast.id, after=1, kind="vote", settings={"source": "best", "best": 3})
    describe_step(session, cast.id, id, title="Stichwahl", minutes=7)
    step = steps_of(session, cast.id)[2]
    assert (step.title, step.minutes, step.settings["best"]) == ("Stichwahl", 7, 3)


def test_a_step_that_came_with_a_template_speaks_every_language(session: Session) -> None:
    cast = a_workshop(session)
    insert_step(session, cast.id, after=0, kind="collect", settings={"named": "What it is about"})
    title = title_of(steps_of(session, cast.id)[1])
    assert not isinstance(title, str)
    assert title.text == "What it is about"


def test_steps_of_another_workshop_are_none_of_ours(session: Session) -> None:
    cast, other = a_workshop(session), a_workshop(session)
    for change in (
        lambda: remove_step(session, cast.id, other.vote),
        lambda: return_step(session, cast.id, other.vote),
        lambda: move_step(session, cast.id, other.vote, 0),
        lambda: rename_step(session, cast.id, other.vote, "Unser"),
        lambda: insert_step(session, cast.id, after=0, kind="no such kind"),
    ):
        with pytest.raises(Missing):
            change()


def test_an_agenda_does_not_grow_for_ever(session: Session) -> None:
    cast = a_workshop(session)
    for _ in range(MOST_STEPS - 4):
        insert_step(session, cast.id, after=0, kind="collect")
    with pytest.raises(Refused, match="full"):
        insert_step(session, cast.id, after=0, kind="collect")


async def test_two_who_change_the_agenda_at_once_leave_no_gap(ledger: Ledger) -> None:
    import asyncio

    cast = ledger.write_now(a_workshop, "collect")
    await asyncio.gather(
        *(ledger.write(insert_step, cast.id, after=n % 3, kind="collect") for n in range(6)),
        ledger.write(remove_step, cast.id, cast.steps["results"]),
        ledger.write(move_step, cast.id, cast.vote, 0),
    )
    here = ledger.read_now(room, cast.id)
    assert [step.position for step in here.steps] == list(range(9))
    assert here.step.id == cast.steps["collect"]


@pytest.mark.parametrize("kind", list(TABLE))
def test_going_back_and_forward_loses_nothing_in_any_kind_of_step(
    session: Session, kind: str
) -> None:
    cast = a_workshop(session, "results", state="closed")
    guest = a_guest(session, cast)
    dots(session, cast, guest, {cast.measures[0]: 2})
    id = insert_step(session, cast.id, after=3, kind=kind, title="Noch einer")
    go_to(session, cast.id, 4)
    try:
        open_step(session, cast.id, id)
    except (Missing, Refused):
        opened = False
    else:
        opened = True
        close_step(session, cast.id, id)
    before = _all(session, cast)
    for position in (3, 0, 4, 2, 1, 4):
        go_to(session, cast.id, position)
    assert _all(session, cast) == before
    assert room(session, cast.id).step.state == ("closed" if opened else room_state(kind))


def room_state(kind: str) -> str:
    return kind_of(kind).first_state


def _all(session: Session, cast: Cast) -> list[Any]:
    rows = select(Step.id, Step.position, Step.state).where(Step.workshop_id == cast.id)
    placed = select(Dots.step_id, Dots.participant_id, Dots.measure_id, Dots.count)
    return [
        sorted(map(tuple, session.execute(rows))),
        sorted(map(tuple, session.execute(placed.where(Dots.step_id == cast.vote)))),
    ]


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["insert", "remove", "move", "rename", "return", "go"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=12,
)


@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(CHANGES)
def test_undoing_everything_returns_the_first_agenda(
    session: Session, changes: list[tuple[str, int, int]]
) -> None:
    cast = a_workshop(session, "collect", measures=1, fields=1)
    first = (room(session, cast.id).steps, room(session, cast.id).position)
    for what, one, two in changes:
        here = room(session, cast.id)
        present = here.step.id
        _try(session, cast, what, one, two)
        now = room(session, cast.id)
        assert [step.position for step in now.steps] == list(range(len(now.steps)))
        assert what == "go" or now.step.id == present
    while (last := newest(session, cast.id)) is not None:
        undo(session, cast.id, last, by=ANNA)
        now = room(session, cast.id)
        assert [step.position for step in now.steps] == list(range(len(now.steps)))
    assert (room(session, cast.id).steps, room(session, cast.id).position) == first


def _try(session: Session, cast: Cast, what: str, one: int, two: int) -> None:
    steps, out = room(session, cast.id).steps, removed_steps(session, cast.id)
    step_id = steps[one % len(steps)].id
    try:
        if what == "insert":
            kind = list(TABLE)[two % len(TABLE)]
            act(session, ANNA, insert_step, cast.id, after=one - 1, kind=kind, title=f"Neu {two}")
        elif what == "remove":
            act(session, ANNA, remove_step, cast.id, step_id)
        elif what == "move":
            act(session, ANNA, move_step, cast.id, step_id, two)
        elif what == "rename":
            act(session, ANNA, rename_step, cast.id, step_id, f"Titel {two}" if two else "")
        elif what == "return" and out:
            act(session, ANNA, return_step, cast.id, out[one % len(out)].id)
        elif what == "go":
            act(session, ANNA, go_to, cast.id, one)
    except Refused:
        pass


def test_the_journal_says_what_was_done_to_which_step(session: Session) -> None:
    cast = a_workshop(session)
    act(session, ANNA, rename_step, cast.id, cast.vote, "Erste Wahl")
    act(session, ANNA, move_step, cast.id, cast.vote, 1)
    said = [done.what for done in journal(session, cast.id)]
    assert "Erste Wahl" in said[0].params["step"]
    assert "Erste Wahl" in said[1].params["new"]
    assert said[1].params["old"] == kind_of("vote").title


def test_a_place_beyond_the_end_is_the_end() -> None:
    assert moved([1, 2, 3], 1, 9) == [2, 3, 1]
    assert moved([1, 2, 3], 3, -4) == [3, 1, 2]
    assert moved([1, 2, 3], 4, 1) == [1, 4, 2, 3]
