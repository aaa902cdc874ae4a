"""Fakes for use cases: an index that finds what it is told, people with or without records, and a turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

from secondment.identity import Choice, Person
from secondment.knowledge.article import HOME, HOST, MORE, Article, CitedSource
from secondment.knowledge.following import Told
from secondment.knowledge.index import Hit, KnowledgeIndex, Ranking
from secondment.knowledge.live import LiveKnowledge
from secondment.languages import Languages
from secondment.records.model import Secondment
from secondment.records.store import Store
from secondment.usecases.turn import Memory, Turn, Understanding
from tests.builders import FixedClock, the_sentences

EDDA = Person("E1")
SENTENCES = the_sentences()
CLEAR, CLOSE, NOTHING = 0.9, 0.5, 0.05  # scores above, between and below the thresholds of `FakeRanker`


def an_article(name: str, **changes: Any) -> Article:
    """A complete article with both sides and more to tell."""
    told: dict[str, Any] = {
        "id": name,
        "title": f"What about {name}?",
        "topic": "pay_allowances",
        "questions": (f"what about {name}",),
        "asked": (),
        "answer": f"This is about {name}.",
        "sections": {MORE: f"More of {name}.", HOME: f"Home does {name}.", HOST: f"The host does {name}."},
        "audience": ("secondee",),
        "forms": ("any",),
        "jurisdictions": ("any",),
        "sources": (CitedSource("General practice"),),
        "owner": "HR Mobility",
        "reviewed": date(2026, 6, 1),
        "review_every_months": 12,
        "related": (),
        "record_fields": (),
        "path": Path(f"{name}.md"),
    }
    return Article(**{**told, **changes})


PAY = an_article("pay", record_fields=("salary_payer", "allowance"), related=("leave", "gone", "visa"))
LEAVE = an_article("leave", topic="leave_absence", record_fields=("leave_entitlement",))
VISA = an_article("visa", topic="immigration", sections={})
ENDING = an_article("ending", topic="extension_early_end", record_fields=("end_date",))
ARTICLES = (PAY, LEAVE, VISA, ENDING)


@dataclass
class FakeRanker:
    """Thresholds, and a belief that only what is out of scope lowers."""

    answer_from: float = 0.7
    gap_from: float = 0.1
    clarify_from: float = 0.3
    nearest_from: float = 0.55
    subject_from: float = 0.2

    def on_subject(self, score: float, out_of_scope: float, nearest: float) -> float:
        """Whatever is not clearly about something else."""
        return 1 - out_of_scope

    def clear(self, score: float) -> bool:
        """Whether an article is told outright."""
        return score >= self.answer_from

    def believe(self, score: float, out_of_scope: float) -> float:
        """The score, less as the message is more likely about something else."""
        return score * (1 - out_of_scope)


@dataclass
class FakeIndex:
    """Finds an article where one of the words it is told stands in the question; else nothing near."""

    found: dict[str, tuple[str, float]] = field(default_factory=dict)
    articles: tuple[Article, ...] = ARTICLES
    ranker: FakeRanker = field(default_factory=FakeRanker)
    asked: list[str] = field(default_factory=list)
    share: float = 0.6  # of the evidence, for the article found

    @property
    def by_id(self) -> dict[str, Article]:
        """The articles by their ids."""
        return {article.id: article for article in self.articles}

    def search(self, question: str) -> Ranking:
        """All articles, the one told first."""
        self.asked.append(question)
        name, score = next((told for word, told in self.found.items() if word in question), ("pay", NOTHING))
        first = self.by_id[name]
        rest = [article for article in self.articles if article is not first]
        hits = [
            Hit(one, share, {}) for one, share in zip((first, *rest), (self.share, (1 - self.share) / 2, 0.1, 0.05))
        ]
        return Ranking(question, tuple(hits), score, nearest=score)

    def follow(self, message: str, told: Told) -> Ranking:
        """What is told for a word of the message, else of it together with what was said before."""
        readings = (self.search(f"{before}{message}") for before in ("", f"{told.question} ", f"{told.subject} "))
        return max(readings, key=lambda found: found.score)

    def nearest_texts(self, question: str, texts: Sequence[str], count: int) -> list[str]:
        """The first of them."""
        self.asked.append(question)
        return list(texts[:count])

    def nearest(self, question: str, among: Sequence[Article]) -> Article:
        """The one told for a word of the question if it is among them, else the first."""
        self.asked.append(question)
        told = {name for word, (name, _) in self.found.items() if word in question}
        return next((article for article in among if article.id in told), among[0])


@dataclass
class FakeStore:
    """People and their records, at hand."""

    records: Mapping[str, tuple[Secondment, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def own_secondments(self, person: Person, **_: object) -> tuple[Secondment, ...]:
        """That person's records."""
        return self.records.get(person.employee_number, ())

    def person_name(self, person: Person) -> str | None:
        """Their name."""
        return self.names.get(person.employee_number)


@dataclass
class FakeLanguages(Languages):
    """Knows the language of the messages it is told; everything else is English."""

    known: dict[str, str] = field(default_factory=dict)

    def language(self, text: str) -> str | None:
        """The language told for a message."""
        return self.known.get(text)


class FakeServices:
    """What use cases are given."""

    hr_contact_name = "People Team"

    def __init__(self, index: FakeIndex | None = None, store: FakeStore | None = None) -> None:
        self.index = index or FakeIndex()
        self.sentences = SENTENCES
        self.languages: Languages = FakeLanguages()
        self.store = cast(Store, store or FakeStore())
        self.clock = FixedClock()

    @property
    def knowledge(self) -> LiveKnowledge:
        """The index at hand."""
        return cast(LiveKnowledge, self)

    def current(self) -> KnowledgeIndex:
        """The index in force."""
        return cast(KnowledgeIndex, self.index)


def a_turn(text: str = "", **changes: Any) -> Turn:
    """Edda's turn in a personal chat; `memory`, `intents`, `fields` and `choice` as told."""
    intents, fields = changes.pop("intents", {}), changes.pop("fields", {})
    best = max(intents, key=lambda name: intents[name], default="nlu_fallback")
    understood = Understanding(best, intents.get(best, 0.0), intents, fields)
    choice = changes.pop("choice", None)
    told: dict[str, Any] = {
        "person": EDDA,
        "surface": "personal",
        "conversation": "talk",
        "message_id": "m1",
        "text": text,
        "choice": Choice(*choice) if choice else None,
        "understanding": understood,
        "memory": Memory(**changes.pop("memory", {})),
    }
    return Turn(**{**told, **changes})
