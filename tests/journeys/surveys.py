"""Runs of surveys in the city: before, while and after somebody answers."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from surveys.answering.cookie import DONE, name_of
from surveys.answering.rules import holder_of, shown_ticket
from surveys.answering.services import begin, save
from surveys.answering.tickets import make_tickets, sheet_of
from surveys.questionnaire import KINDS, Questionnaire, Section
from tests.surveys.answering.cast import NOW, a_run
from tests.surveys.forms import a_choice, a_form, a_question

TOKEN = "CDFGHJKMNPQR"
CHOICES = {
    "single": ("one", "two"),
    "multiple": ("one", "two"),
    "matrix": ("one", "two"),
    "ranking": ("one", "two", "three"),
    "points": ("one", "two"),
}


@dataclass(frozen=True)
class SurveyRuns:
    """`asked`: all kinds of questions on one page; `ended`: all is answered. `ticket`: its card.
    `interviews`: one is held; `interviewed`: one has ended."""

    tickets: str
    ticket: str
    asked: str
    ended: str
    finished: str
    interviews: str
    interviewed: str

    @property
    def cookies(self) -> dict[str, str]:
        """Of the browser of somebody who answers."""
        token = {name_of(run): TOKEN for run in (self.asked, self.ended, self.interviews)}
        return {**token, **{name_of(run): DONE for run in (self.finished, self.interviewed)}}


def survey_runs(session: Session, secret: str, long: str) -> SurveyRuns:
    def made(**more: Any) -> str:
        return a_run(session, _all_kinds(long), **more)

    tickets, asked, ended = made(tickets_only=True), made(), made()
    interviews = made(interviews=True)
    holder = holder_of(secret, TOKEN, interviews)
    begin(session, interviews, holder=holder, language="de", now=NOW, staff=True)
    make_tickets(session, tickets, 1, secret=secret)
    ticket = sheet_of(session, tickets, range(1, 2), secret).tickets[1]
    for run in (asked, ended):
        holder = holder_of(secret, TOKEN, run)
        begin(session, run, holder=holder, language="de", now=NOW)
        save(session, run, holder, {"ranking": ["two"], "swot": {"risks": [long]}}, now=NOW)
    save(session, ended, holder_of(secret, TOKEN, ended), {"consent": "yes"}, now=NOW)
    return SurveyRuns(
        tickets=tickets,
        ticket=shown_ticket(ticket),
        asked=asked,
        ended=ended,
        finished=made(),
        interviews=interviews,
        interviewed=made(interviews=True),
    )


def _all_kinds(long: str) -> Questionnaire:
    questions = tuple(
        a_question(
            kind,
            kind,
            *CHOICES.get(kind, ()),
            required=kind == "consent",
            other=kind in ("single", "multiple"),
            hint={"de": f"Hinweis {long}"},
        )
        for kind in KINDS
    )
    return a_form(
        Section(questions, "all", a_choice("all").label, together=True),
        title={"de": f"Umfrage {long}", "en": "Survey"},
        languages=("de", "ar", "en"),
        welcome={"de": f"Willkommen.\n{long}"},
        privacy={"de": "Verantwortlich: das Amt."},
        thanks={"de": "Im Mai sprechen wir darüber."},
    )
