"""The step in which a steering group rates goals. The moderator opens and closes it."""

from app.refused import say
from workshops.agenda.kinds import OwnPage, Screen, StepKind
from workshops.projector.leaves import pages_of
from workshops.ratings.criteria import prepare_rating
from workshops.ratings.reads import (
    RatingPage,
    own_ratings,
    rating_page,
    rating_version,
    still_rating,
)
from workshops.ratings.services import open_rating


def _wall_pages(data: RatingPage, language: str, size: int) -> int:
    return len(pages_of(data.result.rows, language, size)) if data.result else 0


KIND = StepKind(
    title=say("Rate goals"),
    phone=OwnPage("workshops/ratings/phone.html", own_ratings, waits=("waiting", "closed")),
    console=Screen("workshops/ratings/_console.html", rating_page),
    projector=Screen("workshops/ratings/_wall.html", rating_page, _wall_pages),
    first_state="waiting",
    made=prepare_rating,
    opened=open_rating,
    version=rating_version,
    unfinished=still_rating,
    open_label=say("Open the rating"),
    close_label=say("Close the rating"),
    reopen_label=say("Open the rating again"),
)
