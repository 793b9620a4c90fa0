"""The sheet "choices" of a form that is written. Questions with the same choices share a list."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.codec import as_data
from surveys.questionnaire import OTHER, Choice, Question
from surveys.xlsform.columns import OWN
from surveys.xlsform.form import Listing
from surveys.xlsform.lines import Line
from surveys.xlsform.names import Names, harmless
from surveys.xlsform.numbers import written
from surveys.xlsform.own import cell, difference
from surveys.xlsform.words import OTHER as OTHER_WORDS
from surveys.xlsform.words import word, yes_no


@dataclass(slots=True)
class Lists:
    """`lines`: of the sheet. `listings`: as they will be read. `known`: names in the form."""

    languages: tuple[str, ...]
    known: frozenset[str]
    lines: list[Line] = field(default_factory=list)
    listings: dict[str, Listing] = field(default_factory=dict)
    _names: Names = field(default_factory=Names)
    _made: dict[str, str] = field(default_factory=dict)

    def of_choices(self, question: Question, name: str) -> str:
        """The name of the list with the choices of this question; `name`: its own."""
        return self._list(name, question.choices, question.other)

    def of_yes_no(self) -> str:
        choices = (
            Choice(name, {tag: yes_no(name, tag) for tag in self.languages})
            for name in ("yes", "no")
        )
        return self._list("yes_no", tuple(choices), False)

    def of_ends(self, question: Question, name: str) -> str:
        """Of a scale, whose ends have names."""
        ends = ((question.low, question.low_label), (question.high, question.high_label))
        named = (Choice(written(end), label) for end, label in ends if end is not None and label)
        return self._list(f"{name}_ends", tuple(named), False)

    def _list(self, name: str, choices: tuple[Choice, ...], other: bool) -> str:
        key = repr((choices, other))
        if key not in self._made:
            # Names of lists in parameters are read in small letters.
            name = self._made[key] = self._names.new(name.lower())
            listing = self.listings[name] = Listing(0, other=other)
            for choice in choices:
                self._add(name, choice, listing)
            if other:
                words = {tag: word(OTHER_WORDS, tag) for tag in self.languages}
                self._part(name, OTHER, words, "other")
            elif not choices:  # which other programs refuse
                self._part(name, "none", {self.languages[0]: "–"}, "none")
        return self._made[key]

    def _add(self, name: str, choice: Choice, listing: Listing) -> None:
        label = harmless(choice.label, self.known) or {self.languages[0]: choice.name}
        read = Choice(choice.name, label, image=choice.image)
        own = difference(as_data(choice), as_data(read), Choice)
        texts = {"label": label, "image": self.image(choice)}
        cells = {"list_name": name, "name": choice.name, OWN: cell(own)}
        self.lines.append(Line("choices", 0, cells, texts))
        listing.choices.append(choice)
        listing.renamed[choice.name] = choice.name

    def _part(self, name: str, choice: str, label: Mapping[str, str], part: str) -> None:
        cells = {"list_name": name, "name": choice, OWN: cell({"part": part})}
        self.lines.append(Line("choices", 0, cells, {"label": label}))

    def image(self, choice: Choice) -> dict[str, str]:
        """The picture's name in each language, as other programs want it."""
        return dict.fromkeys(self.languages, choice.image) if choice.image else {}
