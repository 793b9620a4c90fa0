"""What the moderator shows of a closed survey: a question on the wall, and which texts."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from app.refused import Refused, say, say_n
from surveys import public
from workshops.agenda.room import screens_changed
from workshops.agenda.steps import step_alone
from workshops.journal.said import brief, did
from workshops.surveying.services import KIND

DECISIONS = ("shown", "hidden")


def show_on_wall(session: Session, workshop_id: int, step_id: int, *, question: str) -> None:
    """Show the results of this question on the wall; "": of none any more.

    Raises:
        Missing: no such step or question. Refused: the survey is not closed.
    """
    _closed(session, workshop_id, step_id)
    shown = public.show_question(session, step_id, question)
    if shown:
        did(session, say("On the wall: “%(question)s”", question=brief(shown)))
    else:
        did(session, say("The wall shows no question of the survey"))
    screens_changed(session, workshop_id)


def decide_on_texts(
    session: Session, workshop_id: int, step_id: int, *, question: str, state: str, key: str
) -> None:
    """The wall may show this text, or not: `state` is one of DECISIONS. Without a key: all texts
    of the question on which nobody has decided. What was done names no text: it would be read there
    when it is hidden, and after the day on which all answers are deleted.

    Raises:
        Missing: no such step or text. Refused: the survey is not closed.
    """
    _closed(session, workshop_id, step_id)
    changed = len(public.decide(session, step_id, question, state, key))
    if changed and state == "shown":
        did(session, say_n("%(num)d text was approved", "%(num)d texts were approved", changed))
    elif changed:
        did(session, say_n("%(num)d text was hidden", "%(num)d texts were hidden", changed))
    screens_changed(session, workshop_id)


def put_words_together(
    session: Session, workshop_id: int, step_id: int, *, question: str, keys: Collection[str]
) -> None:
    """On the wall the words of these texts are one group. What was done names no words, as above.

    Raises:
        Missing: no such step or text. Refused: the survey is not closed, or they are not two words.
    """
    _closed(session, workshop_id, step_id)
    public.put_together(session, step_id, question, keys)
    did(session, say("Words were put together on the wall"))
    screens_changed(session, workshop_id)


def take_words_apart(
    session: Session, workshop_id: int, step_id: int, *, question: str, key: str
) -> None:
    """The opposite, for all that is together with the word of this text.

    Raises:
        Missing: no such step or text. Refused: the survey is not closed.
    """
    _closed(session, workshop_id, step_id)
    public.take_apart(session, step_id, question, key)
    did(session, say("Words were taken apart again on the wall"))
    screens_changed(session, workshop_id)


def _closed(session: Session, workshop_id: int, step_id: int) -> None:
    step = step_alone(session, workshop_id, step_id, KIND)
    if step.state != "closed":
        raise Refused(say("Close the survey first: then its results can be shown."))
