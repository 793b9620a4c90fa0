"""Translations that are saved one at a time."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language.catalogues import speaking, words
from app.refused import Missing, Refused
from tests.builders import Cast, a_measure, a_node, a_workshop
from workshops.journal.services import INTERPRETER, Actor, act, journal, newest, undo
from workshops.measures.services import correct, restore
from workshops.models import Measure, Node
from workshops.translation.reads import texts_page
from workshops.translation.services import translate, translate_title

IDA = Actor("Ida", INTERPRETER)


def with_idea(session: Session, state: str = "approved") -> tuple[Cast, int]:
    cast = a_workshop(session, "collect", measures=0, fields=1)
    return cast, a_measure(session, cast.one_field, "Ein Fest", state=state, workshop_id=cast.id)


def texts(session: Session, measure_id: int) -> dict[str, str]:
    session.expire_all()
    return session.get_one(Measure, measure_id).texts


@pytest.mark.parametrize("state", ["approved", "proposed"])
def test_a_translation_is_saved_changed_and_taken_away(session: Session, state: str) -> None:
    cast, idea = with_idea(session, state)
    act(session, IDA, translate, cast.id, idea, language="ar", text=" مهرجان ")
    assert texts(session, idea) == {"de": "Ein Fest", "ar": "مهرجان"}
    act(session, IDA, translate, cast.id, idea, language="ar", text="احتفال")
    act(session, IDA, translate, cast.id, idea, language="ar", text="احتفال")
    act(session, IDA, translate, cast.id, idea, language="ar", text="")
    assert texts(session, idea) == {"de": "Ein Fest"}
    done = journal(session, cast.id)
    assert [one.by for one in done] == ["Ida"] * 3
    with speaking("en"):
        assert words(done[2].what).startswith("Translated into ")
        assert words(done[0].what).startswith("Translation into ")


def test_every_translation_can_be_undone(session: Session) -> None:
    cast, idea = with_idea(session)
    for text in ("مهرجان", "احتفال"):
        act(session, IDA, translate, cast.id, idea, language="ar", text=text)
    act(session, IDA, translate_title, cast.id, cast.one_field, language="tr", text="Dil")
    while (last := newest(session, cast.id, INTERPRETER)) is not None:
        undo(session, cast.id, last, by=IDA)
    assert texts(session, idea) == {"de": "Ein Fest"}
    assert session.get_one(Node, cast.one_field).titles == {"de": "Handlungsfeld 1"}


def test_only_the_languages_of_the_workshop_are_translated_into(session: Session) -> None:
    cast, idea = with_idea(session)
    for language in ("uk", "", "x" * 40):
        with pytest.raises(Missing):
            translate(session, cast.id, idea, language=language, text="Hej")
    with pytest.raises(Refused):
        translate(session, cast.id, idea, language="de", text="Anders")
    with pytest.raises(Refused):
        translate(session, cast.id, idea, language="ar", text="a" * 1001)
    assert texts(session, idea) == {"de": "Ein Fest"}


def test_measures_of_other_rooms_and_concepts_are_not_translated_here(session: Session) -> None:
    cast, _ = with_idea(session)
    other, foreign = with_idea(session)
    with pytest.raises(Missing):
        translate(session, cast.id, foreign, language="ar", text="مهرجان")
    with pytest.raises(Missing):
        translate_title(session, cast.id, other.one_field, language="ar", text="لغة")


def test_what_the_office_has_entered_is_translated_but_not_corrected(session: Session) -> None:
    cast = a_workshop(session, "collect", measures=1, fields=1)
    measure = cast.measures[0]
    translate(session, cast.id, measure, language="ar", text="إجراء")
    assert texts(session, measure)["ar"] == "إجراء"
    with pytest.raises(Missing):
        correct(session, cast.id, measure, text="Anders gesagt")


def test_a_correction_keeps_translations_and_the_words_of_the_author(session: Session) -> None:
    cast, idea = with_idea(session)
    translate(session, cast.id, idea, language="ar", text="مهرجان")
    correct(session, cast.id, idea, text="Ein Straßenfest")
    correct(session, cast.id, idea, text="Ein großes Straßenfest")
    assert texts(session, idea) == {"de": "Ein großes Straßenfest", "ar": "مهرجان"}
    assert session.get_one(Measure, idea).original == {
        "language": "de",
        "texts": {"de": "Ein Fest", "ar": "مهرجان"},
    }
    restore(session, cast.id, idea)
    assert texts(session, idea) == {"de": "Ein Fest", "ar": "مهرجان"}
    assert session.get_one(Measure, idea).original is None


def test_a_title_keeps_the_words_of_the_concept(session: Session) -> None:
    cast, _ = with_idea(session)
    inner = a_node(session, cast.concept_id, "Innen", parent_id=cast.one_field, level=1)
    with pytest.raises(Refused):
        translate_title(session, cast.id, cast.one_field, language="de", text="Anders")
    with pytest.raises(Missing):
        translate_title(session, cast.id, inner, language="ar", text="داخل")
    translate_title(session, cast.id, cast.one_field, language="ar", text="لغة")
    titles = session.scalar(select(Node.titles).where(Node.id == cast.one_field))
    assert titles == {"de": "Handlungsfeld 1", "ar": "لغة"}


def test_the_page_counts_what_is_not_translated_and_shows_only_that_if_asked(
    session: Session,
) -> None:
    cast, idea = with_idea(session)
    waits = a_measure(session, cast.one_field, "Noch eins", state="proposed", workshop_id=cast.id)
    a_measure(session, cast.one_field, "Weg", state="hidden", workshop_id=cast.id)
    a_measure(session, cast.one_field, "Zurück", state="withdrawn", workshop_id=cast.id)
    turkish = a_measure(
        session, cast.one_field, "Şenlik", workshop_id=cast.id, language="tr", ar="مهرجان"
    )
    translate(session, cast.id, idea, language="ar", text="مهرجان")

    def page(missing: bool, into: str = "ar"):
        return texts_page(session, cast.id, into=into, missing=missing, role=INTERPRETER)

    assert [one.id for one in page(False).contributions] == [turkish, waits, idea]
    assert [one.id for one in page(True).contributions] == [waits]
    assert [one.waiting for one in page(False).contributions] == [False, True, False]
    assert dict(page(False).todo) == {"de": 1, "en": 4, "tr": 3, "ar": 2}
    assert page(False).contributions[0].others == ()
    assert page(False, "de").contributions[0].others == (("ar", "مهرجان"),)
    assert page(False, "xx").into == "de"
    assert page(False).titles != page(False, "de").titles == ()
