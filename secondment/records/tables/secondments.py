"""People, organisations and secondments with their lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from secondment.records import vocabulary as words
from secondment.records.columns import Amount, Share
from secondment.records.tables.base import (
    COMPACT,
    Base,
    Code,
    Key,
    OfSecondment,
    OptionalCode,
    OptionalShort,
    Position,
    Short,
    check,
    one_of,
)


class PersonRow(Base):
    """An employee. Without a name when only a binding or a case speaks of the number so far."""

    __tablename__ = "people"
    __table_args__ = (check("employee_number <> ''", "number_given"),)
    employee_number: Mapped[Key]
    name: Mapped[OptionalShort]
    work_email: Mapped[str | None] = mapped_column(String(254), index=True)


class OrganisationRow(Base):
    """An organisation that lends or takes people."""

    __tablename__ = "organisations"
    __table_args__ = (check("name <> ''", "name_given"),)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)


class SecondmentRow(Base):
    """One secondment: everything it holds once; lists have tables of their own."""

    __tablename__ = "secondments"
    __table_args__ = (
        one_of("status", words.STATUSES),
        one_of("purpose_kind", words.PURPOSES),
        one_of("payer", words.PAYERS),
        one_of("pay_basis", words.PAY_BASES),
        one_of("expenses_payer", words.EXPENSES_PAYERS),
        one_of("ip_owner", words.IP_OWNERS),
        one_of("return_guarantee", words.GUARANTEES),
        check("planned_end_date >= start_date", "planned_end_after_start"),
        check("actual_end_date >= COALESCE(actual_start_date, start_date)", "actual_end_after_start"),
        check("maximum_total_months > 0", "maximum_positive"),
        check("notice_home_days >= 0 AND notice_host_days >= 0 AND notice_secondee_days >= 0", "notice_not_negative"),
        check("hours_per_week > 0 AND hours_per_week <= 168", "hours_in_week"),
        check("fte > 0 AND fte <= 1", "fte_is_share"),
        check("remote_share >= 0 AND remote_share <= 1", "remote_is_share"),
        check("(base_salary IS NULL) = (base_salary_currency IS NULL)", "salary_has_currency"),
        check("base_salary >= 0", "salary_not_negative"),
        check("length(base_salary_currency) = 3", "salary_currency_iso"),
        check("length(country) = 2 AND length(holiday_calendar) >= 2", "country_iso"),
        check("leave_days >= 0 AND leave_days <= 366", "leave_in_year"),
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
    __table_args__ = (one_of("type", words.TYPES), COMPACT)
    secondment_id: Mapped[OfSecondment]
    position: Mapped[Position]
    type: Mapped[Code]


class ContactRow(Base):
    """A manager, HR contact or the mentor of a secondment."""

    __tablename__ = "contacts"
    __table_args__ = (one_of("role", words.CONTACT_ROLES), COMPACT)
    secondment_id: Mapped[OfSecondment]
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[Short]
    email: Mapped[str | None] = mapped_column(String(254))


class ExtensionRow(Base):
    """An agreed extension."""

    __tablename__ = "extensions"
    __table_args__ = COMPACT
    secondment_id: Mapped[OfSecondment]
    position: Mapped[Position]
    new_end_date: Mapped[date]
    agreed: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(Text)


class ReviewRow(Base):
    """A planned review."""

    __tablename__ = "reviews"
    __table_args__ = COMPACT
    secondment_id: Mapped[OfSecondment]
    position: Mapped[Position]
    kind: Mapped[Code]
    day: Mapped[date]


class AllowanceRow(Base):
    """A regular extra payment."""

    __tablename__ = "allowances"
    __table_args__ = (
        check("amount >= 0", "amount_not_negative"),
        check("length(currency) = 3", "currency_iso"),
        COMPACT,
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
    __table_args__ = COMPACT
    secondment_id: Mapped[OfSecondment]
    position: Mapped[Position]
    text: Mapped[str] = mapped_column(Text)
    measure: Mapped[str | None] = mapped_column(Text)
    due: Mapped[date | None]


class InsuranceRow(Base):
    """A covered risk."""

    __tablename__ = "insurance"
    __table_args__ = COMPACT
    secondment_id: Mapped[OfSecondment]
    position: Mapped[Position]
    cover: Mapped[Short]
    provided_by: Mapped[OptionalShort]


class OnboardingTaskRow(Base):
    """A step of onboarding."""

    __tablename__ = "onboarding_tasks"
    __table_args__ = COMPACT
    secondment_id: Mapped[OfSecondment]
    position: Mapped[Position]
    task: Mapped[str] = mapped_column(Text)
    party: Mapped[OptionalCode]
    due: Mapped[date | None]
    done: Mapped[bool]


class DocumentRow(Base):
    """A document on file."""

    __tablename__ = "documents"
    __table_args__ = COMPACT
    secondment_id: Mapped[OfSecondment]
    position: Mapped[Position]
    kind: Mapped[Short]
    signed: Mapped[date | None]
