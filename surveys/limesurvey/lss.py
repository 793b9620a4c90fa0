"""LimeSurvey's `.lss` files: read only, because that is what cities have. XML, of all versions.

Tables of a database, row by row. Newer versions keep what is translated in tables of its own
(`question_l10ns`), older ones repeat a row for each language; both are read the same way here.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from app.refused import Refused, say
from surveys.imports.read import Reading
from surveys.limesurvey.reading import NO_SURVEY, reading
from surveys.limesurvey.source import Group, LimeQuestion, Part, Source

MOST_ROWS = 200_000

Row = Mapping[str, str]
_ROW = "#row"
_LEFT = {"assessments": "assessments", "quota": "quota"}


def read(content: bytes, file_name: str) -> Reading:
    """The questionnaire in the file.

    Raises:
        Refused: it is no such file, is damaged, or far too large.
    """
    try:
        root = etree.fromstring(content.strip(), _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(say("This file is damaged: it is no whole XML."), 422) from error
    if root.tag != "document" or root.findtext("LimeSurveyDocType") != "Survey":
        raise Refused(NO_SURVEY, 422)
    return reading(_Tables(root).source())


def _parser() -> etree.XMLParser:
    """Nothing is fetched, no entity grows, and no text is without end."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


class _Tables:
    def __init__(self, root: Any) -> None:
        self._root = root
        self._rows = 0
        survey = next(self._table("surveys"), {})
        first = survey.get("language", "")
        named = [one.text or "" for one in root.iterfind("languages/language")]
        languages = [first, *survey.get("additional_languages", "").split(), *named]
        self._source = Source([one.strip() for one in languages if one.strip()])
        if not self._source.languages:
            raise Refused(NO_SURVEY, 422)
        self._source.settings = dict(survey)
        self._defaults = self._all_defaults()
        self._attributes = self._all_attributes()
        self._conditions = self._all_conditions()

    def source(self) -> Source:
        source = self._source
        for row in self._table("surveys_languagesettings"):
            tag = row.get("surveyls_language", "")
            source.texts[tag] = {name: text for name, text in row.items() if name != _ROW}
        for table, name in _LEFT.items():
            for row in self._table(table):
                source.left.setdefault(name, int(row[_ROW]))
        groups = self._groups()
        questions = self._questions(groups)
        self._add_parts(questions)
        self._add_answers(questions)
        return source

    def _groups(self) -> dict[str, Group]:
        found: dict[str, Group] = {}
        for row, tag, texts in self._translated("groups", "group_l10ns", "gid"):
            group = found.get(row.get("gid", ""))
            if group is None:
                group = found[row.get("gid", "")] = Group(
                    int(row[_ROW]),
                    relevance=row.get("grelevance", "").strip(),
                    random_group=row.get("randomization_group", "").strip(),
                )
            group.titles.setdefault(tag, texts.get("group_name", ""))
            group.texts.setdefault(tag, texts.get("description", ""))
        order = _orders(self._table("groups"), "gid", "group_order")
        self._source.groups = [found[key] for key in sorted(found, key=lambda k: order.get(k, 0))]
        return found

    def _questions(self, groups: Mapping[str, Group]) -> dict[str, LimeQuestion]:
        found: dict[str, LimeQuestion] = {}
        order = _orders(self._table("questions"), "qid", "question_order")
        rows = self._translated("questions", "question_l10ns", "qid")
        for row, tag, texts in sorted(rows, key=lambda one: order.get(one[0].get("qid", ""), 0)):
            key, group = row.get("qid", ""), groups.get(row.get("gid", ""))
            if row.get("parent_qid", "0") not in ("", "0") or group is None:
                continue
            if key not in found:
                found[key] = self._question(row)
                group.questions.append(found[key])
            found[key].texts.setdefault(tag, texts.get("question", ""))
            found[key].help.setdefault(tag, texts.get("help", ""))
        return found

    def _question(self, row: Row) -> LimeQuestion:
        key = row.get("qid", "")
        return LimeQuestion(
            int(row[_ROW]),
            row.get("type", "").strip(),
            row.get("title", "").strip(),
            key,
            relevance=row.get("relevance", "").strip(),
            mandatory=row.get("mandatory", "").strip(),
            other=row.get("other", "").strip(),
            pattern=row.get("preg", "").strip(),
            default=self._defaults.get((key, ""), ""),
            attributes=self._attributes.get(key, {}),
            conditions=self._conditions.get(key, []),
        )

    def _add_parts(self, questions: Mapping[str, LimeQuestion]) -> None:
        order = _orders(self._table("subquestions"), "qid", "question_order")
        rows = self._translated("subquestions", "question_l10ns", "qid")
        parts: dict[str, Part] = {}
        for row, tag, texts in sorted(rows, key=lambda one: order.get(one[0].get("qid", ""), 0)):
            key, parent = row.get("qid", ""), row.get("parent_qid", "")
            if parent not in questions:
                continue
            if key not in parts:
                parts[key] = Part(
                    int(row[_ROW]),
                    row.get("title", "").strip(),
                    1 if row.get("scale_id") == "1" else 0,
                    relevance=row.get("relevance", ""),
                    default=self._defaults.get((parent, key), ""),
                    id=key,
                )
                questions[parent].subquestions.append(parts[key])
            parts[key].texts.setdefault(tag, texts.get("question", ""))

    def _add_answers(self, questions: Mapping[str, LimeQuestion]) -> None:
        found: dict[tuple[str, str, str], Part] = {}
        rows = self._translated("answers", "answer_l10ns", "aid")
        for row, tag, texts in sorted(rows, key=lambda one: _number(one[0].get("sortorder", ""))):
            key = row.get("qid", ""), row.get("scale_id", "0"), row.get("code", "").strip()
            if key[0] not in questions:
                continue
            if key not in found:
                found[key] = Part(int(row[_ROW]), key[2], 1 if key[1] == "1" else 0)
                questions[key[0]].answers.append(found[key])
            found[key].texts.setdefault(tag, texts.get("answer", ""))

    def _translated(self, table: str, texts: str, key: str) -> Iterator[tuple[Row, str, Row]]:
        """Rows of a table with their texts, once for each language that they have."""
        own: dict[str, list[Row]] = {}
        for row in self._table(texts):
            own.setdefault(row.get(key, ""), []).append(row)
        for row in self._table(table):
            for found in own.get(row.get(key, ""), [row]):
                yield row, found.get("language", "") or self._source.languages[0], found

    def _all_defaults(self) -> dict[tuple[str, str], str]:
        """By question and subquestion; in the survey's first language."""
        texts = {
            row.get("dvid", ""): row for row in reversed(list(self._table("defaultvalue_l10ns")))
        }
        found: dict[tuple[str, str], str] = {}
        for row in self._table("defaultvalues"):
            part = row.get("sqid", "")
            value = texts.get(row.get("dvid", ""), row).get("defaultvalue", "")
            if not row.get("specialtype"):
                found.setdefault((row.get("qid", ""), "" if part == "0" else part), value)
        return found

    def _all_attributes(self) -> dict[str, dict[str, dict[str, str]]]:
        found: dict[str, dict[str, dict[str, str]]] = {}
        for row in self._table("question_attributes"):
            values = found.setdefault(row.get("qid", ""), {})
            values.setdefault(row.get("attribute", ""), {})[row.get("language", "")] = row.get(
                "value", ""
            )
        return found

    def _all_conditions(self) -> dict[str, list[tuple[str, str, str, str]]]:
        found: dict[str, list[tuple[str, str, str, str]]] = {}
        for row in self._table("conditions"):
            names = ("scenario", "cfieldname", "method", "value")
            scenario, name, sign, value = (row.get(one, "") for one in names)
            found.setdefault(row.get("qid", ""), []).append((scenario, name, sign, value))
        return found

    def _table(self, name: str) -> Iterator[dict[str, str]]:
        """Its rows, each with the line of the file in which it begins."""
        for row in self._root.iterfind(f"{name}/rows/row"):
            self._rows += 1
            if self._rows > MOST_ROWS:
                raise Refused(say("This file is too large."), 422)
            cells = {str(cell.tag): cell.text or "" for cell in row}
            yield {**cells, _ROW: str(row.sourceline or 0)}


def _orders(rows: Iterator[dict[str, str]], key: str, order: str) -> dict[str, int]:
    return {row.get(key, ""): _number(row.get(order, "")) for row in rows}


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
