"""A secondment record as the rest of the product sees it: plain, frozen, without database.

Field names and meaning follow section (b) of the domain notes and the shape `secondment-records/1` of the import.
Dates are dates, money is `Decimal` with an ISO 4217 currency, countries are ISO 3166-1 alpha-2. `None` and empty
tuples mean "the record does not hold it".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Contact:
    """A person named in a record: manager, HR contact or mentor."""

    name: str
    email: str | None = None


@dataclass(frozen=True)
class Side:
    """The home or the host part: organisation, department, post (home) or role (host), grade and people."""

    organisation: str | None = None
    department: str | None = None
    role: str | None = None
    grade: str | None = None
    manager: Contact | None = None
    hr_contact: Contact | None = None


@dataclass(frozen=True)
class Money:
    """An amount with its currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Extension:
    """An agreed extension: the new end date, when and why it was agreed."""

    to: date
    agreed: date | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Review:
    """A planned review: month_1, month_3, mid_term, end_minus_3, closing or another kind."""

    kind: str
    date: date


@dataclass(frozen=True)
class Notice:
    """Notice periods in days, for each party."""

    home: int | None = None
    host: int | None = None
    secondee: int | None = None


@dataclass(frozen=True)
class WorkingPattern:
    """Hours, share of full time (0 to 1), the week in words and the remote share (0 to 1)."""

    hours_per_week: Decimal | None = None
    fte: Decimal | None = None
    pattern: str | None = None
    remote_share: Decimal | None = None


@dataclass(frozen=True)
class Location:
    """Where the work is done."""

    country: str | None = None
    city: str | None = None
    workplace: str | None = None


@dataclass(frozen=True)
class Pay:
    """Who pays: payer is home, host, split or shadow; basis is home_grade, host_grade, supplement or unchanged."""

    payer: str | None = None
    basis: str | None = None
    base_salary: Money | None = None
    recharged_to_host: bool | None = None


@dataclass(frozen=True)
class Allowance:
    """A regular extra payment."""

    kind: str
    money: Money
    frequency: str | None = None


@dataclass(frozen=True)
class Leave:
    """Annual leave: days a year, public holiday calendar (country) and who approves."""

    entitlement_days: Decimal | None = None
    public_holiday_calendar: str | None = None
    approver: str | None = None


@dataclass(frozen=True)
class Objective:
    """What is to be reached, how it is measured and by when."""

    text: str
    measure: str | None = None
    due: date | None = None


@dataclass(frozen=True)
class Insurance:
    """A risk that is covered and by whom (home or host)."""

    cover: str
    provided_by: str | None = None


@dataclass(frozen=True)
class Confidentiality:
    """Whether the confidentiality agreement is signed, and what it says in short."""

    signed: bool | None = None
    note: str | None = None


@dataclass(frozen=True)
class OnboardingTask:
    """A step of onboarding: whose it is (secondee, host_manager …), when due, whether done."""

    task: str
    party: str | None = None
    due: date | None = None
    done: bool = False


@dataclass(frozen=True)
class Return:
    """The way back: guarantee is same_post, equivalent, best_endeavours or none."""

    guarantee: str | None = None
    post: str | None = None
    meeting_date: date | None = None


@dataclass(frozen=True)
class Document:
    """A document on file."""

    kind: str
    signed: date | None = None


@dataclass(frozen=True)
class Appraisal:
    """How the work is appraised, by whom and how often feedback is given."""

    method: str | None = None
    appraiser: str | None = None
    feedback_frequency: str | None = None


@dataclass(frozen=True)
class Secondment:
    """One secondment of one person."""

    secondment_id: str
    status: str | None
    types: tuple[str, ...]
    employee_number: str
    name: str | None
    work_email: str | None
    home: Side
    host: Side
    start_date: date
    planned_end_date: date | None = None
    actual_start_date: date | None = None
    actual_end_date: date | None = None
    purpose_kind: str | None = None
    purpose: str | None = None
    mentor: Contact | None = None
    extensions: tuple[Extension, ...] = ()
    maximum_total_months: int | None = None
    reviews: tuple[Review, ...] = ()
    notice: Notice = Notice()
    working_pattern: WorkingPattern = WorkingPattern()
    location: Location = Location()
    pay: Pay = Pay()
    allowances: tuple[Allowance, ...] = ()
    expenses_payer: str | None = None
    leave: Leave = Leave()
    sickness_reporting: str | None = None
    objectives: tuple[Objective, ...] = ()
    appraisal: Appraisal = Appraisal()
    confidentiality: Confidentiality = Confidentiality()
    ip_owner: str | None = None
    insurance: tuple[Insurance, ...] = ()
    conduct_handler: str | None = None
    way_back: Return = Return()
    onboarding_tasks: tuple[OnboardingTask, ...] = ()
    documents: tuple[Document, ...] = ()

    @property
    def end_date(self) -> date | None:
        """The end that counts: the actual one, else the latest agreed extension, else the planned one."""
        if self.actual_end_date:
            return self.actual_end_date
        return max((extension.to for extension in self.extensions), default=self.planned_end_date)

    @property
    def began(self) -> date:
        """The start that counts: the actual one when there is one."""
        return self.actual_start_date or self.start_date
