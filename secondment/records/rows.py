"""Between a `Secondment` and the rows of its tables, both ways, and the fingerprint by which a change is noticed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from secondment.records import model as m

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Lists = Mapping[str, Sequence[Mapping[str, Any]]]

LIST_TABLES = (
    "secondment_types",
    "contacts",
    "extensions",
    "reviews",
    "allowances",
    "objectives",
    "insurance",
    "onboarding_tasks",
    "documents",
)


def to_rows(record: m.Secondment) -> Rows:
    """The rows of one record by table: `people`, `organisations`, `secondments` and the lists."""
    rows: Rows = {
        "people": [{"employee_number": record.employee_number, "name": record.name, "work_email": record.work_email}],
        "organisations": [{"name": name} for name in (record.home.organisation, record.host.organisation) if name],
        "secondments": [_main_row(record)],
        **_list_rows(record),
    }
    rows["secondments"][0]["content_hash"] = _fingerprint(rows)
    return rows


def _fingerprint(rows: Rows) -> str:
    told = repr([[tuple(row.values()) for row in table] for table in rows.values()])
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def _main_row(record: m.Secondment) -> Row:
    return {
        "secondment_id": record.secondment_id,
        "employee_number": record.employee_number,
        "status": record.status,
        "purpose_kind": record.purpose_kind,
        "purpose": record.purpose,
        **_side_row("home", record.home),
        **_side_row("host", record.host),
        "start_date": record.start_date,
        "planned_end_date": record.planned_end_date,
        "actual_start_date": record.actual_start_date,
        "actual_end_date": record.actual_end_date,
        "maximum_total_months": record.maximum_total_months,
        **_terms_row(record),
        **_pay_row(record),
        **_support_row(record),
    }


def _side_row(name: str, side: m.Side) -> Row:
    return {
        f"{name}_organisation": side.organisation,
        f"{name}_department": side.department,
        f"{name}_role": side.role,
        f"{name}_grade": side.grade,
    }


def _terms_row(record: m.Secondment) -> Row:
    return {
        "notice_home_days": record.notice.home,
        "notice_host_days": record.notice.host,
        "notice_secondee_days": record.notice.secondee,
        "hours_per_week": record.working_pattern.hours_per_week,
        "fte": record.working_pattern.fte,
        "pattern": record.working_pattern.pattern,
        "remote_share": record.working_pattern.remote_share,
        "country": record.location.country,
        "city": record.location.city,
        "workplace": record.location.workplace,
    }


def _pay_row(record: m.Secondment) -> Row:
    salary = record.pay.base_salary
    return {
        "payer": record.pay.payer,
        "pay_basis": record.pay.basis,
        "base_salary": salary.amount if salary else None,
        "base_salary_currency": salary.currency if salary else None,
        "recharged_to_host": record.pay.recharged_to_host,
        "expenses_payer": record.expenses_payer,
        "leave_days": record.leave.entitlement_days,
        "holiday_calendar": record.leave.public_holiday_calendar,
        "leave_approver": record.leave.approver,
        "sickness_reporting": record.sickness_reporting,
    }


def _support_row(record: m.Secondment) -> Row:
    return {
        "appraisal_method": record.appraisal.method,
        "appraiser": record.appraisal.appraiser,
        "feedback_frequency": record.appraisal.feedback_frequency,
        "confidentiality_signed": record.confidentiality.signed,
        "confidentiality_note": record.confidentiality.note,
        "ip_owner": record.ip_owner,
        "conduct_handler": record.conduct_handler,
        "return_guarantee": record.way_back.guarantee,
        "return_post": record.way_back.post,
        "return_meeting_date": record.way_back.meeting_date,
    }


def _list_rows(record: m.Secondment) -> Rows:
    contacts = {
        "home_manager": record.home.manager,
        "home_hr": record.home.hr_contact,
        "host_manager": record.host.manager,
        "host_hr": record.host.hr_contact,
        "mentor": record.mentor,
    }
    key = record.secondment_id
    return {
        "secondment_types": _numbered(key, ({"type": kind} for kind in record.types)),
        "contacts": [
            {"secondment_id": key, "role": role, "name": contact.name, "email": contact.email}
            for role, contact in contacts.items()
            if contact
        ],
        "extensions": _numbered(
            key, ({"new_end_date": e.to, "agreed": e.agreed, "reason": e.reason} for e in record.extensions)
        ),
        "reviews": _numbered(key, ({"kind": r.kind, "day": r.date} for r in record.reviews)),
        "allowances": _numbered(key, (_allowance_row(a) for a in record.allowances)),
        "objectives": _numbered(key, ({"text": o.text, "measure": o.measure, "due": o.due} for o in record.objectives)),
        "insurance": _numbered(key, ({"cover": i.cover, "provided_by": i.provided_by} for i in record.insurance)),
        "onboarding_tasks": _numbered(
            key, ({"task": t.task, "party": t.party, "due": t.due, "done": t.done} for t in record.onboarding_tasks)
        ),
        "documents": _numbered(key, ({"kind": d.kind, "signed": d.signed} for d in record.documents)),
    }


def _allowance_row(allowance: m.Allowance) -> Row:
    return {
        "kind": allowance.kind,
        "amount": allowance.money.amount,
        "currency": allowance.money.currency,
        "frequency": allowance.frequency,
    }


def _numbered(key: str, rows: Iterable[Row]) -> list[Row]:
    return [{"secondment_id": key, "position": position, **row} for position, row in enumerate(rows)]


def from_rows(main: Mapping[str, Any], person: Mapping[str, Any], lists: Lists) -> m.Secondment:
    """The record of a row of `secondments`, its person's row and its list rows by table (each in order)."""
    contacts = {row["role"]: m.Contact(row["name"], row["email"]) for row in lists["contacts"]}
    return m.Secondment(
        secondment_id=main["secondment_id"],
        status=main["status"],
        types=tuple(row["type"] for row in lists["secondment_types"]),
        employee_number=main["employee_number"],
        name=person["name"],
        work_email=person["work_email"],
        home=_side("home", main, contacts),
        host=_side("host", main, contacts),
        start_date=main["start_date"],
        planned_end_date=main["planned_end_date"],
        actual_start_date=main["actual_start_date"],
        actual_end_date=main["actual_end_date"],
        purpose_kind=main["purpose_kind"],
        purpose=main["purpose"],
        mentor=contacts.get("mentor"),
        maximum_total_months=main["maximum_total_months"],
        **_terms(main),
        **_conditions(main),
        **_lists(lists),
    )


def _side(name: str, main: Mapping[str, Any], contacts: Mapping[str, m.Contact]) -> m.Side:
    return m.Side(
        organisation=main[f"{name}_organisation"],
        department=main[f"{name}_department"],
        role=main[f"{name}_role"],
        grade=main[f"{name}_grade"],
        manager=contacts.get(f"{name}_manager"),
        hr_contact=contacts.get(f"{name}_hr"),
    )


def _terms(main: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "notice": m.Notice(main["notice_home_days"], main["notice_host_days"], main["notice_secondee_days"]),
        "working_pattern": m.WorkingPattern(main["hours_per_week"], main["fte"], main["pattern"], main["remote_share"]),
        "location": m.Location(main["country"], main["city"], main["workplace"]),
        "leave": m.Leave(main["leave_days"], main["holiday_calendar"], main["leave_approver"]),
        "sickness_reporting": main["sickness_reporting"],
        "expenses_payer": main["expenses_payer"],
    }


def _conditions(main: Mapping[str, Any]) -> dict[str, Any]:
    salary = main["base_salary"]
    return {
        "pay": m.Pay(
            payer=main["payer"],
            basis=main["pay_basis"],
            base_salary=None if salary is None else m.Money(salary, main["base_salary_currency"]),
            recharged_to_host=main["recharged_to_host"],
        ),
        "appraisal": m.Appraisal(main["appraisal_method"], main["appraiser"], main["feedback_frequency"]),
        "confidentiality": m.Confidentiality(main["confidentiality_signed"], main["confidentiality_note"]),
        "ip_owner": main["ip_owner"],
        "conduct_handler": main["conduct_handler"],
        "way_back": m.Return(main["return_guarantee"], main["return_post"], main["return_meeting_date"]),
    }


def _lists(lists: Lists) -> dict[str, Any]:
    return {
        "extensions": tuple(m.Extension(r["new_end_date"], r["agreed"], r["reason"]) for r in lists["extensions"]),
        "reviews": tuple(m.Review(r["kind"], r["day"]) for r in lists["reviews"]),
        "allowances": tuple(
            m.Allowance(r["kind"], m.Money(r["amount"], r["currency"]), r["frequency"]) for r in lists["allowances"]
        ),
        "objectives": tuple(m.Objective(r["text"], r["measure"], r["due"]) for r in lists["objectives"]),
        "insurance": tuple(m.Insurance(r["cover"], r["provided_by"]) for r in lists["insurance"]),
        "onboarding_tasks": tuple(
            m.OnboardingTask(r["task"], r["party"], r["due"], r["done"]) for r in lists["onboarding_tasks"]
        ),
        "documents": tuple(m.Document(r["kind"], r["signed"]) for r in lists["documents"]),
    }
