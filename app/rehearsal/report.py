"""What a rehearsal measured: times, errors, and the tally from both sides."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from app.rehearsal.recount import Tally, differences

SHOWN = 5  # measures on which two counts differ


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


@dataclass(frozen=True, slots=True)
class Compared:
    """A vote, counted by the rehearsal and by the server."""

    room: str  # its code
    step: int
    mine: Tally
    theirs: Tally
    paper: int = 0  # ballots that were entered

    @property
    def wrong(self) -> dict[int, tuple[tuple[int, int], tuple[int, int]]]:
        return differences(self.mine, self.theirs)

    def as_dict(self) -> dict[str, object]:
        return {
            "room": self.room,
            "step": self.step,
            "measures": len(self.mine),
            "paper_ballots": self.paper,
            "dots_acknowledged": sum(dots for dots, _ in self.mine.values()),
            "dots_on_the_server": sum(dots for dots, _ in self.theirs.values()),
            "agrees": not self.wrong,
            "differences": [
                {"measure": measure, "mine": list(mine), "server": list(theirs)}
                for measure, (mine, theirs) in list(self.wrong.items())[:SHOWN]
            ],
        }


@dataclass
class Report:
    """Times in seconds by kind of request, errors by kind, both tallies by measure."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    placed: Counter[int] = field(default_factory=Counter)  # as acknowledged to the phones
    counted: Counter[int] = field(default_factory=Counter)  # as the server shows it afterwards
    compared: int = 0  # ballots
    streams: int = 0
    frames: int = 0
    votes: list[Compared] = field(default_factory=list)  # where there was a moderator

    def took(self, what: str, seconds: float) -> None:
        self.times[what].append(seconds)

    def failed(self, what: str, why: str) -> None:
        self.errors[f"{what}: {why}"] += 1

    @property
    def agrees(self) -> bool:
        """Whether every acknowledged dot is there, and none twice."""
        return +self.placed == +self.counted and not any(vote.wrong for vote in self.votes)

    def as_dict(self) -> dict[str, object]:
        return {
            "requests": {
                what: {
                    "count": len(times),
                    "p50_ms": round(percentile(times, 0.5) * 1000, 1),
                    "p99_ms": round(percentile(times, 0.99) * 1000, 1),
                }
                for what, times in sorted(self.times.items())
            },
            "streams": self.streams,
            "frames": self.frames,
            "errors": dict(self.errors),
            "ballots_compared": self.compared,
            "dots_acknowledged": self.placed.total(),
            "dots_on_the_server": self.counted.total(),
            "votes": [vote.as_dict() for vote in self.votes],
            "tally_agrees": self.agrees,
        }
