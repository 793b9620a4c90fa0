"""The step in which people propose measures."""

from app.refused import say
from workshops.agenda.kinds import OwnPage, Screen, StepKind
from workshops.measures.others import news_of_ideas
from workshops.measures.reads import collect_page, collect_version, proposals
from workshops.measures.unfinished import still_typing

KIND = StepKind(
    title=say("Collect ideas"),
    phone=OwnPage("workshops/measures/phone.html", collect_page, draft_form="propose", waits=()),
    console=Screen("workshops/moderation/_collect.html", proposals),
    projector=Screen("workshops/projector/_collect.html", proposals),
    version=collect_version,
    news=news_of_ideas,
    unfinished=still_typing,
)
