"""A discussion: its question, what stands beside it, and notes that nobody loses."""

import pytest
from litestar import Litestar
from sqlalchemy.orm import Session

from app.refused import Missing, Refused, say
from tests.builders import Cast, a_guest, a_measure, a_workshop, dots
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.people import join, moderate
from workshops.agenda.room import Room, room
from workshops.agenda.services import close_step, go_to
from workshops.discussion.reads import talk_page
from workshops.discussion.services import ask, take_notes
from workshops.journal.services import Actor, act, newest, undo
from workshops.journal.state import state_of
from workshops.models import Step

ANNA = Actor("Anna")


def a_talk(session: Session, *, voted: bool = False, title: str | None = None) -> tuple[Cast, int]:
    """A workshop whose last step is a discussion, and the room is in it."""
    cast = a_workshop(session, "vote" if voted else "arrive", measures=4, fields=2)
    if voted:
        dots(session, cast, a_guest(session, cast), {cast.measures[0]: 2, cast.measures[3]: 1})
        close_step(session, cast.id, cast.vote)
    step = Step(
        workshop_id=cast.id,
        position=len(cast.steps),
        kind="discuss",
        state="open",
        title=title,
        settings={},
    )
    session.add(step)
    session.flush()
    go_to(session, cast.id, len(cast.steps))
    return cast, step.id


def here(session: Session, cast: Cast) -> Room:
    session.expire_all()
    return room(session, cast.id)


def asked(session: Session, cast: Cast, step: int, beside: str = "nothing", first: int = 5) -> None:
    texts = {"de": "Was fehlt noch?", "ar": " "}
    ask(session, cast.id, step, texts=texts, beside=beside, first=first)


def test_without_a_question_the_title_of_the_step_is_shown(session):
    cast, _ = a_talk(session)
    assert talk_page(session, here(session, cast)).question("de") == say("Discuss")
    cast, _ = a_talk(session, title="Die Rangfolge besprechen")
    assert talk_page(session, here(session, cast)).question("de") == "Die Rangfolge besprechen"


def test_one_language_is_enough_for_everybody(session):
    cast, step = a_talk(session)
    asked(session, cast, step)
    page = talk_page(session, here(session, cast))
    assert page.talk.texts == {"de": "Was fehlt noch?"}
    assert {page.question(language) for language in ("de", "ar", "tr")} == {"Was fehlt noch?"}


def test_the_measures_of_a_field_stand_beside_it(session):
    cast, step = a_talk(session)
    a_measure(session, cast.fields[1], "Verborgen", state="hidden", workshop_id=cast.id)
    asked(session, cast, step, str(cast.fields[1]))
    rows = talk_page(session, here(session, cast)).beside
    assert [row.text("de") for row in rows] == ["Maßnahme 3", "Maßnahme 4"]


def test_the_first_ones_of_the_last_result_stand_beside_it(session):
    cast, step = a_talk(session, voted=True)
    asked(session, cast, step, "results", first=1)
    rows = talk_page(session, here(session, cast)).beside
    assert [(row.rank, row.text("de")) for row in rows] == [(1, "Maßnahme 1")]


def test_a_field_of_another_workshop_cannot_be_shown(session):
    cast, step = a_talk(session)
    other, other_step = a_talk(session)
    with pytest.raises(Missing):
        asked(session, cast, step, str(other.fields[0]))
    with pytest.raises(Missing):
        asked(session, cast, other_step)
    with pytest.raises(Missing):
        take_notes(session, cast.id, cast.vote, notes="x", opened="")


def test_notes_are_not_written_over_those_that_their_writer_has_not_seen(session):
    cast, step = a_talk(session)
    take_notes(session, cast.id, step, notes="Von Anna", opened="")
    with pytest.raises(Refused):
        take_notes(session, cast.id, step, notes="Von Ben", opened="")
    take_notes(session, cast.id, step, notes="Von Anna und Ben", opened="Von Anna")
    assert talk_page(session, here(session, cast)).talk.notes == "Von Anna und Ben"


def test_question_and_notes_are_undone_in_order(session):
    cast, step = a_talk(session)
    first = state_of(session, cast.id)
    act(session, ANNA, ask, cast.id, step, texts={"de": "Wie?"}, beside="nothing", first=3)
    act(session, ANNA, take_notes, cast.id, step, notes="So.", opened="")
    while (last := newest(session, cast.id)) is not None:
        undo(session, cast.id, last, by=ANNA)
    session.expire_all()
    assert state_of(session, cast.id) == first


# Over HTTP


async def test_the_question_is_written_and_seen_everywhere_the_notes_only_on_the_console(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, step = app.state.ledger.write_now(a_talk, voted=True)
    me = await moderate(app, new_visitor(), cast)
    base = f"/moderation/{cast.code}/steps/{step}"
    await me.get(f"{base}/question")
    typed = {"text-de": "Was fehlt noch?", "text-ar": "ما الذي ينقص؟", "beside": "results"}
    await me.submit(f"{base}/question", {**typed, "first": "2"})
    await me.get(f"{base}/notes")
    await me.submit(f"{base}/notes", {"notes": "Streit um <b>Platz</b> 1\nEinigung"})
    assert me.path == f"/moderation/{cast.code}"
    assert "Streit um &lt;b&gt;Platz" in me.text
    phone = (await join(new_visitor(language="ar"), cast)).text
    wall = (await new_visitor().get(f"/projector/{cast.projector_token}")).text
    assert "ما الذي ينقص؟" in phone
    assert "Was fehlt noch?" in wall
    for page in (phone, wall):
        assert "Maßnahme 1" in page
        assert "Streit" not in page


async def test_two_moderators_who_write_at_once_lose_nothing(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, step = app.state.ledger.write_now(a_talk)
    path = f"/moderation/{cast.code}/steps/{step}/notes"
    both = [await moderate(app, new_visitor(), cast, name) for name in ("Miriam", "Moritz")]
    for one in both:
        await one.get(path)
    await both[0].submit(path, {"notes": "Von Miriam"})
    late = await both[1].submit(path, {"notes": "Von Moritz"})
    assert late.status_code == 422
    assert "Von Moritz</textarea>" in late.text
    assert "Von Miriam" in late.text
    await both[1].submit(path, {"notes": "Von Miriam und Moritz"})
    assert "Von Miriam und Moritz" in both[1].text


@pytest.mark.parametrize(
    "wrong",
    [
        {"beside": "everything", "first": "5"},
        {"beside": "nothing", "first": "0"},
        {"beside": "nothing", "first": "5", "text-de": "x" * 301},
    ],
)
async def test_a_wrong_question_is_kept_with_the_reason(
    app: Litestar, visitor: Visitor, wrong: dict[str, str]
) -> None:
    cast, step = app.state.ledger.write_now(a_talk)
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/steps/{step}/question"
    for htmx in (True, False):
        answer = await visitor.post(path, {"text-tr": "Neden?", **wrong}, htmx=htmx)
        assert answer.status_code == 422
        assert 'class="error"' in answer.text
        assert "Neden?</textarea>" in answer.text


async def test_discussions_of_others_are_404(app: Litestar, new_visitor: NewVisitor) -> None:
    cast, _ = app.state.ledger.write_now(a_talk)
    other, step = app.state.ledger.write_now(a_talk)
    me = await moderate(app, new_visitor(), cast)
    for base in (f"/moderation/{other.code}", f"/moderation/{cast.code}"):
        for name in ("question", "notes"):
            path = f"{base}/steps/{step}/{name}"
            assert (await me.get(path)).status_code == 404
            assert (await me.post(path, {"notes": "x", "opened": ""})).status_code == 404
    guest = await join(new_visitor(), other)
    answer = await guest.get(f"/moderation/{other.code}/steps/{step}/notes", follow_redirects=False)
    assert answer.status_code == 303


def test_all_measures_of_the_room_stand_beside_the_question(session: Session) -> None:
    cast, step = a_talk(session)
    ask(session, cast.id, step, texts={"de": "Was fehlt?"}, beside="measures", first=5)
    page = talk_page(session, room(session, cast.id))
    assert len(page.beside) == len(cast.measures)
    assert {row.field.id for row in page.beside if row.field} == set(cast.fields)
    assert not page.is_result
