"""From the rows of a structure file to the survey they describe. Pure.

Nothing in a row says where it belongs: its place does, and in further languages its code.
"""

from collections.abc import Iterable, Mapping

from surveys.limesurvey.source import COLUMNS, OWN, Group, LimeQuestion, Part, Source

Row = Mapping[str, str]
_LEFT = {"AS": "assessments", "QTA": "quota", "QTAM": "quota", "QTALS": "quota"}


def source_from(rows: Iterable[tuple[int, Row]]) -> Source:
    """The rows of all languages together."""
    builder = _Builder()
    for number, row in rows:
        builder.take(number, row)
    return builder.source


class _Builder:
    def __init__(self) -> None:
        self.source = Source([])
        self._groups: dict[str, Group] = {}
        self._questions: dict[tuple[int, str], LimeQuestion] = {}
        self._said: set[tuple[int, str]] = set()  # what has already been said in a language
        self._parts: dict[tuple[int, str, int, str], Part] = {}
        self._language = ""
        self._counted = 0
        self._group: Group | None = None
        self._question: LimeQuestion | None = None

    def take(self, number: int, row: Row) -> None:
        kind = row.get("class", "").strip()
        match kind:
            case "":
                return
            case "S":
                self._setting(row)
            case "SL":
                texts = self.source.texts.setdefault(self._of(row), {})
                texts[row.get("name", "").strip()] = row.get("text", "")
            case "G":
                self._start_group(number, row)
            case "Q":
                self._start_question(number, row)
            case "SQ" | "A":
                self._part(number, row, kind)
            case "C":
                self._condition(row)
            case _ if kind == OWN:
                self.source.settings[OWN] = row.get("text", "")
            case _:
                self.source.left.setdefault(_LEFT.get(kind, kind[:40]), number)

    def _setting(self, row: Row) -> None:
        name, text = row.get("name", "").strip(), row.get("text", "").strip()
        if name == OWN:
            return
        self.source.settings[name] = text
        if name == "language" and text:
            self.source.languages = [text, *self.source.languages]
        elif name == "additional_languages":
            self.source.languages.extend(text.split())

    def _of(self, row: Row) -> str:
        """Its language; the first one where it says none, English where nothing says any."""
        tag = row.get("language", "").strip()
        if not tag and not self.source.languages:
            tag = "en"
        if tag and "language" not in self.source.settings and tag not in self.source.languages:
            self.source.languages.append(tag)
        return tag or self.source.languages[0]

    def _start_group(self, number: int, row: Row) -> None:
        tag = self._of(row)
        if tag != self._language:
            self._language, self._counted = tag, 0
        self._counted += 1
        key = row.get("type/scale", "").strip() or f"#{self._counted}"
        group = self._groups.get(key)
        if group is None or (id(group), tag) in self._said:
            group = Group(
                number,
                relevance=row.get("relevance", "").strip(),
                random_group=row.get("random_group", "").strip(),
                own=row.get(OWN, ""),
            )
            self._groups[key] = group
            self.source.groups.append(group)
        self._said.add((id(group), tag))
        group.titles[tag], group.texts[tag] = row.get("name", ""), row.get("text", "")
        self._group, self._question = group, None

    def _start_question(self, number: int, row: Row) -> None:
        if self._group is None:
            self._group = Group(number)
            self.source.groups.append(self._group)
        tag = self._of(row)
        key = id(self._group), row.get("name", "").strip()
        question = self._questions.get(key)
        if question is None or (id(question), tag) in self._said:
            question = self._questions[key] = _question(number, row)
            self._group.questions.append(question)
        self._said.add((id(question), tag))
        question.texts[tag], question.help[tag] = row.get("text", ""), row.get("help", "")
        for name, value in row.items():
            if name not in COLUMNS and value.strip():
                question.attributes.setdefault(name, {})[tag] = value
        self._question = question

    def _part(self, number: int, row: Row, kind: str) -> None:
        question, tag = self._question, self._of(row)
        if question is None:
            return
        code, scale = row.get("name", "").strip(), _scale(row)
        if kind == "SQ" and (question.kind in "O|" or (code == "other" and question.other == "Y")):
            return  # rows that only show how LimeSurvey calls a field, or its default
        key = id(question), kind, scale, code
        part = self._parts.get(key)
        if part is None or (id(part), tag) in self._said:
            part = self._parts[key] = Part(
                number,
                code,
                scale,
                relevance=row.get("relevance", "") if kind == "SQ" else "",
                default=row.get("default", "").strip(),
            )
            (question.subquestions if kind == "SQ" else question.answers).append(part)
        self._said.add((id(part), tag))
        part.texts[tag] = row.get("text", "")

    def _condition(self, row: Row) -> None:
        if self._question is not None:
            names = ("type/scale", "name", "relevance", "text")
            scenario, name, sign, value = (row.get(one, "") for one in names)
            self._question.conditions.append((scenario, name, sign, value))


def _question(number: int, row: Row) -> LimeQuestion:
    def cell(name: str) -> str:
        return row.get(name, "").strip()

    return LimeQuestion(
        number,
        cell("type/scale") or "T",
        cell("name"),
        cell("id"),
        relevance=cell("relevance"),
        mandatory=cell("mandatory"),
        other=cell("other"),
        pattern=cell("validation"),
        default=row.get("default", ""),
    )


def _scale(row: Row) -> int:
    return 1 if row.get("type/scale", "").strip() == "1" else 0
