"""The store: the only place with queries, one file for each concern."""

from secondment.records.store.base import Work
from secondment.records.store.bindings import Binding, Bindings
from secondment.records.store.cases import Case, Cases
from secondment.records.store.deliveries import Deliveries
from secondment.records.store.feedback import AuditEntry, Feedback
from secondment.records.store.imports import Imports, Outcome
from secondment.records.store.secondments import Secondments
from secondment.records.store.web_sessions import WebSessions


class Store(Secondments, Bindings, Cases, Feedback, Deliveries, Imports, WebSessions):
    """Everything that is stored, behind one object made of an engine and a clock."""


__all__ = ["AuditEntry", "Binding", "Case", "Outcome", "Store", "Work"]
