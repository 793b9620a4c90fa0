"""Before something is deleted it is said what goes along; afterwards all of it can come back."""

from dataclasses import replace

from sqlalchemy.orm import Session

from tests.builders import NOW, a_guest, a_node, a_workshop, dots
from tests.workshops.concepts.test_history import top
from tests.workshops.followup.city import a_report_on
from tests.workshops.groups.cast import a_family
from workshops import removal
from workshops.agenda.services import close_step
from workshops.concepts import services
from workshops.concepts.going import Going, below_node, of_measures, with_measures
from workshops.concepts.history import act, undo
from workshops.concepts.structure import Structure
from workshops.concepts.tree import structure
from workshops.concepts.used import UsedIn, used_in
from workshops.gathering.duplicates import put_together


def test_all_that_goes_with_a_field_is_counted_and_comes_back(session: Session) -> None:
    cast = a_workshop(session, "vote", fields=2, measures=6)
    name, field = cast.concept_name, cast.fields[0]
    one, two, _, outside = (
        m.id for node in structure(session, name).nodes for m in node.measures[:2]
    )
    a_node(session, cast.concept_id, "Ziel", parent_id=field, level=1)
    for _ in range(5):
        dots(session, cast, a_guest(session, cast), {one: 2})
    voting = below_node(session, cast.concept_id, field)
    here = UsedIn(cast.code, "Integrationsworkshop Kieferstadt", voting=True)
    assert (voting.dots, voting.used) == (0, (here,))  # what an open vote has is not told
    assert with_measures(session, [one]) == Going(used=(here,))
    close_step(session, cast.id, cast.vote)
    a_report_on(session, name, one)
    put_together(session, name, two, [outside])
    here = replace(here, voting=False)
    whole = Going(3, parts=1, decided=1, reports=1, dots=10, entries={1: 1}, used=(here,))
    assert below_node(session, cast.concept_id, field) == whole
    assert with_measures(session, [outside]) == Going()
    before = structure(session, name)
    act(session, "Anna", services.delete_node, name, field, now=NOW)
    undo(session, name, top(session, name), by="Anna")
    assert structure(session, name) == before
    assert _followed(before)[one] == ("adopted", "running")


def _followed(concept: Structure) -> dict[int, tuple[str | None, str | None]]:
    return {
        m.id: (m.decision, m.report.status if m.report else None)
        for node in concept.walk()
        for m in node.measures
    }


def test_the_dots_of_fewer_than_five_people_are_not_told(session: Session) -> None:
    cast = a_workshop(session, "vote", fields=1, measures=3)
    for _ in range(4):
        dots(session, cast, a_guest(session, cast), {cast.measures[0]: 1})
    close_step(session, cast.id, cast.vote)
    assert of_measures(session, cast.measures).dots == 0


def test_a_group_is_named_by_its_workshop_and_what_was_removed_is_not(session: Session) -> None:
    family = a_family(session)
    fields = family.plenary.fields
    used = used_in(session, fields, [])
    assert [one.code for one in used] == [family.plenary.code]
    removal.remove_workshop(session, family.plenary.concept_name, family.plenary.code, now=NOW)
    assert used_in(session, fields, []) == ()
