"""What an own-record answer must say: for each field, the values of the raw record in every usual spelling.

Kept apart from the product's own code on purpose: it reads the record as it was handed in, so that an error in
importing or telling shows as a miss.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

Record = dict[str, Any]
Groups = list[list[str]]  # of each group one alternative must stand in the text

_STATUS = {
    "agreement_signed": ["signed"],
    "active": ["active", "running", "under way"],
    "ended_early": ["ended early"],
}
_TYPES = {"external_out": "external", "external_in": "external", "government_exchange": "government"}
_UNSIGNED = ["not signed", "unsigned", "not yet signed", "not been signed"]
_NO_EXTENSION = ["no extension", "not been extended", "not extended", "none agreed"]


def stands_in(groups: Groups, text: str) -> bool:
    """Whether of each group one alternative stands in the text, as whole words, whatever the case."""
    return all(any(re.search(_whole(one), text, re.IGNORECASE) for one in group) for group in groups)


def expected(record: Record, field: str, today: date) -> Groups:
    """What must stand in the answer; nothing when the record does not hold the field."""
    return [group for group in _FIELDS[field](record, today) if group]


def _whole(value: str) -> str:
    return rf"(?<!\w){re.escape(value)}(?!\w)"


def _day(told: str | None) -> list[str]:
    if not told:
        return []
    day = date.fromisoformat(told)
    month, short = day.strftime("%B"), day.strftime("%b")
    return [
        told,
        *(f"{day.day} {name} {day.year}" for name in (month, short)),
        *(f"{name} {day.day}, {day.year}" for name in (month, short)),
        day.strftime("%d/%m/%Y"),
    ]


def _end(record: Record) -> str | None:
    if record["actual_end_date"]:
        return str(record["actual_end_date"])
    latest = max((one["to"] for one in record["extensions"]), default=None)
    told = latest or record["planned_end_date"]
    return str(told) if told else None


def _start(record: Record) -> str:
    return str(record["actual_start_date"] or record["start_date"])


def _days_left(record: Record, today: date) -> Groups:
    end = _end(record)
    if not end:
        return []
    left = max((date.fromisoformat(end) - today).days, 0)
    return [["1 day"]] if left == 1 else [[f"{left} days"]]


def _duration(record: Record, _: date) -> Groups:
    end = _end(record)
    if not end:
        return []
    first, last = date.fromisoformat(_start(record)), date.fromisoformat(end) + timedelta(days=1)
    between = relativedelta(last, first)
    months = between.years * 12 + between.months
    spans = [f"{months} month" + "s" * (months != 1), f"{(last - first).days} days"]
    return [spans + ([f"{between.years} year" + "s" * (between.years != 1)] if months % 12 == 0 else [])]


def _extension(record: Record, _: date) -> Groups:
    return [_day(_end(record))] if record["extensions"] else [_NO_EXTENSION]


def _check_in(record: Record, today: date) -> Groups:
    ahead = [one["date"] for one in record["review_dates"] if one["date"] >= today.isoformat()]
    return [_day(min(ahead))] if ahead and record["status"] not in ("ended", "ended_early", "cancelled") else []


def _side(record: Record, code: str | None) -> Groups:
    if code in ("home", "host"):
        return [[record[code]["organisation"], f"your {code} organisation"]]
    return [["joint", "jointly", "together", "both", "shared"]] if code else []


def _notice(record: Record, _: date) -> Groups:
    days = record["notice_period_days"].get("secondee")
    if not days:
        return []
    return [[f"{days} days"] + ([f"{days // 7} weeks"] if days % 7 == 0 else [])]


def _hours(record: Record, _: date) -> Groups:
    hours = record["working_pattern"]["hours_per_week"]
    return [[f"{hours:g} hours", f"{hours:g} h"], [record["working_pattern"]["pattern"]]]


def _allowances(record: Record, _: date) -> Groups:
    return [[f"{one['amount']:,}", f"{one['amount']}", f"{one['amount']:,.2f}"] for one in record["allowances"]]


def _open_tasks(record: Record, _: date) -> Groups:
    waiting = [[one["task"]] for one in record["onboarding_tasks"] if not one["done"]]
    return waiting or [["all done", "are done", "no open", "nothing open"]]


def _status(record: Record, _: date) -> Groups:
    code = record["status"]
    return [_STATUS.get(code, [code.replace("_", " ")])]


def _name(*path: str) -> Callable[[Record, date], Groups]:
    def find(record: Record, _: date) -> Groups:
        found: Any = record
        for key in path:
            found = (found or {}).get(key)
        return [[str(found)]] if found else []

    return find


_FIELDS: dict[str, Callable[[Record, date], Groups]] = {
    "end_date": lambda record, _: [_day(_end(record))],
    "start_date": lambda record, _: [_day(_start(record))],
    "days_left": _days_left,
    "duration": _duration,
    "host_organisation": _name("host", "organisation"),
    "home_organisation": _name("home", "organisation"),
    "host_manager": _name("host", "manager", "name"),
    "home_manager": _name("home", "manager", "name"),
    "hr_contact": _name("home", "hr_contact", "name"),
    "mentor": _name("mentor", "name"),
    "role_title": _name("host", "role"),
    "location": _name("location", "city"),
    "working_pattern": _hours,
    "salary_payer": lambda record, _: _side(record, record["pay"]["payer"]),
    "allowance": _allowances,
    "notice_period": _notice,
    "leave_entitlement": lambda record, _: [[f"{record['leave']['entitlement_days']} days"]],
    "insurance": lambda record, _: [[one["cover"]] for one in record["insurance"]],
    "confidentiality": lambda record, _: [["signed"] if record["confidentiality"]["signed"] else _UNSIGNED],
    "ip_ownership": lambda record, _: _side(record, record["ip_owner"]),
    "extension": _extension,
    "status": _status,
    "next_check_in": _check_in,
    "objectives": lambda record, _: [[one["text"].rstrip(".")] for one in record["objectives"]],
    "secondment_type": lambda record, _: [[_TYPES.get(record["type"], str(record["type"]))]],
    "onboarding_tasks": _open_tasks,
    "return_role": _name("return", "post"),
    "whole_summary": lambda record, _: [[str(record["host"]["organisation"])], _day(_end(record))],
}
