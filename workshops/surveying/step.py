"""The step in which the room answers a survey. The moderator opens and closes it."""

from app.refused import say
from workshops.agenda.kinds import OwnPage, Screen, StepKind
from workshops.surveying.reads import finished_here, own_survey, still_answering, survey_page
from workshops.surveying.services import close_survey, is_chosen, open_survey

KIND = StepKind(
    title=say("Survey"),
    phone=OwnPage(
        "workshops/surveying/phone.html",
        own_survey,
        waits=("waiting", "closed"),
        browser=finished_here,
    ),
    console=Screen("workshops/surveying/_console.html", survey_page),
    projector=Screen(
        "workshops/surveying/_wall.html",
        survey_page,
        pages=lambda page, language, size: len(page.pages(language, size)),
    ),
    first_state="waiting",
    opened=open_survey,
    closed=close_survey,
    unfinished=still_answering,
    open_label=say("Open the survey"),
    ready=is_chosen,
    close_label=say("Close the survey"),
    reopen_label=say("Open the survey again"),
)
