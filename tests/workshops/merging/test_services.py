"""Merging in the database, on SQLite and PostgreSQL."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.refused import Missing, Refused
from tests.builders import Cast, a_guest, a_measure, a_node, a_workshop, dots
from workshops.agenda.room import room
from workshops.groups.results import plenary_on_phones
from workshops.journal.services import Actor, act, journal, newest, undo
from workshops.journal.state import state_of
from workshops.measures.candidates import measures_by_field
from workshops.merging.board import Suggestion, merging_page
from workshops.merging.ideas import find
from workshops.merging.reads import similar_to, source_texts
from workshops.merging.screens import merge_phone, wall_of_measures
from workshops.merging.services import dismiss, merge, reconsider, unmerge
from workshops.models import Dots, Measure

ANNA = Actor("Anna")


def ideas(session: Session, cast: Cast, *texts: str, **more: str) -> list[int]:
    """Each is proposed by somebody else."""
    return [
        a_measure(
            session,
            cast.one_field,
            text,
            workshop_id=cast.id,
            participant_id=a_guest(session, cast).id,
            **more,
        )
        for text in texts
    ]


def a_room(session: Session, *texts: str, step: str = "collect") -> tuple[Cast, list[int]]:
    cast = a_workshop(session, step, measures=0 if step == "collect" else 3)
    return cast, ideas(session, cast, *texts)


def measure(session: Session, id: int) -> Measure:
    session.expire_all()
    return session.get_one(Measure, id)


def pairs(found: tuple[Suggestion, ...]) -> list[tuple[int, int]]:
    return [(pair.one.id, pair.other.id) for pair in found]


def test_sources_are_out_of_sight_and_the_target_stands_for_them(session: Session) -> None:
    cast, [one, two, three] = a_room(session, "Eins", "Zwei", "Drei")
    merge(session, cast.id, two, [one, three])
    assert list(measures_by_field(session, cast.id)) == [two]
    [merged] = merging_page(session, room(session, cast.id)).merged
    assert [source.idea.id for source in merged.sources] == [one, three]
    assert (merged.ideas, merged.people, merged.own) == (3, 3, None)


def test_a_source_that_leaves_stands_for_itself_again(session: Session) -> None:
    cast, [one, two, three] = a_room(session, "Eins", "Zwei", "Drei")
    merge(session, cast.id, one, [two, three])
    unmerge(session, cast.id, two)
    assert set(measures_by_field(session, cast.id)) == {one, two}
    unmerge(session, cast.id, three)
    unmerge(session, cast.id, three)  # a second click
    assert set(measures_by_field(session, cast.id)) == {one, two, three}
    assert merging_page(session, room(session, cast.id)).merged == ()


def test_merging_a_merged_measure_keeps_its_sources(session: Session) -> None:
    cast, [one, two, three] = a_room(session, "Eins", "Zwei", "Drei")
    merge(session, cast.id, two, [three])
    merge(session, cast.id, one, [two])
    [merged] = merging_page(session, room(session, cast.id)).merged
    assert [(s.idea.id, s.depth) for s in merged.sources] == [(two, 1), (three, 2)]
    unmerge(session, cast.id, two)
    [merged] = merging_page(session, room(session, cast.id)).merged
    assert (merged.idea.id, merged.ideas) == (two, 2)


def test_a_typed_title_stays_until_the_last_source_leaves(session: Session) -> None:
    cast, [one, two, three] = a_room(session, "Eins", "Zwei", "Drei")
    merge(session, cast.id, one, [two], "Beides zusammen", "de")
    merge(session, cast.id, one, [three])
    unmerge(session, cast.id, two)
    assert measure(session, one).texts == {"de": "Beides zusammen"}
    [merged] = merging_page(session, room(session, cast.id)).merged
    assert merged.own == "Eins"
    unmerge(session, cast.id, three)
    assert measure(session, one).texts == {"de": "Eins"}
    assert measure(session, one).unmerged is None


def test_a_title_in_another_language_is_given_back_too(session: Session) -> None:
    cast, [one, two] = a_room(session, "Eins", "Zwei")
    merge(session, cast.id, one, [two], "Both together", "en")
    assert measure(session, one).language == "en"
    unmerge(session, cast.id, two)
    assert (measure(session, one).language, measure(session, one).texts) == ("de", {"de": "Eins"})


def test_everybody_reads_the_merged_measure_in_the_words_of_their_language(
    session: Session,
) -> None:
    cast = a_workshop(session, "collect", measures=0)
    [german] = ideas(session, cast, "Bänke")
    [turkish] = ideas(session, cast, "Bank", language="tr")
    [arabic] = ideas(session, cast, "مقاعد", language="ar")
    merge(session, cast.id, german, [turkish, arabic])
    assert measure(session, german).texts == {"de": "Bänke", "tr": "Bank", "ar": "مقاعد"}
    unmerge(session, cast.id, turkish)
    assert measure(session, german).texts == {"de": "Bänke", "ar": "مقاعد"}
    unmerge(session, cast.id, arabic)
    assert measure(session, german).texts == {"de": "Bänke"}


def test_words_that_came_with_a_source_of_a_source_leave_the_whole_tree(session: Session) -> None:
    cast = a_workshop(session, "collect", measures=0)
    one, two = ideas(session, cast, "Eins", "Zwei")
    [turkish] = ideas(session, cast, "Üç", language="tr")
    merge(session, cast.id, two, [turkish])
    merge(session, cast.id, one, [two])
    assert measure(session, one).texts["tr"] == "Üç"
    unmerge(session, cast.id, turkish)
    assert measure(session, one).texts == {"de": "Eins"}
    assert measure(session, two).texts == {"de": "Zwei"}


def test_what_the_moderator_has_reworded_meanwhile_stays(session: Session) -> None:
    cast, [one, two] = a_room(session, "Eins", "Zwei")
    merge(session, cast.id, one, [two])
    session.execute(update(Measure).where(Measure.id == one).values(texts={"de": "Eins, besser"}))
    unmerge(session, cast.id, two)
    assert measure(session, one).texts == {"de": "Eins, besser"}


def test_the_targets_field_counts(session: Session) -> None:
    cast, [one] = a_room(session, "Eins")
    other = a_measure(session, cast.fields[1], "Zwei", workshop_id=cast.id)
    merge(session, cast.id, other, [one])
    assert measures_by_field(session, cast.id) == {other: cast.fields[1]}


def test_measures_of_the_office_can_be_merged_with_ideas(session: Session) -> None:
    cast, [one] = a_room(session, "Eins")
    listed = a_measure(session, cast.one_field, "Steht im Konzept")
    merge(session, cast.id, listed, [one])
    [merged] = merging_page(session, room(session, cast.id)).merged
    assert (merged.ideas, merged.people) == (2, 1)


def test_only_what_the_room_has_before_it_is_merged(session: Session) -> None:
    cast, [one] = a_room(session, "Eins")
    other, [foreign] = a_room(session, "Anderswo")
    elsewhere = a_node(session, cast.concept_id, "Kein Feld des Workshops")
    outside = a_measure(session, elsewhere, "Außerhalb")
    waiting = a_measure(session, cast.one_field, "Wartet", state="proposed", workshop_id=cast.id)
    for wrong in (foreign, outside, waiting, 999_999):
        with pytest.raises(Missing):
            merge(session, cast.id, one, [wrong])
        with pytest.raises(Missing):
            merge(session, cast.id, wrong, [one])
    with pytest.raises(Missing):
        unmerge(session, other.id, one)
    with pytest.raises(Missing):
        dismiss(session, cast.id, one, foreign)


def test_circles_and_double_merges_are_refused(session: Session) -> None:
    cast, [one, two, three] = a_room(session, "Eins", "Zwei", "Drei")
    merge(session, cast.id, one, [two])
    merge(session, cast.id, one, [two])  # a second click
    for target, source in ((two, one), (three, two), (two, three), (one, one)):
        with pytest.raises(Refused):
            merge(session, cast.id, target, [source])


def test_nobodys_dots_are_written(session: Session) -> None:
    cast = a_workshop(session, "vote", measures=4)
    guest = a_guest(session, cast)
    one, two = cast.measures[:2]
    dots(session, cast, guest, {one: 2, two: 1})
    rows = select(Dots.participant_id, Dots.measure_id, Dots.count).order_by(Dots.measure_id)
    before = session.execute(rows).all()
    merge(session, cast.id, one, [two])
    assert session.execute(rows).all() == before
    unmerge(session, cast.id, two)
    assert session.execute(rows).all() == before


def test_a_whole_evening_of_merging_is_undone_step_by_step(session: Session) -> None:
    cast, [one, two, three] = a_room(session, "Mehr Bänke", "Bänke im Park", "Drei")
    first = state_of(session, cast.id)
    act(session, ANNA, merge, cast.id, one, [two], "Bänke", "de")
    act(session, ANNA, merge, cast.id, three, [one])
    act(session, ANNA, unmerge, cast.id, one)
    act(session, ANNA, dismiss, cast.id, one, three)
    act(session, ANNA, unmerge, cast.id, two)
    act(session, ANNA, reconsider, cast.id, three, one)
    assert len(journal(session, cast.id)) == 6
    while (last := newest(session, cast.id)) is not None:
        undo(session, cast.id, last, by=ANNA)
    session.expire_all()
    assert state_of(session, cast.id) == first


def test_suggestions_are_ranked_and_leave_out_what_was_dismissed(session: Session) -> None:
    cast, [one, two, three, _] = a_room(
        session, "Mehr Bänke im Park", "Mehr Sitzbänke im Park", "Mehr Bänke im Park!", "Chor"
    )
    here = room(session, cast.id)
    assert pairs(merging_page(session, here).suggestions)[0] == (one, three)
    dismiss(session, cast.id, three, one)
    assert (one, three) not in pairs(merging_page(session, here).suggestions)
    assert pairs(merging_page(session, here).dismissed) == [(one, three)]
    reconsider(session, cast.id, one, three)
    assert pairs(merging_page(session, here).suggestions)[0] == (one, three)
    merge(session, cast.id, one, [three])
    assert pairs(merging_page(session, here).suggestions) == [(one, two)]
    assert [pair.score for pair in merging_page(session, here).suggestions] < [1.0]


def test_a_dismissed_pair_does_not_return_within_another_measure(session: Session) -> None:
    cast, [one, two, three] = a_room(
        session, "Mehr Bänke im Park", "Im Park mehr Bänke", "Neue Bänke im Park"
    )
    dismiss(session, cast.id, one, two)
    merge(session, cast.id, three, [two])
    assert pairs(merging_page(session, room(session, cast.id)).suggestions) == []


def test_the_office_knows_its_own_measures(session: Session) -> None:
    cast, [idea] = a_room(session, "Ein Elterncafé")
    for _ in range(2):
        a_measure(session, cast.one_field, "Elterncafés einrichten")
    found = merging_page(session, room(session, cast.id)).suggestions
    assert [idea in pair for pair in pairs(found)] == [True, True]


def test_searching_finds_words_in_any_language_and_keeps_what_was_chosen(session: Session) -> None:
    cast, [one, _, three] = a_room(session, "Bänke im Park", "Chor", "Mehr BÄNKE")
    translated = a_measure(session, cast.one_field, "Sitzen", tr="Parkta oturma")
    here = room(session, cast.id)
    assert {idea.id for idea in find(session, here, "bänke").ideas} == {one, three}
    assert [idea.id for idea in find(session, here, "parkta").ideas] == [translated]
    assert [idea.id for idea in find(session, here, "park bänke", {three}).ideas] == [three, one]
    assert len(find(session, here, "").ideas) == 4


def test_phones_show_what_became_of_an_idea(session: Session) -> None:
    cast = a_workshop(session, "collect", measures=0)
    me = a_guest(session, cast)
    [theirs] = ideas(session, cast, "Ihre Idee")
    mine = a_measure(
        session, cast.one_field, "Meine Idee", workshop_id=cast.id, participant_id=me.id
    )
    merge(session, cast.id, theirs, [mine])
    [own] = merge_phone(session, room(session, cast.id), me).own
    assert own.became is not None
    assert (own.text, own.became.text("de"), own.ideas) == ("Meine Idee", "Ihre Idee", 2)


def test_an_author_finds_their_own_words_behind_a_title(session: Session) -> None:
    cast = a_workshop(session, "collect", measures=0)
    me = a_guest(session, cast)
    mine = a_measure(session, cast.one_field, "Meins", workshop_id=cast.id, participant_id=me.id)
    [theirs] = ideas(session, cast, "Ihres")
    merge(session, cast.id, mine, [theirs], "Unseres", "de")
    [own] = merge_phone(session, room(session, cast.id), me).own
    assert own.became is not None
    assert (own.text, own.became.text("de")) == ("Meins", "Unseres")


def test_the_wall_says_of_how_many_ideas_a_measure_is_made(session: Session) -> None:
    cast, [one, two, three] = a_room(session, "Eins", "Zwei", "Drei")
    merge(session, cast.id, one, [two])
    wall = wall_of_measures(session, room(session, cast.id))
    assert [(row.idea.id, row.ideas) for row in wall.fields[0].rows] == [(one, 2), (three, 1)]
    assert (wall.measures, wall.merged) == (2, 1)


def test_the_words_of_all_sources_can_be_read(session: Session) -> None:
    cast, [one, two, three] = a_room(session, "Eins", "Zwei", "Drei")
    merge(session, cast.id, two, [three])
    merge(session, cast.id, one, [two], "Alles", "de")
    found = source_texts(session, [one])
    assert [text.text for text in found[one]] == ["Eins", "Zwei", "Drei"]


def test_a_result_on_a_phone_shows_whose_words_it_was_made_of(session: Session) -> None:
    cast = a_workshop(session, "results", measures=3)
    one, two, _ = cast.measures
    merge(session, cast.id, one, [two])
    found = plenary_on_phones(session, room(session, cast.id))
    assert {id: [text.text for text in texts] for id, texts in found.sources.items()} == {
        one: ["Maßnahme 2"]
    }


def test_who_is_typing_sees_the_likest_of_the_field_only(session: Session) -> None:
    cast, [one, two, *_] = a_room(
        session, "Mehr Bänke im Park", "Neue Sitzbänke im Park", "Chor", "Theater"
    )
    a_measure(session, cast.fields[1], "Mehr Bänke im Park", workshop_id=cast.id)
    here = room(session, cast.id)
    found = similar_to(session, here, cast.one_field, "mehr bänke im park", "de")
    assert [similar.id for similar in found] == [one, two]
    assert similar_to(session, here, cast.one_field, "Etwas ganz anderes", "de") == ()
    assert similar_to(session, here, cast.one_field, "", "de") == ()


def test_who_is_typing_is_helped_by_a_translation(session: Session) -> None:
    cast, _ = a_room(session)
    german = a_measure(session, cast.one_field, "Bänke", workshop_id=cast.id, tr="Parkta bank")
    here = room(session, cast.id)
    [found] = similar_to(session, here, cast.one_field, "parkta bank olsun", "tr")
    assert (found.id, found.text("tr")) == (german, "Parkta bank")
