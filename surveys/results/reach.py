"""What a workshop's step, or the proposals of a whole survey, show of its results.

Only of answers that were taken in (see taking_in.py): those of a step are whole crowds of its run.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Missing
from surveys.models import Remark, Run, Survey
from surveys.questionnaire import Question, Questionnaire, Texts
from surveys.results.columns import RUN, asked
from surveys.results.drawing import Drawing, drawn
from surveys.results.loading import load
from surveys.results.remarks import marked, remark_row, without
from surveys.results.summaries import Summary, of_tally
from surveys.results.table import Selection
from surveys.results.texts import Entry, Source, entries, languages
from surveys.results.wording import Wording
from surveys.results.words import Word, alike, fold, grouped
from surveys.services import newest_version, survey_row

At = int | str
"""The id of a step, or the short name of a survey: all its answers."""

OPEN_TEXTS = frozenset({"short_text", "long_text", "swot"})
"""Kinds whose texts are shown to a room, and can become measures."""

QUESTION, TOGETHER = "question", "together"
"""What a run keeps of its wall (showing.py): the name of the question; of questions the words that
mean the same: groups of keys of texts."""

KEYS = "room"
"""Keys of texts are made of a response's random id, which nobody ever sees: no secret is needed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: how many have answered it (0 where fewer than five have), and its texts.
    `together`: words of short texts that mean the same."""

    question: Question
    answered: int
    texts: tuple[Entry, ...]
    together: tuple[frozenset[str], ...] = ()

    @property
    def open(self) -> bool:
        """Whether people answer it in their own words."""
        return self.question.kind in OPEN_TEXTS

    @property
    def new(self) -> int:
        """Texts that nobody has decided on yet."""
        return sum(1 for one in self.texts if one.state == "new")

    @property
    def words(self) -> tuple[Word, ...]:
        """The groups of its short texts that were approved."""
        shown = [one for one in self.texts if one.state == "shown"]
        if self.question.kind != "short_text":
            return ()
        keys = {fold(one.text): one.key for one in shown}
        groups = grouped([one.text for one in shown], self.together)
        return tuple(replace(one, key=keys[min(one.folded)]) for one in groups)

    @property
    def alike(self) -> tuple[tuple[Word, Word], ...]:
        """Pairs of these that may mean the same."""
        return alike(self.words)


@dataclass(frozen=True, slots=True)
class Results:
    """`languages`: those its texts may be in. `people`: whose answers are shown; 0: fewer than
    five have answered, so nothing is. `shown`: the name of the question on the wall, "": none."""

    survey: str
    concept_id: int | None
    title: Texts
    original: str
    languages: tuple[str, ...]
    people: int
    questions: tuple[Asked, ...]
    shown: str = ""
    summary: Summary | None = None

    def label(self, one: Asked, language: str) -> str:
        """What was asked, in this language."""
        return Wording(language, self.original).label(one.question)

    def drawing(self, language: str) -> Drawing | None:
        """The question on the wall in this language; None: none is shown."""
        one = next((one for one in self.questions if one.question.name == self.shown), None)
        if one is None or self.summary is None:
            return None
        return drawn(self.summary, one.texts, language, self.original, one.together)


@dataclass(frozen=True, slots=True)
class Reach:
    """What is looked at. `run`: None where the whole survey is looked at."""

    survey: Survey
    run: Run | None
    questionnaire: Questionnaire
    selection: Selection

    def source(self, name: str) -> Source:
        question = self.questionnaire.question(name)
        if question is None or question.kind not in OPEN_TEXTS:
            raise Missing
        return Source(name, question)

    def texts(self, session: Session, source: Source) -> tuple[Entry, ...]:
        return entries(session, self.selection, source, KEYS)

    def together(self, name: str, texts: Sequence[Entry]) -> tuple[frozenset[str], ...]:
        """The run keeps keys of texts, one of each word: words themselves would outlive them."""
        words = {one.key: fold(one.text) for one in texts}
        kept = self.run.shown.get(TOGETHER, {}).get(name, ()) if self.run else ()
        return tuple(frozenset(words[key] for key in keys if key in words) for keys in kept)

    def remark(self, session: Session, source: Source, key: str) -> Remark:
        return remark_row(session, self.selection.table, source, key, KEYS)


def results(session: Session, at: At) -> Results | None:
    """None: there is no run of this step, or nothing of the survey is published."""
    found = _reach(session, at)
    if found is None:
        return None
    name = found.run.shown.get(QUESTION, "") if found.run else ""
    question = found.questionnaire.question(name)
    return Results(
        found.survey.name,
        found.survey.concept_id,
        found.questionnaire.title,
        found.questionnaire.original,
        languages(found.questionnaire),
        found.selection.people,
        tuple(_asked(session, found, one) for one in asked(found.questionnaire)),
        name,
        _summary(session, found.selection, question) if question else None,
    )


def decide(session: Session, at: At, question: str, state: str, key: str = "") -> tuple[Entry, ...]:
    """Give one text this state; without a key, all on which nobody has decided. Returns those that
    had another one before.

    Raises:
        Missing: no such text is shown here.
    """
    found = need(session, at)
    source = found.source(question)
    every = found.texts(session, source)
    meant = [one for one in every if (one.key == key if key else one.state == "new")]
    if key and not meant:
        raise Missing
    changed = tuple(one for one in meant if one.state != state)
    for one in changed:
        found.remark(session, source, one.key).state = state
    session.flush()
    return changed


@dataclass(frozen=True, slots=True)
class Written:
    """One text, the survey's title, and the languages that it may be in."""

    entry: Entry
    title: Texts
    languages: tuple[str, ...]


def text_at(session: Session, at: At, question: str, key: str) -> Written:
    """One text of this step or survey.

    Raises:
        Missing: no such text is shown here.
    """
    found = need(session, at)
    every = found.texts(session, found.source(question))
    one = next((one for one in every if one.key == key), None)
    if one is None:
        raise Missing
    return Written(one, found.questionnaire.title, languages(found.questionnaire))


def alone(session: Session, at: At) -> None:
    """Nobody else takes over a text of this survey until the commit."""
    survey_row(session, need(session, at).survey.name, alone=True)


def became(session: Session, at: At, question: str, key: str, measure_id: int) -> None:
    """This text was taken over as that measure.

    Raises:
        Missing: no such text is shown here.
    """
    found = need(session, at)
    found.remark(session, found.source(question), key).measure_id = measure_id
    session.flush()


def need(session: Session, at: At) -> Reach:
    """
    Raises:
        Missing: there is no run of this step, or nothing of the survey is published.
    """
    found = _reach(session, at)
    if found is None:
        raise Missing
    return found


def _reach(session: Session, at: At) -> Reach | None:
    run = None
    if isinstance(at, int):
        run = session.scalar(select(Run).where(Run.step_id == at))
        if run is None:
            return None
        survey = session.get_one(Survey, run.survey_id)
    else:
        survey = survey_row(session, at)
    if survey.removed_at is not None or newest_version(session, survey.id) is None:
        return None
    table = load(session, survey.id)
    selection = table.select({RUN: str(run.id)} if run else {})
    return Reach(survey, run, table.questionnaire, selection)


def _asked(session: Session, found: Reach, question: Question) -> Asked:
    texts: tuple[Entry, ...] = ()
    if question.kind in OPEN_TEXTS:
        texts = found.texts(session, found.source(question.name))
    tally = found.selection.tally(question.name)
    answered = of_tally(question, tally).answered
    return Asked(question, answered, texts, found.together(question.name, texts))


def _summary(session: Session, selection: Selection, question: Question) -> Summary:
    found = of_tally(question, selection.tally(question.name))
    return without(found, marked(session, selection.table, "hidden"))
