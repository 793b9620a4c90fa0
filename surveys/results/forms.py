"""What the office types on the pages of results."""

import re
from collections.abc import Mapping
from typing import Any

from app.refused import say
from app.web.forms import Form
from surveys.questionnaire import Question
from surveys.results.remarks import LONGEST_TAG, LONGEST_TRANSLATION, MOST_TAGS, STATES
from surveys.results.table import choice_names
from surveys.results.weighting import MOST_MARGINS

NEAR = 0.11  # of 100 percent: thirds are typed as 33.3 each


class WeightsForm(Form):
    """Shares of the population in percent, for each choice of some questions. A question whose
    fields are all empty is not weighted by."""

    def __init__(self, data: Mapping[str, Any], questions: tuple[Question, ...]) -> None:
        super().__init__(data)
        found = {one.name: self._margin(one) for one in questions}
        self.margins = {name: shares for name, shares in found.items() if shares}
        if len(self.margins) > MOST_MARGINS:
            late = list(self.margins)[MOST_MARGINS]
            self.refuse(
                f"sum-{late}",
                say("At most two questions can be weighted by. Please empty the fields of one."),
            )

    def _margin(self, question: Question) -> dict[str, float]:
        names = choice_names(question)
        if not any(self.values.get(f"{question.name}:{name}", "").strip() for name in names):
            return {}
        shares = {name: self._share(f"{question.name}:{name}") for name in names}
        if self.ok and abs(sum(shares.values()) - 100) > NEAR:
            self.refuse(
                f"sum-{question.name}",
                say(
                    "These are %(sum)s %% together. Please correct them to 100 %%.",
                    sum=f"{sum(shares.values()):g}",
                ),
            )
        whole = sum(shares.values()) or 1.0
        return {name: 100 * share / whole for name, share in shares.items()} if self.ok else shares

    def _share(self, name: str) -> float:
        typed = self.values.get(name, "").strip().replace(",", ".").removesuffix("%").strip()
        if re.fullmatch(r"\d{1,3}(\.\d{1,6})?", typed) and float(typed) <= 100:
            return float(typed)
        self.refuse(name, say("Please enter a number from 0 to 100, with 0 for none."))
        return 0.0


def typed_margins(margins: Mapping[str, Mapping[str, float]]) -> dict[str, str]:
    """The margins as the form shows them."""
    return {
        f"{question}:{choice}": f"{round(share, 4):g}"
        for question, shares in margins.items()
        for choice, share in shares.items()
    }


class RemarkForm(Form):
    """What is made of one text. Tags are parted by commas."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.source = self.text("source", most=80)
        self.key = self.text("key", most=40)
        self.state = self.choice("state", STATES)
        self.tags = self._tags()
        self.translation = self.text("translation", most=LONGEST_TRANSLATION, required=None)

    def _tags(self) -> tuple[str, ...]:
        typed = self.text("tags", most=MOST_TAGS * (LONGEST_TAG + 2), required=None)
        tags = tuple(
            dict.fromkeys(filter(None, (" ".join(t.split()) for t in re.split("[,،;\n]", typed))))
        )
        if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
            self.refuse(
                "tags",
                say(
                    "At most %(most)d tags of %(length)d characters each, with commas between.",
                    most=MOST_TAGS,
                    length=LONGEST_TAG,
                ),
            )
        return tags
