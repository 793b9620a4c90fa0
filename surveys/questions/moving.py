"""Buttons that change an answer without a script: the places of a ranking, single points. Pure."""

from surveys.questionnaire import Question, Value
from surveys.questions.points import given_points
from surveys.questions.way import field, names


def moved(question: Question, value: Value, move: str) -> Value:
    """The answer after a button was pressed; empty where nothing is answered any more.

    `move` is what the button sends: field, verb and choice, such as `q-goals:up:schools`. Verbs of
    a ranking: `in` (to the end), `out`, `up`, `down`; of points: `more`, `less`. What cannot be
    done, or is meant for another question, changes nothing.
    """
    name, _, rest = move.partition(":")
    verb, _, choice = rest.partition(":")
    if name != field(question) or choice not in {one.name for one in question.choices}:
        return value
    if question.kind == "ranking":
        return _ranked(names(value), verb, choice) or (None if value is None else [])
    if question.kind == "points":
        return _pointed(question, value, verb, choice)
    return value


def _ranked(ranked: list[str], verb: str, choice: str) -> list[str]:
    if choice not in ranked:
        return [*ranked, choice] if verb == "in" else ranked
    at = ranked.index(choice)
    others = [one for one in ranked if one != choice]
    place = {"up": max(0, at - 1), "down": at + 1}.get(verb, at)
    return others if verb == "out" else [*others[:place], choice, *others[place:]]


def _pointed(question: Question, value: Value, verb: str, choice: str) -> Value:
    """One point more or less. What was typed and is no number stays, and its error is shown."""
    given = value if isinstance(value, dict) else {}
    points = {name: one for name, one in given.items() if isinstance(one, int)}
    full = question.total is not None and given_points(value) >= question.total
    step = {"more": 0 if full else 1, "less": -1}.get(verb, 0)
    if len(points) < len(given) or not step:
        return value
    points[choice] = max(0, points.get(choice, 0) + step)
    return {name: one for name, one in points.items() if one}
