"""The tables. What the database can check, it checks: keys, foreign keys, closed lists, ranges, order of dates."""

from secondment.records.tables.base import Base
from secondment.records.tables.platform import LinkRow, OutboxRow, PlaceRow, ThreadRow
from secondment.records.tables.secondments import (
    AllowanceRow,
    ContactRow,
    DocumentRow,
    ExtensionRow,
    InsuranceRow,
    ObjectiveRow,
    OnboardingTaskRow,
    OrganisationRow,
    PersonRow,
    ReviewRow,
    SecondmentRow,
    TypeRow,
)
from secondment.records.tables.service import (
    AuditRow,
    BindingRow,
    CaseRow,
    EpochRow,
    InboxRow,
    RatingRow,
    WebSessionRow,
)

__all__ = [
    "AllowanceRow",
    "AuditRow",
    "Base",
    "BindingRow",
    "CaseRow",
    "ContactRow",
    "DocumentRow",
    "EpochRow",
    "ExtensionRow",
    "InboxRow",
    "InsuranceRow",
    "LinkRow",
    "ObjectiveRow",
    "OnboardingTaskRow",
    "OrganisationRow",
    "OutboxRow",
    "PersonRow",
    "PlaceRow",
    "RatingRow",
    "ReviewRow",
    "SecondmentRow",
    "ThreadRow",
    "TypeRow",
    "WebSessionRow",
]
