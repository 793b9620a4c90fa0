"""Groups over HTTP: being led, choosing, the doors, and everybody who must not get in."""

import re

import httpx
from litestar import Litestar
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access import ACCESS
from tests.builders import a_workshop
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.groups.cast import Family, a_family, bring
from tests.workshops.people import join, moderate
from workshops.agenda.room import people
from workshops.agenda.services import go_to
from workshops.groups.reads import groups_of
from workshops.groups.running import assign_rest, let_choose
from workshops.groups.services import remove_group, return_group
from workshops.measures.candidates import measures_by_field
from workshops.models import Measure, Step, Workshop


def write(app: Litestar, *call):
    return app.state.ledger.write_now(*call)


async def in_group(visitor: Visitor, family: Family, index: int) -> Visitor:
    """This visitor is in the plenary, and has chosen the group with this index."""
    await join(visitor, family.plenary)
    chosen = {"group": str(family.groups[index].id)}
    await visitor.submit(f"/w/{family.plenary.code}/group", chosen)
    assert visitor.path == f"/w/{family.groups[index].code}"
    return visitor


async def place(visitor: Visitor, code: str, measure_id: int, count: int = 1) -> httpx.Response:
    path = f"/w/{code}/measures/{measure_id}/dots"
    return await visitor.post(path, {"count": str(count)}, method="PUT", htmx=True)


# Phones


async def test_a_phone_chooses_a_group_and_is_led_there_and_back(
    app: Litestar, visitor: Visitor
) -> None:
    family = write(app, a_family)
    a, b = family.groups
    await in_group(visitor, family, 0)
    await visitor.get(f"/w/{family.plenary.code}")
    assert visitor.path == f"/w/{a.code}"
    await visitor.get(f"/w/{family.plenary.code}/group")
    assert visitor.path == f"/w/{family.plenary.code}/group"
    await visitor.submit(f"/w/{family.plenary.code}/group", {"group": str(b.id)})
    assert visitor.path == f"/w/{b.code}"
    write(app, go_to, family.plenary.id, 3)
    await visitor.get(f"/w/{b.code}")
    assert visitor.path == f"/w/{family.plenary.code}"


async def test_an_open_page_hears_of_it_and_is_told_where_to_go(
    app: Litestar, visitor: Visitor
) -> None:
    family = write(app, a_family)
    a = family.groups[0]
    await in_group(visitor, family, 0)
    before = await visitor.get(f"/w/{a.code}/live?poll")
    write(app, go_to, family.plenary.id, 0)
    after = await visitor.get(f"/w/{a.code}/live?poll")
    assert before.text != after.text
    answer = await visitor.get(f"/w/{a.code}/step", htmx=True, follow_redirects=False)
    assert answer.headers["hx-redirect"] == f"/w/{family.plenary.code}"
    write(app, go_to, family.plenary.id, 2)
    answer = await visitor.get(f"/w/{family.plenary.code}/step", htmx=True, follow_redirects=False)
    assert answer.headers["hx-redirect"] == f"/w/{a.code}"


async def test_who_was_given_a_group_is_in_it_with_the_first_look(
    app: Litestar, visitor: Visitor
) -> None:
    family = write(app, a_family)
    write(app, let_choose, family.plenary.id, False)
    await join(visitor, family.plenary)
    assert visitor.path == f"/w/{family.plenary.code}"
    assert 'name="group"' not in visitor.text
    write(app, assign_rest, family.plenary.id)
    await visitor.get(f"/w/{family.plenary.code}")
    assert visitor.path == f"/w/{family.groups[0].code}"
    assert "Another group" not in visitor.text


async def test_the_code_of_a_group_joins_the_workshop_and_the_group_in_one_tap(
    app: Litestar, visitor: Visitor
) -> None:
    family = write(app, a_family)
    b = family.groups[1]
    await visitor.get(f"/W/{b.code}")
    await visitor.submit(f"/w/{b.code}/participants")
    assert visitor.path == f"/w/{b.code}"

    def counts(session: Session) -> tuple[int, int]:
        return people(session, family.plenary.id), people(session, b.id)

    assert app.state.ledger.read_now(counts) == (1, 1)
    other = await visitor.get(f"/w/{family.groups[0].code}")
    assert "You are in another group" in other.text
    await visitor.submit(f"/w/{family.groups[0].code}/participants")
    assert visitor.path == f"/w/{family.groups[0].code}"
    assert app.state.ledger.read_now(counts) == (1, 0)


async def test_whoever_comes_late_lands_in_the_choice(app: Litestar, visitor: Visitor) -> None:
    family = write(app, a_family)
    await join(visitor, family.plenary)
    assert visitor.text.count('name="group"') == 2


async def test_a_removed_group_sends_its_people_back_to_the_choice(
    app: Litestar, visitor: Visitor
) -> None:
    family = write(app, a_family)
    await in_group(visitor, family, 0)
    write(app, remove_group, family.plenary.id, family.groups[0].id)
    await visitor.get(f"/w/{family.plenary.code}")
    assert visitor.text.count('name="group"') == 1
    await visitor.get(f"/w/{family.groups[0].code}")
    assert "This group is not there any more." in visitor.text
    assert f'data-url="/w/{family.plenary.code}/step"' in visitor.text, "it follows the plenary"
    assert '<noscript><meta http-equiv="refresh"' in visitor.text
    stranger = await Visitor(app).get(f"/w/{family.groups[0].code}")
    assert stranger.status_code == 404
    write(app, return_group, family.plenary.id, family.groups[0].id)
    await visitor.get(f"/w/{family.groups[0].code}")
    assert f'data-url="/w/{family.groups[0].code}/step"' in visitor.text


async def test_before_another_group_the_way_to_ones_own_comes_first(
    app: Litestar, visitor: Visitor
) -> None:
    family = write(app, a_family)
    await in_group(visitor, family, 0)
    door = await visitor.get(f"/w/{family.groups[1].code}")
    main = re.findall(r'<(\w+) class="button main[^>]*', door.text)
    assert main == ["a"]
    assert f'main wide" href="/w/{family.plenary.code}"' in door.text
    assert "Change to this group" in door.text


async def test_the_choice_shows_numbers_and_follows_them(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    family = write(app, a_family)
    chooser = await join(new_visitor(), family.plenary)
    path = f"/w/{family.plenary.code}/groups/live?poll"
    before = await chooser.get(path)
    await in_group(new_visitor(), family, 1)
    after = await chooser.get(path)
    assert "1 person" not in before.text
    assert "1 person" in after.text


# Wrong people


async def test_a_person_of_one_group_places_no_dots_in_another(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    family = write(app, a_family)
    a, b = family.groups
    for group in family.groups:
        write(app, bring, group, "vote")
    ours = await in_group(new_visitor(), family, 0)
    assert (await place(ours, a.code, a.measures[0])).status_code == 200
    assert (await place(ours, b.code, b.measures[0])).status_code == 404
    assert (await place(ours, a.code, b.measures[0])).status_code == 404
    assert (await place(ours, family.plenary.code, a.measures[0])).status_code in (404, 409)
    for wrong in (
        new_visitor(),
        await join(new_visitor(), family.plenary),
        await join(new_visitor(), write(app, a_workshop)),
    ):
        assert (await place(wrong, a.code, a.measures[0])).status_code == 404


async def test_who_has_changed_the_group_is_a_stranger_in_the_old_one(
    app: Litestar, visitor: Visitor
) -> None:
    family = write(app, a_family)
    a, b = family.groups
    await in_group(visitor, family, 0)
    for path in (f"/w/{a.code}/step", f"/w/{a.code}/live?poll"):
        assert (await visitor.get(path)).status_code == 200
    await visitor.get(f"/w/{family.plenary.code}/group")
    await visitor.submit(f"/w/{family.plenary.code}/group", {"group": str(b.id)})
    for path in (f"/w/{a.code}/step", f"/w/{a.code}/live?poll"):
        assert (await visitor.get(path)).status_code == 404
    sent = await visitor.post(f"/w/{a.code}/measures", {"text": "Ein Chor für alle"}, htmx=True)
    assert sent.status_code == 404
    assert "You are not in this group any more" in sent.text
    write(app, bring, a, "vote")
    assert (await place(visitor, a.code, a.measures[0])).status_code == 404


async def test_a_person_of_another_workshop_chooses_no_group_here(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    family, other = write(app, a_family), write(app, a_family)
    guest = await join(new_visitor(), other.plenary)
    answer = await guest.post(f"/w/{other.plenary.code}/group", {"group": str(family.groups[0].id)})
    assert answer.status_code == 404
    answer = await guest.post(f"/w/{family.plenary.code}/group", {"group": "1"})
    assert answer.status_code == 404


GROUP_ROUTES = [
    line.split() for line in ACCESS if "/moderation/{code}/groups" in line and "live" not in line
]


async def test_the_moderator_of_a_group_runs_it_and_nothing_else(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    family = write(app, a_family)
    a, b = family.groups
    runs_one = await moderate(app, new_visitor(), a, "Greta")
    assert (await runs_one.get(f"/moderation/{a.code}")).status_code == 200
    assert (await runs_one.get(f"/moderation/{b.code}")).status_code == 404
    assert (await runs_one.get(f"/moderation/{family.plenary.code}")).status_code == 404
    mine = await runs_one.get("/moderation")
    assert a.code in mine.text
    assert b.code not in mine.text
    for method, path in GROUP_ROUTES:
        address = path.format(code=family.plenary.code, group_id=b.id)
        answer = await (
            runs_one.get(address)
            if method == "GET"
            else runs_one.post(address, {}, method=method, follow_redirects=False)
        )
        assert answer.status_code == 404, address


async def test_the_moderator_of_the_plenary_runs_all_its_groups(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    family, other = write(app, a_family), write(app, a_family)
    runs_all = await moderate(app, new_visitor(), family.plenary, "Paula")
    for group in family.groups:
        assert (await runs_all.get(f"/moderation/{group.code}")).status_code == 200
    mine = await runs_all.get("/moderation")
    assert all(group.code in mine.text for group in family.groups)
    assert (await runs_all.get(f"/moderation/{other.groups[0].code}")).status_code == 404
    # A group of another workshop is not one of this workshop, whatever the address says.
    path = f"/moderation/{family.plenary.code}/groups/{other.groups[0].id}"
    assert (await runs_all.get(path)).status_code == 404
    assert (
        await runs_all.post(
            f"/moderation/{family.plenary.code}/groups/state",
            {"removal": str(other.groups[0].id)},
        )
    ).status_code == 404


# The moderator's pages


async def test_a_moderator_makes_changes_and_removes_groups(
    app: Litestar, visitor: Visitor
) -> None:
    cast = write(app, a_workshop)
    await moderate(app, visitor, cast)
    base = f"/moderation/{cast.code}/groups"
    await visitor.get(base)
    await visitor.submit(f"{base}/step")
    await visitor.submit(f"{base}/fields")
    first, second = app.state.ledger.read_now(groups_of, cast.id)
    assert f"{base}/fields" not in visitor.text

    wrong = await visitor.submit(base, {"title": "", "nodes": []})
    assert wrong.status_code == 422
    await visitor.get(base)
    nodes = [str(id) for id in cast.fields]
    await visitor.submit(base, {"title": "Jugend", "place": "Raum 2", "nodes": nodes})
    assert "Jugend" in visitor.text
    await visitor.get(f"{base}/{first}")
    await visitor.submit(f"{base}/{first}", {"title": "Umbenannt"})
    assert "Umbenannt" in visitor.text
    await visitor.post(f"{base}/state", {"removal": str(second)})
    assert f'value="{second}"' in visitor.text
    assert 'name="restoration"' in visitor.text
    await visitor.post(f"{base}/state", {"restoration": str(second)})
    assert 'name="restoration"' not in visitor.text

    def titles(session: Session) -> list[str]:
        query = select(Workshop.title).where(Workshop.parent_id == cast.id).order_by(Workshop.id)
        return list(session.scalars(query))

    assert app.state.ledger.read_now(titles) == ["Umbenannt", "Handlungsfeld 2", "Jugend"]


async def test_the_console_assigns_stops_choosing_and_brings_all_to_a_step(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    family = write(app, a_family)
    for _ in range(3):
        await join(new_visitor(), family.plenary)
    moderator = await moderate(app, new_visitor(), family.plenary)
    base = f"/moderation/{family.plenary.code}/groups"
    answer = await moderator.post(f"{base}/assignment", method="PUT", htmx=True)
    assert "Everybody has a group." in answer.text
    answer = await moderator.post(f"{base}/choice", {"choose": "no"}, method="PUT", htmx=True)
    assert "Let people choose" in answer.text
    answer = await moderator.post(f"{base}/position", {"kind": "vote"}, method="PUT", htmx=True)
    assert answer.status_code == 200
    answer = await moderator.post(f"{base}/position", {"kind": "nothing"}, method="PUT", htmx=True)
    assert answer.status_code == 404

    def steps(session: Session) -> list[str]:
        here = (Step.workshop_id == Workshop.id) & (Step.position == Workshop.position)
        query = select(Step.kind).join(Workshop, here)
        return list(session.scalars(query.where(Workshop.parent_id == family.plenary.id)))

    assert app.state.ledger.read_now(steps) == ["vote", "vote"]


async def test_the_plenarys_board_shows_no_dots_of_a_group(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    """Two dots move from one measure to another in a group: nothing that the plenary sees moves."""
    family = write(app, a_family)
    a = family.groups[0]
    write(app, bring, a, "vote")
    voter = await in_group(new_visitor(), family, 0)
    watcher = await moderate(app, new_visitor(), family.plenary)
    stranger = new_visitor()
    paths = [
        f"/moderation/{family.plenary.code}/live?poll",
        f"/moderation/{family.plenary.code}/groups",
        f"/moderation/{a.code}/live?poll",
        f"/moderation/{a.code}/results",
        f"/moderation/{family.plenary.code}/results",
        f"/moderation/{family.plenary.code}/export.csv",
    ]
    wall = f"/projector/{family.plenary.projector_token}/live?poll"

    async def seen() -> list[str]:
        answers = [await watcher.get(path) for path in paths] + [await stranger.get(wall)]
        return [
            answer.text.replace(answer.headers.get("x-request-id", "-"), "") for answer in answers
        ]

    await place(voter, a.code, a.measures[0], 2)
    before = await seen()
    await place(voter, a.code, a.measures[0], 0)
    await place(voter, a.code, a.measures[1], 2)
    assert await seen() == before


async def test_a_phone_in_a_group_sends_ideas_that_the_plenary_has_at_once(
    app: Litestar, visitor: Visitor
) -> None:
    family = write(app, a_family)
    a = family.groups[0]
    await in_group(visitor, family, 0)
    await visitor.submit(f"/w/{a.code}/measures", {"text": "Ein Chor für alle"}, htmx=True)

    def ideas(session: Session) -> list[int | None]:
        known = measures_by_field(session, family.plenary.id)
        query = select(Measure.workshop_id).where(Measure.id.in_(known), Measure.origin != "office")
        return list(session.scalars(query))

    assert app.state.ledger.read_now(ideas) == [a.id]
