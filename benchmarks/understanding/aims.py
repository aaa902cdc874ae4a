"""What understanding aims at on the public data, and whether that was reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.table import judged, milliseconds, percentile
from benchmarks.understanding.pipeline import Measured

MESSAGE_SECONDS = 0.015
Row = tuple[str, ...]


@dataclass(frozen=True)
class Reached:
    """What one way to understand a set reached of its test part, shares from 0 to 1.

    `recall` is that of out-of-scope messages, where the set has any; `threshold` whether one was chosen on the
    validation part.
    """

    what: str
    setting: str
    accuracy: float
    recall: float | None = None
    threshold: bool = False

    def row(self) -> Row:
        """The line of the table."""
        return self.what, self.setting, f"{self.accuracy:.2%}", "-" if self.recall is None else f"{self.recall:.2%}"


@dataclass(frozen=True)
class Aim:
    """The least shares of a set; a recall asks for a threshold from the validation part. Most seconds of training."""

    setting: str
    accuracy: float
    recall: float | None = None
    training: float | None = None

    def row(self) -> Row:
        """The line of the table."""
        return "aim", self.setting, f">= {self.accuracy:.1%}", "-" if self.recall is None else f">= {self.recall:.1%}"

    def told(self) -> str:
        """In a few words."""
        return f"{self.accuracy:.1%}" + ("" if self.recall is None else f" at {self.recall:.1%}")

    def is_met(self, one: Reached) -> bool:
        """Whether the shares are reached, both of them by the same way."""
        return one.accuracy >= self.accuracy and self.recalls(one)

    def recalls(self, one: Reached) -> bool:
        """Whether enough of what is out of scope is refused."""
        return self.recall is None or (one.recall or 0.0) >= self.recall


AIMS = {
    "CLINC150": Aim("threshold", 0.962, 0.75, training=180.0),
    "BANKING77": Aim("all examples", 0.945),
}


def shares(name: str, reached: Sequence[Reached]) -> str:
    """The line of the summary about the shares: the way that comes nearest, and how many of them get there.

    No single threshold is picked beforehand. Each is chosen on the validation part, and the test part then shows which
    of them reach the aim; how many do, says how much that is worth.
    """
    aim = AIMS[name]
    ways = [one for one in reached if one.threshold or aim.recall is None]
    best = max(ways, key=lambda one: (aim.is_met(one), aim.recalls(one), one.accuracy))
    recall = "" if best.recall is None else f" at {best.recall:.2%} out-of-scope recall"
    there = judged(aim.told(), aim.is_met(best))
    many = f", as {sum(map(aim.is_met, ways))} of {len(ways)} ways do" if len(ways) > 1 else ""
    return f"nlu: {name} in scope {best.accuracy:.2%}{recall} ({there}{many}); {best.what}, {best.setting}"


def costs(what: str, sentences: int, measured: Measured, aim: Aim | None = None) -> Iterator[str]:
    """The lines about time and memory, of the training and of a message, judged by an aim where there is one."""
    learned = f"{sentences:,} sentences learned in {measured.training:.0f} s"
    if aim and aim.training is not None:
        learned += f" ({judged(f'{aim.training:.0f} s', measured.training < aim.training)})"
    yield f"nlu: {what} {learned}, {measured.processor:.0f} s of processor time, {measured.memory:.0f} MiB"
    middle, slow = (percentile(measured.seconds, share) for share in (0.5, 0.95))
    message = f"{milliseconds(middle)} (p50)"
    if aim:
        message = f"{milliseconds(middle)} (p50, {judged(milliseconds(MESSAGE_SECONDS), middle < MESSAGE_SECONDS)})"
    yield f"nlu: {what} a message takes {message}, {milliseconds(slow)} (p95)"
