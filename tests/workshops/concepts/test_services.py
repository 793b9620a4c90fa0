"""The office's verbs on a concept, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.documents.table import SheetCell, SheetRow
from app.refused import Missing, Refused
from tests.builders import NOW, a_concept, a_measure, a_node, a_workshop
from workshops.concepts import services
from workshops.concepts.services import structure


def a_new_concept(session: Session, title: str = "Wir fördern Integration!") -> str:
    return services.create_concept(session, title=title, scheme="bielefeld", language="de", now=NOW)


def a_small_tree(session: Session) -> tuple[str, dict[str, int]]:
    """A field with an upper goal, a sub goal below it, and a measure at each of the goals."""
    name = a_new_concept(session)

    def node(title: str, level: int, parent: int | None) -> int:
        return services.add_node(session, name, parent_id=parent, level=level, titles={"de": title})

    def measure(text: str, node_id: int) -> int:
        return services.add_measure(session, name, node_id=node_id, texts={"de": text}, now=NOW)

    field = node("Schule", 0, None)
    goal = node("Übergänge", 1, field)
    sub = node("Eltern", 2, goal)
    return name, {
        "field": field,
        "goal": goal,
        "sub": sub,
        "first": measure("Lotsen", goal),
        "second": measure("Elterncafé", sub),
    }


def test_concepts_of_one_title_made_at_once_get_names_of_their_own(ledger: Ledger) -> None:
    ready = Barrier(4)

    def make(_: int) -> str:
        ready.wait()
        return ledger.write_now(a_new_concept, "Viermal")

    with ThreadPoolExecutor(4) as pool:
        made = sorted(pool.map(make, range(4)))
    assert made == ["viermal", "viermal-2", "viermal-3", "viermal-4"]


def titles(session: Session, name: str) -> list[str]:
    found = structure(session, name)
    return [node.titles["de"] for top in found.nodes for node in top.walk()]


def test_a_concept_gets_a_short_name_from_its_title_that_nobody_else_has(session: Session) -> None:
    names = [a_new_concept(session) for _ in range(3)]
    assert names[0] == "wir-foerdern-integration"
    assert names[1:] == ["wir-foerdern-integration-2", "wir-foerdern-integration-3"]


def test_the_list_counts_what_is_there(session: Session) -> None:
    cast = a_workshop(session, fields=2, measures=6)
    services.delete_measure(session, cast.concept_name, cast.measures[0], now=NOW)
    a_measure(session, cast.fields[0], state="proposed", workshop_id=cast.id)
    line = next(one for one in services.concepts(session) if one.name == cast.concept_name)
    assert (line.nodes, line.measures, line.workshops) == (2, 5, 1)


def test_entries_are_numbered_as_the_scheme_says(session: Session) -> None:
    name, ids = a_small_tree(session)
    other = services.add_node(session, name, parent_id=None, level=0, titles={"de": "Arbeit"})
    goal = services.add_node(session, name, parent_id=other, level=1, titles={"de": "Betriebe"})
    found = structure(session, name)
    assert found.numbers == {ids["goal"]: "1", goal: "2"}


@pytest.mark.parametrize(("level", "at"), [(1, None), (2, "field"), (2, "sub"), (0, "goal")])
def test_an_entry_stands_only_where_the_scheme_has_its_level(
    session: Session, level: int, at: str | None
) -> None:
    name, ids = a_small_tree(session)
    with pytest.raises(Refused):
        services.add_node(
            session, name, parent_id=ids[at] if at else None, level=level, titles={"de": "x"}
        )


def test_titles_in_several_languages_are_kept_and_empty_ones_left_out(session: Session) -> None:
    name, ids = a_small_tree(session)
    services.edit_node(
        session, name, ids["field"], titles={"de": "Bildung", "ar": "تعليم", "tr": ""}
    )
    assert structure(session, name).nodes[0].titles == {"de": "Bildung", "ar": "تعليم"}


def test_a_measure_keeps_its_columns_and_its_language(session: Session) -> None:
    name, ids = a_small_tree(session)
    services.edit_measure(
        session,
        name,
        ids["first"],
        texts={"de": "Lotsen an Schulen", "en": "Guides"},
        columns={"responsible": ["Schulamt", "Caritas"], "feasible": ""},
    )
    measure = structure(session, name).nodes[0].children[0].measures[0]
    assert measure.texts == {"de": "Lotsen an Schulen", "en": "Guides"}
    assert measure.columns == {"responsible": ["Schulamt", "Caritas"]}
    assert measure.language == "de"


def test_an_entry_moves_to_a_position_and_again_changes_nothing(session: Session) -> None:
    cast = a_concept(session, titles=["A", "B", "C"], fields=3, measures=0)
    for _ in range(2):
        services.move_node(session, cast.name, cast.fields[2], position=1)
        assert titles(session, cast.name) == ["C", "A", "B"]
    services.move_node(session, cast.name, cast.fields[2], position=99)
    assert titles(session, cast.name) == ["A", "B", "C"]


def test_moving_passes_over_what_is_deleted(session: Session) -> None:
    cast = a_concept(session, titles=["A", "B", "C"], fields=3, measures=0)
    services.delete_node(session, cast.name, cast.fields[1], now=NOW)
    services.move_node(session, cast.name, cast.fields[2], position=1)
    services.restore_node(session, cast.name, cast.fields[1])
    assert titles(session, cast.name)[0] == "C"
    assert sorted(titles(session, cast.name)) == ["A", "B", "C"]


def test_a_measure_moves_among_those_of_its_entry(session: Session) -> None:
    cast = a_concept(session, fields=1, measures=3)
    services.move_measure(session, cast.name, cast.measures[0], position=2)
    found = structure(session, cast.name).nodes[0].measures
    assert [m.id for m in found] == [cast.measures[1], cast.measures[0], cast.measures[2]]


def test_deleting_takes_everything_below_and_undoing_brings_exactly_that_back(
    session: Session,
) -> None:
    name, ids = a_small_tree(session)
    before = structure(session, name).nodes
    services.delete_measure(session, name, ids["first"], now=NOW)
    left = structure(session, name).nodes
    services.delete_node(session, name, ids["goal"], now=NOW)
    found = structure(session, name)
    assert titles(session, name) == ["Schule"]
    assert [(d.kind, d.id, d.nodes, d.measures) for d in found.deleted] == [
        ("node", ids["goal"], 1, 1)
    ]
    services.restore_node(session, name, ids["goal"])
    assert structure(session, name).nodes == left
    services.restore_measure(session, name, ids["first"])
    assert structure(session, name).nodes == before
    assert structure(session, name).deleted == ()


def test_deleting_and_undoing_twice_is_as_good_as_once(session: Session) -> None:
    name, ids = a_small_tree(session)
    for _ in range(2):
        services.delete_node(session, name, ids["field"], now=NOW)
        services.delete_measure(session, name, ids["first"], now=NOW)
    for _ in range(2):
        services.restore_node(session, name, ids["field"])
    assert titles(session, name) == ["Schule", "Übergänge", "Eltern"]


def test_what_lies_below_something_deleted_comes_back_only_with_it(session: Session) -> None:
    name, ids = a_small_tree(session)
    services.delete_node(session, name, ids["sub"], now=NOW)
    services.delete_node(session, name, ids["field"], now=NOW)
    with pytest.raises(Refused):
        services.restore_node(session, name, ids["sub"])
    assert [d.id for d in structure(session, name).deleted] == [ids["field"]]


def test_a_measure_that_comes_back_during_the_vote_is_on_the_ballot_again(session: Session) -> None:
    from workshops.dots.services import ballot_fields

    cast = a_workshop(session, "vote", fields=1, measures=3)
    services.delete_node(session, cast.concept_name, cast.fields[0], now=NOW)
    assert ballot_fields(session, cast.vote) == {}
    services.restore_node(session, cast.concept_name, cast.fields[0])
    assert set(ballot_fields(session, cast.vote)) == set(cast.measures)


def test_proposals_that_are_not_approved_do_not_stand_in_the_concept(session: Session) -> None:
    cast = a_workshop(session, fields=1, measures=1)
    waiting = a_measure(session, cast.fields[0], state="proposed", workshop_id=cast.id)
    shown = a_measure(session, cast.fields[0], workshop_id=cast.id)
    found = structure(session, cast.concept_name)
    assert [m.id for m in found.nodes[0].measures] == [cast.measures[0], shown]
    assert {id for id, where in found.origins.items() if where == f"w{cast.id}"} == {shown}
    with pytest.raises(Missing):
        services.edit_measure(session, cast.concept_name, waiting, texts={"de": "x"})


def test_no_verb_reaches_into_another_concept(session: Session) -> None:
    name, _ = a_small_tree(session)
    other = a_concept(session, fields=1, measures=1)
    node, measure = other.fields[0], other.measures[0]
    for verb in (
        lambda: services.edit_node(session, name, node, titles={"de": "x"}),
        lambda: services.move_node(session, name, node, position=1),
        lambda: services.delete_node(session, name, node, now=NOW),
        lambda: services.restore_node(session, name, node),
        lambda: services.add_node(session, name, parent_id=node, level=1, titles={"de": "x"}),
        lambda: services.add_measure(session, name, node_id=node, texts={"de": "x"}, now=NOW),
        lambda: services.edit_measure(session, name, measure, texts={"de": "x"}),
        lambda: services.move_measure(session, name, measure, position=1),
        lambda: services.delete_measure(session, name, measure, now=NOW),
        lambda: services.restore_measure(session, name, measure),
        lambda: services.structure(session, "no-such-concept"),
    ):
        with pytest.raises(Missing):
            verb()


def test_two_people_adding_at_once_both_get_a_place(ledger: Ledger) -> None:
    import threading

    name = ledger.write_now(a_new_concept)
    threads = [
        threading.Thread(
            target=ledger.write_now,
            args=(services.add_node, name),
            kwargs={"parent_id": None, "level": 0, "titles": {"de": str(n)}},
        )
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = ledger.read_now(structure, name)
    assert sorted(node.titles["de"] for node in found.nodes) == [str(n) for n in range(8)]


def test_a_large_concept_is_read_in_four_queries(session: Session) -> None:
    cast = a_concept(session, fields=3, measures=30)
    for field in cast.fields:
        goal = a_node(session, cast.id, "Ziel", parent_id=field, level=1)
        a_measure(session, goal)
    queries: list[str] = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *args: queries.append(args[2]))
    structure(session, cast.name)
    assert len(queries) == 4


def a_sheet(*rows: tuple[str, ...]) -> list[SheetRow]:
    return [
        SheetRow(n, tuple(SheetCell(text) for text in row)) for n, row in enumerate(rows, start=1)
    ]


HEADINGS = ("Handlungsfeld", "Oberziel", "Teilziel", "Maßnahme", "Zuständige")
SHEET = a_sheet(
    HEADINGS,
    ("Schule", "Übergänge", "", "Lotsen", "Schulamt; Caritas"),
    ("", "", "", "Elterncafé", ""),
    ("Arbeit", "Betriebe", "Werbung", "Messe", ""),
)


def test_an_import_creates_everything_in_its_order(session: Session) -> None:
    name = a_new_concept(session)
    plan = services.import_rows(session, name, SHEET, now=NOW)
    assert (len(plan.nodes), len(plan.measures)) == (5, 3)
    assert titles(session, name) == ["Schule", "Übergänge", "Arbeit", "Betriebe", "Werbung"]
    goal = structure(session, name).nodes[0].children[0]
    assert [m.texts["de"] for m in goal.measures] == ["Lotsen", "Elterncafé"]
    assert goal.measures[0].columns == {"responsible": ["Schulamt", "Caritas"]}


def test_the_same_import_again_changes_nothing(session: Session) -> None:
    name = a_new_concept(session)
    services.import_rows(session, name, SHEET, now=NOW)
    before = structure(session, name).nodes
    again = services.import_rows(session, name, SHEET, now=NOW)
    assert again.empty
    assert structure(session, name).nodes == before


def test_an_import_attaches_to_what_is_there(session: Session) -> None:
    name = a_new_concept(session)
    services.import_rows(session, name, SHEET, now=NOW)
    more = a_sheet(HEADINGS, ("Schule", "Übergänge", "", "Hausbesuche", ""))
    services.import_rows(session, name, more, now=NOW)
    goal = structure(session, name).nodes[0].children[0]
    assert [m.texts["de"] for m in goal.measures] == ["Lotsen", "Elterncafé", "Hausbesuche"]


def test_one_faulty_row_and_nothing_is_created(ledger: Ledger) -> None:
    name = ledger.write_now(a_new_concept)
    faulty = [*SHEET, SheetRow(9, tuple(SheetCell(t) for t in ("X", "Y", "", "Text " * 900, "")))]
    with pytest.raises(Refused):
        ledger.write_now(services.import_rows, name, faulty, now=NOW)
    assert ledger.read_now(structure, name).nodes == ()
