"""A test run, as a phone shows it. The answers travel in the form: nothing is kept."""

import json
from dataclasses import dataclass, field
from typing import Any

from litestar import Response

from app.database.base import utc_now
from app.language.clock import day
from app.web.forms import Form
from app.web.pages import AnyRequest, page
from surveys import flow
from surveys.answering import speech
from surveys.answering.screens import Sent, Walk, move, read, require
from surveys.questionnaire import Questionnaire, Value
from surveys.questions.shown import shown

START, SEED = -1, 1
MOST_STATE = 200_000  # characters of all answers


@dataclass(frozen=True, slots=True)
class Tried:
    """What is tried out. `address`: of its pages; `images`: of its pictures begin so; `back`: where
    the test run is left to, `console`: which is a moderator's."""

    questionnaire: Questionnaire
    address: str
    images: str
    back: str
    console: bool = False


@dataclass(slots=True)
class Trial:
    """Where somebody is in their test run. `at`: a page from 0; START before, None behind them."""

    language: str
    at: int | None = START
    answers: dict[str, Value] = field(default_factory=dict)

    def packed(self) -> str:
        """As a hidden field holds it."""
        return json.dumps({"at": self.at, "answers": self.answers}, ensure_ascii=False)


def unpacked(text: str, language: str, questionnaire: Questionnaire) -> Trial:
    """What `packed` wrote; a new run where somebody has written something else."""
    try:
        data = json.loads(text[:MOST_STATE])
        at, answers = data["at"], dict(data["answers"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return Trial(language)
    if at is not None and (
        not isinstance(at, int) or not START <= at < len(flow.screens(questionnaire))
    ):
        return Trial(language)
    return Trial(language, at, answers)


def begin(request: AnyRequest, tried: Tried) -> Response[Any]:
    """The first page. `in`: a language; `at`: a question to begin with, if it is shown to who has
    answered nothing."""
    questionnaire = tried.questionnaire
    trial = Trial(speech.language_for(request, questionnaire))
    wanted = request.query_params.get("at", "")
    walk = _walk(tried, trial)
    for number in range(len(flow.screens(questionnaire))):
        if wanted in {one.name for one in walk.asked(number)}:
            trial.at = number
    return _show(request, tried, trial)


async def go_on(request: AnyRequest, tried: Tried) -> Response[Any]:
    """On, back, the same page in another language, or with its faults."""
    form = Form(await request.form())
    language = form.values.get("language") or form.values.get("spoken", "")
    if language not in tried.questionnaire.languages:
        language = tried.questionnaire.original
    trial = unpacked(form.values.get("trial", ""), language, tried.questionnaire)
    sent, go = _read(tried, trial, form), form.values.get("go")
    walk = _walk(tried, trial)
    if go != "next":  # back, another language, or a button of a question
        form.errors.clear()
    if go == "back":
        trial.at = _back(walk, trial.at)
    elif go == "next" and form.ok:
        trial.at = walk.onward(START if trial.at is None else trial.at)
    return _show(request, tried, trial, form, sent if form.errors or go is None else None)


def _walk(tried: Tried, trial: Trial) -> Walk:
    return Walk(tried.questionnaire, trial.answers, day(utc_now()))


def _read(tried: Tried, trial: Trial, form: Form) -> Sent:
    """What was sent of the page, taken over into the test run; errors stand in the form."""
    if trial.at is None or trial.at == START:
        return Sent()
    walk = _walk(tried, trial)
    questions = [one for one in walk.asked(trial.at) if one.name in form.many("asked")]
    sent = read(walk, questions, form, trial.language)
    for question in questions if "move" in form.values else ():
        move(walk, question, sent, form.values["move"], trial.language)
    kept = {key: value for key, value in trial.answers.items() if key not in sent.emptied}
    trial.answers = {**kept, **sent.entries}
    require(_walk(tried, trial), questions, sent, form, trial.language)
    return sent


def _back(walk: Walk, at: int | None) -> int:
    last = len(flow.screens(walk.questionnaire))
    before = walk.back(last if at is None else at)
    return START if before is None else before


def _show(
    request: AnyRequest,
    tried: Tried,
    trial: Trial,
    form: Form | None = None,
    sent: Sent | None = None,
) -> Response[Any]:
    questionnaire, at = tried.questionnaire, trial.at
    walk = _walk(tried, trial)
    errors = form.errors if form else {}
    on = None if at == START else at
    asked = walk.asked(on) if on is not None else ()
    standing = walk.standing(on) if on is not None else {}
    answers = {**standing, **(sent.typed if sent else {})}
    done, of = flow.progress(
        questionnaire,
        trial.answers,
        len(flow.screens(questionnaire)) if at is None else at,
        walk.today,
    )
    context = speech.speak(questionnaire, trial.language, tried.address)
    around = context["page_language"]
    return page(
        request,
        "surveys/office/preview.html",
        422 if errors else 200,
        questionnaire=questionnaire,
        tried=tried,
        trial=trial,
        spoken=trial.language,
        start=at == START,
        questions=[
            shown(questionnaire, one, answers, trial.language, SEED, errors, around=around)
            for one in asked
        ],
        section=flow.screens(questionnaire)[at].section if asked and at is not None else None,
        heads=bool(asked) and flow.heads(questionnaire, trial.answers, at or 0, walk.today),
        piped=lambda text: flow.piped(text, questionnaire, answers, trial.language),
        done=done,
        of=of,
        wrong=bool(errors),
        images=tried.images,
        **context,
    )
