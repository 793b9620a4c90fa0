"""A vote of fewer than five people counts in no figure of a concept, wherever one reads it."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.few import FEWEST
from app.language import catalogues
from app.refused import Message
from tests.builders import a_concept, a_guest, dots, guests
from tests.workshops.gathering.cast import an_event
from tests.workshops.groups.cast import Family, a_family, bring, member
from workshops.agenda.services import close_step
from workshops.exports.files import written
from workshops.exports.source import ALL, election_of, source
from workshops.exports.telling import Wanted
from workshops.followup.public import public_page
from workshops.gathering.costs import costed, everybody, second_opinion
from workshops.gathering.duplicates import put_together
from workshops.gathering.export import written as ranking_file
from workshops.gathering.reads import proposal_page, ranking_page
from workshops.models import Dots, Measure
from workshops.proportional import pabulib
from workshops.proportional.instance import tally
from workshops.schemes.columns import Money

NOW = dt.datetime(2027, 3, 14, tzinfo=dt.UTC)
Figures = Mapping[int, tuple[int, int]]
"""Measure -> dots and voters."""


def words(message: Message) -> str:
    with catalogues.speaking("en"):
        return catalogues.words(message)


class City:
    """A concept with workshops of these sizes, and one whose two groups have the last two."""

    def __init__(self, session: Session, sizes: list[int], chance: random.Random) -> None:
        self.concept = a_concept(session, fields=2, measures=6)
        cost = {"cost": Money(90_000).value()}
        ids = self.concept.measures
        session.execute(update(Measure).where(Measure.id.in_(ids)).values(columns=cost))
        ballots = [[self._ballot(chance) for _ in range(size)] for size in sizes[:-2]]
        self.events = [
            an_event(session, self.concept, them, title=f"Abend {n}")
            for n, them in enumerate(ballots)
        ]
        self.family: Family = a_family(session, concept=self.concept, title="Mit Gruppen")
        for group, size in zip(self.family.groups, sizes[-2:], strict=True):
            bring(session, group, "vote")
            for _ in range(size):
                seat = member(session, a_guest(session, self.family.plenary), group)
                dots(session, group, seat, {chance.choice(group.measures): 2})
            close_step(session, group.id, group.vote)
        rooms = [*self.events, *self.family.groups]
        self.small = [cast for cast, size in zip(rooms, sizes, strict=True) if size < FEWEST]
        self.others = [(cast, guests(session, cast, FEWEST - 1)) for cast in self.small]
        self.codes = [ALL, *(cast.code for cast in (*self.events, self.family.plenary))]

    def _ballot(self, chance: random.Random) -> dict[int, int]:
        return {id: chance.randint(1, 3) for id in chance.sample(self.concept.measures, 2)}

    def change_small_votes(self, session: Session, chance: random.Random) -> None:
        """Others have placed dots there, on other measures: again fewer than five."""
        for cast, others in self.others:
            session.execute(delete(Dots).where(Dots.step_id == cast.vote))
            for guest in others[: chance.randrange(FEWEST)]:
                dots(session, cast, guest, {chance.choice(cast.measures): chance.randint(1, 5)})
        session.expire_all()


def told(session: Session, city: City) -> list[Any]:
    """Every figure of votes that anybody can read of the concept."""
    name = city.concept.name
    ranking, proposed = ranking_page(session, name), proposal_page(session, name)
    shares = costed(session, name, "de")
    public = public_page(session, name, preview=True)
    files = [source(session, name, code) for code in city.codes]
    return [
        ranking,
        ranking_file(ranking, "csv", "de"),
        (proposed.proposal, proposed.seen, proposed.events),
        (shares.ranking, shares.costs, Counter(map(repr, shares.voters))),
        [second_opinion(shares, 200_000, "points")] if shares.voters else [],
        [(one.snapshot, one.turnout, one.uncounted) for one in files],
        [written(one, Wanted("md", "de"), now=NOW).content for one in files],
        ([m.figures for m in public.measures()], public.most, public.uncounted),
    ]


def files_of(session: Session, name: str, code: str) -> Figures:
    """What a council paper says."""
    measures = source(session, name, code).snapshot.measures()
    return {m.id: (m.dots, m.voters or 0) for m in measures if m.dots is not None}


SIZES = [[12, 4, 5, 0, 6, 3], [4, 3, 2, 1], [5, 4, 4, 7]]


@pytest.mark.parametrize("kind", ["sqlite"])  # nothing of it is the database's
@pytest.mark.parametrize("sizes", SIZES, ids=repr)
def test_whatever_few_people_have_voted_no_figure_anywhere_is_another(
    session: Session, sizes: list[int]
) -> None:
    chance = random.Random(repr(sizes))
    city = City(session, sizes, chance)
    before = told(session, city)
    city.change_small_votes(session, chance)
    assert told(session, city) == before
    all_say_the_same(session, city)


def all_say_the_same(session: Session, city: City) -> None:
    """The ranking, papers, the public page, Equal Shares and the election file."""
    name = city.concept.name
    rows = ranking_page(session, name).rows
    figures = {row.measure.id: (row.figures.dots, row.figures.voters) for row in rows}
    public = public_page(session, name, preview=True).measures()
    assert files_of(session, name, ALL) == figures
    assert {m.id: (m.figures.dots, m.figures.voters) for m in public if m.figures} == figures
    ballots = everybody(session, name)
    assert (len(ballots) == 0) == (not figures)
    for id, (points, voters) in figures.items():
        given = [one.dots[id] for one in ballots if id in one.dots]
        assert (sum(given), len(given)) == (points, voters)
    places = [id for id in city.concept.measures if id in figures]
    file = written(election_of(session, name), Wanted("pb", "de"), now=NOW).content
    read = tally(pabulib.read(file)) if figures else {}
    assert [(one.points, one.voters) for one in read.values()] == [figures[id] for id in places]
    for cast in (*city.events, city.family.plenary):
        own = {r.measure.id: r.figures.placings.get(cast.id) for r in rows}
        said = {id: (one.dots, one.voters) for id, one in own.items() if one}
        assert files_of(session, name, cast.code) == said


# What is said of it


def test_pages_and_papers_name_the_event_and_say_why(session: Session) -> None:
    concept = a_concept(session, measures=2)
    one, _ = concept.measures
    small = an_event(session, concept, [{one: 2}] * 4, title="Bürgerabend Nord")
    large = an_event(session, concept, [{one: 1}] * 7)
    page = ranking_page(session, concept.name)
    assert [(e.id, e.votes, e.few, e.voters) for e in page.events] == [
        (small.id, 1, 1, 0),
        (large.id, 1, 0, 7),
    ]
    assert [event.id for event in page.counted] == [large.id]
    said = [words(line) for line in page.uncounted]
    assert said == [
        "Bürgerabend Nord: fewer than five people voted; its dots are not counted here, so that "
        "nobody can be traced."
    ]
    for found in (
        proposal_page(session, concept.name),
        costed(session, concept.name, "de"),
        public_page(session, concept.name, preview=True),
        source(session, concept.name, ALL),
    ):
        assert [words(line) for line in found.uncounted] == said
    assert [words(line) for line in source(session, concept.name, small.code).uncounted] == said
    assert source(session, concept.name, large.code).uncounted == ()


def test_the_paper_of_a_small_event_has_its_measures_and_a_sentence(session: Session) -> None:
    concept = a_concept(session, fields=1, measures=2)
    cast = an_event(session, concept, [{concept.measures[1]: 2}] * 4, title="Bürgerabend")
    found = source(session, concept.name, cast.code)
    paper = written(found, Wanted("md", "en"), now=NOW).content.decode()
    assert "Bürgerabend: fewer than five people voted" in paper
    assert paper.index("Maßnahme 1") < paper.index("Maßnahme 2")
    assert "8 dots" not in paper
    assert "voted." not in paper
    file = written(election_of(session, concept.name, cast.code), Wanted("pb", "de"), now=NOW)
    read = pabulib.read(file.content)
    assert (read.ballots, len(read.projects)) == ((), 2)
    assert "votes of fewer than five people are not in it" in read.meta["comment"]


def test_which_vote_of_an_event_decides_is_chosen_among_those_that_count(session: Session) -> None:
    concept = a_concept(session, fields=1, measures=2)
    one, _ = concept.measures
    family = a_family(session, concept=concept, fields=1)
    group = family.groups[0]
    bring(session, group, "vote")
    persons = [a_guest(session, family.plenary) for _ in range(6)]
    for person in persons:
        dots(session, group, member(session, person, group), {one: 2})
    close_step(session, group.id, group.vote)
    bring(session, family.plenary, "vote")
    for person in persons[:4]:
        dots(session, family.plenary, person, {one: 1})
    close_step(session, family.plenary.id, family.plenary.vote)
    row = ranking_page(session, concept.name).rows[0]
    assert (row.measure.id, row.figures.dots, row.figures.voters) == (one, 12, 6)
    page = ranking_page(session, concept.name)
    assert "in 1 of its votes fewer than five people voted" in words(page.uncounted[0])
    dots(session, family.plenary, persons[4], {one: 1})
    assert ranking_page(session, concept.name).rows[0].figures.dots == 5


def test_merging_adds_up_what_counts_and_shows_nothing_else(session: Session) -> None:
    concept = a_concept(session, fields=1, measures=2)
    one, other = concept.measures
    an_event(session, concept, [{one: 2}] * 6)
    an_event(session, concept, [{other: 3}] * 4)
    put_together(session, concept.name, one, [other])
    rows = ranking_page(session, concept.name).rows
    assert [(row.measure.id, row.figures.dots, row.figures.events) for row in rows] == [
        (one, 12, 1)
    ]
