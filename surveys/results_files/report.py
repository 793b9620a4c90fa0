"""The results of a survey as a report to be read: how it was done, who answered, and what."""

import datetime as dt
from collections.abc import Iterator

from app.documents.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    Text,
)
from app.language import catalogues
from app.refused import Message, say, say_n
from surveys.questionnaire import Question, Questionnaire
from surveys.results.columns import LANGUAGE
from surveys.results.remarks import without
from surveys.results.selected import about_weights
from surveys.results.summaries import Bars, Summary, of_tally
from surveys.results.table import Selection, Weights
from surveys.results.wording import Wording
from surveys.results_files.report_parts import question_blocks
from surveys.results_files.report_tables import Voice, bar_table, table
from surveys.results_files.source import Source

TYPED = ("short_text", "long_text", "swot")

_words = catalogues.words


def document(found: Source, *, language: str, today: dt.date) -> Document:
    """The report in this language; a text that has no translation stands as it was written."""
    asked_for = found.questionnaire
    voice = Voice(language, asked_for.original)
    with catalogues.speaking(language):
        page_of = catalogues.gettext("Page %(page)s of %(pages)s")
        name = say("Results of the survey")
        if found.weighting:
            page_of = catalogues.gettext("Weighted results, page %(page)s of %(pages)s")
            name = say("Results of the survey, weighted by known shares of the population")
        return Document(
            title=voice.text(asked_for.title),
            subtitles=(
                _words(name),
                _words(say("As of %(date)s", date=catalogues.long_date(today))),
            ),
            language=language,
            blocks=tuple(_blocks(found, voice)),
            page_of=page_of,
            names={tag: catalogues.language_name(tag) for tag in asked_for.languages},
        )


def _blocks(found: Source, voice: Voice) -> Iterator[Block]:
    everybody = found.table.select({})
    yield Heading(_own(say("Method")), 1)
    wording = Wording(voice.language, voice.original)
    made = found.weighting
    weighed = about_weights(made, found.table, wording) if made else []
    for sentence in (*_method(found), *weighed):
        yield Paragraph(_own(sentence))
    yield Heading(_own(say("Turnout")), 1)
    yield _turnout(found)
    yield Heading(_own(say("Who answered")), 1)
    if made:
        yield Paragraph(_own(say("Not weighted: these are the people who took part.")), note=True)
    yield from _people(found.questionnaire, everybody, voice)
    about = {one.name for one in found.questionnaire.compared()}
    yield Heading(_own(say("Answers")), 1)
    left_out = ("statement", "consent", *(() if found.texts != "none" else TYPED))
    yield from _answers(found, everybody, voice, about, left_out)


def _method(found: Source) -> Iterator[Message]:
    days = sorted(found.days)
    yield say_n(
        "This report is about the answers of %(num)d person.",
        "This report is about the answers of %(num)d people.",
        found.table.people,
    )
    if days[0] == days[-1]:
        yield say("They were given on %(day)s.", day=catalogues.long_date(days[0]))
    else:
        yield say(
            "They were begun between %(first)s and %(last)s.",
            first=catalogues.long_date(days[0]),
            last=catalogues.long_date(days[-1]),
        )
    names = [catalogues.language_name(tag) for tag in found.questionnaire.languages]
    told = ", ".join(names)
    yield say("The questions could be answered in these languages: %(names)s.", names=told)
    yield say(
        "Everybody answered anonymously. Who took part decided so themselves: the results tell "
        "what these people said, not what everybody in the city thinks."
    )
    yield say(
        "Nothing is shown of fewer than five people. The last answers may be missing until there "
        "are enough of them."
    )
    yield say(
        "Shares are of those who answered a question; where several answers could be chosen, they "
        "add up to more than the whole."
    )


def _turnout(found: Source) -> Table:
    columns = (
        Column(_words(say("Run of the survey")), 40),
        Column(_words(say("Began")), 20, "number"),
        Column(_words(say("Came to the end")), 20, "number"),
    )
    lines: list[tuple[Cell, ...]] = [
        (Text(run.title), run.begun, run.finished) for run in found.turnout
    ]
    return table(columns, lines)


def _people(questionnaire: Questionnaire, everybody: Selection, voice: Voice) -> Iterator[Block]:
    for question in questionnaire.compared():
        yield from question_blocks(_summary(question, everybody), voice)
    parts = _summary(Question("single", LANGUAGE, {}), everybody).parts
    if isinstance(parts, Bars) and any(one.name for one in parts.bars):
        yield Heading(_own(say("Language")), 3)
        bars = sorted(parts.bars, key=lambda one: -one.people)
        yield bar_table([(Text(catalogues.language_name(one.name)), one) for one in bars])


def _answers(
    found: Source,
    everybody: Selection,
    voice: Voice,
    told: set[str],
    left_out: tuple[str, ...],
) -> Iterator[Block]:
    """`told`: questions that stand above already; `left_out`: kinds."""
    for section in found.questionnaire.sections:
        shown = [
            one for one in section.questions if one.name not in told and one.kind not in left_out
        ]
        if shown and (title := voice.text(section.title)).text:
            yield Heading(title, 2)
        for question in shown:
            weights = found.weighting.weights if found.weighting else None
            summary = without(_summary(question, everybody, weights), found.hidden)
            approved = found.approved.get(question.name)
            yield from question_blocks(summary, voice, approved)


def _summary(question: Question, selection: Selection, weights: Weights | None = None) -> Summary:
    tally = selection.tally(question.name, weights)
    return of_tally(question, tally, weighted=weights is not None)


def _own(message: Message) -> Text:
    return Text(_words(message))
