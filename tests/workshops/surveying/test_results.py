"""A closed survey on console and wall: questions, approved words, measures; all of it undone."""

from functools import partial

import pytest
from litestar import Litestar
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Missing, Refused
from surveys import public
from tests.builders import Cast
from tests.conftest import NewVisitor
from tests.workshops.people import moderate, sign_in_as
from tests.workshops.surveying.cast import WORDS, a_closed_survey
from workshops.concepts import history
from workshops.exports.files import document
from workshops.exports.outline import EVERYTHING
from workshops.exports.source import everything
from workshops.journal.services import Actor, act, journal, newest, undo
from workshops.models import Measure
from workshops.process.reads import process
from workshops.surveying.deciding import (
    decide_on_texts,
    put_words_together,
    show_on_wall,
    take_words_apart,
)
from workshops.surveying.takeover import Picked, take_into_concept, take_into_room
from workshops.surveying.wall import pages

MIRIAM = Actor("Miriam")
SURVEY = ": Kinder in Kieferstadt"  # after "Survey" in the language of the concept


def found(session: Session, step: int) -> public.Results:
    results = public.results(session, step)
    assert results is not None
    return results


def undo_newest(ledger: Ledger, cast: Cast) -> None:
    last = ledger.read_now(newest, cast.id)
    assert last is not None
    ledger.write_now(undo, cast.id, last, by=MIRIAM)


def states(session: Session, step: int, question: str) -> set[str]:
    asked = next(one for one in found(session, step).questions if one.question.name == question)
    return {text.state for text in asked.texts}


def a_text(session: Session, at: int | str, question: str = "wish") -> public.Entry:
    results = public.results(session, at)
    assert results is not None
    asked = next(one for one in results.questions if one.question.name == question)
    return next(one for one in asked.texts if one.text.startswith("أتمنى"))


def test_what_is_shown_and_approved_is_undone(ledger: Ledger) -> None:
    cast, step = ledger.write_now(a_closed_survey)

    def does(verb, **kwargs) -> None:
        ledger.write_now(act, MIRIAM, verb, cast.id, step, **kwargs)

    def undoes() -> None:
        undo_newest(ledger, cast)

    does(show_on_wall, question="word")
    does(decide_on_texts, question="word", state="shown", key="")
    key = ledger.read_now(found, step).questions[6].texts[0].key
    does(decide_on_texts, question="word", state="hidden", key=key)
    assert ledger.read_now(states, step, "word") == {"shown", "hidden"}
    told = str(ledger.read_now(journal, cast.id))
    assert not [word for word in WORDS if word in told], "nobody's words stay in the journal"
    does(show_on_wall, question="wish")
    assert "Was wünschen Sie sich für …?" in str(ledger.read_now(journal, cast.id))
    undoes()
    undoes()
    assert ledger.read_now(states, step, "word") == {"shown"}
    undoes()
    assert ledger.read_now(states, step, "word") == {"new"}
    undoes()
    assert ledger.read_now(found, step).shown == ""
    with pytest.raises(Missing):
        does(show_on_wall, question="nothing")


def test_the_wall_shows_only_approved_words_the_same_ones_once(ledger: Ledger) -> None:
    cast, step = ledger.write_now(a_closed_survey)
    ledger.write_now(show_on_wall, cast.id, step, question="word")
    drawing = ledger.read_now(found, step).drawing("de")
    assert drawing is not None
    assert (drawing.shape, drawing.words) == ("", ())
    ledger.write_now(decide_on_texts, cast.id, step, question="word", state="shown", key="")
    drawing = ledger.read_now(found, step).drawing("de")
    assert drawing is not None
    assert [(one.text, one.times) for one in drawing.words][:2] == [
        ("Kitaplätze", 6),
        ("Sprachkurse am Abend", 2),
    ]
    assert [len(page.words) for page in pages(drawing, "de", 2)] == [4]


def groups(session: Session, step: int, language: str = "de") -> list[tuple[str, int]]:
    drawing = found(session, step).drawing(language)
    assert drawing is not None
    return [(one.text, one.times) for one in drawing.words]


def test_words_that_mean_the_same_are_put_together_until_that_is_undone(ledger: Ledger) -> None:
    cast, step = ledger.write_now(a_closed_survey)

    def does(verb, **kwargs) -> None:
        ledger.write_now(act, MIRIAM, verb, cast.id, step, question="word", **kwargs)

    def keys(*texts: str) -> list[str]:
        every = ledger.read_now(found, step).questions[6].words
        return [one.key for one in every if one.text in texts]

    does(decide_on_texts, state="shown", key="")
    does(show_on_wall)
    apart = ledger.read_now(groups, step)
    does(put_words_together, keys=keys("Kitaplätze", "ملاعب"))
    assert ledger.read_now(groups, step)[0] == ("Kitaplätze", 8)
    assert ledger.read_now(groups, step, "ar")[0] == ("ملاعب", 8)
    does(put_words_together, keys=keys("Kitaplätze", "Ärzte"))
    assert ledger.read_now(groups, step)[0] == ("Kitaplätze", 10)
    does(take_words_apart, key=keys("Kitaplätze")[0])
    assert ledger.read_now(groups, step) == apart
    undo_newest(ledger, cast)
    undo_newest(ledger, cast)
    assert ledger.read_now(groups, step)[0] == ("Kitaplätze", 8)
    with pytest.raises(Refused, match="at least two"):
        does(put_words_together, keys=keys("Kitaplätze"))
    with pytest.raises(Missing):
        does(put_words_together, keys=["x", "y"])


def test_fewer_than_five_people_are_shown_nothing_of(ledger: Ledger) -> None:
    cast, step = ledger.write_now(a_closed_survey, 4)
    assert ledger.read_now(found, step).people == 0
    ledger.write_now(show_on_wall, cast.id, step, question="where")
    drawing = ledger.read_now(found, step).drawing("de")
    assert drawing is not None
    assert drawing.shape == ""
    with pytest.raises(Missing):
        ledger.write_now(decide_on_texts, cast.id, step, question="word", state="shown", key="x")


def test_who_somebody_is_has_no_row_of_all_others_alone(ledger: Ledger) -> None:
    _, step = ledger.write_now(a_closed_survey, 6)
    ledger.write_now(public.show_question, step, "new")
    drawing = ledger.read_now(found, step).drawing("en")
    assert drawing is not None
    assert drawing.shape == ""
    assert "none is shown by itself" in drawing.sentences[-1].text


def test_a_long_text_on_the_wall_has_one_beside_it_and_not_three() -> None:
    texts = [public.Entry(str(n), "x" * (400 if n == 5 else 20)) for n in range(7)]
    drawing = public.Drawing("What?", "cards", (), cards=tuple(texts))
    assert [len(page.cards) for page in pages(drawing, "en", 0)] == [4, 2, 1]


def test_a_text_becomes_a_measure_once_until_that_is_undone(ledger: Ledger) -> None:
    cast, step = ledger.write_now(a_closed_survey)
    text, seen_by_office = ledger.read_now(a_text, step), ledger.read_now(a_text, "kinder")

    def measure(id: int) -> Measure:
        return ledger.read_now(lambda session: session.get_one(Measure, id))

    def takes(field: int = cast.one_field) -> int:
        picked = Picked(step, "wish", text.key, text.text, text.language)
        verb = partial(take_into_room, field_id=field, now=utc_now())
        return ledger.write_now(act, MIRIAM, verb, cast.id, picked)

    def office_takes() -> int:
        picked = Picked("kinder", "wish", seen_by_office.key, text.text, "ar")
        verb = partial(take_into_concept, node_id=cast.one_field, now=utc_now())
        return ledger.write_now(history.act, "Olga", verb, cast.concept_name, picked)

    made = measure(takes())
    assert made.source
    assert (made.language, made.source[-23:], made.state) == ("ar", SURVEY, "approved")
    assert made.workshop_id == cast.id
    with pytest.raises(Refused, match="already"):
        office_takes()
    undo_newest(ledger, cast)
    made = measure(office_takes())
    assert made.source
    assert (made.language, made.source[-23:], made.origin) == ("ar", SURVEY, "office")
    assert origin(ledger, cast, "de") == [
        "1 Maßnahme wurde in der Umfrage „Kinder in Kieferstadt“ vorgeschlagen."
    ]
    assert "الأطفال في كيفرشتات" in origin(ledger, cast, "ar")[0]
    done = ledger.read_now(history.newest, cast.concept_id)
    assert done is not None
    ledger.write_now(history.undo, cast.concept_name, done.id, by="Olga")
    assert origin(ledger, cast, "de") == []
    assert takes() != made.id
    with pytest.raises(Missing):
        takes(field=0)


def origin(ledger: Ledger, cast: Cast, language: str) -> list[str]:
    """What papers about the concept say of surveys, below their title."""
    found = ledger.read_now(everything, cast.concept_name)
    told = document(found, EVERYTHING, language, utc_now())
    return [line for line in told.subtitles if "Umfrage" in line or "استبيان" in line]


def test_answers_about_people_are_in_the_report_on_the_process(ledger: Ledger) -> None:
    cast, _ = ledger.write_now(a_closed_survey)
    _, report = ledger.read_now(process, cast.concept_name)
    assert [one.answers("de") for one in report.shares] == [{"Ja": 6, "Nein": 6}]
    ledger.write_now(a_closed_survey)  # in a workshop of another concept
    assert ledger.read_now(process, cast.concept_name)[1] == report


async def test_the_console_takes_over_with_a_form_that_says_what_is_missing(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    ledger: Ledger = app.state.ledger
    cast, step = ledger.write_now(a_closed_survey)
    console = await moderate(app, new_visitor(), cast)
    here = f"/moderation/{cast.code}/steps/{step}/survey"
    await console.submit(f"{here}/wall", {"question": "wish"})
    key = ledger.read_now(a_text, step).key
    await console.get(f"{here}/measure?question=wish&key={key}")
    await console.submit(f"{here}/measure", {"text": "Deutsch am Abend", "language": "de"})
    assert console.page is not None
    assert console.page.status_code == 422
    await console.submit(f"{here}/measure", {"field_id": str(cast.one_field)})
    assert "taken over as a measure" in console.text
    await console.get(f"/projector/{cast.projector_token}?language=en")
    assert "shown here once it was read" in console.text
    query = select(Measure).where(Measure.source.is_not(None))
    made = ledger.read_now(lambda session: session.scalars(query).one())
    assert (made.language, made.texts) == ("de", {"de": "Deutsch am Abend"})


async def test_the_office_takes_over_on_its_own_page(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    ledger: Ledger = app.state.ledger
    cast, _ = ledger.write_now(a_closed_survey)
    office = new_visitor()
    await sign_in_as(app, office, "Olga", "office")
    key = ledger.read_now(a_text, "kinder").key
    here = f"/surveys/kinder/proposals?question=wish&concept={cast.concept_name}"
    await office.get("/surveys/kinder/proposals")
    assert "Choose the concept first" not in office.text  # there is only one
    await office.get(f"{here}&key={key}")
    said = {"question": "wish", "concept": cast.concept_name, "key": key, "language": "ar"}
    said["text"] = "أتمنى دورات لغة"
    await office.post("/surveys/kinder/proposals", {**said, "node_id": ""})
    assert office.page is not None
    assert office.page.status_code == 422
    assert said["text"] in office.text
    await office.post("/surveys/kinder/proposals", {**said, "node_id": str(cast.one_field)})
    assert "taken over as a measure" in office.text
    assert "Undo" in office.text
    await office.get(f"/concepts/{cast.concept_name}")
    assert SURVEY in office.text
