"""The store: the only place with queries, one file for each concern."""

from secondment.records.store.base import Work
from secondment.records.store.bindings import Binding
from secondment.records.store.cases import Case, Cases
from secondment.records.store.deliveries import Deliveries
from secondment.records.store.erasing import Erased, Erasing
from secondment.records.store.feedback import AuditEntry, Feedback
from secondment.records.store.held import Arrival, Held, Thread
from secondment.records.store.imports import Imports, Outcome
from secondment.records.store.outbox import Outbox, Parcel
from secondment.records.store.platform_accounts import LastPlace, LinkedAccount, PlatformAccounts
from secondment.records.store.retention import KeptDays, Retention
from secondment.records.store.scope import EVERYBODY
from secondment.records.store.secondments import Secondments
from secondment.records.store.web_sessions import WebSessions


class Store(
    Secondments, PlatformAccounts, Cases, Feedback, Deliveries, Outbox, Imports, WebSessions, Retention, Erasing
):
    """Everything that is stored, behind one object made of an engine and a clock."""


__all__ = [
    "EVERYBODY",
    "Arrival",
    "AuditEntry",
    "Binding",
    "Case",
    "Erased",
    "Held",
    "KeptDays",
    "LastPlace",
    "LinkedAccount",
    "Outcome",
    "Parcel",
    "Store",
    "Thread",
    "Work",
]
