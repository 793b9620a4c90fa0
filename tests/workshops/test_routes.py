"""The office plans a workshop: list, form, page, poster; and who must not."""

import re

import pytest
import zxingcpp
from litestar import Litestar
from PIL import Image, ImageDraw

from app.database.base import utc_now
from tests.builders import a_concept, a_workshop
from tests.conftest import NewVisitor
from tests.visitor import Visitor, forms
from tests.workshops.concepts.office import at_the_desk
from tests.workshops.people import moderate, sign_in_as
from workshops.agenda.own_templates import copy_template, describe_template
from workshops.agenda.room import room
from workshops.agenda.templates import DotRule
from workshops.reads import Plan, plan_of


def plan(app: Litestar, code: str) -> Plan:
    found: Plan = app.state.ledger.read_now(plan_of, code)
    return found


async def test_nobody_is_asked_to_sign_in_a_moderator_sees_nothing_any_office_everything(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    nobody, moderator, office = new_visitor(), new_visitor(), new_visitor()
    await moderate(app, moderator, cast)
    await at_the_desk(app, office)
    base = f"/workshops/{cast.code}"
    for path in ("/workshops", "/workshops/new", base, f"{base}/edit", f"{base}/poster"):
        await nobody.get(path)
        assert nobody.path == "/sign-in", path
        assert (await moderator.get(path)).status_code == 404, path
        assert (await office.get(path)).status_code == 200, path
    for path in ("/workshops", base):
        assert (await moderator.post(path, {"title": "x"})).status_code == 404


async def test_without_a_concept_one_is_told_to_begin_there(
    app: Litestar, visitor: Visitor
) -> None:
    await at_the_desk(app, visitor)
    assert "There is no workshop yet." in (await visitor.get("/workshops")).text
    assert "A workshop needs a concept to work on." in (await visitor.get("/workshops/new")).text


async def test_with_several_concepts_one_chooses_first(app: Litestar, visitor: Visitor) -> None:
    first, second = (app.state.ledger.write_now(a_concept) for _ in range(2))
    await at_the_desk(app, visitor)
    shown = (await visitor.get("/workshops/new")).text
    assert f"/workshops/new?concept={first.name}" in shown
    assert f"/workshops/new?concept={second.name}" in shown


async def test_a_workshop_is_planned_with_the_proposed_rule(
    app: Litestar, visitor: Visitor
) -> None:
    concept = app.state.ledger.write_now(a_concept, fields=2)
    moderator = await sign_in_as(app, visitor, "Miriam")
    await at_the_desk(app, visitor)
    shown = (await visitor.get("/workshops/new")).text
    assert "a third of the measures, between 3 and 10" in shown
    fields = {
        "title": "Workshop  Heepen",
        "place": "Altes Rathaus",
        "date": "2026-12-01",
        "languages": ["tr", "ar"],
        "language": "ar",
        "nodes": [str(concept.fields[1])],
        "moderators": [str(moderator)],
    }
    await visitor.submit("/workshops", fields)
    code = visitor.path.removeprefix("/workshops/")
    made = plan(app, code)
    assert (made.title, made.languages) == ("Workshop Heepen", ("ar", "tr"))
    assert [field.id for field in made.fields] == [concept.fields[1]]
    assert [person.name for person in made.moderators] == ["Miriam"]
    assert (made.rule.scope, made.rule.allowance, made.rule.most) == ("field", None, 2)
    assert not made.approve_first


@pytest.mark.parametrize(
    ("typed", "kept"), [("", ("step", 5, 1)), ("4", ("field", 4, 2))], ids=["untouched", "chosen"]
)
async def test_another_agenda_brings_its_dots_unless_others_were_chosen(
    app: Litestar, visitor: Visitor, typed: str, kept: tuple[str, int, int]
) -> None:
    concept = app.state.ledger.write_now(a_concept)
    own = app.state.ledger.write_now(copy_template, "hour", title="Kurz", now=utc_now())
    dots = DotRule("step", 5, 1)
    app.state.ledger.write_now(describe_template, own, title="Kurz", rule=dots)
    await at_the_desk(app, visitor)
    chosen = f"agenda={own}&proposed=evening&scope=field&allowance={typed}&most=2"
    shown = (await visitor.get(f"/workshops/new?concept={concept.name}&{chosen}")).text
    [form] = [form for form in forms(shown) if form.action == "/workshops"]
    names = ("scope", "allowance", "most")
    assert {*form.fields} >= {*zip(names, map(str, kept), strict=True)}
    await visitor.get("/workshops/new")
    fields = {"title": "Kurz", "language": "de", "agenda": own, "allowance": typed}
    await visitor.submit("/workshops", {**fields, "nodes": [str(concept.fields[0])]})
    rule = plan(app, visitor.path.removeprefix("/workshops/")).rule
    assert (rule.scope, rule.allowance, rule.most) == kept


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"title": ""}, "title"),
        ({"nodes": []}, "nodes"),
        ({"date": "2026-02-31"}, "date"),
        ({"allowance": "0"}, "allowance"),
        ({"most": "101"}, "most"),
        ({"scope": "everything"}, "scope"),
        ({"language": "xx"}, "language"),
    ],
)
async def test_errors_stand_beside_their_fields_and_nothing_typed_is_lost(
    app: Litestar, visitor: Visitor, typed: dict[str, str], wrong: str
) -> None:
    app.state.ledger.write_now(a_concept)
    await at_the_desk(app, visitor)
    await visitor.get("/workshops/new")
    fields = {"title": "Heepen", "place": "Rathaus", "approve_first": "1", **typed}
    answer = await visitor.submit("/workshops", fields)
    assert answer.status_code == 422
    assert f'id="field-{wrong}-error"' in answer.text
    assert 'value="Rathaus"' in answer.text
    assert re.search(r'name="approve_first" value="1"\s+checked', answer.text)
    assert "There is no workshop yet." in (await visitor.get("/workshops")).text


async def test_the_page_hands_out_every_link(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    await at_the_desk(app, visitor)
    shown = (await visitor.get(f"/workshops/{cast.code.lower()}")).text
    token = app.state.ledger.read_now(room, cast.id).projector_token
    assert f'value="http://testserver/projector/{token}"' in shown
    assert f'href="/moderation/{cast.code}"' in shown
    assert f'href="/w/{cast.code}"' in shown
    assert f'href="/workshops/{cast.code}/poster"' in shown


async def test_the_poster_speaks_all_languages_and_its_code_can_be_scanned(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, languages=("de", "ar"))
    await at_the_desk(app, visitor)
    shown = (await visitor.get(f"/workshops/{cast.code}/poster")).text
    assert re.search(r'<li lang="de" dir="ltr">', shown)
    assert re.search(r'<li lang="ar" dir="rtl">', shown)
    assert cast.code in shown
    found = zxingcpp.read_barcode(picture(shown))
    assert found is not None
    assert found.text == f"HTTP://TESTSERVER/W/{cast.code}"


async def test_the_plan_is_changed_and_shows_what_was_planned(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, fields=2, approve_first=True, allowance=4)
    await at_the_desk(app, visitor)
    await visitor.get(f"/workshops/{cast.code}/edit")
    await visitor.submit(f"/workshops/{cast.code}", {"title": "Anders", "most": "3"})
    changed = plan(app, cast.code)
    assert visitor.path == f"/workshops/{cast.code}"
    assert (changed.title, changed.place) == ("Anders", "Altes Rathaus")
    assert changed.approve_first
    assert [field.id for field in changed.fields] == list(cast.fields)
    assert (changed.rule.allowance, changed.rule.most) == (4, 3)


async def test_the_rule_is_not_asked_for_once_the_vote_has_begun(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", allowance=3)
    await at_the_desk(app, visitor)
    shown = (await visitor.get(f"/workshops/{cast.code}/edit")).text
    assert 'name="allowance"' not in shown
    await visitor.submit(f"/workshops/{cast.code}", {"allowance": "9", "most": "9"})
    assert plan(app, cast.code).rule.allowance == 3


async def test_an_unknown_code_is_no_page(app: Litestar, visitor: Visitor) -> None:
    await at_the_desk(app, visitor)
    assert (await visitor.get("/workshops/CCCCCC")).status_code == 404
    assert (await visitor.get("/workshops/new?concept=no-such")).status_code == 404


def picture(html: str) -> Image.Image:
    """The QR code of a page, drawn from its SVG path."""
    svg = re.search(r'viewBox="0 0 (\d+) \1"[^>]*>.*?fill="#000" d="([^"]+)"', html, re.DOTALL)
    assert svg
    image = Image.new("L", (int(svg[1]) * 4, int(svg[1]) * 4), 255)
    draw = ImageDraw.Draw(image)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)", svg[2]):
        left, top = int(x) * 4, int(y) * 4
        draw.rectangle((left, top, left + int(width) * 4 - 1, top + 3), fill=0)
    return image
