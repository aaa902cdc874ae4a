"""What use cases are given: the services they may use, and nothing else."""

from __future__ import annotations

from typing import Protocol

from secondment.clock import Clock
from secondment.knowledge.live import LiveKnowledge
from secondment.languages import Languages
from secondment.records.store import Store
from secondment.sentences import Sentences


class UseCaseServices(Protocol):
    """The part of `secondment.wiring.Services` that use cases see."""

    @property
    def knowledge(self) -> LiveKnowledge:
        """The knowledge in force."""

    @property
    def sentences(self) -> Sentences:
        """The fixed sentences."""

    @property
    def languages(self) -> Languages:
        """What tells the language of a message."""

    @property
    def store(self) -> Store:
        """Everything that is stored."""

    @property
    def clock(self) -> Clock:
        """The time."""

    @property
    def hr_contact_name(self) -> str:
        """Whom to name when nobody is on record."""
