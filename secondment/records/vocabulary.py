"""The closed lists of a record: the codes that tables check and the import accepts."""

from __future__ import annotations

STATUSES = (
    "draft",
    "requested",
    "approved",
    "agreement_signed",
    "active",
    "extended",
    "ended",
    "ended_early",
    "cancelled",
)
TYPES = ("internal", "external_out", "external_in", "international", "client", "academic", "government_exchange")
PURPOSES = ("development", "cover", "project", "partnership", "succession", "redeployment")
PAYERS = ("home", "host", "split", "shadow")
PAY_BASES = ("home_grade", "host_grade", "supplement", "unchanged")
EXPENSES_PAYERS = ("home", "host", "shared")
IP_OWNERS = ("home", "host", "joint", "by_schedule")
GUARANTEES = ("same_post", "equivalent", "best_endeavours", "none")
CONTACT_ROLES = ("home_manager", "home_hr", "host_manager", "host_hr", "mentor")

CASE_STATUSES = ("open", "answered", "closed")
VERDICTS = ("up", "down")
INBOX_STATES = ("received", "processing", "done", "failed")
OUTBOX_STATES = ("waiting", "sending", "sent", "dead")
SURFACES = ("personal", "group")
