"""All tables of the concepts and workshops.

What the database can hold, it holds: keys, checks and unique constraints stand here, so that
no race between two requests can leave a row that the rules would not have allowed.
Counts (tallies, turnout) are never stored: they are queried from the rows themselves.
"""

from workshops.models.concept import Concept, ConceptAction, Node, OwnScheme
from workshops.models.files import Letterhead
from workshops.models.measure import DismissedPair, Measure, Report
from workshops.models.participant import Device, Participant, PersonalCode
from workshops.models.rating import Criterion, RatedGoal, Rating
from workshops.models.voting import BallotLine, Dots, PaperBallot, VoteRule
from workshops.models.workshop import (
    Action,
    AgendaTemplate,
    Pass,
    Step,
    Workshop,
    WorkshopModerator,
    WorkshopNode,
)

__all__ = [
    "Action",
    "AgendaTemplate",
    "BallotLine",
    "Concept",
    "ConceptAction",
    "Criterion",
    "Device",
    "DismissedPair",
    "Dots",
    "Letterhead",
    "Measure",
    "Node",
    "OwnScheme",
    "PaperBallot",
    "Participant",
    "Pass",
    "PersonalCode",
    "RatedGoal",
    "Rating",
    "Report",
    "Step",
    "VoteRule",
    "Workshop",
    "WorkshopModerator",
    "WorkshopNode",
]
