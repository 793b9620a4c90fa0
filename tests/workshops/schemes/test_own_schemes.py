"""Schemes of an office: kept, changed, and what a concept needs of one."""

from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.refused import Missing, Refused
from tests.builders import NOW
from tests.workshops.schemes.samples import Data, a_scheme, choice, piece
from workshops.concepts import services
from workshops.concepts.history import act, newest, undo
from workshops.models import Concept, Measure, Node
from workshops.schemes import own_schemes
from workshops.schemes.file import from_data
from workshops.schemes.library import load, text_of_built_in
from workshops.schemes.reader import BadScheme
from workshops.schemes.scheme import Scheme
from workshops.schemes.write import dumped


def shape(**more: Any) -> Data:
    """A scheme of two levels, with a choice, a part and something kept of each entry."""
    levels = [
        piece("field", columns=[piece("since", kind="date")]),
        piece("goal", optional=True),
    ]
    horizon = choice("horizon", "Horizon", {"short": "Short", "long": "Long"})
    columns = [horizon, piece("cost", kind="money")]
    return a_scheme(levels, columns, parts=[piece("reasons", kind="text")]) | more


@pytest.fixture
def used(ledger: Ledger) -> str:
    """The name of such a scheme, in which a concept has something everywhere."""
    return str(ledger.write_now(_used))


def _used(session: Session) -> str:
    name = own_schemes.add(session, dumped(shape()), "Ours", NOW)
    concept = services.create_concept(
        session, title="Our concept", scheme=name, language="en", now=NOW
    )
    field = services.add_node(session, concept, parent_id=None, level=0, titles={"en": "School"})
    services.add_node(session, concept, parent_id=field, level=1, titles={"en": "Goal"})
    measure = services.add_measure(session, concept, node_id=field, texts={"en": "M"}, now=NOW)
    session.execute(
        update(Measure).where(Measure.id == measure).values(columns={"horizon": "short"})
    )
    session.execute(update(Node).where(Node.id == field).values(columns={"since": "2026-01-01"}))
    session.execute(update(Concept).values(parts={"reasons": {"en": "Because"}}))
    return name


def save(session: Session, name: str, data: Data) -> Scheme:
    text = own_schemes.own_text(session, name)
    own_schemes.save(session, name, dumped(data), seen=own_schemes.mark(text))
    return load(session, name)


def levels(ledger: Ledger) -> list[int]:
    return ledger.read_now(lambda s: list(s.scalars(select(Node.level).order_by(Node.id))))


def test_a_scheme_gets_a_free_name_and_a_faulty_one_none(ledger: Ledger) -> None:
    text = text_of_built_in("wetzlar")
    wanted = ["wetzlar", "wetzlar", "Größe & Maß", "خطة", "x" * 90, "new", ""]
    names = [ledger.write_now(own_schemes.add, text, one, NOW) for one in wanted]
    assert names[:4] == ["wetzlar-2", "wetzlar-3", "groesse-mass", "scheme"]
    assert names[4:] == ["x" * 36, "new-2", "scheme-2"]
    with pytest.raises(BadScheme, match="levels is missing"):
        ledger.write_now(
            own_schemes.add, 'titles = { de = "X" }\n[measure]\nnames = { de = "M" }', "own", NOW
        )


def test_a_copy_says_so_in_every_language_that_we_speak(ledger: Ledger) -> None:
    name = ledger.write_now(own_schemes.copy, "wetzlar", NOW)
    titles = ledger.read_now(load, name).titles
    assert titles["en"] == "Wetzlar, action concept (copy)"
    assert list(titles) == ["de", "en", "tr", "ar"]


def test_what_does_not_exist_is_missing_and_ours_are_not_the_offices(ledger: Ledger) -> None:
    for verb in (own_schemes.own_text, own_schemes.drop):
        for name in ("wetzlar", "nowhere"):
            with pytest.raises(Missing):
                ledger.write_now(verb, name)
    with pytest.raises(Missing):
        ledger.write_now(own_schemes.copy, "nowhere", NOW)


def test_one_that_nobody_uses_can_go(ledger: Ledger, used: str) -> None:
    spare = ledger.write_now(own_schemes.copy, used, NOW)
    ledger.write_now(own_schemes.drop, spare)
    with pytest.raises(Refused, match="cannot be deleted"):
        ledger.write_now(own_schemes.drop, used)
    lines = ledger.read_now(own_schemes.lines)
    assert [(line.name, line.concepts) for line in lines if line.own] == [
        (used, (("our-concept", "Our concept"),))
    ]


def test_names_change_and_levels_and_columns_are_added(ledger: Ledger, used: str) -> None:
    data = shape()
    data["levels"][0]["names"] = {"en": "Chapter"}
    data["levels"].insert(1, piece("part", optional=True))
    data["levels"].append(piece("step"))
    data["columns"].append(piece("until", kind="date"))
    data["columns"][0]["options"].append(piece("never"))
    del data["columns"][1]  # nothing stands in it
    assert [one.key for one in ledger.write_now(save, used, data).levels] == [
        *("field", "part", "goal", "step")
    ]
    assert levels(ledger) == [0, 2]
    found = ledger.read_now(services.structure, "our-concept")
    assert [one.titles["en"] for one in found.nodes[0].children] == ["Goal"]


def without(data: Data, name: str, place: int) -> Data:
    return {**data, name: [one for n, one in enumerate(data[name]) if n != place]}


def as_text(column: int) -> Data:
    data = shape()
    data["columns"][column] = piece("horizon", kind="text")
    return data


def changed_level(**more: Any) -> Data:
    data = shape()
    data["levels"][0] = piece("field", **more)
    return data


def inserted(optional: bool) -> Data:
    data = shape()
    data["levels"].insert(1, piece("part", optional=optional))
    return data


IMPOSSIBLE: tuple[tuple[Data, str], ...] = (
    (without(shape(), "levels", 1), "The level “Goal” must stay"),
    (shape(levels=shape()["levels"][::-1]), "The levels must keep their order"),
    (inserted(optional=False), "leave out the level “Part”"),
    (without(shape(), "columns", 0), "The column “Horizon” must stay"),
    (as_text(0), "The column “Horizon” must keep its kind"),
    (
        shape(columns=[piece("horizon", kind="choice", options=[piece("long")])]),
        "“Short” in the column “Horizon” must stay",
    ),
    (changed_level(), "The column “Since” must stay"),
    (
        changed_level(columns=[piece("since", kind="text")]),
        "The column “Since” must keep its kind",
    ),
    (shape(parts=[]), "The part “Reasons” must stay"),
    (shape(parts=[piece("reasons", kind="list")]), "The part “Reasons” must stay"),
)


def test_what_a_concept_holds_stays_possible(ledger: Ledger, used: str) -> None:
    for data, sentence in IMPOSSIBLE:
        from_data("own", data)  # a sound scheme
        with pytest.raises(Refused) as caught:
            ledger.write_now(save, used, data)
        said = caught.value.message.text % caught.value.message.params
        assert sentence in said
        assert "“Our concept”" in said
    assert ledger.read_now(load, used) == from_data(used, shape())
    assert levels(ledger) == [0, 1]


def test_what_was_done_can_still_be_undone_when_levels_are_counted_otherwise(
    ledger: Ledger, used: str
) -> None:
    def delete_the_goal(session: Session) -> int:
        goal = session.scalars(select(Node.id).where(Node.level == 1)).one()
        act(session, "Anna", services.delete_node, "our-concept", goal, now=NOW)
        done = newest(session, session.scalars(select(Concept.id)).one())
        assert done
        return done.id

    deletion = ledger.write_now(delete_the_goal)
    ledger.write_now(save, used, inserted(optional=True))
    ledger.write_now(undo, "our-concept", deletion, by="Anna")
    found = ledger.read_now(services.structure, "our-concept")
    assert [(one.level, one.titles["en"]) for one in found.nodes[0].children] == [(2, "Goal")]


def test_who_was_slower_is_told(ledger: Ledger, used: str) -> None:
    with pytest.raises(Refused, match="Somebody else"):
        ledger.write_now(own_schemes.save, used, dumped(shape()), seen="00000000")
