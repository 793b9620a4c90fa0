"""The rule of a vote on the console: asked before it changes under people's dots."""

from litestar import Litestar
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.builders import Cast, a_workshop
from tests.conftest import NewVisitor
from tests.workshops.dots.cast import a_vote_of_one_group, an_open_vote
from tests.workshops.groups.cast import a_family
from tests.workshops.people import join, moderate
from workshops.agenda.room import room
from workshops.agenda.services import go_to
from workshops.dots.services import rule_of
from workshops.models import Measure


def path_of(cast: Cast) -> str:
    return f"/moderation/{cast.code}/steps/{cast.vote}/rule"


async def test_while_people_vote_the_moderator_is_asked_first(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, *_ = app.state.ledger.write_now(an_open_vote)
    anna = await moderate(app, new_visitor(), cast)
    await anna.get(path_of(cast))
    await anna.submit(path_of(cast), {"allowance": "2"})
    assert "1 person has more dots than that. Dots that go back: 2." in anna.text
    assert app.state.ledger.read_now(the_rule, cast).allowance == 3
    await anna.submit(path_of(cast), {"seen": "yes"})
    assert anna.path == f"/moderation/{cast.code}"
    assert app.state.ledger.read_now(the_rule, cast).allowance == 2


def the_rule(session: Session, cast: Cast):
    step = next(s for s in room(session, cast.id).steps if s.id == cast.vote)
    return rule_of(session, step)


async def test_what_a_ballot_of_chosen_measures_does_is_said_without_their_dots(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, *_ = app.state.ledger.write_now(an_open_vote)
    anna = await moderate(app, new_visitor(), cast)
    await anna.get(path_of(cast))
    chosen = [str(m) for m in cast.measures[1:]]
    await anna.submit(path_of(cast), {"source": "measures", "measures": chosen})
    assert "1 measure leaves the ballot." in anna.text
    assert "Dots that lie there go back to those who placed them." in anna.text
    assert "Dots that go back" not in anna.text
    await anna.submit(path_of(cast), {"seen": "yes"})
    assert "On the ballot: 5 chosen measures." in anna.text


async def test_whose_dots_a_change_concerns_reads_so_on_their_phone(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", measures=4, fields=1, allowance=3)
    one, other = await join(new_visitor(), cast), await join(new_visitor(), cast)
    for measure in cast.measures[:3]:
        await one.post(f"/w/{cast.code}/measures/{measure}/dots", {"count": "1"})
    anna = await moderate(app, new_visitor(), cast)
    rule = {"scope": "field", "allowance": "2", "most": "2", "seen": "yes"}
    await anna.post(path_of(cast), rule)
    assert "1 of your dots does not fit it any more" in (await one.get(f"/w/{cast.code}")).text
    assert "does not fit it any more" not in (await other.get(f"/w/{cast.code}")).text


async def test_a_choice_without_anything_chosen_is_refused_beside_it(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", state="waiting")
    anna = await moderate(app, new_visitor(), cast)
    for source in ("fields", "measures"):
        await anna.get(path_of(cast))
        answer = await anna.submit(path_of(cast), {"source": source})
        assert answer.status_code == 422
        assert "Please choose at least one." in answer.text


async def test_what_the_council_has_decided_on_bears_a_mark_and_is_taken_in_on_demand(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", state="waiting", measures=3)
    app.state.ledger.write_now(adopt, cast.measures[0])
    anna = await moderate(app, new_visitor(), cast)
    await anna.get(path_of(cast))
    assert '<span class="tag ok">adopted</span>' in anna.text
    assert "council has decided on it already: 1 measure" in anna.text
    await anna.submit(path_of(cast), {"decided": "yes"})
    assert "3 measures will stand on the ballot." in anna.text
    assert "Left out" not in anna.text


def adopt(session: Session, measure_id: int) -> None:
    session.execute(update(Measure).where(Measure.id == measure_id).values(decision="adopted"))


async def test_a_vote_is_given_to_a_group(app: Litestar, new_visitor: NewVisitor) -> None:
    family = app.state.ledger.write_now(a_family)
    cast = family.plenary
    app.state.ledger.write_now(go_to, cast.id, 3)
    anna = await moderate(app, new_visitor(), cast)
    await anna.get(path_of(cast))
    await anna.submit(path_of(cast), {"group": str(family.groups[0].id)})
    assert "Only the group “\u2068Handlungsfeld 1\u2069” votes." in anna.text
    wall = await new_visitor().get(f"/projector/{cast.projector_token}?language=en")
    assert "Only the group “\u2068Handlungsfeld 1\u2069” votes." in wall.text


async def test_who_is_not_of_the_group_sees_a_kind_page_and_their_dots_are_refused(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, *_ = app.state.ledger.write_now(a_vote_of_one_group)
    me = await join(new_visitor(), cast)
    shown = (await me.get(f"/w/{cast.code}")).text
    assert "This vote is for the group “\u2068Handlungsfeld 1\u2069”." in shown
    assert "You have nothing to do here." in shown
    for htmx in (True, False):
        answer = await me.post(
            f"/w/{cast.code}/measures/{cast.measures[0]}/dots", {"count": "1"}, htmx=htmx
        )
        assert answer.status_code == 409


async def test_wrong_people_see_and_change_no_rule(app: Litestar, new_visitor: NewVisitor) -> None:
    cast, other = (
        app.state.ledger.write_now(a_workshop, "vote"),
        app.state.ledger.write_now(a_workshop),
    )
    elsewhere = await moderate(app, new_visitor(), other)
    rule = {"scope": "step", "allowance": "9", "most": "9", "seen": "yes"}
    mixed = f"/moderation/{other.code}/steps/{cast.vote}/rule"
    for path in (path_of(cast), mixed):
        assert (await elsewhere.get(path)).status_code == 404
        assert (await elsewhere.post(path, rule)).status_code == 404
