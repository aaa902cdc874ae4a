"""What the doors of Slack and Teams keep: replies on their way, links of accounts, last places, threads listened to.

Whatever a person wrote or is told stands in `content` alone, encrypted, and is removed when it is done.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from secondment.records import vocabulary as words
from secondment.records.columns import UtcDateTime
from secondment.records.tables.base import Base, Code, OptionalCode, Short, check, one_of


class OutboxRow(Base):
    """One payload on its way to a platform; those of one lane go one after the other, by `id`."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("provider", "delivery", "position", name="uq_outbox_delivery"),
        Index("ix_outbox_lane_state", "lane", "state"),
        one_of("state", words.OUTBOX_STATES),
        check("attempts >= 0", "attempts_not_negative"),
        check("(content IS NULL) = (state IN ('sent', 'dead'))", "content_while_waiting"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider: Mapped[str] = mapped_column(String(60))
    delivery: Mapped[str] = mapped_column(String(300))
    position: Mapped[int]
    lane: Mapped[str] = mapped_column(String(100))
    state: Mapped[Code] = mapped_column(index=True)
    attempts: Mapped[int]
    uncertain: Mapped[bool]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime())
    worker: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
    reason: Mapped[OptionalCode]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)


class LinkRow(Base):
    """A one-time link for an account nobody is bound to, known by the digest of its token; the row goes when used."""

    __tablename__ = "account_links"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    provider: Mapped[str] = mapped_column(String(60))
    tenant: Mapped[Short]
    user_id: Mapped[Short]
    label: Mapped[Short]
    until: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)


class PlaceRow(Base):
    """Where an account last wrote, so that the assistant can speak first; `content` is the way to the personal chat."""

    __tablename__ = "account_places"
    provider: Mapped[str] = mapped_column(String(60), primary_key=True)
    tenant: Mapped[str] = mapped_column(String(200), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    employee_number: Mapped[str] = mapped_column(String(100), index=True)
    used_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)


class ThreadRow(Base):
    """A thread the assistant was called into; `holder` is who speaks with it now, nobody while people talk."""

    __tablename__ = "watched_threads"
    provider: Mapped[str] = mapped_column(String(60), primary_key=True)
    tenant: Mapped[str] = mapped_column(String(200), primary_key=True)
    channel: Mapped[str] = mapped_column(String(300), primary_key=True)
    thread: Mapped[str] = mapped_column(String(300), primary_key=True)
    holder: Mapped[str | None] = mapped_column(String(200))
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
