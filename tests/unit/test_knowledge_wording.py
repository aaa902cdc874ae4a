"""Classifiers of wording: which words tell articles apart, learned from what is asked and kept by its hash."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from secondment.errors import KnowledgeError
from secondment.knowledge import one_against_rest
from secondment.knowledge import wording as module
from secondment.knowledge.corpus import Texts
from secondment.knowledge.lexical import by_characters
from secondment.knowledge.wording import Wording
from secondment.text.unseen import part_of
from secondment.text.weighing import Weigher

_PAY = ("Pay", *(f"who pays my wages in month {number}" for number in range(12)))
_LEAVE = ("Leave", *(f"how many days off do I get in year {number}" for number in range(12)))
_VISA = ("Visa", *(f"is a permit needed for country {number}" for number in range(12)))
_ALL = (_PAY, _LEAVE, _VISA)


def learned(groups: Sequence[Sequence[str]] = _ALL, file: Path | None = None, before: Wording | None = None) -> Wording:
    """What is learned from groups of texts, an article each, its title first."""
    sizes = [len(group) for group in groups]
    texts = tuple(text for group in groups for text in group)
    asked = Texts(texts, np.repeat(np.arange(len(groups)), sizes), np.cumsum([0, *sizes[:-1]]))
    characters = by_characters(texts)
    parts = np.array([part_of(text) for text in texts])
    return Wording(asked, (texts, parts), (Weigher(characters.vectorizer), characters.weighed), file, before=before)


_TAX = ("Tax", *(f"what do I owe the revenue for quarter {number}" for number in range(12)))


@pytest.mark.parametrize(
    ("groups", "said", "article"),
    [
        ((_PAY, _LEAVE, _VISA, _TAX), "owe the revenue", 3),
        ((_TAX, _VISA, _PAY), "who pays the bonus", 2),
        ((_PAY, (*_LEAVE, "may I see the fireworks"), _VISA), "the fireworks", 1),
        ((_PAY, _VISA), "a permit for Peru", 1),
    ],
    ids=["one more", "in another order", "one more question", "one fewer"],
)
def test_what_is_asked_the_same_is_taken_over(
    groups: Sequence[Sequence[str]], said: str, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the changed article is learned, and each is spoken for by its words as before."""
    before = learned()
    asked_for: list[int] = []

    def noted(*told: Any) -> Any:
        asked_for.extend(told[2])
        return one_against_rest.learn(*told)

    monkeypatch.setattr(module, "learn", noted)
    told = learned(groups, before=before)

    assert [place for place, texts in enumerate(groups) if texts not in _ALL] == asked_for
    assert (True, False) == (told.takes_over, before.takes_over)
    assert [place == article for place in range(len(groups))] == (told.scores(said) > 0).tolist()


@pytest.mark.parametrize("before", [(_TAX,), (_TAX, _VISA)], ids=["has learned nothing", "knew none of these"])
def test_where_nothing_can_be_taken_over_all_is_learned(before: Sequence[Sequence[str]]) -> None:
    """As when there was one article alone, which has nothing to be told from."""
    told = learned((_PAY, _LEAVE), before=learned(before))

    assert not told.takes_over
    assert [True, False] == (told.scores("who pays the bonus") > 0).tolist()


def test_where_much_has_changed_all_is_learned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And only that is kept."""
    monkeypatch.setattr(module, "_ANEW", 1)
    file = tmp_path / "wording.npz"
    one = learned((_PAY, _LEAVE, _TAX), file, before=learned())
    assert (True, False) == (one.takes_over, file.exists())

    two = learned((_PAY, _TAX, _VISA[:8]), file, before=learned())

    assert (False, True) == (two.takes_over, file.exists())


@pytest.mark.parametrize(
    ("said", "article"), [("and who pays the bonus", 0), ("days off at Easter", 1), ("a permit for Peru", 2)]
)
def test_the_article_whose_words_are_used_is_spoken_for(said: str, article: int) -> None:
    """And no other."""
    scores = learned().scores(said)

    assert [number == article for number in range(3)] == (scores > 0).tolist()


@pytest.mark.parametrize("count", [1, 13, 25])
def test_articles_learned_apart_are_told_apart_all_the_same(count: int) -> None:
    """They are learned a dozen at once; a single one has nothing to be told from."""
    names = [f"{letter}{letter}{vowel}{letter}" for letter in "bdgklmnprstvz" for vowel in "ao"][:count]
    told = learned([[f"about {name}", *(f"{name} in month {month}" for month in range(6))] for name in names])

    best = [int(told.scores(f"what of {name}").argmax()) for name in names]
    assert list(range(count)) == best


def test_words_never_asked_speak_for_nothing() -> None:
    """They are nobody's."""
    assert (learned().scores("xqzv wkpf") < 0).all()


def test_what_is_left_out_was_not_learned() -> None:
    """An honest self-test: a word that only this example has says nothing then."""
    groups = (_PAY, _LEAVE, (*_VISA, "zloty zloty zloty"))
    without = np.zeros(sum(map(len, groups)), bool)
    without[-1] = True
    told = learned(groups)

    assert told.scores("zloty")[2] > told.scores("zloty", without)[2]


def test_with_an_example_its_whole_part_is_unknown() -> None:
    """One model serves all examples of a part: learning anew for each would take hours."""
    part = part_of(_VISA[1])
    same = next(text for text in (f"visa stamp {number}" for number in range(99)) if part_of(text) == part)
    groups = (_PAY, _LEAVE, (*_VISA, same))
    without = np.zeros(sum(map(len, groups)), bool)
    without[len(_PAY) + len(_LEAVE) + 1] = True
    told = learned(groups)

    assert told.scores("stamp")[2] > told.scores("stamp", without)[2]


def test_what_was_learned_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second start reads the file and answers the same."""
    file = tmp_path / "index" / "wording.npz"
    before = learned(file=file).scores("who pays")
    monkeypatch.setattr(module, "learn", None)

    assert before.tolist() == learned(file=file).scores("who pays").tolist()


def test_another_question_is_learned(tmp_path: Path) -> None:
    """What is kept is kept by the hash of all that is asked."""
    file = tmp_path / "wording.npz"
    before = learned(file=file).scores("zloty")

    after = learned((_PAY, _LEAVE, (*_VISA, "zloty zloty zloty")), file).scores("zloty")

    assert after[2] > before[2]


def test_a_broken_file_is_made_anew(tmp_path: Path) -> None:
    """A crash or a full disk may have left anything there."""
    file = tmp_path / "wording.npz"
    before = learned(file=file).scores("who pays")
    file.write_bytes(file.read_bytes()[:200])

    assert pytest.approx(before, abs=1e-3) == learned(file=file).scores("who pays")
    assert ["wording.npz"] == [path.name for path in tmp_path.iterdir()]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Whoever runs it sees which file, and nothing half written is left beside it."""
    file = tmp_path / "wording.npz"
    file.mkdir()

    with pytest.raises(KnowledgeError, match=re.escape(f"{file}: what was learned cannot be kept here")):
        learned(file=file)
    assert ["wording.npz"] == [path.name for path in tmp_path.iterdir()]


def test_what_is_left_out_does_not_depend_on_what_was_left_out_before() -> None:
    """Models without a part are kept, and must hold for whoever asks next."""
    told, fresh = learned(), learned()
    one, article = np.zeros(39, bool), np.zeros(39, bool)
    one[1], article[:13] = True, True
    told.scores("who pays", article)

    assert pytest.approx(fresh.scores("who pays", one), abs=1e-3) == told.scores("who pays", one)


@pytest.mark.parametrize("most", [0, 100])
def test_a_base_too_large_goes_without(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every article is spoken for alike, so that the other kinds of evidence decide."""
    monkeypatch.setattr(module, "MOST_WORK", most)

    assert [0.0, 0.0, 0.0] == learned().scores("who pays").tolist()


def test_one_article_alone_is_told_from_nothing() -> None:
    """There are no others."""
    assert [0.0] == learned((_PAY,)).scores("who pays").tolist()
