"""The tables. What the database can check, it checks: keys, foreign keys, closed lists, ranges, order of dates."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from sqlalchemy import CheckConstraint, ForeignKey, Index, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from secondment.records import vocabulary as words
from secondment.records.columns import Amount, Share, UtcDateTime

Key = Annotated[str, mapped_column(String(100), primary_key=True)]
Short = Annotated[str, mapped_column(String(200))]
Code = Annotated[str, mapped_column(String(60))]
OptionalShort = Annotated[str | None, mapped_column(String(200))]
OptionalCode = Annotated[str | None, mapped_column(String(60))]
Position = Annotated[int, mapped_column(primary_key=True, autoincrement=False)]
OfSecondment = Annotated[
    str, mapped_column(ForeignKey("secondments.secondment_id", ondelete="CASCADE"), primary_key=True)
]


# rows of lists stand in the order of their keys on SQLite, which saves a second index on each
_COMPACT = {"sqlite_with_rowid": False}


def _one_of(column: str, allowed: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in allowed)})", name=f"{column}_known")


def _check(sql: str, name: str) -> CheckConstraint:
    return CheckConstraint(sql, name=name)


class Base(DeclarativeBase):
    """Base of all tables; names of constraints are fixed so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class PersonRow(Base):
    """An employee. Without a name when only a binding or a case speaks of the number so far."""

    __tablename__ = "people"
    __table_args__ = (_check("employee_number <> ''", "number_given"),)
    employee_number: Mapped[Key]
    name: Mapped[OptionalShort]
    work_email: Mapped[str | None] = mapped_column(String(254), index=True)


class OrganisationRow(Base):
    """An organisation that lends or takes people."""

    __tablename__ = "organisations"
    __table_args__ = (_check("name <> ''", "name_given"),)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)


class SecondmentRow(Base):
    """One secondment: everything it holds once; lists have tables of their own."""

    __tablename__ = "secondments"
    __table_args__ = (
        _one_of("status", words.STATUSES),
        _one_of("purpose_kind", words.PURPOSES),
        _one_of("payer", words.PAYERS),
        _one_of("pay_basis", words.PAY_BASES),
        _one_of("expenses_payer", words.EXPENSES_PAYERS),
        _one_of("ip_owner", words.IP_OWNERS),
        _one_of("return_guarantee", words.GUARANTEES),
        _check("planned_end_date >= start_date", "planned_end_after_start"),
        _check("actual_end_date >= COALESCE(actual_start_date, start_date)", "actual_end_after_start"),
        _check("maximum_total_months > 0", "maximum_positive"),
        _check("notice_home_days >= 0 AND notice_host_days >= 0 AND notice_secondee_days >= 0", "notice_not_negative"),
        _check("hours_per_week > 0 AND hours_per_week <= 168", "hours_in_week"),
        _check("fte > 0 AND fte <= 1", "fte_is_share"),
        _check("remote_share >= 0 AND remote_share <= 1", "remote_is_share"),
        _check("(base_salary IS NULL) = (base_salary_currency IS NULL)", "salary_has_currency"),
        _check("base_salary >= 0", "salary_not_negative"),
        _check("length(base_salary_currency) = 3", "salary_currency_iso"),
        _check("length(country) = 2 AND length(holiday_calendar) >= 2", "country_iso"),
        _check("leave_days >= 0 AND leave_days <= 366", "leave_in_year"),
    )
    secondment_id: Mapped[Key]
    employee_number: Mapped[str] = mapped_column(
        ForeignKey("people.employee_number", ondelete="CASCADE", onupdate="CASCADE"), index=True
    )
    content_hash: Mapped[str] = mapped_column(String(32))
    status: Mapped[OptionalCode]
    purpose_kind: Mapped[OptionalCode]
    purpose: Mapped[str | None] = mapped_column(Text)

    home_organisation: Mapped[str | None] = mapped_column(ForeignKey("organisations.name"))
    home_department: Mapped[OptionalShort]
    home_role: Mapped[OptionalShort]
    home_grade: Mapped[OptionalShort]
    host_organisation: Mapped[str | None] = mapped_column(ForeignKey("organisations.name"))
    host_department: Mapped[OptionalShort]
    host_role: Mapped[OptionalShort]
    host_grade: Mapped[OptionalShort]

    start_date: Mapped[date]
    planned_end_date: Mapped[date | None]
    actual_start_date: Mapped[date | None]
    actual_end_date: Mapped[date | None]
    maximum_total_months: Mapped[int | None]

    notice_home_days: Mapped[int | None]
    notice_host_days: Mapped[int | None]
    notice_secondee_days: Mapped[int | None]

    hours_per_week: Mapped[Decimal | None] = mapped_column(Amount(6, 2))
    fte: Mapped[Decimal | None] = mapped_column(Share())
    pattern: Mapped[str | None] = mapped_column(Text)
    remote_share: Mapped[Decimal | None] = mapped_column(Share())

    country: Mapped[str | None] = mapped_column(String(2))
    city: Mapped[OptionalShort]
    workplace: Mapped[OptionalShort]

    payer: Mapped[OptionalCode]
    pay_basis: Mapped[OptionalCode]
    base_salary: Mapped[Decimal | None] = mapped_column(Amount(14, 2))
    base_salary_currency: Mapped[str | None] = mapped_column(String(3))
    recharged_to_host: Mapped[bool | None]
    expenses_payer: Mapped[OptionalCode]

    leave_days: Mapped[Decimal | None] = mapped_column(Amount(6, 2))
    holiday_calendar: Mapped[str | None] = mapped_column(String(60))
    leave_approver: Mapped[OptionalShort]
    sickness_reporting: Mapped[str | None] = mapped_column(Text)

    appraisal_method: Mapped[OptionalShort]
    appraiser: Mapped[OptionalShort]
    feedback_frequency: Mapped[OptionalShort]
    confidentiality_signed: Mapped[bool | None]
    confidentiality_note: Mapped[str | None] = mapped_column(Text)
    ip_owner: Mapped[OptionalCode]
    conduct_handler: Mapped[OptionalShort]
    return_guarantee: Mapped[OptionalCode]
    return_post: Mapped[OptionalShort]
    return_meeting_date: Mapped[date | None]


class TypeRow(Base):
    """A type that applies to a secondment; more than one can."""

    __tablename__ = "secondment_types"
    __table_args__ = (_one_of("type", words.TYPES), _COMPACT)
    secondment_id: Mapped[OfSecondment]
    position: Mapped[Position]
    type: Mapped[Code]


class ContactRow(Base):
    """A manager, HR contact or the mentor of a secondment."""

    __tablename__ = "contacts"
    __table_args__ = (_one_of("role", words.CONTACT_ROLES), _COMPACT)
    secondment_id: Mapped[OfSecondment]
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[Short]
    email: Mapped[str | None] = mapped_column(String(254))


class ExtensionRow(Base):
    """An agreed extension."""

    __tablename__ = "extensions"
    __table_args__ = _COMPACT
    secondment_id: Mapped[OfSecondment]
    position: Mapped[Position]
    new_end_date: Mapped[date]
    agreed: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(Text)


class ReviewRow(Base):
    """A planned review."""

    __tablename__ = "reviews"
    __table_args__ = _COMPACT
    secondment_id: Mapped[OfSecondment]
    position: Mapped[Position]
    kind: Mapped[Code]
    day: Mapped[date]


class AllowanceRow(Base):
    """A regular extra payment."""

    __tablename__ = "allowances"
    __table_args__ = (
        _check("amount >= 0", "amount_not_negative"),
        _check("length(currency) = 3", "currency_iso"),
        _COMPACT,
    )
    secondment_id: Mapped[OfSecondment]
    position: Mapped[Position]
    kind: Mapped[Code]
    amount: Mapped[Decimal] = mapped_column(Amount(14, 2))
    currency: Mapped[str] = mapped_column(String(3))
    frequency: Mapped[OptionalCode]


class ObjectiveRow(Base):
    """An objective."""

    __tablename__ = "objectives"
    __table_args__ = _COMPACT
    secondment_id: Mapped[OfSecondment]
    position: Mapped[Position]
    text: Mapped[str] = mapped_column(Text)
    measure: Mapped[str | None] = mapped_column(Text)
    due: Mapped[date | None]


class InsuranceRow(Base):
    """A covered risk."""

    __tablename__ = "insurance"
    __table_args__ = _COMPACT
    secondment_id: Mapped[OfSecondment]
    position: Mapped[Position]
    cover: Mapped[Short]
    provided_by: Mapped[OptionalShort]


class OnboardingTaskRow(Base):
    """A step of onboarding."""

    __tablename__ = "onboarding_tasks"
    __table_args__ = _COMPACT
    secondment_id: Mapped[OfSecondment]
    position: Mapped[Position]
    task: Mapped[str] = mapped_column(Text)
    party: Mapped[OptionalCode]
    due: Mapped[date | None]
    done: Mapped[bool]


class DocumentRow(Base):
    """A document on file."""

    __tablename__ = "documents"
    __table_args__ = _COMPACT
    secondment_id: Mapped[OfSecondment]
    position: Mapped[Position]
    kind: Mapped[Short]
    signed: Mapped[date | None]


class BindingRow(Base):
    """Which employee stands behind a user of a provider (Slack, Teams, company sign-in)."""

    __tablename__ = "bindings"
    __table_args__ = (_check("valid_to >= valid_from", "valid_to_after_from"),)
    provider: Mapped[str] = mapped_column(String(60), primary_key=True)
    tenant: Mapped[str] = mapped_column(String(200), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    employee_number: Mapped[str] = mapped_column(
        ForeignKey("people.employee_number", ondelete="CASCADE", onupdate="CASCADE"), index=True
    )
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    revoked: Mapped[bool] = mapped_column(default=False)


class CaseRow(Base):
    """A question handed to HR. `message_id` is unique, so that handing over twice makes one case."""

    __tablename__ = "cases"
    __table_args__ = (
        _one_of("status", words.CASE_STATUSES),
        _check("number >= 1001", "number_from_1001"),
        _check("(answer IS NULL) = (answered_at IS NULL)", "answer_has_time"),
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    employee_number: Mapped[str] = mapped_column(
        ForeignKey("people.employee_number", ondelete="CASCADE", onupdate="CASCADE"), index=True
    )
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    question: Mapped[str] = mapped_column(Text)
    turns: Mapped[str | None] = mapped_column(Text)
    status: Mapped[Code]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    answer: Mapped[str | None] = mapped_column(Text)


class RatingRow(Base):
    """A thumb up or down for an answer; no text, and no person's words."""

    __tablename__ = "ratings"
    __table_args__ = (_one_of("verdict", words.VERDICTS),)
    message_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    article: Mapped[Short]
    verdict: Mapped[Code]
    employee_number: Mapped[str] = mapped_column(String(100), index=True)
    rated_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)


class AuditRow(Base):
    """Who read or changed what, when, through which message; never a value."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_employee_number_at", "employee_number", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
    employee_number: Mapped[str] = mapped_column(String(100))
    role: Mapped[Code]
    message_id: Mapped[str | None] = mapped_column(String(200))
    kind: Mapped[Code]
    field: Mapped[OptionalCode]


class InboxRow(Base):
    """A delivery of a platform, once: unique on (provider, delivery key)."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("provider", "delivery", name="uq_inbox_delivery"),
        _one_of("state", words.INBOX_STATES),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider: Mapped[str] = mapped_column(String(60))
    delivery: Mapped[str] = mapped_column(String(300))
    conversation: Mapped[str] = mapped_column(String(100), index=True)
    state: Mapped[Code]
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime())
    reference: Mapped[str | None] = mapped_column(String(100))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)


class EpochRow(Base):
    """How often a person had a conversation forgotten: a new epoch gives a new conversation id."""

    __tablename__ = "conversation_epochs"
    __table_args__ = (_one_of("surface", words.SURFACES), _check("epoch >= 0", "epoch_not_negative"))
    employee_number: Mapped[Key]
    surface: Mapped[str] = mapped_column(String(20), primary_key=True)
    epoch: Mapped[int]


class WebSessionRow(Base):
    """A sign-in on the web page, known by the digest of its secret id; the row goes with the sign-out."""

    __tablename__ = "web_sessions"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    employee_number: Mapped[str] = mapped_column(String(100), index=True)
    role: Mapped[Code]
    until: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
