"""The plenary brings together what its groups have voted, and adds nothing up."""

import io
import re
from dataclasses import replace

import docx
import pytest
from sqlalchemy.orm import Session

from app.database.base import utc_now
from tests.builders import Cast, a_workshop, dots, guests
from tests.workshops.groups.cast import Family, a_family, bring, group_cast, member
from workshops.agenda.editing import insert_step, remove_step
from workshops.agenda.kinds import kind_of
from workshops.agenda.room import room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.exports.files import written
from workshops.exports.source import events, source
from workshops.exports.telling import Wanted
from workshops.groups.board import GroupName
from workshops.groups.results import (
    GroupResult,
    group_results,
    plenary_results,
    results_with_groups,
)
from workshops.groups.services import add_group
from workshops.paper.services import enter_ballot
from workshops.participants.guest import Guest
from workshops.priorities.pages import ResultsPage


def seats(session: Session, family: Family, group: Cast, count: int) -> list[Guest]:
    return [member(session, p, group) for p in guests(session, family.plenary, count)]


def vote(session: Session, family: Family, group: Cast, *ballots: dict[int, int]) -> None:
    """As many people as ballots vote in this group, and its vote is closed."""
    bring(session, group, "vote")
    for seat, placed in zip(seats(session, family, group, len(ballots)), ballots, strict=True):
        dots(session, group, seat, placed)
    close_step(session, group.id, group.vote)


def test_each_group_has_its_own_ranking_and_dots_per_voter(session: Session) -> None:
    family = a_family(session, measures=6)
    a, b = family.groups
    vote(session, family, a, {a.measures[0]: 2, a.measures[1]: 1}, {a.measures[0]: 1})
    vote(session, family, b, {b.measures[2]: 1}, {b.measures[2]: 2}, {b.measures[1]: 2})
    first, second = group_results(session, room(session, family.plenary.id))
    assert [(r.measure_id, r.dots, r.rank) for r in first.top] == [
        (a.measures[0], 3, 1),
        (a.measures[1], 1, 2),
    ]
    assert (first.voters, first.dots, first.average) == (2, 4, 2.0)
    assert (second.voters, second.dots, second.average) == (3, 5, 5 / 3)
    assert (first.most, second.most) == (3, 3)


def test_a_group_that_is_still_voting_shows_nothing(session: Session) -> None:
    family = a_family(session)
    a, b = family.groups
    vote(session, family, a, {a.measures[0]: 2}, {a.measures[0]: 2})
    bring(session, b, "vote")
    dots(session, b, seats(session, family, b, 1)[0], {b.measures[0]: 2})
    go_to(session, family.plenary.id, 4)
    first, second = plenary_results(session, room(session, family.plenary.id)).groups
    assert (first.closed, second.state) == (True, "open")
    assert (second.rows, second.dots, second.voters) == ((), 0, 0)


def test_the_result_of_one_voter_is_not_broken_out(session: Session) -> None:
    family = a_family(session)
    a = family.groups[0]
    vote(session, family, a, {a.measures[0]: 2})
    first = group_results(session, room(session, family.plenary.id))[0]
    assert (first.withheld, first.rows, first.dots) == (True, (), 0)


def test_the_newest_of_group_work_and_vote_comes_first(session: Session) -> None:
    family = a_family(session)
    a = family.groups[0]
    vote(session, family, a, {a.measures[0]: 2}, {a.measures[0]: 2})
    here = room(session, family.plenary.id)
    steps = {step.kind: step.position for step in here.steps}
    assert steps["groups"] < steps["vote"] < steps["results"]
    go_to(session, family.plenary.id, steps["vote"])
    open_step(session, family.plenary.id, family.plenary.vote)
    close_step(session, family.plenary.id, family.plenary.vote)
    go_to(session, family.plenary.id, steps["results"])
    page = plenary_results(session, room(session, family.plenary.id))
    assert (page.closed, page.groups_first, len(page.groups)) == (True, False, 2)
    assert plenary_results(session, room(session, a.id)).groups == ()


def test_without_a_vote_of_its_own_the_plenary_shows_its_groups(session: Session) -> None:
    family = a_family(session)
    page = results_with_groups(session, family.plenary.id)[1]
    assert (page.groups_first, [one.state for one in page.groups]) == (False, ["waiting"] * 2)
    vote(session, family, family.groups[0], {family.groups[0].measures[0]: 1})
    assert results_with_groups(session, family.plenary.id)[1].groups_first
    go_to(session, family.plenary.id, 4)
    page = plenary_results(session, room(session, family.plenary.id))
    assert (page.state, page.groups_first) == ("waiting", True)


def test_group_work_without_groups_or_without_their_vote_has_no_results(session: Session) -> None:
    family = a_family(session)
    plenary = family.plenary.id
    for group in family.groups:
        remove_step(session, group.id, group.vote)
    go_to(session, plenary, 4)
    page = plenary_results(session, room(session, plenary))
    assert (page.groups, page.groups_first) == ((), False)


@pytest.mark.parametrize(
    ("groups", "size", "pages"),
    [(1, 0, [1]), (3, 0, [3]), (4, 0, [2, 2]), (7, 0, [3, 3, 1]), (4, 2, [2, 2])],
)
def test_the_wall_shows_up_to_three_groups_a_page(groups: int, size: int, pages: list[int]) -> None:
    tiles = tuple(GroupResult(GroupName(n, "", n, "", "", (), "de"), "none") for n in range(groups))
    page = replace(ResultsPage("none"), groups=tiles)
    assert [len(leaf) for leaf in page.group_leaves(size)] == pages


def test_figures_of_different_votes_are_never_added(session: Session) -> None:
    family = a_family(session, measures=6)
    a, b = family.groups
    both = add_group(
        session, family.plenary.id, title="Beide", place="", node_ids=family.plenary.fields
    )
    vote(session, family, a, {a.measures[0]: 2, a.measures[1]: 1}, *[{a.measures[0]: 1}] * 4)
    vote(session, family, b, *[{b.measures[0]: 1}] * 5)
    third = group_cast(session, family.plenary, both)
    vote(session, family, third, *[{b.measures[0]: 1}] * 5, {b.measures[1]: 1})
    found = exported(session, family.plenary)
    assert found[b.measures[0]] == (5, 5, 1)  # of the vote with more voters, and not 10

    go_to(session, family.plenary.id, 3)
    open_step(session, family.plenary.id, family.plenary.vote)
    for person in guests(session, family.plenary, 5):
        dots(session, family.plenary, person, {a.measures[0]: 1})
    close_step(session, family.plenary.id, family.plenary.vote)
    found = exported(session, family.plenary)
    assert found[a.measures[0]] == (5, 5, 1)  # the plenary has voted on it, too: its figures
    assert turnout(session, family.plenary) == ["5 people of 21 have voted."]  # on everything


def exported(session: Session, cast: Cast) -> dict[int, tuple[int | None, ...]]:
    """Measure -> dots, voters, and its rank within its field, in exports."""
    told = source(session, cast.concept_name, cast.code).snapshot.measures()
    return {one.id: (one.dots, one.voters, one.rank) for one in told}


def turnout(session: Session, cast: Cast) -> list[str]:
    """What the exported paper says of who has voted."""
    found = source(session, cast.concept_name, cast.code)
    file = written(found, Wanted("docx", "en"), now=utc_now())
    lines = [line.text for line in docx.Document(io.BytesIO(file.content)).paragraphs]
    return [line for line in lines if "voted" in line or "paper" in line]


def test_the_export_says_of_each_vote_who_took_part_and_how_many_on_paper(
    session: Session,
) -> None:
    cast = a_workshop(session, "vote", measures=4)
    persons = guests(session, cast, 5)
    for person in persons[:4]:
        dots(session, cast, person, {cast.measures[0]: 1})
    for number in (1, 2):
        enter_ballot(
            session, cast.id, cast.vote, number=number, marks={1: 1}, replaces=False, now=utc_now()
        )
    close_step(session, cast.id, cast.vote)
    one = ["4 people of 5 have voted.", "2 ballots on paper are counted, too."]
    assert turnout(session, cast) == one
    again = insert_step(session, cast.id, after=2, kind="vote", title="Noch einmal")
    go_to(session, cast.id, 3)
    open_step(session, cast.id, again)
    for person in persons:
        dots(session, replace(cast, steps={"vote": again}), person, {cast.measures[1]: 1})
    close_step(session, cast.id, again)
    assert turnout(session, cast) == [
        *(f"Vote: {line}" for line in one),
        "Noch einmal: 5 people of 5 have voted.",
    ]


def test_the_export_of_the_plenary_carries_the_groups_dots(session: Session) -> None:
    family = a_family(session, measures=4)
    a = family.groups[0]
    name = family.plenary.concept_name
    assert [one.code for one in events(session, name)] == [family.plenary.code]
    empty = source(session, name, family.plenary.code)
    assert empty.event is not None
    assert not empty.event.closed
    ballots = [{a.measures[0]: 2, a.measures[1]: 1}, *[{a.measures[1]: 2}] * 4]
    vote(session, family, a, *ballots)
    found = source(session, name, family.plenary.code)
    assert found.event is not None
    assert found.event.closed
    file = written(found, Wanted("docx", "en"), now=utc_now())
    said = "\n".join(line.text for line in docx.Document(io.BytesIO(file.content)).paragraphs)
    assert "have the dots of that group" in said
    assert "5 people of 5 have voted" in said
    file = written(found, Wanted("csv", "en"), now=utc_now())
    assert re.search("Maßnahme 2;.*;9;5;1", file.content.decode("utf-8-sig"))
    assert exported(session, a) == exported(session, family.plenary)


def test_the_kind_counts_the_pages_of_what_it_shows(session: Session) -> None:
    family = a_family(session)
    screen = kind_of("results").projector
    assert screen.pages is not None
    session.flush()
    page = plenary_results(session, room(session, family.plenary.id))
    assert screen.pages(page, "de", 0) == 1
