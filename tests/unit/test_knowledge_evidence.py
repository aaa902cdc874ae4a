"""What speaks for an article, and that left-out examples say nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from secondment.knowledge.article import read_folder
from secondment.knowledge.corpus import corpus_of
from secondment.knowledge.evidence import KINDS, EvidenceBase, highest
from secondment.text.encoder import SentenceEncoder
from secondment.text.spelling import Speller
from secondment.text.vectors import VectorCache
from tests.knowledge_folder import small_folder

_QUESTION = "somebody to show me the ropes"


@pytest.fixture
def base(tmp_path: Path, encoder: SentenceEncoder, speller: Speller) -> EvidenceBase:
    """The evidence base of the small folder."""
    return EvidenceBase(corpus_of(read_folder(small_folder(tmp_path))), VectorCache(encoder), speller)


def mentor(base: EvidenceBase) -> int:
    """The number of the article on mentors."""
    return [article.id for article in base.corpus.articles].index("mentor")


def evidence_for(base: EvidenceBase, encoder: SentenceEncoder, left_out: slice | None = None) -> dict[str, float]:
    """The evidence for the article on mentors when its own question is asked, with some texts left out."""
    without = None
    if left_out is not None:
        without = np.zeros(len(base.corpus.asked.texts), bool)
        without[left_out] = True
    wording = base.wording.scores(_QUESTION, without)
    gathered = base.gather(base.read(_QUESTION, encoder.encode([_QUESTION])[0]), wording, without)
    row = gathered.evidence[gathered.candidates.tolist().index(mentor(base))]
    return dict(zip(KINDS, row.tolist()))


def test_its_own_question_speaks_wholly_for_an_article(base: EvidenceBase, encoder: SentenceEncoder) -> None:
    """The example stands in the index word by word."""
    told = evidence_for(base, encoder)

    assert pytest.approx([1.0, 1.0, 1.0], abs=1e-4) == [
        told[kind] for kind in ("nearest_question", "words", "characters")
    ]


def test_a_left_out_example_says_nothing(base: EvidenceBase, encoder: SentenceEncoder) -> None:
    """An honest self-test may not find a question by itself."""
    told = evidence_for(base, encoder, base.corpus.asked.of(mentor(base)))

    assert (0.0, 0.0, 0.0, 0.0) == tuple(
        told[kind] for kind in ("nearest_question", "near_questions", "words", "characters")
    )


def test_leaving_out_lowers_what_was_learned_from_the_examples(base: EvidenceBase, encoder: SentenceEncoder) -> None:
    """The direction of an article is learned from its examples as well."""
    whole, less = evidence_for(base, encoder), evidence_for(base, encoder, base.corpus.asked.of(mentor(base)))

    assert less["discriminant"] < whole["discriminant"]


def test_the_text_of_the_article_still_speaks_when_examples_are_left_out(
    base: EvidenceBase, encoder: SentenceEncoder
) -> None:
    """Answer and passages are nobody's question."""
    whole, less = evidence_for(base, encoder), evidence_for(base, encoder, base.corpus.asked.of(mentor(base)))

    assert [whole[kind] for kind in ("passage", "answer_words")] == [less[kind] for kind in ("passage", "answer_words")]


def test_leaving_out_does_not_change_the_base(base: EvidenceBase, encoder: SentenceEncoder) -> None:
    """A self-test runs beside people's questions."""
    before = evidence_for(base, encoder)
    evidence_for(base, encoder, base.corpus.asked.of(mentor(base)))

    assert before == evidence_for(base, encoder)


def test_half_way_between_a_text_and_itself_is_that_text(base: EvidenceBase, encoder: SentenceEncoder) -> None:
    """In meaning, words, characters and wording."""
    one = base.read(_QUESTION, encoder.encode([_QUESTION])[0])
    both = base.between(one, one)

    for told, expected in zip(
        (both.vector, both.near, both.words, both.characters, both.wording),
        (one.vector, one.near, one.words, one.characters, one.wording), strict=True,
    ):  # fmt: skip
        assert pytest.approx(expected, abs=1e-5) == told


def test_half_way_between_two_texts_both_are_near(base: EvidenceBase, encoder: SentenceEncoder) -> None:
    """Each less than by itself, and more than by the other."""
    mine, others = _QUESTION, "do I need a visa"
    one, other = (base.read(text, encoder.encode([text])[0]) for text in (mine, others))
    both, place = base.between(one, other), base.corpus.asked.of(mentor(base))

    for told in ("near", "words", "characters"):
        best = [float(getattr(reading, told)[place].max()) for reading in (other, both, one)]
        assert sorted(best) == best


def test_the_article_comes_first_among_the_candidates(base: EvidenceBase, encoder: SentenceEncoder) -> None:
    """Even before anything is weighed."""
    gathered = base.gather(base.read(_QUESTION, encoder.encode([_QUESTION])[0]))

    assert mentor(base) == gathered.candidates[0]


@pytest.mark.parametrize(("count", "expected"), [(2, [3, 1]), (3, [3, 1, 4]), (9, [3, 1, 4, 2, 0])])
def test_the_highest_come_first_and_of_equal_ones_the_earlier(count: int, expected: list[int]) -> None:
    """As a stable sort of all would have it, so that the same question always finds the same candidates."""
    assert expected == highest(np.array([0.1, 0.5, 0.2, 0.9, 0.5]), count).tolist()
