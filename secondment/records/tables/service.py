"""Bindings, cases, ratings, audit, inbox and what else the service itself keeps."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from secondment.records import vocabulary as words
from secondment.records.columns import UtcDateTime
from secondment.records.tables.base import (
    Base,
    Code,
    Key,
    OptionalCode,
    Short,
    check,
    one_of,
)


class BindingRow(Base):
    """Which employee stands behind a user of a provider (Slack, Teams, company sign-in)."""

    __tablename__ = "bindings"
    __table_args__ = (check("valid_to >= valid_from", "valid_to_after_from"),)
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
        one_of("status", words.CASE_STATUSES),
        check("number >= 1001", "number_from_1001"),
        check("(answer IS NULL) = (answered_at IS NULL)", "answer_has_time"),
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
    __table_args__ = (one_of("verdict", words.VERDICTS),)
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
        one_of("state", words.INBOX_STATES),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider: Mapped[str] = mapped_column(String(60))
    delivery: Mapped[str] = mapped_column(String(300))
    conversation: Mapped[str] = mapped_column(String(100), index=True)
    state: Mapped[Code]
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime())
    reference: Mapped[str | None] = mapped_column(String(100))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
    # of the doors that answer later: what orders deliveries, who works on it how often, and the encrypted message
    lane: Mapped[str | None] = mapped_column(String(100), index=True)
    worker: Mapped[str | None] = mapped_column(String(200))
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    content: Mapped[bytes | None] = mapped_column(LargeBinary)


class EpochRow(Base):
    """How often a person had a conversation forgotten: a new epoch gives a new conversation id."""

    __tablename__ = "conversation_epochs"
    __table_args__ = (one_of("surface", words.SURFACES), check("epoch >= 0", "epoch_not_negative"))
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
