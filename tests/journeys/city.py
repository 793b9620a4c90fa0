"""A city in which every page has something on it: what `a_city` adds to the demo."""

from dataclasses import dataclass
from itertools import cycle

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import demo
from app.accounts import services as accounts
from app.accounts import visitor
from app.accounts.models import Account
from app.accounts.sessions import sign_in_with_link
from app.database.base import utc_now
from app.files import jobs
from app.files.file import File
from app.files.models import Owner
from app.files.uploads import keep
from surveys.imports import uploads as imported
from surveys.results.reads import keep_margins
from surveys.services import survey_row
from tests.builders import Cast, ConceptCast, a_guest, a_measure, a_workshop, dots, guests
from tests.journeys.merging import merging_room
from tests.journeys.office_surveys import OfficeSurvey, an_office_survey
from tests.journeys.steering import steering_rooms
from tests.journeys.surveys import SurveyRuns, survey_runs
from tests.surveys.results.filled import a_filled_survey
from tests.surveys.xlsform import forms
from tests.surveys.xlsform.workbooks import workbook
from tests.workshops.followup.city import a_public_concept
from tests.workshops.groups.cast import group_rooms
from tests.workshops.letterheads.letters import a_letter
from tests.workshops.paper.rooms import without_phones
from tests.workshops.surveying.cast import a_closed_survey
from workshops.agenda.own_templates import copy_template
from workshops.agenda.timekeeping import pause_timer, start_timer
from workshops.concepts.services import create_concept
from workshops.dots.services import ballot_fields
from workshops.imports.uploads import NEW, keep_upload
from workshops.journal.services import Actor, act
from workshops.letterheads.example import example
from workshops.letterheads.faults import ENDLESS, TEXT, Fault, packed_fault
from workshops.letterheads.services import add_letterhead
from workshops.measures.drafts import keep_draft
from workshops.models import Concept, Measure, Node, Workshop
from workshops.participants import cookie
from workshops.passes.services import make_pass, revoke_pass
from workshops.schemes.own_schemes import copy as copy_scheme
from workshops.surveying.deciding import show_on_wall

TOKEN = "the-cookie-of-our-phone-in-every-workshop-0"
LONG = "integrationsbeauftragtenkonferenz-kieferstadt"
TABLE = "Handlungsfeld;Oberziel;Maßnahmevorschlag\r\nKultur;Feste;Ein Fest der Sprachen\r\n"
FAULTY = "Handlungsfeld;Oberziel;Maßnahmevorschlag\r\n;;Steht nirgends\r\nKultur;Feste;=1+1\r\n"
ROOMS = ("arrive", "collect", "vote waiting", "vote open", "vote closed", "results", "no results")
IDEAS = (
    ("de", "proposed", "Eine Eltern-Kind-Gruppe mit Sprachmittlung in jedem Stadtteil"),
    ("ar", "proposed", "دروس تقوية مجانية في اللغة الألمانية بعد المدرسة"),
    ("tr", "approved", "Anaokullarında Türkçe ve Almanca masal saatleri"),
    ("de", "approved", "Sprachförderlehrkräftefortbildungsveranstaltungen"),
    ("en", "hidden", "Something that had to be hidden"),
)


@dataclass(frozen=True)
class City:
    """Where everything is. `rooms`: one of ROOMS or STEERING -> the workshop that is there."""

    rooms: dict[str, Cast]
    concept: str
    empty_concept: str
    paper: str  # a concept with the texts of a council paper
    node: int
    measure: int
    idea: int
    upload: int
    faulty_upload: int
    new_upload: int  # it is to become a concept
    exports: tuple[int, int, int]  # being written, ready, cancelled
    colleague: int
    invitation: str
    secret: str
    card: str  # as it stands on it; nobody has used it
    agenda: str
    scheme: str  # of the office
    letterheads: tuple[int, int]  # a good one, and one with mistakes
    surveys: SurveyRuns
    survey: OfficeSurvey
    answered: str  # a survey with results
    survey_upload: int  # a file that is to become a survey
    answers_file: int  # of the survey with results, ready
    cookies: dict[str, dict[str, str]]
    """What a browser of each kind of visitor brings along: name -> value."""


def a_city(session: Session, secret: str) -> City:
    """A workshop in every step, in the demo city, which must have been built before."""
    now = utc_now()
    concept = _concept(session)
    empty = create_concept(session, title="Leer", scheme="bielefeld", language="de", now=now)
    office = session.scalars(select(Account.id).where(Account.email == demo.OFFICE)).one()
    signed_in = sign_in_with_link(session, accounts.invite(session, office, now), now=now)
    colleague, invitation = accounts.invite_new(
        session, email=f"new@{LONG}.example", name="Nora Neu", role="office", now=now
    )
    accounts.add_account(
        session, email=f"run@{LONG}.example", name=f"Sema von {LONG}", role="moderator", now=now
    )
    rooms = {name: _room(session, secret, concept, name) for name in ROOMS}
    rooms |= steering_rooms(session, secret, TOKEN, concept)
    rooms |= group_rooms(session, secret, TOKEN, concept)
    rooms["merge"] = merging_room(session, secret, TOKEN, concept)
    required = a_workshop(session, concept=concept, title=f"Workshop mit Karten {LONG}")
    rooms["cards"] = required
    rooms["survey closed"], step = a_closed_survey(session, 6)
    show_on_wall(session, rooms["survey closed"].id, step, question="wish")
    uploads = [
        keep_upload(
            session,
            name,
            account_id=office,
            file_name="Tabelle.csv",
            content=content.encode(),
            now=now,
        )
        for name, content in ((concept.name, TABLE), (empty, FAULTY))
    ]
    collect = rooms["collect"]
    helpers = _helpers(session, collect)
    idea = select(Measure.id).where(
        Measure.workshop_id == rooms["collect"].id, Measure.state == "proposed"
    )
    a_public_concept(session, concept)
    surveys = survey_runs(session, secret, LONG)
    answered = _answered(session)
    answers_file = _answers_file(session, answered, office)  # what is ready is kept
    return City(
        rooms=rooms,
        concept=concept.name,
        empty_concept=empty,
        paper=create_concept(session, title="Vorlage", scheme="waiblingen", language="de", now=now),
        node=concept.fields[0],
        measure=concept.measures[0],
        idea=session.scalars(idea).all()[0],
        upload=uploads[0],
        faulty_upload=uploads[1],
        new_upload=keep(
            session, NEW, office, file_name="Neu.csv", content=TABLE.encode("cp1252"), now=now
        ),
        exports=_exports(session, Owner("concept", concept.id), office),
        colleague=colleague.id,
        invitation=invitation,
        secret=helpers["moderator"],
        card=without_phones(session, secret, rooms["vote open"], required),
        agenda=copy_template(session, "half-day", title=f"Halbtag {LONG}", now=now),
        scheme=copy_scheme(session, "aschaffenburg", now),
        letterheads=_letterheads(session),
        surveys=surveys,
        survey=an_office_survey(session, secret, LONG),
        answered=answered,
        survey_upload=keep(
            session,
            imported.NEW,
            office,
            file_name="Haushalte.xlsx",
            content=workbook(**forms.UNMAPPABLE),
            now=now,
        ),
        answers_file=answers_file,
        cookies={
            "anyone": {},
            "phone": {cookie.COOKIE: TOKEN},
            "respondent": surveys.cookies,
            "office": {visitor.COOKIE: signed_in.token},
            "interpreter": {f"pass-{collect.code}": helpers["interpreter"]},
            "sent away": {f"pass-{collect.code}": helpers["gone"]},
        },
    )


def _answered(session: Session) -> str:
    """A survey that 80 people have answered, weighted by their age."""
    name = a_filled_survey(session)
    keep_margins(session, name, {"age": {"young": 30, "middle": 45, "old": 25}})
    return name


def _answers_file(session: Session, name: str, office: int) -> int:
    """A file of its answers that waits to be fetched."""
    owner = Owner("survey", survey_row(session, name).id)
    id = jobs.start(session, owner, account_id=office, format="xlsx", now=utc_now())
    jobs.finish(session, id, File(f"{LONG}.xlsx", f"{LONG}.xlsx", "", b"PK"))
    return id


def _helpers(session: Session, cast: Cast) -> dict[str, str]:
    """Secrets of the links of those who help, and an action of each that stands in the journal."""
    secrets = {}
    for name in ("moderator", "interpreter", "gone"):
        role = "moderator" if name == "gone" else name
        made = act(
            session,
            Actor(f"Sema von {LONG}"[:80], role),
            make_pass,
            cast.id,
            name=name,
            role=role,
            lasts="evening",
            by="Kim Amt",
            now=utc_now(),
        )
        secrets[name] = made.secret
    act(session, Actor("Kim Amt"), revoke_pass, cast.id, made.id, now=utc_now())
    return secrets


def _exports(session: Session, owner: Owner, office: int) -> tuple[int, int, int]:
    """Files on their way: one is being written, one is ready, one was cancelled."""
    written, ready, cancelled = (
        jobs.start(session, owner, account_id=office, format="docx", now=utc_now())
        for _ in range(3)
    )
    jobs.progress(session, written, 120, 500, now=utc_now())
    fault = packed_fault(Fault(TEXT, 0, "{% for measure in measures %}", ENDLESS))
    jobs.finish(session, ready, File(f"{LONG}.docx", f"{LONG}.docx", "", b"PK", fault))
    jobs.cancel(session, owner, cancelled, account_id=office)
    return written, ready, cancelled


def _letterheads(session: Session) -> tuple[int, int]:
    """Our sample, and one with mistakes."""
    letters = example(str), a_letter("{{ titel }}", f"{{{{ {LONG} }}}}", footer="{{ title")
    made = [
        add_letterhead(session, title=f"Briefkopf {LONG}", content=letter, now=utc_now())
        for letter in letters
    ]
    return made[0], made[1]


def _concept(session: Session) -> ConceptCast:
    """The demo's, with its first three fields."""
    found = session.scalars(select(Concept).order_by(Concept.id).limit(1)).one()
    fields = session.scalars(
        select(Node.id)
        .where(Node.concept_id == found.id, Node.level == 0)
        .order_by(Node.position)
        .limit(3)
    ).all()
    measures = session.scalars(
        select(Measure.id).join(Node).where(Node.concept_id == found.id).order_by(Measure.id)
    ).all()
    return ConceptCast(found.id, found.name, tuple(fields), tuple(measures))


def _room(session: Session, secret: str, concept: ConceptCast, name: str) -> Cast:
    """A workshop of 30 people, one of whom is our phone."""
    step, state = {
        "vote waiting": ("vote", "waiting"),
        "vote open": ("vote", "open"),
        "vote closed": ("vote", "closed"),
        "no results": ("results", "waiting"),
    }.get(name, (name, None))
    cast = a_workshop(
        session, step, state=state, concept=concept, approve_first=True, title=f"Workshop: {name}"
    )
    me = a_guest(session, cast, key=cookie.key_of(secret, TOKEN, cast.code))
    others = guests(session, cast, 29)
    if name == "vote waiting":
        keep_draft(session, me, {"text": IDEAS[0][2]}, now=utc_now())
    if step == "collect":
        session.get_one(Workshop, cast.id).others_shown = True
        a_measure(session, cast.one_field, IDEAS[2][2], workshop_id=cast.id, language="tr")
        for language, state, text in IDEAS:
            a_measure(
                session,
                cast.one_field,
                text,
                state=state,
                workshop_id=cast.id,
                participant_id=me.id,
                language=language,
            )
    if name in ("collect", "vote open"):
        start_timer(session, cast.id, 90, now=utc_now())
    if name == "vote open":
        pause_timer(session, cast.id, now=utc_now())
    ballot = cycle(ballot_fields(session, cast.vote))
    for guest in (me, *others[:20]):
        dots(session, cast, guest, dict(zip(ballot, (1, 2), strict=False)))
    return cast
