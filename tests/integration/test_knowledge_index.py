"""The index on a small real folder with the real encoder: found by meaning, by words, in long messages, after edits."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from secondment.knowledge import live
from secondment.knowledge.article import read_folder
from secondment.knowledge.checking import check_index
from secondment.knowledge.follow_ups import FollowUp, samples_of
from secondment.knowledge.following import Told
from secondment.knowledge.index import KnowledgeIndex, Ranking
from secondment.knowledge.live import LiveKnowledge
from secondment.knowledge.ranking import load_ranker
from secondment.knowledge.self_test import foreign_samples, own_samples
from secondment.knowledge.tuning import Sample, order, scores_of
from secondment.text.encoder import SentenceEncoder
from secondment.text.focus import closing
from secondment.text.spelling import Speller
from secondment.text.unseen import unseen
from secondment.text.vectors import VectorCache
from tests.knowledge_folder import small_folder, write_article


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small folder."""
    return small_folder(tmp_path)


@pytest.fixture
def index(folder: Path, encoder: SentenceEncoder, speller: Speller) -> KnowledgeIndex:
    """Its index."""
    return KnowledgeIndex(read_folder(folder), encoder, speller, load_ranker())


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("which firm transfers my money every month", "who-pays-salary"),
        ("can i take a week off in july", "annual-leave"),
        ("will my desk still be mine afterwards", "right-to-old-job"),
        ("is there someone experienced who guides me", "mentor"),
        ("need a permitt to enter the country?", "visa"),
        ("I packed all summer and my cat is cross with me. My boss is kind. Do I need papers to work there?", "visa"),
    ],
)
def test_a_question_in_other_words_finds_its_article(index: KnowledgeIndex, question: str, article: str) -> None:
    """By meaning, with typing errors, at the end of a story."""
    assert article == index.search(question).best.article.id


STORY = (
    "I packed all summer, sold the bicycle and gave the cat to my aunt, who has spoilt it by now. {} My neighbour gave "
    "a party with far too much cake, her son played the trombone, and we all said it was nice. Then it rained for a "
    "week, the cellar filled up, and the plumber came twice without his tools. My brother says that I worry too much, "
    "my sister that I worry too little, and both of them have been right before. So tell me honestly: {}"
)


@pytest.mark.parametrize(
    ("told", "asks", "article"),
    [
        ("The embassy still holds my passport because of the work permit.", "is there no way around it?", "visa"),
        ("At home a trainee sits on my post, which was kept for me.", "what becomes of that?", "right-to-old-job"),
    ],
)
def test_what_a_question_leans_on_may_stand_early_in_a_story(
    index: KnowledgeIndex, told: str, asks: str, article: str
) -> None:
    """Read with its end alone, the question has no subject."""
    story = STORY.format(told, asks)

    assert told not in closing(story)
    assert article == index.search(story).best.article.id


def test_what_leans_is_about_what_was_told_or_leads_on(index: KnowledgeIndex) -> None:
    """Words that name nothing stay with the article told; words that name something lead to another one."""
    told = Told("do I need a visa", index.by_id["visa"])
    stays, leads_on = (index.follow(text, told) for text in ("and who pays for that", "and my old job afterwards"))

    assert "visa" in [hit.article.id for hit in stays.hits[:2]]
    assert "right-to-old-job" in [hit.article.id for hit in leads_on.hits[:2]]
    assert pytest.approx(1.0, abs=0.01) == sum(hit.share for hit in leads_on.hits)
    assert "Do I need a visa? and my old job afterwards" == leads_on.question


def test_what_goes_on_needs_nothing_encoded_anew(index: KnowledgeIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """The question before, the message and the title are known; half way between them stands for both together."""
    told, message = Told("do I need a visa", index.by_id["visa"]), "and who pays for that stamp"
    for known in (told.question, told.subject, message):
        index.search(known)
    run: list[object] = []
    monkeypatch.setattr(SentenceEncoder, "_run", lambda self, texts: run.append(texts))
    found = index.follow(message, told)

    assert ([], "visa") == (run, found.hits[0].article.id)


def test_a_changed_question_takes_over_what_is_known(
    index: KnowledgeIndex, folder: Path, encoder: SentenceEncoder, speller: Speller
) -> None:
    """Only for a while: what is built anew from the same files has its own words."""
    write_article(
        folder, "mentor", questions=[*index.by_id["mentor"].questions[:-1], "who is the wise zebra I may ring"]
    )
    after = KnowledgeIndex(read_folder(folder), encoder, speller, load_ranker(), before=index)
    anew = KnowledgeIndex(read_folder(folder), encoder, speller, load_ranker())

    assert [True, False] == [one.is_provisional for one in (after, anew)]
    assert ["mentor", "mentor"] == [one.search("a wise zebra to ring").best.article.id for one in (after, anew)]


def test_following_is_fitted_on_what_is_not_clear_by_itself(index: KnowledgeIndex) -> None:
    """With what was told before and what is right, by the places of the articles."""
    told = Told("do I need a visa", index.by_id["visa"])
    clear, leaning, foreign = (
        FollowUp("Who pays my salary?", told, ("who-pays-salary",)),
        FollowUp("and who decides that", told, ("visa",)),
        FollowUp("and the football on Sunday", told, ()),
    )
    found = samples_of([clear, leaning, foreign], index)
    place = [article.id for article in index.articles].index("visa")

    assert index.ranker.clear(index.search(clear.text).score)
    assert [([place], place), ([], place)] == [(np.flatnonzero(one.right).tolist(), one.before) for one in found]


def test_after_a_value_of_the_record_its_rule_is_near(folder: Path, encoder: SentenceEncoder, speller: Speller) -> None:
    """Though the words say next to nothing."""
    write_article(folder, "mentor", record_fields=["salary_payer"], facts=["F004"], related=["visa"])
    index = KnowledgeIndex(read_folder(folder), encoder, speller, load_ranker())

    shares = [
        next(hit.share for hit in index.follow("is that usual", told).hits if hit.article.id == "mentor")
        for told in (Told("and for me"), Told("and for me", field="salary_payer"))
    ]

    assert shares[0] < shares[1] / 2


def test_the_nearest_of_some_texts_keep_their_order(index: KnowledgeIndex) -> None:
    """As they stand in the answer."""
    texts = ["The visa is stamped.", "Cats sleep a lot.", "A permit lets you work abroad."]

    assert [texts[0], texts[2]] == index.nearest_texts("do I need a work visa", texts, 2)


def test_what_is_fitted_is_what_decides(index: KnowledgeIndex) -> None:
    """The gap and the score that thresholds are chosen on are those a message is then judged by."""
    asked = ("who pays my wages", "a week off in july", "who guides me and who pays me", "what is love")
    found = [index.gather(question) for question in asked]
    samples = [Sample(one, told, np.zeros(len(told.candidates), bool)) for one, told in zip(asked, found)]
    ordered, live = order(index.ranker.weights, samples), [index.search(question) for question in asked]
    scores = scores_of(index.ranker.calibration, index.ranker.intercept, ordered)

    assert [one.gap for one in live] == ordered.gaps.tolist()
    assert pytest.approx([one.score for one in live]) == scores.tolist()


def test_the_nearest_of_some_articles_is_one_of_them(index: KnowledgeIndex) -> None:
    """Though another answers better: who asks has said what it must be about."""
    among = [index.by_id["annual-leave"], index.by_id["mentor"]]

    assert "mentor" == index.nearest("who guides me and who transfers my money", among).id
    assert "annual-leave" == index.nearest("a week off in july", among).id


def test_shares_add_up_and_come_in_order(index: KnowledgeIndex) -> None:
    """They say how the evidence is divided among the candidates."""
    shares = [hit.share for hit in index.search("who pays me").hits]

    assert pytest.approx(1.0) == sum(shares)
    assert sorted(shares, reverse=True) == shares


def test_the_score_of_a_known_question_is_above_that_of_a_foreign_one(index: KnowledgeIndex) -> None:
    """The decision to answer rests on this."""
    known, foreign = index.search("Who pays my salary?"), index.search("how do I bake sourdough bread at home")

    assert known.score > foreign.score


def test_the_score_of_a_place_is_handed_on_by_share(index: KnowledgeIndex) -> None:
    """The first one's own, and less for each after it."""
    ranking = index.search("who pays me")
    scores = [ranking.score_of(place) for place in range(3)]

    assert ranking.score == scores[0]
    assert sorted(scores, reverse=True) == scores


def test_what_is_read_ahead_comes_to_the_same(index: KnowledgeIndex, encoder: SentenceEncoder) -> None:
    """Embedded at once or one by one; near ties far down may change places by the rounding of what is kept."""
    asked = ["who pays me?", "I have been away since May. My landlord asks. Who pays me?"]
    asked.append(STORY.format("My wages did not come.", "who pays me?"))
    encode = index.read_ahead(asked, VectorCache(encoder))

    for question in asked:
        first, second = index.search(question), index.search(question, encode)
        assert first.best.article.id == second.best.article.id
        assert _shares(first) == pytest.approx(_shares(second), abs=0.02)
        assert pytest.approx(first.score, abs=0.02) == second.score


def _shares(ranking: Ranking) -> dict[str, float]:
    return {hit.article.id: hit.share for hit in ranking.hits}


@pytest.mark.parametrize("question", ["", "???", "xqzv", "a" * 4000, "🙂"])
def test_any_message_gets_a_ranking(index: KnowledgeIndex, question: str) -> None:
    """However odd; the score tells what it is worth."""
    assert 0.0 <= index.search(question).score <= 1.0


def test_a_self_test_asks_each_unseen_example_once(
    index: KnowledgeIndex, encoder: SentenceEncoder, speller: Speller
) -> None:
    """Titles are nobody's question, and what the encoder has learned from proves nothing."""
    expected = [text for article in index.articles for text in article.questions if unseen(speller.mend(text))]

    assert expected == [sample.question for sample in own_samples(index, VectorCache(encoder))]


def test_a_foreign_message_is_answered_by_nothing(index: KnowledgeIndex, encoder: SentenceEncoder) -> None:
    """No candidate counts as right."""
    (sample,) = foreign_samples(index, ["how do I bake bread"], VectorCache(encoder))

    assert not sample.right.any()


def test_articles_alike_are_shown_with_both_texts(folder: Path, encoder: SentenceEncoder, speller: Speller) -> None:
    """A person has to decide, so both stand there."""
    answer = "A mentor is a trusted guide who gives you insights and support while you settle in at the host."
    write_article(folder, "guide", answer=answer)
    index = KnowledgeIndex(read_folder(folder), encoder, speller, load_ranker())

    (told,) = [one for one in check_index(index, VectorCache(encoder)) if one.check == "alike"]

    assert "guide and mentor" in told.what
    assert answer in told.what


def test_an_example_that_finds_another_article_is_told_with_its_line(
    folder: Path, encoder: SentenceEncoder, speller: Speller
) -> None:
    """It was probably written into the wrong file."""
    path = write_article(folder, "extension", asked="may it be made longer\nwork permit for going abroad?\n")
    ranker = load_ranker()
    # six articles are too few to learn directions from
    ranker = replace(ranker, weights=ranker.weights | {"discriminant": 0.0})
    index = KnowledgeIndex(read_folder(folder), encoder, speller, ranker)

    told = [one for one in check_index(index, VectorCache(encoder)) if one.check == "finds"]

    assert [(path.with_suffix(".asked.txt"), 2)] == [(one.path, one.line) for one in told]
    assert "visa" in told[0].remedy


def test_a_good_folder_has_nothing_alike(index: KnowledgeIndex, encoder: SentenceEncoder) -> None:
    """Five articles on five things."""
    assert [] == check_index(index, VectorCache(encoder))


def test_the_knowledge_switches_while_people_ask(
    folder: Path, encoder: SentenceEncoder, speller: Speller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every question gets a whole answer of one of the two states; afterwards the new one is in force."""
    monkeypatch.setattr(live, "_LOOK_EVERY_SECONDS", -1.0)
    vectors = VectorCache(encoder)
    knowledge = LiveKnowledge(
        folder, lambda _: KnowledgeIndex(read_folder(folder), encoder, speller, load_ranker(), vectors)
    )
    knowledge.current()
    answers: list[str] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            answers.append(knowledge.current().search("Do I need a visa?").best.article.answer)

    asking = threading.Thread(target=ask)
    asking.start()
    write_article(
        folder, "visa", facts=["F005"], related=["mentor"], answer="Yes, nearly always: ask the adviser early."
    )
    while "Yes, nearly always: ask the adviser early." not in answers[-1:] and len(answers) < 5000:
        stop.wait(0.01)
    stop.set()
    asking.join(30)
    before = "Abroad you nearly always need a work visa or permit; your employer's adviser applies for it."

    assert {before, "Yes, nearly always: ask the adviser early."} >= set(answers)
    assert "Yes, nearly always: ask the adviser early." == answers[-1]
