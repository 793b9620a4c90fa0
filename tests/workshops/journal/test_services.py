"""The journal: who did what, and its way back."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language.catalogues import speaking, words
from app.refused import Missing, Refused, say
from tests.builders import Cast, a_guest, a_measure, a_workshop
from workshops.agenda.services import close_step, go_to, open_step
from workshops.dots.services import set_rule
from workshops.journal.services import INTERPRETER, Actor, act, did, journal, newest, undo
from workshops.journal.state import state_of
from workshops.measures.services import approve, correct, edit, hide
from workshops.models import Measure, Workshop

ANNA = Actor("Anna")
IDA = Actor("Ida", INTERPRETER)


def plain(sentence: str) -> str:
    """Without the marks that keep words of another direction apart."""
    return sentence.replace("\u2068", "").replace("\u2069", "")


def test_actions_are_listed_with_who_did_them_and_undone_in_order(session: Session) -> None:
    cast = a_workshop(session, "collect", approve_first=True)
    guest = a_guest(session, cast)
    idea = a_measure(
        session, cast.one_field, state="proposed", workshop_id=cast.id, participant_id=guest.id
    )
    first = state_of(session, cast.id)
    act(session, ANNA, approve, cast.id, idea)
    act(session, Actor("Ben"), edit, cast.id, idea, text="Anders gesagt")
    act(session, ANNA, hide, cast.id, idea)
    act(session, ANNA, go_to, cast.id, 0)
    assert [done.by for done in journal(session, cast.id)] == ["Anna", "Anna", "Ben", "Anna"]
    while (last := newest(session, cast.id)) is not None:
        undo(session, cast.id, last, by=ANNA)
    session.expire_all()
    assert state_of(session, cast.id) == first
    assert all(done.undone_by == "Anna" for done in journal(session, cast.id))


def test_what_changes_nothing_leaves_no_trace(session: Session) -> None:
    cast = a_workshop(session, "collect")
    act(session, ANNA, go_to, cast.id, 1)
    assert journal(session, cast.id) == ()


def test_only_the_newest_action_is_undone_and_only_once(session: Session) -> None:
    cast = a_workshop(session)
    act(session, ANNA, go_to, cast.id, 1)
    act(session, ANNA, go_to, cast.id, 0)
    newer, older = (done.id for done in journal(session, cast.id))
    with pytest.raises(Refused):
        undo(session, cast.id, older, by=ANNA)
    undo(session, cast.id, newer, by=ANNA)
    with pytest.raises(Refused):
        undo(session, cast.id, newer, by=ANNA)
    assert session.scalar(select(Workshop.position).where(Workshop.id == cast.id)) == 1


def test_what_somebody_else_changed_since_stays_theirs(session: Session) -> None:
    cast = a_workshop(session, "collect")
    idea = a_measure(session, cast.one_field, "Erst so", workshop_id=cast.id)
    act(session, ANNA, edit, cast.id, idea, text="Dann so")
    measure = session.get_one(Measure, idea)
    measure.texts = {"de": "Vom Büro geändert"}
    session.flush()
    last = newest(session, cast.id)
    assert last is not None
    undo(session, cast.id, last, by=ANNA)
    session.expire_all()
    assert session.get_one(Measure, idea).texts == {"de": "Vom Büro geändert"}


def test_a_verb_that_uses_others_has_the_last_word(session: Session) -> None:
    def rename(session: Session, workshop_id: int) -> None:
        go_to(session, workshop_id, 1)
        did(session, say("Renamed"))

    cast = a_workshop(session)
    act(session, ANNA, rename, cast.id)
    assert journal(session, cast.id)[0].what == say("Renamed")


def test_what_was_done_is_told_in_sentences(session: Session) -> None:
    cast = a_workshop(session, "vote", state="waiting", approve_first=True)
    idea = a_measure(
        session, cast.one_field, "Ein Fest " * 20, state="proposed", workshop_id=cast.id
    )
    act(session, ANNA, approve, cast.id, idea)
    act(session, ANNA, hide, cast.id, idea)
    act(session, ANNA, edit, cast.id, idea, text="Kurz gesagt")
    act(session, ANNA, set_rule, cast.id, cast.vote, scope="step", allowance=4, most=2)
    act(session, ANNA, open_step, cast.id, cast.vote)
    act(session, ANNA, close_step, cast.id, cast.vote)
    act(session, ANNA, go_to, cast.id, 3)
    with speaking("en"):
        told = [plain(words(done.what)) for done in reversed(journal(session, cast.id))]
    assert told == [
        "Approved: “Ein Fest Ein Fest Ein Fest Ein Fest Ein Fest Ein Fest Ein F…”",
        "Hidden: “Ein Fest Ein Fest Ein Fest Ein Fest Ein Fest Ein Fest Ein F…”",
        "Reworded: “Ein Fest Ein Fest Ein Fest Ein Fest Ein Fest Ein Fest Ein F…”",
        "The rule of “Vote” was changed",
        "“Vote” was opened",
        "“Vote” was closed",
        "The room was brought to “Results”",
    ]


def with_translation(session: Session) -> tuple[Cast, int, int, int]:
    """Two ideas; a moderator hid the one, then an interpreter reworded the other."""
    cast = a_workshop(session, "collect")
    one, other = (a_measure(session, cast.one_field, workshop_id=cast.id) for _ in range(2))
    act(session, ANNA, hide, cast.id, one)
    act(session, IDA, correct, cast.id, other, text="Anders gesagt")
    return cast, one, other, must(newest(session, cast.id, INTERPRETER))


def must(id: int | None) -> int:
    assert id is not None
    return id


def test_a_moderator_need_not_take_back_what_an_interpreter_has_written_since(
    session: Session,
) -> None:
    cast, one, other, _ = with_translation(session)
    undo(session, cast.id, must(newest(session, cast.id)), by=ANNA)
    session.expire_all()
    assert session.get_one(Measure, one).state == "approved"
    assert session.get_one(Measure, other).texts == {"de": "Anders gesagt"}


def test_what_was_built_on_an_action_is_undone_before_it(session: Session) -> None:
    cast, _, other, _ = with_translation(session)
    act(session, ANNA, hide, cast.id, other)
    act(session, IDA, correct, cast.id, other, text="Noch anders")
    hidden = must(newest(session, cast.id))
    with pytest.raises(Refused, match="Something newer"):
        undo(session, cast.id, hidden, by=ANNA)
    undo(session, cast.id, must(newest(session, cast.id, INTERPRETER)), by=IDA)
    undo(session, cast.id, hidden, by=ANNA)
    session.expire_all()
    assert session.get_one(Measure, other).texts == {"de": "Anders gesagt"}


def test_an_interpreter_undoes_only_what_interpreters_did(session: Session) -> None:
    cast, _, other, reworded = with_translation(session)
    with pytest.raises(Missing):
        undo(session, cast.id, must(newest(session, cast.id)), by=IDA)
    undo(session, cast.id, reworded, by=IDA)
    session.expire_all()
    assert session.get_one(Measure, other).texts == {"de": "Eine Maßnahme"}
