"""A concept as large as a city's: 17 fields, 60 upper goals, 200 sub goals, 500 measures."""

import random
from collections.abc import Callable
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tests.builders import NOW
from workshops.concepts.rows import insert_rows
from workshops.models import Concept, Measure, Node
from workshops.schemes.columns import Money

FIELDS, GOALS, SUB_GOALS, MEASURES = 17, 60, 200, 500
WORDS = (
    *("Sprachmittlung", "Elterncafé", "Übergang", "Schule", "Beruf", "Ehrenamt", "Beratung"),
    *("Nachbarschaft", "Gesundheit", "Wohnen", "Kultur", "Vereine", "Jugend", "Familien"),
    *("Anerkennung", "Abschlüsse", "Ankommen", "Stadtteil", "Begegnung", "Qualifizierung"),
    *("öffnen", "stärken", "ausbauen", "begleiten", "vernetzen"),
)
BODIES = ("Schulamt", "Jugendamt", "Volkshochschule", "Caritas", "AWO", "Jobcenter", "Sportbund")


def a_large_concept(session: Session, name: str = "large") -> str:
    """Its name. Every third measure has a translation, most have columns filled in."""
    chance = random.Random(17)
    concept = Concept(
        name=name, title="Großes Konzept", scheme="bielefeld", language="de", created_at=NOW
    )
    session.add(concept)
    session.flush()

    def words(most: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(chance.randint(3, most)))

    def level(depth: int, count: int, above: list[int] | None) -> list[int]:
        parents: list[int] | list[None] = above or [None]
        row = {"concept_id": concept.id, "level": depth, "deleted_at": None}
        return insert_rows(
            session,
            Node,
            [
                {
                    **row,
                    "parent_id": parents[n * len(parents) // count],
                    "position": n,
                    "titles": {"de": words(6), "ar": "تعزيز التعاون"},
                }
                for n in range(count)
            ],
        )

    goals = level(1, GOALS, level(0, FIELDS, None))
    places = goals + level(2, SUB_GOALS, goals)
    session.execute(
        insert(Measure),
        [_measure(chance, places[n * len(places) // MEASURES], n, words) for n in range(MEASURES)],
    )
    return name


def _measure(
    chance: random.Random, node_id: int, position: int, words: Callable[[int], str]
) -> dict[str, Any]:
    texts = {"de": words(24)} | ({"tr": words(20)} if position % 3 == 0 else {})
    columns: dict[str, Any] = {"responsible": chance.sample(BODIES, chance.randint(1, 3))}
    if chance.random() < 0.6:
        cents = chance.randint(10, 900) * 10_000
        columns["cost"] = Money(cents, chance.choice(("once", "year")), True).value()
    if chance.random() < 0.8:
        columns["feasible"] = str(chance.randint(2026, 2032))
    if chance.random() < 0.2:
        columns["key_project"] = True
    return {
        "node_id": node_id,
        "position": position,
        "language": "de",
        "texts": texts,
        "columns": columns,
        "state": "approved",
        "origin": "import" if position % 2 else "office",
        "created_at": NOW,
    }
