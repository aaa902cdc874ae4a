"""Everyday sentences for the encoder: beside each stands one that begins as it does and ends as another."""

from __future__ import annotations

from scripts.encoder.everyday import mixed

SENTENCES = ("how do I boil an egg", "what is the weather in Oslo", "play jazz", "stop")


def test_a_mixed_sentence_begins_as_its_own_and_ends_as_another() -> None:
    """Half of the words of each, the longer half in front."""
    fronts = ("how do I", "what is the", "play", "stop")
    backs = ["", "boil an egg", "jazz", "weather in Oslo"]
    told = mixed(SENTENCES)

    assert all(one.startswith(front) for one, front in zip(told, fronts, strict=True))
    assert backs == sorted(one.removeprefix(front).strip() for one, front in zip(told, fronts, strict=True))


def test_they_are_the_same_each_time() -> None:
    """So that an encoder can be made again."""
    assert mixed(SENTENCES) == mixed(list(SENTENCES))


def test_hardly_one_stays_as_it_was() -> None:
    """Else nothing new would be seen."""
    many = [f"word{number} and then end{number}" for number in range(50)]

    assert sum(told in many for told in mixed(many)) <= 3
