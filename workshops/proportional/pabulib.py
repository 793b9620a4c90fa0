"""Elections in Pabulib files (`.pb`), as pabulib.org/format describes them. Pure.

What real files do beyond that is read too: see docs/equal-shares.md.
"""

from collections.abc import Iterator

from app.refused import Message, Refused, say
from workshops.proportional.instance import Election, Exact, Kind, Project
from workshops.proportional.numbers import exact
from workshops.proportional.pabulib_votes import ballots
from workshops.proportional.rows import Section, need, once, sections, short

KINDS: dict[str, Kind] = {
    "approval": "approval",
    "choose-1": "approval",
    "cumulative": "cumulative",
    "ordinal": "ordinal",
    "scoring": "scoring",
}


def read(data: bytes) -> Election:
    """The election in a file. Nothing but the needed columns and facts has to be there.

    Raises:
        Refused: one sentence that says what is wrong and in which line.
    """
    found = sections(data)
    meta = _meta(found["META"])
    if "vote_type" not in meta:
        raise Refused(say("The section META has no vote_type."), 422)
    kind = KINDS.get(meta["vote_type"].lower())
    if kind is None:
        refusal = say(
            'The vote_type "%(name)s" is none of approval, choose-1, cumulative, ordinal, scoring.',
            name=short(meta["vote_type"]),
        )
        raise Refused(refusal, 422)
    projects = tuple(_projects(found["PROJECTS"]))
    ids = dict.fromkeys(project.id for project in projects)
    return Election(
        projects,
        tuple(ballots(found["VOTES"], kind, meta, ids)),
        _budget(meta),
        kind,
        meta,
        found["PROJECTS"].columns,
        found["VOTES"].columns,
    )


def doubts(election: Election) -> list[Message]:
    """Where the file counts other projects or votes than it has: it may have been cut off."""
    counted = (
        ("num_projects", len(election.projects)),
        ("num_votes", len(election.ballots)),
    )
    return [
        say(
            "The file says %(key)s is %(said)s, but has %(found)d.",
            key=key,
            said=short(election.meta[key]),
            found=number,
        )
        for key, number in counted
        if key in election.meta and exact(election.meta[key]) != number
    ]


def _meta(section: Section) -> dict[str, str]:
    meta: dict[str, str] = {}
    for row in section.rows:
        key, value = row.cells["key"], row.cells["value"]
        if meta.setdefault(key, value) != value:
            raise Refused(
                say("Line %(line)d says %(key)s again.", line=row.line, key=short(key)), 422
            )
    return meta


def _budget(meta: dict[str, str]) -> Exact:
    text = meta.get("budget", "")
    if not text:
        raise Refused(say("The section META has no budget."), 422)
    budget = exact(text)
    if budget is None or budget < 0:
        raise Refused(say('The budget "%(text)s" is no amount of money.', text=short(text)), 422)
    return budget


def _projects(section: Section) -> Iterator[Project]:
    need(section, "PROJECTS", ("project_id", "cost"))
    seen: set[str] = set()
    for row in section.rows:
        own = dict(row.cells)
        project_id, text, name = own.pop("project_id"), own.pop("cost"), own.pop("name", "")
        once(project_id, seen, row.line)
        if "," in project_id:
            refusal = say("Line %(line)d: the id of a project has a comma.", line=row.line)
            raise Refused(refusal, 422)
        cost = exact(text)
        if cost is None or cost < 0:
            refusal = say(
                'Line %(line)d: the cost "%(text)s" is no amount of money.',
                line=row.line,
                text=short(text),
            )
            raise Refused(refusal, 422)
        yield Project(project_id, cost, name, own)
