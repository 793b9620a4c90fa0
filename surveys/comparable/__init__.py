"""What a new version of a published questionnaire may change, so that answers stay comparable.

Texts, order, conditions, limits, new questions and new choices may change; a question that is taken
out stays in the results. What an answer means may not: see `refusals`. Pure.
"""

from surveys.comparable.changing import changes
from surveys.comparable.refusing import refusals
from surveys.comparable.stale import stale
from surveys.comparable.uniting import united

__all__ = ["changes", "refusals", "stale", "united"]
