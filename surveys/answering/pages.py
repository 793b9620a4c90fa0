"""The page of questions that somebody is on."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from litestar import Response

from app.language import catalogues
from app.settings import Settings
from app.web.door import shown_address
from app.web.errors import Led
from app.web.forms import Form
from app.web.home import language_cookie
from app.web.pages import AnyRequest, back_to, is_htmx, page
from surveys import flow
from surveys.answering import speech
from surveys.answering.cookie import token_in
from surveys.answering.rules import shown_token
from surveys.answering.screens import Walk
from surveys.answering.services import Held
from surveys.questionnaire import Value
from surveys.questions.shown import shown

END = "end"


def walk_of(held: Held, today: dt.date) -> Walk:
    return Walk(held.questionnaire, held.answers, today, held.interviews)


async def sent_by(request: AnyRequest, held: Held) -> Form:
    """What was sent from a page of this response.

    Raises:
        Led: the page, in another window, is of whoever answered on this browser before.
    """
    form = Form(await request.form())
    if form.values.get("me", _mark(held)) != _mark(held):
        raise Led(f"/s/{held.code}")
    return form


def show(
    request: AnyRequest,
    held: Held,
    walk: Walk,
    at: int,
    *,
    language: str,
    form: Form | None = None,
    typed: Mapping[str, Value] | None = None,
    more: bool = False,
    status: int = 200,
) -> Response[str]:
    """The questions of page `at`; for a script that asks, what the page holds alone.

    `typed`: entries as they were sent, right or wrong; `form` has their errors. `more`: an answer
    on this page has brought further questions on it.
    """
    asked = walk.asked(at)
    answers = {**walk.standing(at), **(typed or {})}
    errors = form.errors if form else {}
    done, of = flow.progress(walk.questionnaire, walk.answers, at, walk.today)
    around = speech.spoken_around(walk.questionnaire, language)
    about = (errors, held.interviews, around)
    return _page(
        request,
        held,
        address_of(held, at),
        language,
        status,
        questions=[
            shown(walk.questionnaire, one, answers, language, held.seed, *about) for one in asked
        ],
        section=flow.screens(walk.questionnaire)[at].section,
        heads=flow.heads(walk.questionnaire, walk.answers, at, walk.today),
        piped=lambda text: flow.piped(text, walk.questionnaire, answers, language),
        done=done,
        of=of,
        last=walk.onward(at) is None,
        wrong=bool(errors),
        more=more,
    )


def show_end(request: AnyRequest, held: Held, walk: Walk, language: str) -> Response[str]:
    """Behind the last question, where its page could not say that it is the last."""
    of = len(flow.shown_screens(walk.questionnaire, walk.answers, walk.today))
    return _page(
        request, held, f"/s/{held.code}/end", language, 200, questions=None, of=of, done=of
    )


def spoken(request: AnyRequest, held: Held, shown: Response[Any], language: str) -> Response[Any]:
    """The same answer; all our pages speak this language from now on, but to an interviewer: it is
    not theirs."""
    if language in catalogues.offered() and not held.interviews:
        shown.cookies.append(language_cookie(request, language))
    return shown


def chosen_language(form: Form, held: Held) -> str:
    """That of the button that was pressed, else the one they have."""
    tag = form.values.get("language", "")
    return tag if tag in held.questionnaire.languages else held.language


def led_to(request: AnyRequest, address: str) -> Response[Any]:
    """There; a script is told, for it goes there itself."""
    if is_htmx(request):
        return Response(None, status_code=204, headers={"HX-Redirect": address})
    return back_to(address)


def address_of(held: Held, at: int | None) -> str:
    """Of a page; None: the end."""
    return f"/s/{held.code}/{END if at is None else at + 1}"


def _mark(held: Held) -> str:
    """By which a page knows whose it is."""
    return held.holder[:8]


def _page(
    request: AnyRequest, held: Held, address: str, language: str, status: int, **more: Any
) -> Response[str]:
    settings: Settings = request.app.state.settings
    # Another address than the page's for who reads forms, and the same page for who reloads it.
    context = speech.speak(held.questionnaire, language, f"{address}?language")
    template = "_page.html" if is_htmx(request) else "page.html"
    return page(
        request,
        f"surveys/answering/{template}",
        status,
        questionnaire=held.questionnaire,
        code=held.code,
        back=held.back,
        me=_mark(held),
        interview=held.interviews,
        token=shown_token(token_in(request, held.code)),
        host=shown_address(settings.public_url),
        address=address,
        **{**context, **more},
    )
