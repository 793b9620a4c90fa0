"""What the pages know of a closed vote: ranks, dots, voters, and what is practically tied."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.language.content import best_text
from app.refused import Message, say, say_n
from workshops.agenda.kinds import title_of
from workshops.agenda.room import Field, RoomStep
from workshops.dots.scope import RUNOFF
from workshops.merging.reads import SourceText
from workshops.priorities.ranking import Band
from workshops.projector.leaves import ROWS, pages_of

if TYPE_CHECKING:  # groups stand above this package
    from workshops.groups.results import GroupResult

FIRST = 3  # measures that the decision is about, unless the moderator says otherwise
FIRST_OF_ALL = 10  # ranks of all fields together that the projector shows
GROUPS_A_PAGE = (3, 2, 2)  # on the projector, side by side, for each size of the wall


@dataclass(frozen=True, slots=True)
class Result:
    """One measure with its rank, dots and voters. `tied`: practically tied with the next one.

    `paper_dots` of the dots and `paper_voters` of the voters come from paper; `capped` further
    dots do not count because the measure was merged.
    """

    measure_id: int
    texts: dict[str, str]
    original: str  # the language it was written in
    dots: int
    voters: int
    rank: int
    field: Field
    tied: bool = False
    capped: int = 0
    paper_dots: int = 0
    paper_voters: int = 0

    def text(self, language: str) -> str:
        return best_text(self.texts, language, self.original)


Rows = tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a ranking is cut: the decision is about the `first` measures. `band` is tied there."""

    first: int
    band: Band

    @property
    def sentence(self) -> Message | None:
        """What the band means, None where nothing is tied."""
        if not self.band.tied:
            return None
        if not self.band.few:
            return say("Tied: the measures at the dashed line have equally many dots.")
        if self.first == 1:
            return say_n(
                "Practically tied: if %(num)d person had moved a dot, another measure at the "
                "dashed line could be the first.",
                "Practically tied: if %(num)d people had moved a dot each, another measure at the "
                "dashed line could be the first.",
                self.band.few,
            )
        return say_n(
            "Practically tied: if %(num)d person had moved a dot, another measure at the dashed "
            "line could be among the first %(first)d.",
            "Practically tied: if %(num)d people had moved a dot each, another measure at the "
            "dashed line could be among the first %(first)d.",
            self.band.few,
            first=self.first,
        )


@dataclass(frozen=True, slots=True)
class FieldResults:
    """A field's ranking. With a step-wide rule the decision is overall, and it has no cut."""

    field: Field
    rows: tuple[Result, ...]
    cut: Cut | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the projector. `field` is None where it shows all fields together."""

    rows: tuple[Result, ...]
    field: Field | None
    cut: Cut | None = None

    @property
    def sentence(self) -> Message | None:
        """What the band means, on the pages that show a part of it."""
        if self.cut and any(row.measure_id in self.cut.band.tied for row in self.rows):
            return self.cut.sentence
        return None


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """A closed vote, or why there is nothing to show yet.

    `state`: "none" (the agenda has no vote before this step), "waiting", "open" or "closed"; only
    a closed vote has a rule, people and rows. `people` may vote and are not on paper; `voters`
    are all, `paper_voters` of them on paper. `cut` is the overall one, of a step-wide rule.
    `notes` say which dots do not count, and why.
    """

    state: str
    step: RoomStep | None = None
    sentence: Message | None = None  # the rule that applied
    people: int = 0
    voters: int = 0  # people who placed at least one dot on a measure that is listed
    dots: int = 0
    overall: tuple[Result, ...] = ()
    fields: tuple[FieldResults, ...] = ()
    paper_voters: int = 0
    paper_dots: int = 0
    first: int = FIRST
    cut: Cut | None = None
    notes: tuple[Message, ...] = ()
    votes: tuple[tuple[int, Message | str], ...] = ()  # all of the agenda: id, title
    # After group work: each group's result by itself. `groups_first`: it is newer than the vote.
    groups: "tuple[GroupResult, ...]" = ()
    groups_first: bool = False

    @property
    def title(self) -> Message | str:
        """What the vote is called."""
        return title_of(self.step) if self.step else ""

    @property
    def is_runoff(self) -> bool:
        return self.step is not None and RUNOFF in self.step.settings

    @property
    def won(self) -> tuple[Result, ...]:
        """In a run-off: the measures that it has decided for."""
        if not (self.is_runoff and self.cut):
            return ()
        safe = [row for row in self.overall if row.measure_id not in self.cut.band.tied]
        return tuple(row for row in safe[: self.cut.band.safe] if row.dots)

    @property
    def per_field(self) -> bool:
        """Each field is a decision of its own."""
        return any(part.cut for part in self.fields)

    @property
    def here(self) -> int:
        """Voters who are not on paper."""
        return self.voters - self.paper_voters

    @property
    def closed(self) -> bool:
        return self.state == "closed"

    @property
    def most(self) -> int:
        """Dots of the longest row, so that all rows share one scale."""
        return max((row.dots for row in self.overall), default=0)

    def group_leaves(self, size: int) -> "list[tuple[GroupResult, ...]]":
        """The pages of the projector that show the groups side by side: evenly full."""
        count = -(-len(self.groups) // GROUPS_A_PAGE[size])
        per = -(-len(self.groups) // max(count, 1))
        return [self.groups[i : i + per] for i in range(0, len(self.groups), per or 1)]

    def leaves(self, language: str, size: int) -> list[Leaf]:
        """The pages of the projector: the ranking that is decided on, then what is left.

        Per field: each field's rows, then the first ten of all. Step-wide: all fields together.
        """
        parts: list[tuple[tuple[Result, ...], Field | None, Cut | None]] = [
            (part.rows, part.field, part.cut) for part in self.fields
        ]
        if self.cut:
            only = self.fields[0].field if len(self.fields) == 1 else None
            parts = [(self.overall, only, self.cut)]
        elif len(parts) > 1:
            parts.append((tuple(r for r in self.overall if r.rank <= FIRST_OF_ALL), None, None))
        return [
            Leaf(rows, field, cut)
            for part, field, cut in parts
            for rows in pages_of(part, language, self._roomier(size) if cut else size)
        ]

    def _roomier(self, size: int) -> int:
        """Fewer rows a page, where a sentence stands below them."""
        cuts = [self.cut, *(part.cut for part in self.fields)]
        said = self.won or any(cut and cut.sentence for cut in cuts)
        return min(size + 1, len(ROWS) - 1) if said else size


@dataclass(frozen=True, slots=True)
class PhoneResults:
    """The results as phones show them. `sources`: merged measure -> the wordings that were put
    together in it.
    """

    page: ResultsPage
    sources: dict[int, tuple[SourceText, ...]] = field(default_factory=dict)
