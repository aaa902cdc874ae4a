"""The parts the benchmarks are made of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
import pytest

from benchmarks import __main__ as command
from benchmarks import made_up, wordings
from benchmarks.load import CONVERSATION, Measured, one_person, together
from benchmarks.machine import DidNotStart, Skipped, free_port, samples_folder, timed
from benchmarks.table import judged, percentile, ratio, share, show


class Parrot:
    """Somebody who answers at once."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.is_closed = False

    def say(self, message: str, conversation: str = "") -> list[dict[str, Any]]:
        """A knowledge answer."""
        self.heard.append((message, conversation))
        return [{"text": message, "answer": {"kind": "knowledge"}}]

    def close(self) -> None:
        """Note it."""
        self.is_closed = True


def numbers() -> Iterator[str]:
    """Messages without end."""
    return map(str, range(1_000_000))


@pytest.mark.parametrize(("part", "expected"), [(0.5, 6), (0.95, 10), (0.0, 1), (1.0, 10)])
def test_a_percentile_is_a_value_that_was_measured(part: float, expected: float) -> None:
    """The nearest one, never in between."""
    assert expected == percentile([3, 1, 2, 4, 10, 9, 8, 7, 6, 5], part)


def test_a_ratio_to_nothing_is_not_told() -> None:
    """Rather than a division by zero."""
    assert ("2.00 x", "-") == (ratio(4, 2), ratio(4, 0))


def test_a_share_of_nothing_is_not_told() -> None:
    """As when all samples of a kind are missing."""
    assert ("3 / 4 (75.0%)", "-") == (share(3, 4), share(0, 0))


@pytest.mark.parametrize(("is_met", "told"), [(True, "aim 40 s: met"), (False, "aim 40 s: missed")])
def test_an_aim_is_met_or_missed(is_met: bool, told: str) -> None:
    """The same words in every benchmark."""
    assert told == judged("40 s", is_met)


def test_numbers_stand_under_one_another(capsys: pytest.CaptureFixture[str]) -> None:
    """The first column to the left, the others to the right."""
    show("Title", ("what", "time"), [("a long name", "1 s"), ("b", "100 s")])

    assert ["a long name     1 s", "b             100 s"] == [
        line.strip() for line in capsys.readouterr().out.splitlines()[-2:]
    ]


def test_warm_ups_do_not_count() -> None:
    """They fill what is filled once."""
    parrot = Parrot()

    measured = one_person(parrot, numbers(), 3, 5)

    assert (5, {"knowledge": 5}) == (len(measured.seconds), dict(measured.kinds))
    assert [str(number) for number in range(8)] == [message for message, _ in parrot.heard]


def test_a_conversation_ends_after_some_messages() -> None:
    """Both sides are measured with talks of the same length."""
    parrot = Parrot()

    one_person(parrot, numbers(), 0, CONVERSATION + 1)

    assert [CONVERSATION, 1] == [
        [talk for _, talk in parrot.heard].count(name) for name in dict.fromkeys(talk for _, talk in parrot.heard)
    ]


def test_several_people_count_together() -> None:
    """Each sends its own messages."""
    people = [Parrot(), Parrot()]

    measured = together(people, [numbers(), numbers()], 0.01)

    assert len(measured.seconds) == sum(len(one.heard) for one in people)


def test_a_failure_of_one_person_is_not_lost() -> None:
    """A benchmark of failing answers would be a good one."""

    class Mute(Parrot):
        def say(self, message: str, conversation: str = "") -> list[dict[str, Any]]:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        together([Parrot(), Mute()], [numbers(), numbers()], 0.01)


@pytest.mark.parametrize("subjects", [wordings.GENERAL, wordings.OWN, wordings.STOCK])
def test_no_message_comes_twice(subjects: tuple[str, ...]) -> None:
    """Nothing may be answered from a memory of the last time."""
    said = list(islice(wordings.messages(subjects), 400))

    assert 400 == len(set(said))


def test_several_people_share_no_message() -> None:
    """Nor may one be answered from a memory of what another asked, or of what was measured before."""
    before = list(islice(wordings.messages(wordings.OWN), 50))
    streams = wordings.shared_out(wordings.OWN, people=4, after=50)
    said = [message for stream in streams for message in islice(stream, 100)]

    assert 450 == len({*before, *said})


def test_made_up_articles_are_the_same_each_time() -> None:
    """So that two runs compare."""
    assert made_up.articles(20) == made_up.articles(20)


def test_made_up_questions_differ_between_articles() -> None:
    """Else nothing could be found."""
    questions = [question for article in made_up.articles(500) for question in article.questions]

    assert 1500 == len(set(questions))


def test_the_stand_in_gives_unit_vectors_by_the_words() -> None:
    """Texts that share words are near."""
    one, near, far = made_up.HashedEncoder().encode(["who pays the salary", "who pays a salary", "visa"])

    assert pytest.approx(1.0, abs=1e-5) == float(np.linalg.norm(one))
    assert one @ near > one @ far


def test_an_unknown_benchmark_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """With those there are."""
    assert 2 == command.main(["speed"])
    assert "'speed'" in capsys.readouterr().err


@pytest.mark.parametrize("name", command.NAMES)
def test_each_benchmark_says_what_it_is_about(name: str) -> None:
    """As its heading."""
    assert command.load(name).ABOUT


def test_what_cannot_run_is_skipped_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others go on."""

    class Absent:
        ABOUT = "nothing"

        @staticmethod
        def main(_: list[str]) -> list[str]:
            raise Skipped("no samples")

    monkeypatch.setattr(command, "load", lambda name: Absent)

    assert ["samples: skipped, no samples"] == command.run("samples", [])


def test_one_that_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exit code tells, and the summary names it."""

    class Broken:
        ABOUT = "nothing"

        @staticmethod
        def main(_: list[str]) -> list[str]:
            raise DidNotStart("the engine ended")

    monkeypatch.setattr(command, "load", lambda name: Broken)

    assert 1 == command.main([])


def test_missing_samples_are_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """They do not come with the repository."""
    monkeypatch.setenv("SAMPLES", str(tmp_path))

    with pytest.raises(Skipped, match="SAMPLES"):
        samples_folder()


def test_a_command_that_fails_is_told_with_its_last_words(tmp_path: Any) -> None:
    """Its time would mean nothing."""
    with pytest.raises(DidNotStart, match="no such table"):
        timed(["sh", "-c", "echo no such table; exit 3"], {}, tmp_path, tmp_path / "log")


def test_a_free_port_can_be_taken() -> None:
    """And is one of the high ones."""
    assert free_port() > 1023


def test_what_was_measured_in_turns_adds_up() -> None:
    """Messages a second are told over all turns; people at once share the time of one."""
    first = Measured([0.1, 0.2], 1.0)
    first.add(Measured([0.3], 2.0))
    first.go_on(Measured([0.4] * 3, 1.0))

    assert (6, 3.0, 2.0) == (len(first.seconds), first.elapsed, first.per_second)
