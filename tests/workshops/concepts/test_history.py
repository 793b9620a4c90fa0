"""What the office did can be taken back: the newest first, by whoever presses, and only once."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Missing, Refused
from tests.builders import NOW, a_concept, a_node, a_workshop
from tests.workshops.concepts.office import a_tree
from workshops.concepts import bulk, moving, services
from workshops.concepts.history import act, history, newest, undo
from workshops.concepts.tree import concept_row, structure
from workshops.dots.services import ballot_fields
from workshops.models import ConceptAction, Measure, Node

BY = "Anna"


def told(session: Session, name: str) -> list[str]:
    """The history as the office reads it, without the signs that isolate foreign words."""
    done = history(session, concept_row(session, name).id)
    plain = {ord(sign): None for sign in "\u2068\u2069"}
    with catalogues.speaking("en"):
        return [catalogues.words(one.what).translate(plain) for one in done]


def top(session: Session, name: str) -> int:
    done = newest(session, concept_row(session, name).id)
    assert done is not None
    return done.id


def rows(session: Session) -> dict[str, list[Any]]:
    """All entries and measures as they stand."""
    session.expire_all()
    nodes = (Node.id, Node.parent_id, Node.level, Node.position, Node.titles, Node.columns)
    measures = (Measure.id, Measure.node_id, Measure.position, Measure.texts, Measure.columns)
    alive = [Node.deleted_at.is_(None), Measure.deleted_at.is_(None)]
    return {
        "nodes": list(
            map(tuple, session.execute(select(*nodes).where(alive[0]).order_by(Node.id)))
        ),
        "measures": list(
            map(tuple, session.execute(select(*measures).where(alive[1]).order_by(Measure.id)))
        ),
    }


DOES: dict[str, tuple[Callable[..., Any], str]] = {
    "add an entry": (
        lambda f, g, m: partial(services.add_node, parent_id=g, level=2, titles={"de": "Neu"}),
        "Added “Neu”",
    ),
    "edit an entry": (
        lambda f, g, m: lambda s, n: services.edit_node(s, n, g, titles={"de": "Anders"}),
        "Changed “Übergänge”",
    ),
    "move an entry": (
        lambda f, g, m: lambda s, n: services.move_node(s, n, f, position=2),
        "Moved “Schule”",
    ),
    "promote an entry": (
        lambda f, g, m: lambda s, n: moving.place_node(s, n, g, parent_id=None, level=0),
        "Moved “Übergänge” to the outermost level",
    ),
    "delete an entry": (
        lambda f, g, m: lambda s, n: services.delete_node(s, n, f, now=NOW),
        "Deleted “Schule”",
    ),
    "add a measure": (
        lambda f, g, m: partial(services.add_measure, node_id=g, texts={"de": "Neu"}, now=NOW),
        "Added “Neu”",
    ),
    "edit a measure": (
        lambda f, g, m: (
            lambda s, n: services.edit_measure(
                s, n, m, texts={"de": "Paten"}, columns={"key_project": False}
            )
        ),
        "Changed “Lotsen”",
    ),
    "move a measure": (
        lambda f, g, m: lambda s, n: moving.place_measures(s, n, [m], node_id=f),
        "Moved “Lotsen” to “Schule”",
    ),
    "delete a measure": (
        lambda f, g, m: lambda s, n: services.delete_measure(s, n, m, now=NOW),
        "Deleted “Lotsen”",
    ),
    "change a column": (
        lambda f, g, m: lambda s, n: bulk.set_column(s, n, [m], key="key_project", value=True),
        "Changed “Schlüsselprojekt” of 1 measure",
    ),
    "delete several": (
        lambda f, g, m: lambda s, n: bulk.delete_measures(s, n, [m], now=NOW),
        "Deleted 1 measure",
    ),
}


@pytest.mark.parametrize("what", DOES)
def test_each_change_is_told_and_can_be_undone(session: Session, what: str) -> None:
    name, *ids = a_tree(session)
    services.add_node(session, name, parent_id=None, level=0, titles={"de": "Arbeit"})
    before = rows(session)
    make, sentence = DOES[what]
    act(session, BY, make(*ids), name)
    assert rows(session) != before
    assert told(session, name) == [sentence]
    undo(session, name, top(session, name), by="Otto")
    assert rows(session) == before
    (done,) = history(session, concept_row(session, name).id)
    assert (done.by, done.undone_by) == (BY, "Otto")


def test_the_title_and_the_parts_of_the_paper_come_back(session: Session) -> None:
    name = services.create_concept(
        session, title="Vorlage", scheme="waiblingen", language="de", now=NOW
    )
    act(session, BY, services.edit_title, name, title="Neue Vorlage")
    act(session, BY, services.edit_parts, name, parts={"reasons": {"de": "Weil es nötig ist."}})
    undo(session, name, top(session, name), by=BY)
    undo(session, name, top(session, name), by=BY)
    found = structure(session, name)
    assert (found.title, found.parts) == ("Vorlage", {})


def test_what_changes_nothing_leaves_no_trace(session: Session) -> None:
    name, field, goal, measure = a_tree(session)
    act(session, BY, services.move_node, name, field, position=1)
    act(session, BY, services.edit_measure, name, measure, texts={"de": "Lotsen"})
    act(session, BY, moving.place_node, name, goal, parent_id=field, level=1)
    assert told(session, name) == []


def test_the_newest_is_undone_first(session: Session) -> None:
    name, field, goal, _ = a_tree(session)
    act(session, BY, services.edit_node, name, field, titles={"de": "Bildung"})
    first = top(session, name)
    act(session, BY, services.edit_node, name, goal, titles={"de": "Wege"})
    with pytest.raises(Refused, match="Something newer was done since"):
        undo(session, name, first, by=BY)
    undo(session, name, top(session, name), by=BY)
    undo(session, name, first, by=BY)
    assert structure(session, name).nodes[0].titles == {"de": "Schule", "ar": "المدرسة"}


def test_twice_is_refused_and_another_concept_s_is_missing(session: Session) -> None:
    name, field, *_ = a_tree(session)
    other, *_ = a_tree(session)
    act(session, BY, services.edit_node, name, field, titles={"de": "Bildung"})
    action = top(session, name)
    with pytest.raises(Missing):
        undo(session, other, action, by=BY)
    undo(session, name, action, by=BY)
    with pytest.raises(Refused, match="already"):
        undo(session, name, action, by=BY)


def test_what_somebody_else_changed_in_another_place_stays(session: Session) -> None:
    name, _, _, measure = a_tree(session)
    act(
        session,
        BY,
        services.edit_measure,
        name,
        measure,
        texts={"de": "Lotsen"},
        columns={"feasible": "2027"},
    )
    translated = {"de": "Lotsen", "tr": "Kılavuzlar"}  # an interpreter in a workshop
    session.execute(update(Measure).where(Measure.id == measure).values(texts=translated))
    undo(session, name, top(session, name), by=BY)
    found = structure(session, name).measure(measure).measure
    assert (found.texts, found.columns) == (translated, {})


def test_what_somebody_else_changed_in_the_same_place_stays_too(session: Session) -> None:
    name, _, _, measure = a_tree(session)
    act(session, BY, services.edit_measure, name, measure, texts={"de": "Paten"})
    session.execute(update(Measure).where(Measure.id == measure).values(texts={"de": "Mentoren"}))
    undo(session, name, top(session, name), by=BY)
    assert structure(session, name).measure(measure).measure.texts == {"de": "Mentoren"}


def test_a_whole_branch_comes_back_with_what_went_with_it_and_its_dots_have_their_place(
    session: Session,
) -> None:
    cast = a_workshop(session, "vote", fields=1, measures=3)
    name = cast.concept_name
    services.delete_measure(session, name, cast.measures[0], now=NOW)
    act(session, BY, services.delete_node, name, cast.fields[0], now=NOW)
    assert ballot_fields(session, cast.vote) == {}
    undo(session, name, top(session, name), by=BY)
    assert set(ballot_fields(session, cast.vote)) == set(cast.measures[1:])


def test_many_changed_at_once_are_one_action(session: Session) -> None:
    cast = a_concept(session, fields=2, measures=6)
    target = a_node(session, cast.id, "Ziel", parent_id=cast.fields[0], level=1)
    before = rows(session)
    act(session, BY, moving.place_measures, cast.name, cast.measures, node_id=target)
    there = structure(session, cast.name).node(target).node.measures
    assert [one.id for one in there] == list(cast.measures)
    assert told(session, cast.name) == ["Moved 6 measures to “Ziel”"]
    undo(session, cast.name, top(session, cast.name), by=BY)
    assert rows(session) == before


def test_what_was_brought_back_from_the_bin_can_go_again_by_undoing_it(session: Session) -> None:
    name, field, *_ = a_tree(session)
    act(session, BY, services.delete_node, name, field, now=NOW)
    act(session, BY, services.restore_node, name, field)
    undo(session, name, top(session, name), by=BY)
    assert structure(session, name).nodes == ()
    undo(session, name, top(session, name), by=BY)
    assert structure(session, name).counts() == (2, 1)


async def test_two_who_press_at_once_undo_one(ledger: Ledger) -> None:
    name, field, goal, _ = ledger.write_now(a_tree)
    for node, title in ((field, "Bildung"), (goal, "Wege")):
        ledger.write_now(act, BY, services.edit_node, name, node, titles={"de": title})
    action = ledger.read_now(lambda session: top(session, name))
    presses = [ledger.write(undo, name, action, by=who) for who in ("Anna", "Otto")]
    answers = await asyncio.gather(*presses, return_exceptions=True)
    assert [type(one) for one in answers].count(Refused) == 1
    query = select(ConceptAction.id).where(ConceptAction.undone_at.is_not(None))
    assert ledger.read_now(lambda session: session.scalars(query).all()) == [action]
    assert ledger.read_now(structure, name).node(field).node.titles == {"de": "Bildung"}
