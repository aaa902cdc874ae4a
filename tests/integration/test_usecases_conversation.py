"""Use cases on a small real index and a real store: a conversation in which each turn leans on the one before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from secondment.answers import Answer
from secondment.knowledge.article import read_folder
from secondment.knowledge.index import KnowledgeIndex
from secondment.knowledge.live import LiveKnowledge
from secondment.knowledge.ranking import load_ranker
from secondment.text.encoder import SentenceEncoder
from secondment.text.spelling import Speller
from secondment.usecases.answering import answer_question
from secondment.usecases.explaining import tell_me_more, why_source
from secondment.usecases.follow_up import ask_mine, correct
from secondment.usecases.own_record import own_record
from secondment.usecases.services import UseCaseServices
from tests.builders import a_secondment, a_store
from tests.knowledge_folder import small_folder, write_article
from tests.usecase_fakes import EDDA, FakeServices, a_turn


@pytest.fixture
def services(tmp_path: Path, encoder: SentenceEncoder, speller: Speller) -> UseCaseServices:
    """Five articles, one of which names record fields and has more to tell, and Edda's record."""
    folder = small_folder(tmp_path)
    write_article(folder, "who-pays-salary", record_fields=["salary_payer"], more="The host may pay an allowance.")
    services = RealServices(folder, encoder, speller)
    services.store = a_store(tmp_path)
    services.store.upsert_secondments([a_secondment()])
    return services


class RealServices(FakeServices):
    """Services whose knowledge is a live index over real articles."""

    def __init__(self, folder: Path, encoder: SentenceEncoder, speller: Speller) -> None:
        super().__init__()
        self._live = LiveKnowledge(
            folder, lambda _: KnowledgeIndex(read_folder(folder), encoder, speller, load_ranker())
        )

    @property
    def knowledge(self) -> LiveKnowledge:
        """The knowledge in force."""
        return self._live


def after(told: Answer) -> dict[str, Any]:
    """What is remembered after an answer."""
    return dict(told.remember)


def test_a_question_its_rest_its_source_and_the_own_value(services: UseCaseServices) -> None:
    """Each from what the answer before left to remember."""
    (told,) = answer_question(a_turn("Who pays my salary?"), services)
    (more,) = tell_me_more(a_turn("tell me more", memory=after(told)), services)
    (source,) = why_source(a_turn("says who?", memory=after(told)), services)
    mine = ask_mine(a_turn("and mine?", memory=after(told)), services)[0]

    assert ["who-pays-salary"] * 3 == [told.article, more.article, source.article]
    assert ("The host may pay an allowance.", True) == (more.text, "General practice" in source.text)
    assert ("record", "salary_payer") == (mine.kind, mine.field)


def test_a_correction_leads_to_another_article(services: UseCaseServices) -> None:
    """With what was meant, or with the next nearest titles."""
    (told,) = answer_question(a_turn("Who pays my salary?"), services)
    (meant,) = correct(a_turn("no, I meant: do I need a visa?", memory=after(told)), services)
    (bare,) = correct(a_turn("wrong", memory=after(told)), services)

    assert ("visa", "clarify") == (meant.article, bare.kind)
    assert "who-pays-salary" not in [one["article"] for one in bare.choices]


def test_reading_the_own_record_is_audited_without_the_value(services: UseCaseServices) -> None:
    """Who, which field, through which message."""
    own_record(a_turn("who pays me?", fields={"salary_payer": 0.9}, message_id="m7"), services)
    (entry,) = services.store.audit_trail(EDDA.employee_number)

    assert True is all(part in repr(entry) for part in ("E1", "salary_payer", "m7"))
    assert "Orchard" not in repr(entry)


def test_something_else_altogether_is_not_answered(services: UseCaseServices) -> None:
    """From five articles about secondment."""
    (told,) = answer_question(a_turn("What is the boiling point of mercury in kelvin?"), services)

    assert "knowledge" != told.kind
