"""Questions of all kinds, and what a browser would send of a question that was drawn."""

from surveys.questionnaire import Choice, Question, Questionnaire, Section
from surveys.questions.pieces import Shown
from surveys.questions.way import field


def choices(*names: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, {"de": name.title()}) for name in names)


TOPICS = choices("schools", "courses", "rooms")
NOTHING = Choice("nothing", {"de": "Nichts davon"}, exclusive=True)

ALL = (
    Question("statement", "intro", {"de": "Willkommen."}),
    Question("single", "topic", {"de": "Was?"}, choices=TOPICS, other=True, random=True),
    Question("multiple", "topics", {"de": "Was alles?"}, choices=(*TOPICS, NOTHING), other=True),
    Question("scale", "mood", {"de": "Wie?"}, low=0, high=10),
    Question("scale", "degree", {"de": "Grad?"}, low=0, high=100),
    Question("matrix", "grid", {"de": "Je"}, choices=TOPICS, rows=choices("a", "b"), random=True),
    Question("number", "people", {"de": "Personen?"}, low=0),
    Question("number", "hours", {"de": "Stunden?"}, whole=False),
    Question("date", "since", {"de": "Seit?"}, earliest="1950-01-01", latest="2026-12-31"),
    Question("short_text", "work", {"de": "Beruf?"}),
    Question("long_text", "wish", {"de": "Wunsch?"}, least=3),
    Question("ranking", "order", {"de": "Reihenfolge?"}, choices=TOPICS),
    Question("points", "money", {"de": "Geld?"}, choices=TOPICS, total=10),
    Question("yes_no", "member", {"de": "Mitglied?"}),
    Question("swot", "swot", {"de": "Lage?"}),
    Question("consent", "consent", {"de": "Einverstanden?"}),
    Question("calculation", "sum", {}, formula="1 + 1"),
)


def one(name: str) -> Question:
    return next(question for question in ALL if question.name == name)


def survey(*questions: Question) -> Questionnaire:
    return Questionnaire({"de": "Umfrage"}, ("de", "ar"), (Section(questions or ALL),))


def sent_by(shown: Shown) -> dict[str, list[str]]:
    """The fields of a page that nobody touched."""
    name, question = shown.field, shown.question
    sent: dict[str, list[str]] = {name: [shown.typed] if not shown.options else []}
    if shown.kind in ("single", "multiple", "yes_no", "ranking"):
        sent[name] = [option.value for option in shown.options if option.chosen]
    if shown.kind == "points":
        sent |= {field(question, option.value): [option.typed] for option in shown.options}
    sent |= {field(question, row.name): [row.chosen] for row in shown.rows}
    sent |= {field(question, one.name): list(one.entries) for one in shown.quadrants}
    if shown.other_typed:
        sent[field(question, "other")] = [shown.other_typed]
    if shown.none_chosen and shown.kind in ("single", "multiple", "yes_no", "scale", "consent"):
        sent[name] = ["-"]
    elif shown.none_chosen:
        sent |= {field(question, row.name): ["-"] for row in shown.rows}
        sent[field(question, "none")] = ["yes"]
    return sent
