"""Builders of the things tests speak about; each takes changes by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from secondment.records.engine import open_engine, upgrade
from secondment.records.model import (
    Allowance,
    Appraisal,
    Confidentiality,
    Contact,
    Document,
    Extension,
    Insurance,
    Leave,
    Location,
    Money,
    Notice,
    Objective,
    OnboardingTask,
    Pay,
    Return,
    Review,
    Secondment,
    Side,
    WorkingPattern,
)
from secondment.records.store import Store
from secondment.sentences import Sentences, load_sentences

TODAY = date(2026, 11, 21)
SENTENCES = Path(__file__).parent.parent / "knowledge" / "sentences"


class FixedClock:
    """A clock that stands still at noon (UTC) of a day."""

    def __init__(self, day: date = TODAY) -> None:
        self.day = day

    def now(self) -> datetime:
        """Noon of the day."""
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)

    def today(self) -> date:
        """The day."""
        return self.day


class TickingClock(FixedClock):
    """A clock the test moves by seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0

    def now(self) -> datetime:
        """Noon and so many seconds."""
        return super().now() + timedelta(seconds=self.seconds)


def a_store(folder: Path, clock: FixedClock | None = None) -> Store:
    """An empty store in a folder."""
    engine = open_engine(f"sqlite:///{folder / 'records.sqlite3'}")
    upgrade(engine)
    return Store(engine, clock or FixedClock())


def the_sentences() -> Sentences:
    """The sentences the product ships."""
    return load_sentences(SENTENCES)


def an_extension(to: date = date(2028, 2, 29)) -> Extension:
    """An agreed extension."""
    return Extension(to, date(2026, 11, 2), "The project needs one more release.")


def a_secondment(**changes: Any) -> Secondment:
    """A complete record, running on 21 November 2026: 4 May 2026 to 3 November 2027 at Lumen Works."""
    return replace(_COMPLETE, **changes)


_COMPLETE = Secondment(
    secondment_id="SEC-1",
    status="active",
    types=("external_out",),
    employee_number="E1",
    name="Edda Falk",
    work_email="edda.falk@orchard.example",
    home=Side(
        "Orchard Foods",
        "Finance",
        "Analyst",
        "Grade 6",
        Contact("Hal Moss", "hal.moss@orchard.example"),
        Contact("Ines Roth", "ines.roth@orchard.example"),
    ),
    host=Side(
        "Lumen Works",
        "Planning",
        "Programme manager",
        "Band 7",
        Contact("Kofi Lund", "kofi.lund@lumen.example"),
        Contact("Mara Voss", "mara.voss@lumen.example"),
    ),
    start_date=date(2026, 5, 4),
    planned_end_date=date(2027, 11, 3),
    actual_start_date=date(2026, 5, 4),
    purpose_kind="development",
    purpose="Learn how the host plans.",
    mentor=Contact("Nils Brook", "nils.brook@lumen.example"),
    maximum_total_months=24,
    reviews=(
        Review("month_3", date(2026, 8, 4)),
        Review("closing", date(2027, 10, 27)),
        Review("mid_term", date(2027, 2, 1)),
    ),
    notice=Notice(home=28, host=30, secondee=14),
    working_pattern=WorkingPattern(Decimal("37.5"), Decimal("1"), "Monday to Friday", Decimal("0.2")),
    location=Location("IE", "Dublin", "Science Park"),
    pay=Pay("home", "supplement", Money(Decimal("52500"), "EUR"), True),
    allowances=(Allowance("cost_of_living", Money(Decimal("500"), "EUR"), "monthly"),),
    expenses_payer="host",
    leave=Leave(Decimal("28"), "IE", "host_manager"),
    sickness_reporting="Ring the host manager.",
    objectives=(Objective("Write the playbook.", "live by mid-term", date(2027, 1, 22)),),
    appraisal=Appraisal("joint", "home_manager", "monthly"),
    confidentiality=Confidentiality(True, "Lasts two years after the end."),
    ip_owner="joint",
    insurance=(Insurance("health", "home"), Insurance("professional liability", "host")),
    conduct_handler="home",
    way_back=Return("equivalent", "Analyst", date(2027, 9, 22)),
    onboarding_tasks=(
        OnboardingTask("Sign the agreement", "secondee", date(2026, 4, 20), True),
        OnboardingTask("Meet the mentor", "secondee", date(2026, 5, 27), False),
    ),
    documents=(Document("agreement", date(2026, 4, 17)),),
)
