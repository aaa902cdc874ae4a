"""The shape `secondment-records/1` and the names other systems use for its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

Path = tuple[str | int, ...]

LEAF = None
_CONTACT = {"name": LEAF, "email": LEAF}

# a dict is an object, a list of one dict a list of objects
SHAPE: dict[str, Any] = {
    "secondment_id": LEAF,
    "status": LEAF,
    "type": LEAF,
    "purpose": {"kind": LEAF, "text": LEAF},
    "secondee": {"employee_number": LEAF, "name": LEAF, "first_name": LEAF, "last_name": LEAF, "work_email": LEAF},
    "home": {
        "organisation": LEAF,
        "department": LEAF,
        "post": LEAF,
        "grade": LEAF,
        "manager": _CONTACT,
        "hr_contact": _CONTACT,
    },
    "host": {
        "organisation": LEAF,
        "department": LEAF,
        "role": LEAF,
        "grade": LEAF,
        "manager": _CONTACT,
        "hr_contact": _CONTACT,
    },
    "mentor": _CONTACT,
    "start_date": LEAF,
    "planned_end_date": LEAF,
    "actual_start_date": LEAF,
    "actual_end_date": LEAF,
    "end_date": LEAF,  # of other systems: the planned end, or the actual one where a planned one stands beside it
    "extensions": [{"to": LEAF, "agreed": LEAF, "reason": LEAF}],
    "maximum_total_months": LEAF,
    "review_dates": [{"kind": LEAF, "date": LEAF}],
    "notice_period_days": {"home": LEAF, "host": LEAF, "secondee": LEAF},
    "working_pattern": {"hours_per_week": LEAF, "fte": LEAF, "pattern": LEAF, "remote_share": LEAF},
    "location": {"country": LEAF, "city": LEAF, "workplace": LEAF},
    "pay": {
        "payer": LEAF,
        "basis": LEAF,
        "base_salary": {"amount": LEAF, "currency": LEAF},
        "recharged_to_host": LEAF,
    },
    "allowances": [{"kind": LEAF, "amount": LEAF, "currency": LEAF, "frequency": LEAF}],
    "expenses": {"payer": LEAF},
    "leave": {"entitlement_days": LEAF, "public_holiday_calendar": LEAF, "approver": LEAF},
    "sickness_reporting": LEAF,
    "objectives": [{"text": LEAF, "measure": LEAF, "due": LEAF}],
    "appraisal": {"method": LEAF, "appraiser": LEAF, "feedback_frequency": LEAF},
    "confidentiality": {"signed": LEAF, "note": LEAF},
    "ip_owner": LEAF,
    "insurance": [{"cover": LEAF, "provided_by": LEAF}],
    "conduct_handler": LEAF,
    "return": {"guarantee": LEAF, "post": LEAF, "meeting_date": LEAF},
    "onboarding_tasks": [{"task": LEAF, "party": LEAF, "due": LEAF, "done": LEAF}],
    "documents": [{"kind": LEAF, "signed": LEAF}],
}

# what a plain text in the place of an object means
PLAIN = {
    ("purpose",): "text",
    ("home",): "organisation",
    ("host",): "organisation",
    ("mentor",): "name",
    ("home", "manager"): "name",
    ("home", "hr_contact"): "name",
    ("host", "manager"): "name",
    ("host", "hr_contact"): "name",
    ("location",): "workplace",
    ("expenses",): "payer",
    ("pay", "base_salary"): "amount",
}

# written without case, blanks and signs; sides and posts are added below
_ALIASES: dict[str, str] = {
    "secondment_id": "secondmentid assignmentid assignmentnumber secondmentno",
    "status": "assignmentstatus secondmentstatus",
    "type": "types assignmenttype internationalassignmenttypereference internationalassignmenttype"
    " secondmenttype category",
    "purpose.text": "reason startinternationalassignmentreasonreference assignmentreason",
    "secondee.employee_number": "employeenumber employeeid employee empno empnumber empid personidexternal personnumber"
    " staffid staffnumber staffno payrollno payrollnumber workerid personalnummer matricule userid employeeno",
    "secondee.name": "name fullname employeename displayname secondeename worker workername nom",
    "secondee.first_name": "firstname givenname forename vorname prenom",
    "secondee.last_name": "lastname familyname surname nachname",
    "secondee.work_email": "workemail email emailaddress mail secondeeemail employeeemail",
    "start_date": "startdate start from effectivedate firstdayofwork commencement begin datedebut beginn von"
    " effectivestartdate assignmentstart assignmentstartdate",
    "planned_end_date": "plannedenddate end to expectedend expectedenddate expectedassignmentenddate contractend until"
    " fin datefin ende bis plannedend",
    "end_date": "enddate assignmentend assignmentenddate effectiveenddate",
    "actual_start_date": "actualstart actualstartdate startedon",
    "actual_end_date": "actualend actualenddate endedon payrollenddate",
    "host.manager.name": "reportsto supervisor manager linemanager supervisoreid managervalue managername hostmanager",
    "host.manager.email": "supervisoremail manageremail linemanageremail",
    "mentor.name": "buddy buddyormentor mentorname",
    "location.country": "hostcountry hostcountryreference countryofwork countrycode country locationcountry"
    " workcountry",
    "location.city": "city hostcity locationcity",
    "location.workplace": "workplace worklocation",
    "pay.payer": "payer payrollcountry paidby homepayroll shadow salarypayer",
    "pay.basis": "paybasis",
    "pay.base_salary.amount": "basesalary salary salaryamount basepay annualsalary",
    "pay.base_salary.currency": "salarycurrency currency basesalarycurrency",
    "pay.recharged_to_host": "recharge rechargetohost recharged",
    "expenses.payer": "expensespayer",
    "working_pattern.hours_per_week": "hoursperweek weeklyhours hours standardhours",
    "working_pattern.fte": "fte ftevalue",
    "working_pattern.pattern": "pattern workschedule",
    "working_pattern.remote_share": "remoteshare remote",
    "leave.entitlement_days": "leaveentitlement leaveentitlementdays annualleave leavedays",
    "leave.public_holiday_calendar": "publicholidaycalendar holidaycalendar",
    "leave.approver": "leaveapprover",
    "notice_period_days.home": "noticehome homenotice noticeperioddayshome",
    "notice_period_days.host": "noticehost hostnotice",
    "notice_period_days.secondee": "noticesecondee notice noticeperiod secondeenotice noticedays noticeperioddays",
    "maximum_total_months": "maximummonths maxmonths",
    "return.guarantee": "returnguarantee returnpostguarantee righttoreturn",
    "return.post": "returnpost",
    "return.meeting_date": "returnmeeting returnmeetingdate",
    "conduct_handler": "conductgrievancedisciplinehandler",
    "ip_owner": "intellectualproperty ipownership",
    "home.department": "department",
    "host.role": "positiontitle roletitle",
    "home.post": "substantivepost",
    "allowances.0.kind": "allowance allowancekind allowancetype",
    "allowances.0.amount": "allowanceamount",
    "allowances.0.currency": "allowancecurrency",
    "allowances.0.frequency": "allowancefrequency",
}
_SIDES = {
    "home": "home sending parent releasing seconding substantive heimat origine",
    "host": "host receiving borrowing destination einsatz accueil",
}
_PARTS = {
    "organisation": " org organisation organization company employer entity legalemployer unternehmen",
    "department": "department dept division abteilung",
    "grade": "grade band",
    "manager.name": "manager managername linemanager",
    "manager.email": "manageremail linemanageremail",
    "hr_contact.name": "hrcontact hrcontactname hr",
    "hr_contact.email": "hrcontactemail hremail",
}
_EXTRA = {
    "home.organisation": "legalemployer legalemployername homeorg",
    "host.organisation": "assignmentcompany",
    "home.post": "homepost homerole homejob homeposition hometitle homejobtitle",
    "host.role": "hostrole hostpost hostjob hostposition hosttitle hostjobtitle",
}


def normal(name: str) -> str:
    """A name without case, blanks and signs."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def path_of(told: str) -> Path:
    """`extensions.0.to` as a path."""
    return tuple(int(part) if part.isdigit() else part for part in told.split("."))


@lru_cache(maxsize=4096)
def find(name: str) -> Path | None:
    """The path a column or key stands for: our own dotted name, or one of the aliases; None when unknown."""
    name = name.strip()
    own = path_of(name.lower())
    if _is_leaf(own):
        return own
    if name == "endDate":  # of SuccessFactors, where the planned end is another field
        return ("actual_end_date",)
    return _table().get(normal(name))


def node_at(path: Path) -> Any:
    """What stands in the shape at a path; raises `KeyError` for a path that is not in it."""
    node: Any = SHAPE
    for part in path:
        if isinstance(node, list):
            if not isinstance(part, int):
                raise KeyError(part)
            node = node[0]
        elif isinstance(node, dict):
            node = node[part]
        else:
            raise KeyError(part)
    return node


def _is_leaf(path: Path) -> bool:
    if path[:1] == ("type",) and len(path) == 2:
        return isinstance(path[1], int)
    try:
        return node_at(path) is LEAF
    except KeyError:
        return False


@lru_cache(maxsize=1)
def _table() -> dict[str, Path]:
    table: dict[str, Path] = {}
    for path in _leaves(SHAPE, ()):
        table[normal("".join(str(part) for part in path))] = path
    for source in (_ALIASES, _EXTRA):
        for own, names in source.items():
            table.update(dict.fromkeys(names.split(), path_of(own)))
    for side, prefixes in _SIDES.items():
        for part, suffixes in _PARTS.items():
            for prefix in prefixes.split():
                for suffix in suffixes.split(" "):
                    table.setdefault(prefix + suffix, path_of(f"{side}.{part}"))
    return table


def _leaves(node: Any, path: Path) -> Iterator[Path]:
    if node is LEAF:
        yield path
    elif isinstance(node, dict):
        for key, below in node.items():
            yield from _leaves(below, (*path, key))
