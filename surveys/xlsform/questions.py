"""A question as rows of the sheet "survey"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from surveys.codec import as_data
from surveys.questionnaire import CHOOSING, QUADRANTS, SILENT, Choice, Question
from surveys.xlsform.blocks import BLOCKS, block_of, part_of
from surveys.xlsform.columns import OWN
from surveys.xlsform.fields import APPEARANCES, computed, question_of
from surveys.xlsform.form import Form
from surveys.xlsform.limits import constraint
from surveys.xlsform.lines import Line
from surveys.xlsform.lists import Lists
from surveys.xlsform.names import Names, harmless, in_cell
from surveys.xlsform.numbers import WIDEST_NAMED, written
from surveys.xlsform.own import cell, difference
from surveys.xlsform.types import type_of
from surveys.xlsform.words import OTHER as OTHER_WORDS
from surveys.xlsform.words import QUADRANTS as QUADRANT_WORDS
from surveys.xlsform.words import word

_TYPES = {
    "statement": "note",
    "date": "date",
    "short_text": "text",
    "long_text": "text",
    "consent": "acknowledge",
    "calculation": "calculate",
}
_SELECTS = {"single": "select_one", "multiple": "select_multiple", "ranking": "rank"}


@dataclass(frozen=True, slots=True)
class Writer:
    """`names`: what questions are called in the form, and their parts."""

    lists: Lists
    names: Names

    def lines(self, question: Question) -> list[Line]:
        """Its rows. Texts and conditions speak of others by their names in the form already."""
        if question.kind in BLOCKS:
            return self._block(question)
        line = self._line(question)
        read = question_of(line, type_of(line.cell("type")), self._form())
        own = difference(as_data(question), as_data(read), Question)
        found = [_with(line, cell(own))]
        if question.other and question.kind in ("single", "multiple"):
            found.append(self._words(question))
        return found

    def _form(self) -> Form:
        """A reader that knows of nothing but the lists."""
        return Form(self.lists.languages[0], self.lists.listings)

    def _line(self, question: Question) -> Line:
        name = self.names.called[question.name]
        cells = {
            "type": self._type(question, name),
            "name": name,
            "required": "yes" if question.required and question.kind not in SILENT else "",
            "relevant": question.show_if,
            "constraint": constraint(question),
            "default": "" if computed(question.default) else question.default,
            "parameters": "",
            "calculation": "",
            "appearance": question.appearance if question.appearance in APPEARANCES else "",
        }
        if question.kind == "calculation":
            cells |= {"calculation": question.formula or "''", "default": ""}
        elif question.kind == "long_text":
            cells["appearance"] = f"multiline {cells['appearance']}".strip()
        elif cells["type"] == "range":
            cells |= self._range(question, name, cells["appearance"])
        elif question.random and question.kind in CHOOSING:
            cells["parameters"] = "randomize=true"
        cells = {column: in_cell(text) for column, text in cells.items()}
        return Line("survey", 0, cells, self._texts(question))

    def _type(self, question: Question, name: str) -> str:
        if question.kind in _SELECTS:
            return f"{_SELECTS[question.kind]} {self.lists.of_choices(question, name)}"
        if question.kind == "yes_no":
            return f"select_one {self.lists.of_yes_no()}"
        if question.kind == "scale" and _spans(question):
            return "range"
        if question.kind in ("number", "scale"):
            return "integer" if question.whole else "decimal"
        return _TYPES[question.kind]

    def _range(self, question: Question, name: str, appearance: str) -> Mapping[str, str]:
        low, high = question.low or 0, question.high or 0
        parameters = f"start={written(low)} end={written(high)} step=1"
        named = bool(question.low_label or question.high_label)
        if not named or high - low > WIDEST_NAMED:
            return {"parameters": parameters}
        # Names of ends and an appearance do not go together.
        labels = self.lists.of_ends(question, name)
        return {"parameters": f"{parameters} tick_labelset={labels}", "appearance": ""}

    def _texts(self, question: Question) -> Mapping[str, Mapping[str, str]]:
        known = self.lists.known
        nothing = {self.lists.languages[0]: question.name}  # questions without a label are refused
        return {
            "label": harmless(question.label, known) or nothing,
            "hint": harmless(question.hint, known),
            "required_message": harmless(question.required_message, known),
            "constraint_message": harmless(question.check_message, known),
        }

    def _words(self, question: Question) -> Line:
        """What is typed for "other"."""
        name = self.names.called[question.name]
        cells = {
            "type": "text",
            "name": self.names.new(f"{name}_other"),
            "relevant": f"selected(${{{name}}}, 'other')",
            OWN: cell({"part": "other"}),
        }
        label = {tag: word(OTHER_WORDS, tag) for tag in self.lists.languages}
        return Line("survey", 0, cells, {"label": label})

    def _block(self, question: Question) -> list[Line]:
        name = self.names.called[question.name]
        table = question.kind == "matrix"
        cells = {
            "type": "begin_group",
            "name": name,
            "relevant": in_cell(question.show_if),
            "appearance": "table-list" if table else "field-list",
            OWN: cell({"kind": question.kind}),
        }
        texts = self._texts(question)
        begin = Line("survey", 0, cells, {"label": texts["label"], "hint": texts["hint"]})
        inner = self._parts(question, begin)
        read = block_of(begin, inner, self._form())
        own = difference(as_data(question), as_data(read), Question)
        begin = _with(begin, cell({"kind": question.kind, **own}))
        return [begin, *inner, Line("survey", 0, {"type": "end_group"})]

    def _parts(self, question: Question, begin: Line) -> list[Line]:
        match question.kind:
            case "matrix":
                type = f"select_one {self.lists.of_choices(question, begin.cell('name'))}"
                cells = {"type": type, "required": "yes" if question.required else ""}
                return [self._part(question, one, cells, begin) for one in question.rows]
            case "points":
                return self._points(question, begin)
        quadrants = (
            Choice(name, {tag: word(QUADRANT_WORDS[name], tag) for tag in self.lists.languages})
            for name in QUADRANTS
        )
        cells = {"type": "text", "appearance": "multiline"}
        return [self._part(question, one, cells, begin) for one in quadrants]

    def _points(self, question: Question, begin: Line) -> list[Line]:
        """Other programs add up what is given, and check it at the last one."""
        called = [self.names.called[f"{question.name}.{one.name}"] for one in question.choices]
        given = [f"coalesce(${{{name}}}, 0)" for name in called[:-1]]
        all_given = " + ".join([*given, "."])
        checks = dict.fromkeys(called, ". >= 0")
        if called and question.total is not None:
            checks[called[-1]] = f". >= 0 and {all_given} = {question.total}"
        return [
            self._part(question, one, {"type": "integer", "constraint": checks[name]}, begin)
            for one, name in zip(question.choices, called, strict=True)
        ]

    def _part(
        self, question: Question, part: Choice, cells: Mapping[str, str], begin: Line
    ) -> Line:
        label = harmless(part.label, self.lists.known) or {self.lists.languages[0]: part.name}
        texts = {"label": label, "image": self.lists.image(part)}
        if question.kind == "matrix":
            texts["required_message"] = dict(self._texts(question)["required_message"])
        name = self.names.called[f"{question.name}.{part.name}"]
        line = Line("survey", 0, {**cells, "name": name}, texts)
        read = part_of(line, begin, self._form())
        return _with(line, cell(difference(as_data(part), as_data(read), Choice)))


def _with(line: Line, own: str) -> Line:
    return replace(line, cells={**line.cells, OWN: own})


def _spans(question: Question) -> bool:
    low, high = question.low, question.high
    if low is None or high is None or not low < high:
        return False
    return float(low).is_integer() and float(high).is_integer()
