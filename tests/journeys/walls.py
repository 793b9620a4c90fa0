"""What may stand on the wall, at its longest, and what must be wrong nowhere on it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import cycle

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.base import utc_now
from tests.builders import Cast, ConceptCast, a_measure, a_node, a_workshop, dots, guests
from tests.workshops.groups.cast import a_family, bring, member
from tests.workshops.ratings.rooms import Steering, ratings
from tests.workshops.surveying.cast import a_closed_survey
from workshops.agenda.editing import insert_step
from workshops.agenda.services import close_step, go_to, open_step
from workshops.discussion.rules import NOTHING
from workshops.discussion.services import ask
from workshops.groups.services import add_group
from workshops.merging.services import merge
from workshops.models import Concept, Criterion, Node, RatedGoal, Workshop
from workshops.paper.services import enter_ballot, prepare_ballots
from workshops.priorities.runoff import run_off
from workshops.surveying.deciding import decide_on_texts, show_on_wall

TITLE = "Beteiligungswerkstatt zur Fortschreibung des Integrationskonzepts der Stadt Kieferstadt"
FIELDS = (
    (
        "Sprachliche Bildung, Mehrsprachigkeit und Teilhabe von Anfang an in Familie und Kita",
        "التعليم اللغوي وتعدد اللغات والمشاركة منذ البداية في الأسرة ورياض الأطفال",
    ),
    (
        "Arbeitsmarktintegration und Anerkennung mitgebrachter Berufsqualifikationen",
        "الاندماج في سوق العمل والاعتراف بالمؤهلات المهنية المكتسبة في الخارج",
    ),
    ("Zusammenleben in Nachbarschaft und Stadtteil", "العيش المشترك في الحي والجوار"),
)
MEASURES = (
    (
        "Teamteaching zwischen Lehrkraft und Sprachmittlung in allen Vorbereitungsklassen der "
        "Stadt, mit gemeinsamer Vorbereitungszeit im Stundenplan",
        "تدريس مشترك بين المعلم والوسيط اللغوي في جميع الصفوف التحضيرية في المدينة "
        "مع وقت تحضير مشترك ضمن الجدول",
    ),
    ("Sprachförderlehrkräftefortbildungsveranstaltungen", "دورات تدريبية متقدمة لمعلمي دعم اللغة"),
    (
        "Eltern-Kind-Gruppen mit Sprachmittlung in jedem Stadtteil, wöchentlich und kostenlos",
        "مجموعات للآباء والأطفال مع وساطة لغوية في كل حي أسبوعياً ومجاناً",
    ),
    ("Beratung am Abend", "استشارات في المساء"),
)
QUESTION = {
    "de": "Was fehlt noch, damit alle Kinder in Kieferstadt vom ersten Tag an gut Deutsch lernen "
    "und ihre eigenen Sprachen behalten können, und wer muss dafür was tun?",
    "ar": "ما الذي ما زال ينقصنا كي يتعلم جميع الأطفال اللغة الألمانية جيداً "
    "منذ اليوم الأول ويحتفظوا بلغاتهم، ومن عليه أن يفعل ماذا من أجل ذلك؟",
}

Build = Callable[[Session], Cast]


def _concept(session: Session, measures: int = 24, fields: int = 3) -> ConceptCast:
    concept = Concept(
        name=f"walls-{utc_now().timestamp()}",
        title=TITLE,
        scheme="bielefeld",
        language="de",
        created_at=utc_now(),
    )
    session.add(concept)
    session.flush()
    nodes = []
    for german, arabic in FIELDS[:fields]:
        nodes.append(a_node(session, concept.id, german))
        session.get_one(Node, nodes[-1]).titles = {"de": german, "ar": arabic}
    texts = cycle(MEASURES)
    made = []
    for n in range(measures):
        german, arabic = next(texts)
        made.append(
            a_measure(session, nodes[n * fields // measures], f"{german} {n}", ar=f"{arabic} {n}")
        )
    return ConceptCast(concept.id, concept.name, tuple(nodes), tuple(made))


def a_wall(session: Session, step: str = "arrive", **more) -> Cast:
    concept = _concept(session, more.pop("measures", 24), more.pop("fields", 3))
    return a_workshop(session, step, concept=concept, title=TITLE, **more)


def arriving(session: Session) -> Cast:
    cast = a_wall(session)
    guests(session, cast, 147)
    return cast


def collecting(session: Session) -> Cast:
    cast = a_wall(session, "collect", measures=3)
    for field in cast.fields:
        for german, _ in MEASURES[:3]:
            a_measure(session, field, german, workshop_id=cast.id)
    return cast


def collecting_nothing_yet(session: Session) -> Cast:
    return a_wall(session, "collect", measures=3)


def with_timer(build: Build) -> Build:
    def timed(session: Session) -> Cast:
        cast = build(session)
        session.get_one(Workshop, cast.id).timer_ends_at = utc_now() + timedelta(minutes=12)
        return cast

    return timed


def merging(session: Session) -> Cast:
    cast = a_wall(session, "collect", measures=12)
    insert_step(session, cast.id, after=1, kind="merge")
    ideas = [
        a_measure(session, cast.one_field, MEASURES[0][0], workshop_id=cast.id) for _ in range(3)
    ]
    go_to(session, cast.id, 2)
    merge(session, cast.id, ideas[0], ideas[1:], MEASURES[0][0], "de")
    return cast


def discussing(session: Session, beside: bool = True) -> Cast:
    cast = a_wall(session, "collect")
    step = insert_step(session, cast.id, after=1, kind="discuss")
    go_to(session, cast.id, 2)
    ask(
        session,
        cast.id,
        step,
        texts=QUESTION,
        beside=str(cast.one_field) if beside else NOTHING,
        first=5,
    )
    return cast


def discussing_alone(session: Session) -> Cast:
    return discussing(session, beside=False)


def grouping(count: int) -> Build:
    def build(session: Session) -> Cast:
        family = a_family(session, concept=_concept(session), title=TITLE)
        for n in range(count - 3):
            add_group(
                session,
                family.plenary.id,
                title=f"{FIELDS[n % 3][0]} {n}",
                place="Raum 204, zweiter Stock, am Ende des Gangs links",
                node_ids=family.plenary.fields,
            )
        guests(session, family.plenary, 40)
        return family.plenary

    return build


def groups_back(session: Session) -> Cast:
    family = a_family(session, concept=_concept(session), title=TITLE)
    for group in family.groups:
        bring(session, group, "vote")
        for person in guests(session, family.plenary, 3):
            seat = member(session, person, group)
            dots(session, group, seat, dict(zip(group.measures, (3, 2, 2, 1, 1), strict=False)))
        close_step(session, group.id, group.vote)
    go_to(session, family.plenary.id, 4)
    return family.plenary


def voting(state: str, paper: bool = False, **more) -> Build:
    def build(session: Session) -> Cast:
        cast = a_wall(session, "vote", state=state, **more)
        people = guests(session, cast, 30)
        for guest in people[: 0 if state == "waiting" else 17]:
            dots(session, cast, guest, {cast.measures[0]: 2, cast.measures[9]: 1})
        if paper:
            prepare_ballots(session, cast.id, cast.vote, last=20)
            for number in (1, 2, 3):
                enter_ballot(
                    session,
                    cast.id,
                    cast.vote,
                    number=number,
                    marks={1: 1},
                    replaces=False,
                    now=utc_now(),
                )
        return cast

    return build


def rating(state: str) -> Build:
    def build(session: Session) -> Cast:
        cast = a_wall(session)
        for n, (german, arabic) in enumerate(MEASURES * 2):
            node = a_node(session, cast.concept_id, german, parent_id=cast.fields[n % 2], level=1)
            session.get_one(Node, node).titles = {"de": german, "ar": arabic}
        step = insert_step(session, cast.id, after=0, kind="rate")
        go_to(session, cast.id, 1)
        criteria = session.scalars(
            select(Criterion.id).where(Criterion.step_id == step).order_by(Criterion.position)
        ).all()
        people = guests(session, cast, 12)
        if state != "waiting":
            open_step(session, cast.id, step)
            goals = session.scalars(
                select(RatedGoal.node_id).where(RatedGoal.step_id == step)
            ).all()
            steering = Steering(cast, step, 1, tuple(goals), tuple(criteria))
            said = cycle([[5, 3, 4, 0], [1, 2, 0, 5], [4, 4, 3, 2]])
            for guest in people[:9]:
                ratings(session, steering, guest, {goal: next(said) for goal in goals})
        if state == "closed":
            close_step(session, cast.id, step)
        return cast

    return build


def results(session: Session) -> Cast:
    cast = a_wall(session, "vote")
    for n, guest in enumerate(guests(session, cast, 20)):
        dots(
            session,
            cast,
            guest,
            {m: 1 + (n + k) % 2 for k, m in enumerate(cast.measures) if n >= k // 2},
        )
    close_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 3)
    return cast


def no_results(session: Session) -> Cast:
    return a_wall(session, "results", state="waiting")


TIED = (14, 9, 8, 8, 8, 3, 1, 0)


def tied(session: Session) -> Cast:
    cast = a_wall(session, "vote", fields=1, measures=8, scope="step", allowance=6)
    for person, guest in enumerate(guests(session, cast, 14)):
        dots(
            session,
            cast,
            guest,
            {m: 1 for m, n in zip(cast.measures, TIED, strict=True) if person < n},
        )
    close_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 3)
    return cast


def run_off_open(session: Session) -> Cast:
    cast = tied(session)
    made = run_off(session, cast.id, cast.vote, field_id=0)
    open_step(session, cast.id, made)
    return replace(cast, steps={**cast.steps, "run-off": made})


def run_off_result(session: Session) -> Cast:
    cast = run_off_open(session)
    second = replace(cast, steps={"vote": cast.steps["run-off"]})
    for n, guest in enumerate(guests(session, cast, 9)):
        dots(session, second, guest, {cast.measures[1 + n % 2]: 1})
    close_step(session, cast.id, second.vote)
    go_to(session, cast.id, 5)
    return cast


def survey(session: Session) -> Cast:
    cast = a_wall(session)
    insert_step(session, cast.id, after=0, kind="survey")
    go_to(session, cast.id, 1)
    return cast


def survey_result(question: str) -> Build:
    def build(session: Session) -> Cast:
        cast, step = a_closed_survey(session, 10, cast=a_wall(session))
        show_on_wall(session, cast.id, step, question=question)
        if question == "board":
            decide_on_texts(session, cast.id, step, question=question, state="shown", key="")
        return cast

    return build


WALLS: dict[str, Build] = {
    "arrive": arriving,
    "collect": collecting,
    "collect nothing": with_timer(collecting_nothing_yet),
    "merge": merging,
    "discuss": discussing,
    "discuss alone": with_timer(discussing_alone),
    "groups 3": grouping(3),
    "groups 6": grouping(6),
    "groups 8": grouping(8),
    "groups 14": grouping(14),
    "groups back": groups_back,
    "vote waiting": voting("waiting"),
    "vote open": with_timer(voting("open", paper=True, allowance=7)),
    "vote open free": voting("open", allowance=2),
    "vote closed": voting("closed", paper=True),
    "rate waiting": rating("waiting"),
    "rate open": with_timer(rating("open")),
    "rate closed": rating("closed"),
    "results": results,
    "no results": no_results,
    "tie": tied,
    "run-off": run_off_open,
    "run-off result": run_off_result,
    "survey": survey,
    "survey: a scale": survey_result("happy"),
    "survey: a matrix": survey_result("each"),
    "survey: a board": survey_result("board"),
}
