"""What an export says about itself: whose priorities it holds, what was left out, and the day."""

import datetime as dt
from collections import Counter

from app.documents.direction import Direction, direction, direction_of
from app.language import catalogues, clock
from app.refused import Message, say, say_n
from workshops.exports.selection import selected
from workshops.exports.source import Event, Source
from workshops.exports.telling import Choice
from workshops.groups.results import GroupResult

_ONLY = {
    "adopted": say("Only the measures that the council has adopted."),
    "proposed": say("Only the measures that are proposed to the council, or adopted by it."),
}


def subtitles(found: Source, choice: Choice, language: str, now: dt.datetime) -> list[str]:
    """The lines below the title, in the language that is being spoken."""
    lines = []
    event = found.event
    if event is not None:
        lines += _when_and_where(event, direction_of(language))
        lines += [catalogues.words(line) for line in _turnout(found, event)]
    if found.together:
        lines.append(catalogues.words(_together(found.together)))
    lines += [catalogues.words(line) for line in found.uncounted]
    lines += [catalogues.words(line) for line in _left_out(choice, counted=found.counted)]
    lines += [catalogues.words(line) for line in _proposed(found, choice, language)]
    as_of = say("As of %(date)s", date=catalogues.long_date(clock.day(now)))
    return [*lines, catalogues.words(as_of)]


def _together(workshops: int) -> Message:
    return say_n(
        "With the priorities of %(num)d workshop.",
        "With the priorities of %(num)d workshops together.",
        workshops,
    )


def _left_out(choice: Choice, *, counted: bool) -> list[Message]:
    said = [_ONLY[choice.only]] if choice.only else []
    if choice.first is not None and not counted:
        said.append(
            say_n(
                "Only the first %(num)d measure in the order of the concept.",
                "Only the first %(num)d measures in the order of the concept.",
                choice.first,
            )
        )
    elif choice.first is not None:
        said.append(
            say_n(
                "Only the first %(num)d measure in order of priority.",
                "Only the first %(num)d measures in order of priority.",
                choice.first,
            )
        )
    return said


def _proposed(found: Source, choice: Choice, language: str) -> list[Message]:
    """How many of the measures people proposed in surveys."""
    told = selected(found.snapshot, choice).measures() if found.proposed else ()
    surveys = Counter(
        found.proposed[measure.id].title(language)
        for measure in told
        if measure.id in found.proposed
    )
    return [
        say_n(
            "%(num)d measure was proposed in the survey “%(survey)s”.",
            "%(num)d measures were proposed in the survey “%(survey)s”.",
            number,
            survey=title,
        )
        for title, number in surveys.most_common()
    ]


def _when_and_where(event: Event, base: Direction) -> list[str]:
    """Title, place and day: in one line, unless the title runs against the file's language. The
    day, in that language, would then come out in the wrong order."""
    day = [catalogues.long_date(event.date)] if event.date else []
    alike = direction(event.title, base) == base
    comma = "، " if base == "rtl" else ", "
    where = comma.join([part for part in (event.place,) if part] + (day if alike else []))
    return [f"{event.title} ({where})" if where else event.title, *([] if alike else day)]


def _turnout(found: Source, event: Event) -> list[Message]:
    """Who has voted: in each vote of the workshop, and in the groups."""
    if not event.closed:
        return [say("The vote of this workshop is not closed, so there are no priorities yet.")]
    lines = []
    for vote in found.votes:
        said = [_voted(vote.here, vote.people), *_on_paper(vote.paper_voters)]
        if len(found.votes) > 1:
            said = [say("%(vote)s: %(turnout)s", vote=vote.title, turnout=one) for one in said]
        lines += said
    if found.groups:
        lines.append(say("Measures that only a group has voted on have the dots of that group."))
    for group in found.groups:
        lines += [_in_group(group), *_on_paper(group.paper_voters)]
    return lines


def _voted(voters: int, people: int) -> Message:
    return say_n(
        "%(num)d person of %(people)s has voted.",
        "%(num)d people of %(people)s have voted.",
        voters,
        people=catalogues.number(people),
    )


def _on_paper(ballots: int) -> list[Message]:
    if not ballots:
        return []
    said = say_n(
        "%(num)d ballot on paper is counted, too.",
        "%(num)d ballots on paper are counted, too.",
        ballots,
    )
    return [said]


def _in_group(group: GroupResult) -> Message:
    return say_n(
        "In the group “%(group)s” %(num)d person of %(people)s has voted.",
        "In the group “%(group)s” %(num)d people of %(people)s have voted.",
        group.here,
        people=catalogues.number(group.people),
        group=group.name.name(catalogues.current()),
    )
