"""Schemes as pages: looking, copying, changing, files in and out."""

import pytest
from litestar import Litestar
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.builders import NOW
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.concepts.office import at_the_desk
from tests.workshops.people import sign_in_as
from workshops.concepts import services
from workshops.models import OwnScheme
from workshops.schemes import own_schemes
from workshops.schemes.file import parse
from workshops.schemes.library import built_in, load, load_built_in
from workshops.schemes.scheme import ListBlock, Scheme, TableBlock


@pytest.fixture
async def office(app: Litestar, visitor: Visitor) -> Visitor:
    return await at_the_desk(app, visitor)


@pytest.fixture
def own(app: Litestar) -> str:
    """A copy of the Leitfaden: its name."""
    return str(app.state.ledger.write_now(own_schemes.copy, "leitfaden", NOW))


def stored(app: Litestar, name: str) -> Scheme:
    found: Scheme = app.state.ledger.read_now(load, name)
    return found


async def test_only_the_office_sees_schemes(
    app: Litestar, new_visitor: NewVisitor, own: str
) -> None:
    base = f"/schemes/{own}"
    pages = ["/schemes", base, f"{base}.toml", f"{base}/edit", f"{base}/text", f"{base}/deletion"]
    nobody, moderator, office = new_visitor(), new_visitor(), new_visitor()
    await sign_in_as(app, moderator, "Miriam")
    await at_the_desk(app, office, "Otto")
    for path in pages:
        await nobody.get(path)
        assert nobody.path == "/sign-in", path
        assert (await moderator.get(path)).status_code == 404, path
        assert (await office.get(path)).status_code == 200, path


async def test_nobody_else_changes_one(app: Litestar, new_visitor: NewVisitor, own: str) -> None:
    moderator = new_visitor()
    await sign_in_as(app, moderator, "Miriam")
    for action in ("copies", "edit", "preview", "text", "deletion"):
        answer = await moderator.post(f"/schemes/{own}/{action}", {"do": "save", "text": "x"})
        assert answer.status_code == 404, action
    for path in ("/schemes", "/schemes/new"):
        assert (await moderator.post(path)).status_code == 404
    names = [line.name for line in app.state.ledger.read_now(own_schemes.lines)]
    assert names == [*built_in(), own]


async def test_a_new_scheme_needs_a_title_and_is_whole(app: Litestar, office: Visitor) -> None:
    await office.get("/schemes")
    answer = await office.submit("/schemes/new", {"title": " "})
    assert answer.status_code == 422
    assert 'id="field-title-error"' in answer.text
    await office.submit("/schemes/new", {"title": "Plan für Unna"})
    assert office.path == "/schemes/plan-fuer-unna/edit"
    assert "Field: Language and education" in office.text
    await press(office, "plan-fuer-unna", "add levels", **{"levels.name": "Step"})
    await office.submit("/schemes/plan-fuer-unna/edit", {"do": "save"})
    scheme = stored(app, "plan-fuer-unna")
    assert scheme.titles == {"en": "Plan für Unna"}
    assert [(one.naming.plural("en"), one.numbering.style) for one in scheme.levels] == [
        *(("Fields", "1"), ("Step", "none"))
    ]
    assert scheme.outlines[0].blocks == (ListBlock(headings=2, shows=("responsible",)),)


async def test_ours_are_shown_with_a_preview_and_cannot_be_changed(office: Visitor) -> None:
    listed = (await office.get("/schemes")).text
    for name in built_in():
        assert f'href="/schemes/{name}"' in listed
        page = await office.get(f"/schemes/{name}")
        assert page.text.count('class="document"') == 1, name
        for action in ("edit", "text", "deletion"):
            assert (await office.get(f"/schemes/{name}/{action}")).status_code == 404
            assert (await office.post(f"/schemes/{name}/{action}")).status_code == 404


async def test_a_copy_that_is_saved_unchanged_is_the_same_scheme(
    app: Litestar, office: Visitor
) -> None:
    for name in built_in():
        await office.get(f"/schemes/{name}")
        await office.submit(f"/schemes/{name}/copies")
        assert office.path == f"/schemes/{name}-2/edit"
        before = stored(app, f"{name}-2")
        assert before.levels == load_built_in(name).levels
        assert before.title("de").endswith("(Kopie)") or before.title("en").endswith("(copy)")
        await office.submit(f"/schemes/{name}-2/edit", {"do": "save"})
        assert office.path == f"/schemes/{name}-2"
        assert stored(app, f"{name}-2") == before


async def test_the_form_changes_names_numbers_and_what_is_kept(
    app: Litestar, office: Visitor, own: str
) -> None:
    await office.get(f"/schemes/{own}/edit")
    changes = {
        "titles.de": "Unser Leitfaden",
        "levels.0.names.de": "Themenfeld",
        "levels.0.numbering": "I",
        "levels.0.start": "3",
        "levels.0.prefix": "TF ",
        "levels.1.running": "yes",
        "columns.1.kind": "date",
        "outlines.0.paper": "A4 landscape",
        "outlines.0.blocks.2.entries": ["indicator"],
        "do": "save",
    }
    await office.submit(f"/schemes/{own}/edit", changes)
    assert office.path == f"/schemes/{own}"
    scheme = stored(app, own)
    assert scheme.title("de") == "Unser Leitfaden"
    field = scheme.levels[0]
    assert (field.naming.name("de"), field.numbering.style, field.numbering.start) == (
        *("Themenfeld", "I"),
        3,
    )
    assert field.numbering.prefix == "TF "
    assert scheme.levels[1].numbering.running
    assert scheme.columns[1].kind == "date"
    last = scheme.outlines[0].blocks[-1]
    assert isinstance(last, ListBlock)
    assert last.entries == ("indicator",)


async def press(office: Visitor, own: str, do: str, **more: str) -> None:
    """Press a button of the form, as somebody without a script does."""
    fields = {f"new.{key}": text for key, text in more.items()}
    answer = await office.submit(f"/schemes/{own}/edit", {"do": do, **fields})
    assert answer.status_code == 200


async def test_buttons_add_move_and_remove_and_nothing_is_saved_before(
    app: Litestar, office: Visitor, own: str
) -> None:
    before = stored(app, own)
    await office.get(f"/schemes/{own}/edit")
    await press(office, own, "add levels", **{"levels.name": "Teilziel"})
    await press(office, own, "up levels.2")
    await press(
        office, own, "add columns", **{"columns.name": "Gruppe", "columns.kind": "computed"}
    )
    await press(office, own, "add columns.4.options", **{"columns.4.options.name": "Gruppe C"})
    await press(office, own, "add columns.4.rules")
    await press(office, own, "add parts", **{"parts.name": "Vorwort", "parts.kind": "text"})
    await press(office, own, "add outlines", **{"outlines.name": "Tabelle"})
    await press(office, own, "add outlines.1.blocks", **{"outlines.1.blocks.kind": "table"})
    await press(office, own, "add outlines.1.blocks", **{"outlines.1.blocks.kind": "grid"})
    await press(office, own, "add outlines.1.blocks", **{"outlines.1.blocks.kind": "part:vorwort"})
    await press(
        office,
        own,
        "add outlines.1.blocks.1.columns",
        **{"outlines.1.blocks.1.columns.kind": "entry:goal:indicator"},
    )
    await press(office, own, "remove outlines.1.blocks.0")
    assert stored(app, own) == before
    await office.submit(f"/schemes/{own}/edit", {"do": "save"})
    assert office.path == f"/schemes/{own}", office.text
    scheme = stored(app, own)
    assert [level.key for level in scheme.levels] == ["field", "teilziel", "goal"]
    group = scheme.column("gruppe")
    assert group
    assert [option.key for option in group.options] == ["a", "b", "gruppe_c"]
    first = {"key_project": ("yes",)}  # a new rule asks for something, before what always holds
    assert [(rule.gives, rule.when) for rule in group.rules] == [
        *(("a", first), ("gruppe_c", first), ("b", {}))
    ]
    assert [part.key for part in scheme.parts] == ["problems", "actors", "vorwort"]
    table = scheme.outlines[1].blocks[0]
    assert isinstance(table, TableBlock)
    assert [column.source for column in table.columns] == [
        *("level", "level", "level", "entry", "measure", *["column"] * 5, "dots")
    ]
    whole = scheme.outlines[0].blocks[-1]
    assert isinstance(whole, ListBlock)  # it showed all columns, and shows the new one, too
    assert set(whole.shows) == {column.key for column in scheme.columns}


async def test_what_is_removed_is_forgotten_in_the_layouts(
    app: Litestar, office: Visitor, own: str
) -> None:
    await office.get(f"/schemes/{own}/edit")
    await press(office, own, "remove columns.0")
    await press(office, own, "remove parts.0")
    await office.submit(f"/schemes/{own}/edit", {"do": "save"})
    blocks = stored(app, own).outlines[0].blocks
    assert len(blocks) == 2
    assert isinstance(blocks[1], ListBlock)
    assert "responsible" not in blocks[1].shows
    assert {"horizon", "cost"} <= set(blocks[1].shows)


async def test_mistakes_stand_beside_their_fields_and_nothing_typed_is_lost(
    app: Litestar, office: Visitor, own: str
) -> None:
    before = stored(app, own)
    names = {f"levels.0.names.{tag}": " " for tag in before.levels[0].naming.names}
    await office.get(f"/schemes/{own}/edit")
    answer = await office.submit(
        f"/schemes/{own}/edit",
        {"do": "save", "levels.1.start": "0", "titles.en": "<b>Ours</b>", **names},
    )
    assert answer.status_code == 422
    assert 'id="levels.0.names.de-error"' in office.text
    assert 'id="levels.1.start-error"' in office.text
    assert 'value="&lt;b&gt;Ours&lt;/b&gt;"' in office.text
    assert stored(app, own) == before


async def test_adding_without_a_name_says_so_beside_the_field(office: Visitor, own: str) -> None:
    await office.get(f"/schemes/{own}/edit")
    await press(office, own, "add levels", **{"levels.name": " "})
    assert 'id="new.levels.name-error"' in office.text


TAMPERED: tuple[dict[str, str], ...] = (
    {},
    {"levels.0": "x", "levels.0.names": "x", "titles": "x", "columns.x.key": "y"},
    {"levels.0.key.x": "1", "columns.0.names.de.x": "1", "measure": "1", "do": "add columns"},
    {"outlines.0.blocks.0.columns.0.source": "entry", "do": "up outlines.0.blocks.9999999999"},
    {"outlines.0.blocks.0.kind": "grid", "do": "add outlines.0.blocks.0.lines"},
    {"columns.0.rules.0.when": "x", "columns.0.kind": "computed", "do": "remove columns.0"},
    {"levels.0.columns.0.kind": "choice", "do": "remove levels.0.columns.0"},
    {"do": "add outlines.0.blocks", "new.outlines.0.blocks.kind": "grid"},
    {"do": "add a.b.c"},
    {"do": "language", "new.language": "xx"},
    {"levels.0.start": "1 2", "do": "save"},
)


async def test_a_form_that_was_tampered_with_is_a_page_all_the_same(
    app: Litestar, office: Visitor, own: str
) -> None:
    before = stored(app, own)
    for fields in TAMPERED:
        await office.get(f"/schemes/{own}/edit")
        answer = await office.post(f"/schemes/{own}/edit", fields)
        assert answer.status_code in (200, 422), fields
        assert (await office.post(f"/schemes/{own}/preview", fields)).status_code == 200, fields
    assert stored(app, own) == before


async def test_the_preview_follows_what_is_typed(office: Visitor, own: str) -> None:
    await office.get(f"/schemes/{own}/edit")
    fields = {"levels.0.names.en": "Big topic", "levels.0.numbering": "I"}
    answer = await office.submit(f"/schemes/{own}/edit", {**fields, "do": "show"}, htmx=True)
    assert "<html" not in answer.text
    assert "Big topic: Language and education" in answer.text
    assert '<span class="no">II</span>' in answer.text
    await office.get(f"/schemes/{own}/edit")
    in_arabic = {"levels.0.names.ar": "موضوع كبير", "spoken": "ar"}
    answer = await office.submit(f"/schemes/{own}/edit", {**in_arabic, "do": "show"}, htmx=True)
    assert '<div lang="ar" dir="rtl">' in answer.text
    assert "موضوع كبير: " in answer.text


async def test_a_used_scheme_keeps_what_its_concepts_need(
    app: Litestar, office: Visitor, own: str
) -> None:
    def used(session: Session) -> None:
        name = services.create_concept(
            session, title="Unser Konzept", scheme=own, language="de", now=NOW
        )
        services.add_node(session, name, parent_id=None, level=0, titles={"de": "Schule"})

    app.state.ledger.write_now(used)
    await office.get(f"/schemes/{own}/edit")
    await press(office, own, "remove levels.0")
    answer = await office.submit(f"/schemes/{own}/edit", {"do": "save"})
    assert answer.status_code == 409
    assert "the concept “Unser Konzept” has entries on it" in office.text
    assert len(stored(app, own).levels) == 2
    assert "Unser Konzept" in (await office.get(f"/schemes/{own}/deletion")).text
    assert (await office.post(f"/schemes/{own}/deletion")).status_code == 409


async def test_two_who_change_it_at_once_hear_of_each_other(
    app: Litestar, office: Visitor, own: str
) -> None:
    await office.get(f"/schemes/{own}/edit")
    text = app.state.ledger.read_now(own_schemes.own_text, own)
    other = text.replace("Leitfaden", "Anders")
    app.state.ledger.write_now(own_schemes.save, own, other, seen=own_schemes.mark(text))
    answer = await office.submit(f"/schemes/{own}/edit", {"do": "save", "titles.de": "Meins"})
    assert answer.status_code == 409
    assert "Somebody else has changed this scheme" in office.text
    await office.submit(f"/schemes/{own}/edit", {"do": "save"})
    assert stored(app, own).title("de") == "Meins"


async def test_experts_change_the_text(app: Litestar, office: Visitor, own: str) -> None:
    await office.get(f"/schemes/{own}/text")
    text = app.state.ledger.read_now(own_schemes.own_text, own)
    wrong = text.replace('numbering = "1"', "").replace('key = "field"', 'key = "Field"')
    answer = await office.submit(f"/schemes/{own}/text", {"text": wrong})
    assert answer.status_code == 422
    assert '<h1 dir="auto">Guide (copy)</h1>' in office.text
    assert f"{own}.toml, levels 1, key must be small letters" in office.text
    assert "key = &#34;Field&#34;" in office.text
    right = text.replace("Handlungsfeld", "Themenfeld")
    await office.submit(f"/schemes/{own}/text", {"text": right})
    assert office.path == f"/schemes/{own}"
    assert stored(app, own).levels[0].naming.name("de") == "Themenfeld"


async def test_a_scheme_leaves_as_a_file_and_comes_back(
    app: Litestar, office: Visitor, own: str
) -> None:
    file = await office.get(f"/schemes/{own}.toml")
    assert file.headers["content-disposition"] == f'attachment; filename="{own}.toml"'
    assert parse(own, file.text) == stored(app, own)
    await office.get("/schemes")
    answer = await office.post("/schemes", files={"file": ("Unna 2026.toml", file.content)})
    assert answer.status_code == 200
    assert office.path == "/schemes/unna-2026"
    assert stored(app, "unna-2026").levels == stored(app, own).levels


NO_SCHEMES = (
    (b"", "There is no scheme in this file."),
    (b"titles = 1", "unna.toml, titles must be a table"),
    (b"\xff\xfe", "This file is no text in UTF-8."),
    (b"x" * 900_000, "This file is too large for a scheme."),
    (b"PK\x03\x04\x00", "There is no scheme in this file."),
)


async def test_a_file_that_is_no_scheme_is_refused_beside_its_field(
    app: Litestar, office: Visitor
) -> None:
    await office.get("/schemes")
    for content, sentence in NO_SCHEMES:
        answer = await office.post("/schemes", files={"file": ("unna.toml", content)})
        assert answer.status_code == 422, sentence
        assert sentence in answer.text
    assert len(app.state.ledger.read_now(own_schemes.lines)) == len(built_in())


async def test_one_that_became_faulty_can_be_put_right(
    app: Litestar, office: Visitor, own: str
) -> None:
    app.state.ledger.write_now(lambda s: s.execute(update(OwnScheme).values(text="titles = 1")))
    assert "titles must be a table" in (await office.get("/schemes")).text
    assert (await office.get("/concepts/new")).status_code == 200
    assert "titles must be a table" in (await office.get(f"/schemes/{own}")).text
    await office.get(f"/schemes/{own}/edit")
    assert office.path == f"/schemes/{own}/text"
    text = app.state.ledger.read_now(own_schemes.text_of, "wetzlar")
    await office.submit(f"/schemes/{own}/text", {"text": text})
    assert stored(app, own).levels == load_built_in("wetzlar").levels
