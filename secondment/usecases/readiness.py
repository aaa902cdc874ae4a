"""Whether questions can be answered: a known one is looked up, and the records are read."""

from __future__ import annotations

from secondment.errors import KnowledgeError, RecordsError
from secondment.usecases.services import UseCaseServices

KNOWN_QUESTION = "What is a secondment?"
_FOUND_FROM = 0.2


def components(services: UseCaseServices) -> dict[str, str]:
    """Component (actions, knowledge) to `ok` or what is wrong with it."""
    return {"actions": _records(services), "knowledge": _knowledge(services)}


def _records(services: UseCaseServices) -> str:
    try:
        services.store.count_secondments()
    except RecordsError:
        return "records cannot be read"
    return "ok"


def _knowledge(services: UseCaseServices) -> str:
    try:
        ranking = services.knowledge.current().search(KNOWN_QUESTION)
    except KnowledgeError:
        return "knowledge cannot be read"
    return "ok" if ranking.score >= _FOUND_FROM else "a known question is not found"
