"""The step in which people place dots. The moderator opens and closes it."""

from app.refused import say
from workshops.agenda.kinds import OwnPage, Screen, StepKind
from workshops.dots.reads import ballot_of, ballot_version
from workshops.dots.services import open_vote, prepare_vote
from workshops.dots.turnout import turnout_of
from workshops.dots.unfinished import still_voting

KIND = StepKind(
    title=say("Vote"),
    phone=OwnPage("workshops/dots/phone.html", ballot_of, waits=("waiting", "closed")),
    console=Screen("workshops/moderation/_vote.html", turnout_of),
    projector=Screen("workshops/projector/_vote.html", turnout_of),
    first_state="waiting",
    made=prepare_vote,
    opened=open_vote,
    version=ballot_version,
    unfinished=still_voting,
    open_label=say("Open the vote"),
    close_label=say("Close the vote"),
    reopen_label=say("Open the vote again"),
)
