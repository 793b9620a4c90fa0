"""The office's letterheads through the pages: sent, tried out, corrected, deleted."""

import io
import re

import pytest
from docx import Document
from litestar import Litestar
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from tests.builders import NOW
from tests.visitor import Visitor
from tests.workshops.concepts.office import a_tree, at_the_desk
from tests.workshops.letterheads.letters import a_letter, changed, lines
from workshops.concepts.services import add_measure
from workshops.letterheads import services

LOOPS = [f"{{% for {name} in measures %}}" for name in "abc"]
GOOD = a_letter("{{ title }}", "{{p content }}", header="Stadt Kiefernstadt")
FAULTY = a_letter("{{ titel }}", "{{p content }}")


async def send(visitor: Visitor, content: bytes, title: str = "Rathaus") -> str:
    """Send a file; the text of the page that follows."""
    await visitor.get("/letterheads")
    files = {"file": ("brief.docx", content)}
    return (await visitor.submit("/letterheads", {"title": title}, files=files)).text


def kept(app: Litestar) -> list[str]:
    ledger: Ledger = app.state.ledger
    return [one.title for one in ledger.read_now(services.letterheads)]


async def test_a_letterhead_is_sent_and_tried_out_with_a_concept(
    app: Litestar, visitor: Visitor
) -> None:
    name, *_ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    shown = await send(visitor, GOOD)
    assert "Download it filled in" in shown
    answer = await visitor.get(f"{visitor.path}/trial.docx?concept={name}&language=de")
    assert "Lotsen" in "\n".join(lines(answer.content))
    header = Document(io.BytesIO(answer.content)).sections[0].header
    assert header.paragraphs[0].text == "Stadt Kiefernstadt"
    assert "ready" in (await visitor.get("/letterheads")).text


async def test_a_faulty_one_is_kept_with_its_line_and_not_used(
    app: Litestar, visitor: Visitor
) -> None:
    name, *_ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    shown = await send(visitor, FAULTY)
    assert "This letterhead has 1 mistake." in shown
    assert "{{ titel }}" in shown
    assert "Do you mean “title”?" in shown
    page = visitor.path
    answer = await visitor.get(f"{page}/trial.docx?concept={name}&language=de")
    assert answer.url.path == page
    assert "is not used" in (await visitor.get("/letterheads")).text
    offered = (await visitor.get(f"/concepts/{name}/export")).text
    assert re.search(r"Rathaus \(file of .+\): has mistakes, our own layout is used<", offered)


async def test_one_that_repeats_too_much_is_named_and_the_file_is_in_our_own_layout(
    app: Litestar, visitor: Visitor
) -> None:
    def many(session: Session) -> str:
        name, _, goal, _ = a_tree(session)
        for _ in range(40):
            add_measure(session, name, node_id=goal, texts={"de": "Paten"}, now=NOW)
        return name

    name = app.state.ledger.write_now(many)
    await at_the_desk(app, visitor)
    await send(visitor, a_letter("".join(LOOPS) + "{% endfor %}" * 3))
    assert "ready" in (await visitor.get("/letterheads")).text
    (letter,) = app.state.ledger.read_now(services.letterheads)
    tried = await visitor.get(f"/letterheads/{letter.id}/trial.docx?concept={name}&language=de")
    data = {"format": "docx", "language": "de", "letterhead": str(letter.id)}
    ready = await visitor.post(f"/concepts/{name}/exports", data=data)
    for answer in (tried, ready):
        assert LOOPS[2] in answer.text
        assert "repeats so much" in answer.text
    file = await visitor.get(f"{ready.url.path}/file")
    assert "Lotsen" in "\n".join(lines(file.content))


async def test_a_corrected_file_takes_its_place(app: Litestar, visitor: Visitor) -> None:
    await at_the_desk(app, visitor)
    await send(visitor, FAULTY)
    page = visitor.path
    files = {"file": ("brief.docx", GOOD)}
    shown = (await visitor.submit(page, {"title": "Neu"}, files=files)).text
    assert "mistake" not in shown
    assert kept(app) == ["Neu"]
    assert (await visitor.get(f"{page}/file.docx")).content == GOOD


async def test_another_title_alone_keeps_the_file(app: Litestar, visitor: Visitor) -> None:
    await at_the_desk(app, visitor)
    await send(visitor, GOOD)
    page = visitor.path
    await visitor.submit(page, {"title": "Ganz anders"})
    assert kept(app) == ["Ganz anders"]
    assert (await visitor.get(f"{page}/file.docx")).content == GOOD


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF", "This is no Word file (.docx)."),
        (changed(GOOD, "word/vbaProject.bin", lambda _: b"x"), "This file contains macros."),
    ],
)
async def test_a_file_that_may_not_be_kept_is_refused_beside_its_field(
    app: Litestar, visitor: Visitor, content: bytes, sentence: str
) -> None:
    await at_the_desk(app, visitor)
    shown = await send(visitor, content)
    assert 'id="field-file-error"' in shown
    assert sentence in shown
    assert 'value="Rathaus"' in shown
    assert kept(app) == []


async def test_a_title_and_a_file_are_asked_for(app: Litestar, visitor: Visitor) -> None:
    await at_the_desk(app, visitor)
    await visitor.get("/letterheads")
    answer = await visitor.submit("/letterheads", {"title": " "})
    assert answer.status_code == 422
    assert "Please choose a file first." in answer.text
    assert "Please fill this in." in answer.text


async def test_deleting_asks_first(app: Litestar, visitor: Visitor) -> None:
    await at_the_desk(app, visitor)
    await send(visitor, GOOD)
    page = visitor.path
    await visitor.get(f"{page}/deletion")
    assert kept(app) == ["Rathaus"]
    await visitor.submit(f"{page}/deletion")
    assert kept(app) == []
    assert (await visitor.get(page)).status_code == 404


async def test_the_help_page_lists_every_placeholder_and_the_sample_is_a_letterhead(
    app: Litestar, visitor: Visitor
) -> None:
    await at_the_desk(app, visitor)
    shown = (await visitor.get("/letterheads/help")).text
    for typed in ("{{ title }}", "{{p content }}", "{{ measure.dots }}", "{{ parts.proposal }}"):
        assert typed in shown
    sample = await visitor.get("/letterheads/sample.docx")
    assert "This letterhead has" not in await send(visitor, sample.content)


async def test_nobody_can_fill_the_database_with_letterheads(
    app: Litestar, visitor: Visitor
) -> None:
    def many(session) -> None:
        for _ in range(services.MOST):
            services.add_letterhead(session, title="Kopf", content=GOOD, now=NOW)

    app.state.ledger.write_now(many)
    await at_the_desk(app, visitor)
    assert "Delete one first." in await send(visitor, GOOD)
