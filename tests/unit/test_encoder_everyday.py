"""Everyday sentences for the encoder: beside each stands one that begins as it does and ends as another."""

from __future__ import annotations

from scripts.encoder.everyday import mixed

SENTENCES = ("how do I boil an egg", "what is the weather in Oslo", "play jazz", "stop")


def test_a_mixed_sentence_begins_as_its_own_and_ends_as_another() -> None:
    """Half of the words of each, the longer half in front."""
    halves = {"an egg": "boil an egg", "jazz": "jazz", "weather in Oslo": "weather in Oslo", "": ""}
    fronts = ("how do I", "what is the", "play", "stop")

    for front, told in zip(fronts, mixed(SENTENCES), strict=True):
        assert told.startswith(front)
        assert told.removeprefix(front).strip() in halves.values()


def test_they_are_the_same_each_time() -> None:
    """So that an encoder can be made again."""
    assert mixed(SENTENCES) == mixed(list(SENTENCES))


def test_hardly_one_stays_as_it_was() -> None:
    """Else nothing new would be seen."""
    many = [f"word{number} and then end{number}" for number in range(50)]

    assert sum(told in many for told in mixed(many)) <= 3
