"""The texts an index is made of, each with the article it belongs to; and the evidence from their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from secondment.knowledge.article import read_folder
from secondment.knowledge.corpus import Corpus, Texts, corpus_of
from secondment.knowledge.lexical import Postings, Weighing, by_characters, by_words, word_terms
from secondment.text.weighing import Weigher
from tests.knowledge_folder import small_folder, write_article


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """The corpus of the small folder, one article with an asked message."""
    folder = small_folder(tmp_path)
    (folder / "immigration" / "visa.asked.txt").write_text("permit pls\n")
    return corpus_of(read_folder(folder))


def test_asked_texts_are_title_questions_and_messages(corpus: Corpus) -> None:
    """In this order, which the self-test relies on."""
    last = len(corpus.articles) - 2
    visa = corpus.articles[last]
    told = corpus.asked.texts[corpus.asked.of(last)]

    assert (visa.title, *visa.questions, "permit pls") == told


def test_each_text_knows_its_article(corpus: Corpus) -> None:
    """Owner and start say the same."""
    owners = [corpus.asked.owner[corpus.asked.of(number)] for number in range(len(corpus.articles))]

    assert [{number} for number in range(5)] == [set(told.tolist()) for told in owners]


def test_the_best_score_is_taken_among_an_articles_texts(corpus: Corpus) -> None:
    """One good question is enough, and another article's does not count."""
    scores = np.zeros(len(corpus.asked.texts))
    scores[corpus.asked.of(2)][:] = 0.1
    scores[corpus.asked.of(2).stop - 1] = 0.9

    assert [0.0, 0.0, 0.9, 0.0, 0.0] == corpus.asked.best(scores).tolist()


def test_an_article_of_scraps_still_has_a_passage(tmp_path: Path) -> None:
    """Every article has at least one passage, else the layout breaks."""
    write_article(tmp_path, "visa", answer="Ask HR.")

    assert ("Ask HR.",) == corpus_of(read_folder(tmp_path)).passages.texts


Fit = Callable[[Sequence[str]], Weighing]


def similarity(fit: Fit, texts: Sequence[str], query: str) -> list[float]:
    """Cosine similarity of a query to each text under a vectorizer fitted to the texts."""
    fitted = fit(texts)
    told: list[float] = Postings(fitted.weighed).similarity(Weigher(fitted.vectorizer).weigh(query)).tolist()
    return told


def test_the_same_words_are_wholly_similar() -> None:
    """Cosine is 1 for the same message, 0 where no term is shared."""
    told = similarity(by_words, ["who pays my salary", "book annual leave"], "Who pays my salary?")

    assert pytest.approx([1.0, 0.0], abs=1e-5) == told


def test_a_query_is_weighed_as_the_texts_are() -> None:
    """The quick way for one query gives what the vectorizer gives."""
    texts = ["who pays my salary salary", "who approves my annual leave", "salary of the host manager"]
    fitted = by_words(texts)
    slow = (fitted.vectorizer.transform(["my salary and my annual salary"]) @ fitted.weighed.T).toarray()[0]

    assert pytest.approx(slow.tolist(), abs=1e-5) == similarity(by_words, texts, "my salary and my annual salary")


def test_synonyms_count_as_the_same_word() -> None:
    """Somebody who says wages means salary."""
    salary, travel = similarity(by_words, ["who pays my salary", "who pays my travel"], "wages")

    assert salary > travel


def test_characters_forgive_a_typing_error() -> None:
    """Most of a misspelt word's sequences are right."""
    right, other = similarity(by_characters, ["accommodation abroad", "notice period"], "acommodation")

    assert right > 0.3 > other


def test_what_was_weighed_before_is_taken_over() -> None:
    """In the new order, and a new text by the words that were known: what only that one holds is left out."""
    texts = [f"who pays the {word} bill" for word in ("water", "power", "rent", "phone", "train", "hotel")] * 2
    before = by_words(texts)
    after = by_words(["who pays my zloty bill", *reversed(texts)], before)

    assert after.vectorizer is before.vectorizer
    assert (before.weighed[::-1] != after.weighed[1:]).nnz == 0
    assert pytest.approx(1.0, abs=1e-5) == np.linalg.norm(after.weighed[0].toarray())


def test_where_much_is_new_all_is_weighed_anew() -> None:
    """Their words count then."""
    before = by_words(["who pays my salary"])

    assert "zloty" in by_words(["who pays my zloty"], before).vectorizer.vocabulary_


def test_the_texts_laid_out_are_told_as_they_were_weighed() -> None:
    """For an index that goes on from this one."""
    weighed = by_words(["who pays my salary", "book annual leave", "tax"]).weighed

    assert (Postings(weighed).rows(2) != weighed[:2]).nnz == 0


def test_the_best_of_each_article_are_averaged() -> None:
    """An article with fewer texts than asked for is judged by those it has."""
    texts = Texts(("a", "b", "c", "d", "e", "f"), np.array([0, 0, 0, 0, 1, 2]), np.array([0, 4, 5]))
    scores = np.array([0.1, 0.9, 0.5, 0.7, -0.25, 0.0], np.float32)

    assert pytest.approx([0.0, 0.7, -0.25]) == texts.near(scores, np.array([2, 0, 1]), 3).tolist()


def test_a_text_of_unknown_words_is_similar_to_nothing() -> None:
    """And that is no error."""
    assert [0.0] == similarity(by_words, ["who pays my salary"], "xqzv")


def test_neighbouring_words_are_terms_too() -> None:
    """“home manager” is more than “home” and “manager”."""
    assert "home_manager" in word_terms("my home manager")
