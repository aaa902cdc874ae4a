"""Builds the services from the settings, each when it is first asked for: the one place where everything is joined."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from secondment.clock import Clock, MovedClock, SystemClock
from secondment.errors import SettingsError
from secondment.identity import Keys, derive_keys
from secondment.records.engine import open_engine, upgrade
from secondment.records.store import KeptDays, Store
from secondment.sentences import LiveSentences, Sentences
from secondment.settings import Settings, ensure_signing_key, read_settings

if TYPE_CHECKING:
    # Loaded where they are used: the gateway shares this module and must not pay for models it never runs.
    from secondment.knowledge.index import KnowledgeIndex
    from secondment.knowledge.live import LiveKnowledge
    from secondment.knowledge.ranking import Ranker
    from secondment.languages import Languages
    from secondment.text.encoder import SentenceEncoder
    from secondment.text.spelling import Speller
    from secondment.text.vectors import Progress, VectorCache


class Services:
    """Everything that is built from settings. A test replaces a piece by setting the attribute of its name."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings

    @cached_property
    def settings(self) -> Settings:
        """The settings handed in, else those of the environment."""
        return self._settings or read_settings()

    @cached_property
    def clock(self) -> Clock:
        """The machine's clock, or one moved to SECONDMENT_TODAY."""
        return MovedClock(self.settings.today) if self.settings.today else SystemClock()

    def require_true_time(self) -> None:
        """Raise `SettingsError` when the clock is moved where real people are served."""
        settings = self.settings
        if settings.today and not (settings.demo or settings.test_mode):
            raise SettingsError(
                "SECONDMENT_TODAY moves the clock for the demo and for tests only: take it away, or set "
                "SECONDMENT_DEMO=1 or SECONDMENT_TEST_MODE=1 (see docs/operations.md)"
            )

    @cached_property
    def keys(self) -> Keys:
        """All keys, derived from the signing key (made on first use when none is set)."""
        return derive_keys(ensure_signing_key(self.settings))

    @cached_property
    def assertion_public_key(self) -> str:
        """What signed messages are checked with; the action server has this and not the signing key."""
        return self._handed_over("assertion_public_key")

    @cached_property
    def internal_secret(self) -> str:
        """The secret the inner servers ask for; handed over by the process that starts them."""
        return self._handed_over("internal_secret")

    def _handed_over(self, name: str) -> str:
        told: str = getattr(self.settings, name)
        if not told:
            raise SettingsError(f"SECONDMENT_{name.upper()} is not set: it comes from the process that starts this one")
        return told

    @cached_property
    def engine(self) -> Engine:
        """The database, its tables brought up to date."""
        engine = open_engine(self.settings.database)
        upgrade(engine)
        return engine

    @cached_property
    def store(self) -> Store:
        """Everything that is stored."""
        return Store(self.engine, self.clock)

    @cached_property
    def sentences(self) -> Sentences:
        """The fixed sentences people are told, following the files."""
        return LiveSentences(self.settings.knowledge_folder / "sentences")

    @cached_property
    def encoder(self) -> SentenceEncoder:
        """The sentence encoder: the one that comes with the product, or that of SECONDMENT_MODEL_FOLDER.

        Only a whole knowledge base is enough work for several cores; a message keeps to one.
        """
        from secondment.text.encoder import load_encoder

        return load_encoder(self.settings.model_folder, threads=os.cpu_count() or 1)

    @cached_property
    def speller(self) -> Speller:
        """The mender of typing errors."""
        from secondment.text.spelling import Speller

        return Speller()

    @cached_property
    def languages(self) -> Languages:
        """What tells the language of a message."""
        from secondment.languages import Languages

        return Languages()

    @cached_property
    def vectors(self) -> VectorCache:
        """Embeddings of the knowledge base, kept between starts."""
        from secondment.text.vectors import VectorCache, kept_in

        return VectorCache(self.encoder, kept_in(self.settings.home))

    @cached_property
    def knowledge(self) -> LiveKnowledge:
        """The knowledge in force, following the files."""
        from secondment.knowledge.live import LiveKnowledge

        return LiveKnowledge(self.settings.knowledge_folder, lambda before: self.build_index(before=before))

    def build_index(
        self,
        progress: Progress | None = None,
        ranker: Ranker | None = None,
        before: KnowledgeIndex | None = None,
    ) -> KnowledgeIndex:
        """An index of the articles as they stand now; `progress` is told how many texts are encoded, of how many.

        `ranker` weighs the evidence instead of the fitted one, for whoever is about to fit it; `before` is the index in
        force, of which is taken over what hardly changes.
        """
        from secondment.knowledge.article import read_folder
        from secondment.knowledge.index import KnowledgeIndex
        from secondment.knowledge.ranking import load_ranker
        from secondment.knowledge.wording import kept_wording_in

        articles = read_folder(self.settings.knowledge_folder)
        return KnowledgeIndex(
            articles, self.encoder, self.speller, ranker or load_ranker(), self.vectors, progress,
            kept_wording_in(self.settings.home), before,
        )  # fmt: skip

    @property
    def kept_days(self) -> KeptDays:
        """For how long things are kept."""
        told = self.settings
        return KeptDays(told.retention_days, told.case_retention_days, told.audit_retention_days)

    @property
    def hr_contact_name(self) -> str:
        """Whom to name when nobody is on record."""
        return self.settings.hr_contact_name
