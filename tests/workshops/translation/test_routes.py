"""The interpreter's page, without a script and as a page that stays open."""

from litestar import Litestar

from app.database.base import utc_now
from tests.builders import Cast, a_measure, a_workshop
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from workshops.journal.services import journal
from workshops.models import Measure
from workshops.passes.services import make_pass


def a_room(session) -> tuple[Cast, int]:
    cast = a_workshop(session, "collect", fields=2)
    return cast, a_measure(session, cast.one_field, "Ein Fest", workshop_id=cast.id)


def interpreter(app: Litestar, visitor: Visitor, cast: Cast) -> Visitor:
    made = app.state.ledger.write_now(
        make_pass, cast.id, name="Ida", role="interpreter", lasts="hour", by="Anna", now=utc_now()
    )
    visitor.cookies.set(f"pass-{cast.code}", made.secret)
    return visitor


def texts(app: Litestar, idea: int) -> dict[str, str]:
    found: dict[str, str] = app.state.ledger.read_now(lambda s: s.get_one(Measure, idea).texts)
    return found


async def test_a_link_for_an_interpreter_leads_to_the_texts(
    app: Litestar, visitor: Visitor
) -> None:
    cast, _ = app.state.ledger.write_now(a_room)
    made = app.state.ledger.write_now(
        make_pass, cast.id, name="Ida", role="interpreter", lasts="hour", by="Anna", now=utc_now()
    )
    await visitor.get(f"/passes/{made.secret}")
    await visitor.submit(f"/passes/{made.secret}")
    assert visitor.path == f"/moderation/{cast.code}/texts"


async def test_one_translation_is_saved_without_a_script(app: Litestar, visitor: Visitor) -> None:
    cast, idea = app.state.ledger.write_now(a_room)
    interpreter(app, visitor, cast)
    page = f"/moderation/{cast.code}/texts"
    await visitor.get(f"{page}?into=ar&missing=1")
    answer = await visitor.submit(f"{page}/{idea}/ar", {"text": "مهرجان"}, follow_redirects=False)
    assert answer.headers["location"] == f"{page}?into=ar&missing=1#text-{idea}"
    assert texts(app, idea) == {"de": "Ein Fest", "ar": "مهرجان"}
    done = app.state.ledger.read_now(journal, cast.id)[0]
    assert (done.by, done.role) == ("Ida", "interpreter")


async def test_saving_answers_with_the_texts_as_they_stand(app: Litestar, visitor: Visitor) -> None:
    cast, idea = app.state.ledger.write_now(a_room)
    interpreter(app, visitor, cast)
    page = f"/moderation/{cast.code}/texts"
    await visitor.get(page)
    answer = await visitor.post(
        f"{page}/{idea}/ar", {"text": "مهرجان", "into": "ar"}, method="PUT", htmx=True
    )
    assert "مهرجان</textarea>" in answer.text
    assert "Undo: Translated into" in answer.text


async def test_the_original_is_corrected_and_restored(app: Litestar, visitor: Visitor) -> None:
    cast, idea = app.state.ledger.write_now(a_room)
    interpreter(app, visitor, cast)
    page = f"/moderation/{cast.code}/texts"
    await visitor.get(f"{page}?into=ar")
    await visitor.submit(f"{page}/{idea}/wording", {"text": "Ein Straßenfest"})
    assert texts(app, idea) == {"de": "Ein Straßenfest"}
    assert "As its author wrote it:" in visitor.text
    await visitor.submit(f"{page}/{idea}/original")
    assert texts(app, idea) == {"de": "Ein Fest"}


async def test_an_interpreter_undoes_a_translation_and_stays_on_the_page(
    app: Litestar, visitor: Visitor
) -> None:
    cast, idea = app.state.ledger.write_now(a_room)
    interpreter(app, visitor, cast)
    page = f"/moderation/{cast.code}/texts"
    await visitor.get(f"{page}?into=ar")
    await visitor.submit(f"{page}/{idea}/ar", {"text": "مهرجان"})
    last = app.state.ledger.read_now(journal, cast.id)[0].id
    await visitor.submit(f"/moderation/{cast.code}/actions/{last}/undoing")
    assert visitor.path == page
    assert texts(app, idea) == {"de": "Ein Fest"}


async def test_a_field_gets_its_name_in_another_language(app: Litestar, visitor: Visitor) -> None:
    cast, _ = app.state.ledger.write_now(a_room)
    interpreter(app, visitor, cast)
    page = f"/moderation/{cast.code}"
    await visitor.get(f"{page}/texts?into=tr")
    await visitor.submit(f"{page}/titles/{cast.one_field}/tr", {"text": "Dil ve eğitim"})
    phone = await visitor.get(f"{page}/texts?into=tr")
    assert "Dil ve eğitim</textarea>" in phone.text


async def test_what_people_wrote_stays_text(app: Litestar, new_visitor: NewVisitor) -> None:
    cast, _ = app.state.ledger.write_now(a_room)
    text = "<script>alert(1)</script>"
    app.state.ledger.write_now(a_measure, cast.one_field, text, workshop_id=cast.id)
    shown = await interpreter(app, new_visitor(), cast).get(f"/moderation/{cast.code}/texts")
    assert "<script>alert" not in shown.text


async def test_undoing_shows_an_interpreter_nothing_of_the_console(
    app: Litestar, visitor: Visitor
) -> None:
    cast, idea = app.state.ledger.write_now(a_room)
    interpreter(app, visitor, cast)
    page = f"/moderation/{cast.code}/texts"
    for htmx in (True, False):
        await visitor.get(f"{page}?into=ar")
        await visitor.submit(f"{page}/{idea}/ar", {"text": "مهرجان"})
        done = app.state.ledger.read_now(journal, cast.id)[0]
        undoing = f"/moderation/{cast.code}/actions/{done.id}/undoing"
        answer = await visitor.post(undoing, {}, htmx=htmx)
        assert cast.projector_token not in answer.text
        assert texts(app, idea) == {"de": "Ein Fest"}
    assert answer.url.path == page
