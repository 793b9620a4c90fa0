"""What all phones show alike: one rendering for a room, each with their own beside it."""

import re
from typing import Any

from litestar import Litestar
from markupsafe import Markup
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from app.web.pages import around_own
from tests.builders import Cast, a_guest, a_workshop, dots, guests
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.discussion.test_discussion import a_talk, asked
from tests.workshops.groups.cast import Family, a_family, bring
from tests.workshops.people import join
from workshops.agenda.services import close_step, go_to, open_step
from workshops.discussion.services import take_notes
from workshops.dots.services import set_first
from workshops.models import Measure

ROWS_OF_ALL = "SELECT dots.participant_id, dots.measure_id, dots.count"


def a_result(session: Session) -> Cast:
    """Two fields, two voters, and the room looks at the result."""
    cast = a_workshop(session, "vote", measures=4, fields=2)
    for guest in guests(session, cast, 2):
        dots(session, cast, guest, {cast.measures[0]: 2})
    close_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 3)
    return cast


def voted_again(session: Session, cast: Cast) -> None:
    """The vote is opened once more, and somebody who has come late places a dot."""
    go_to(session, cast.id, 2)
    open_step(session, cast.id, cast.vote)
    dots(session, cast, a_guest(session, cast), {cast.measures[0]: 1})
    close_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 3)


async def stamp_of(visitor: Visitor, cast: Cast) -> str:
    """What a phone hears on its stream: it fetches its step when this is another."""
    frame = await visitor.get(f"/w/{cast.code}/live?poll")
    found = re.search(r'data-step="([^"]+)"', frame.text)
    assert found
    return found[1]


async def test_a_result_is_counted_once_for_the_whole_room(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_result)
    counted: list[str] = []

    def listen(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(ROWS_OF_ALL) and "dots.participant_id = " not in statement:
            counted.append(statement)

    people = [await join(new_visitor(), cast) for _ in range(5)]
    event.listen(app.state.ledger._reading, "before_cursor_execute", listen)
    await people[0].get(f"/w/{cast.code}")
    once = len(counted)
    app.state.ledger.write_now(set_first, cast.id, cast.vote, first=2)
    for visitor in people:
        assert "2 people of" in (await visitor.get(f"/w/{cast.code}")).text
    assert len(counted) == once + 1


async def test_the_stream_tells_phones_of_a_change_and_not_of_what_changes_nothing(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_result)
    phone = await join(new_visitor(), cast)
    before = await stamp_of(phone, cast)
    assert f'data-step="{before}"' in (await phone.get(f"/w/{cast.code}")).text
    await join(new_visitor(), cast)
    app.state.ledger.write_now(go_to, cast.id, 3)
    assert (await stamp_of(phone, cast)).rpartition(".")[0] == before.rpartition(".")[0]
    texts = {"de": "Neuer Wortlaut", "en": "Other words"}
    app.state.ledger.write_now(reworded, cast, texts)
    assert await stamp_of(phone, cast) != before
    assert "Other words" in (await phone.get(f"/w/{cast.code}")).text


def reworded(session: Session, cast: Cast, texts: dict[str, str]) -> None:
    session.execute(update(Measure).where(Measure.id == cast.measures[0]).values(texts=texts))
    go_to(session, cast.id, 3)


async def test_after_a_vote_was_opened_again_everybody_sees_the_new_result(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_result)
    phone = await join(new_visitor(), cast)
    assert "<strong>4<" in (await phone.get(f"/w/{cast.code}")).text
    app.state.ledger.write_now(voted_again, cast)
    again = (await phone.get(f"/w/{cast.code}")).text
    assert "<strong>4<" not in again
    assert "<strong>5<" in again


def a_group_still_votes(session: Session) -> Family:
    """The plenary looks at the groups' results, and one of them is not there yet."""
    family = a_family(session)
    bring(session, family.groups[0], "vote")
    go_to(session, family.plenary.id, 4)
    return family


async def test_phones_in_the_plenary_follow_the_result_of_a_group(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    family = app.state.ledger.write_now(a_group_still_votes)
    phone = await join(new_visitor(), family.plenary)
    before = await stamp_of(phone, family.plenary)
    group = family.groups[0]
    app.state.ledger.write_now(close_step, group.id, group.vote)
    assert await stamp_of(phone, family.plenary) != before


async def test_phones_follow_the_question_of_a_discussion_and_not_its_notes(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, step = app.state.ledger.write_now(a_talk)
    phone = await join(new_visitor(), cast)
    before = await stamp_of(phone, cast)
    app.state.ledger.write_now(take_notes, cast.id, step, notes="Viel Streit", opened="")
    assert await stamp_of(phone, cast) == before
    app.state.ledger.write_now(asked, cast, step)
    assert await stamp_of(phone, cast) != before


def test_what_is_shared_is_cut_where_a_persons_own_part_belongs() -> None:
    assert list(around_own(Markup("<p>a</p><!--own 7-->b<!--own 12-->"))) == [
        ("<p>a</p>", 7),
        ("b", 12),
        ("", None),
    ]


async def test_nobody_can_type_such_a_place(app: Litestar, new_visitor: NewVisitor) -> None:
    cast = app.state.ledger.write_now(a_result)
    typed = f"<!--own {cast.measures[1]}-->"
    app.state.ledger.write_now(reworded, cast, {"de": typed, "en": typed})
    phone = await join(new_visitor(), cast)
    assert f"&lt;!--own {cast.measures[1]}--&gt;" in phone.text
    assert "<!--own" not in phone.text
