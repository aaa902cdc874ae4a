"""Makes a `Secondment` of an unfolded row and checks what only the whole row can show."""

from __future__ import annotations

from typing import Any

from secondment.records import model as m
from secondment.records import vocabulary as words
from secondment.records.importing import values
from secondment.records.importing.dates import Order
from secondment.records.importing.reading import LONG, Fields
from secondment.records.importing.unfold import Nested


class RowRefusedError(ValueError):
    """A row cannot be taken; `reasons` says everything that is wrong with it."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = tuple(reasons)


def record_of(shaped: Nested, order: Order | None = None) -> m.Secondment:
    """The record of an unfolded row; raises `RowRefusedError`.

    The employee number may be empty when an e-mail stands there, and the secondment's id when the row has none: both
    are found out by the importer, which knows what is stored.
    """
    problems: list[str] = []
    row = Fields(shaped, problems, order)
    record = _record(row)
    _check(row, record, problems)
    if problems:
        raise RowRefusedError(problems)
    return record


def _record(row: Fields) -> m.Secondment:
    secondee, purpose = row.inner("secondee"), row.inner("purpose")
    return m.Secondment(
        secondment_id=row.text("secondment_id", 100) or "",
        status=row.code("status", words.STATUSES),
        types=row.types(),
        employee_number=secondee.text("employee_number", 100) or "",
        name=_name(secondee),
        work_email=secondee.read("work_email", values.email_of),
        home=_side(row.inner("home"), "post"),
        host=_side(row.inner("host"), "role"),
        start_date=row.needed("start_date", row.date("start_date")),  # type: ignore[arg-type] # refused when missing
        planned_end_date=row.date("planned_end_date"),
        actual_start_date=row.date("actual_start_date"),
        actual_end_date=row.date("actual_end_date"),
        purpose_kind=purpose.code("kind", words.PURPOSES),
        purpose=purpose.text("text", LONG),
        mentor=_contact(row.inner("mentor")),
        maximum_total_months=row.read("maximum_total_months", values.whole_of),
        sickness_reporting=row.text("sickness_reporting", LONG),
        conduct_handler=row.text("conduct_handler"),
        ip_owner=row.code("ip_owner", words.IP_OWNERS),
        expenses_payer=row.inner("expenses").code("payer", words.EXPENSES_PAYERS),
        **_terms(row),
        **_lists(row),
    )


def _terms(row: Fields) -> dict[str, Any]:
    notice, week, place = row.inner("notice_period_days"), row.inner("working_pattern"), row.inner("location")
    pay, leave, appraisal = row.inner("pay"), row.inner("leave"), row.inner("appraisal")
    secrecy, back = row.inner("confidentiality"), row.inner("return")
    return {
        "notice": m.Notice(*(notice.read(party, values.whole_of) for party in ("home", "host", "secondee"))),
        "working_pattern": m.WorkingPattern(
            hours_per_week=week.read("hours_per_week", values.hours_of),
            fte=week.read("fte", values.share_of),
            pattern=week.text("pattern", LONG),
            remote_share=week.read("remote_share", values.share_of),
        ),
        "location": m.Location(place.read("country", values.country_of), place.text("city"), place.text("workplace")),
        "pay": m.Pay(
            payer=pay.code("payer", words.PAYERS),
            basis=pay.code("basis", words.PAY_BASES),
            base_salary=pay.inner("base_salary").money("amount", "currency"),
            recharged_to_host=pay.read("recharged_to_host", values.yes_or_no),
        ),
        "leave": m.Leave(
            entitlement_days=leave.read("entitlement_days", values.days_of),
            public_holiday_calendar=leave.word("public_holiday_calendar"),
            approver=leave.text("approver"),
        ),
        "appraisal": m.Appraisal(
            appraisal.text("method"), appraisal.text("appraiser"), appraisal.text("feedback_frequency")
        ),
        "confidentiality": m.Confidentiality(secrecy.read("signed", values.yes_or_no), secrecy.text("note", LONG)),
        "way_back": m.Return(back.code("guarantee", words.GUARANTEES), back.text("post"), back.date("meeting_date")),
    }


def _lists(row: Fields) -> dict[str, Any]:
    return {
        "extensions": tuple(
            m.Extension(item.needed("to", item.date("to")), item.date("agreed"), item.text("reason", LONG))  # type: ignore[arg-type]
            for item in row.items("extensions")
        ),
        "reviews": tuple(
            m.Review(item.needed("kind", item.word("kind")) or "", item.needed("date", item.date("date")))  # type: ignore[arg-type]
            for item in row.items("review_dates")
        ),
        "allowances": tuple(
            m.Allowance(
                item.needed("kind", item.word("kind")) or "",
                item.needed("amount", item.money("amount", "currency")),  # type: ignore[arg-type]
                item.word("frequency"),
            )
            for item in row.items("allowances")
        ),
        "objectives": tuple(
            m.Objective(
                item.needed("text", item.text("text", LONG)) or "", item.text("measure", LONG), item.date("due")
            )
            for item in row.items("objectives")
        ),
        "insurance": tuple(
            m.Insurance(item.needed("cover", item.text("cover")) or "", item.text("provided_by"))
            for item in row.items("insurance")
        ),
        "onboarding_tasks": tuple(_task(item) for item in row.items("onboarding_tasks")),
        "documents": tuple(
            m.Document(item.needed("kind", item.text("kind")) or "", item.date("signed"))
            for item in row.items("documents")
        ),
    }


def _task(item: Fields) -> m.OnboardingTask:
    task = item.needed("task", item.text("task", LONG)) or ""
    return m.OnboardingTask(task, item.word("party"), item.date("due"), item.read("done", values.yes_or_no) or False)


def _name(secondee: Fields) -> str | None:
    parts = [secondee.text("first_name"), secondee.text("last_name")]
    return secondee.text("name") or " ".join(part for part in parts if part) or None


def _side(side: Fields, post: str) -> m.Side:
    return m.Side(
        organisation=side.text("organisation"),
        department=side.text("department"),
        role=side.text(post),
        grade=side.text("grade"),
        manager=_contact(side.inner("manager")),
        hr_contact=_contact(side.inner("hr_contact")),
    )


def _contact(contact: Fields) -> m.Contact | None:
    name, email = contact.text("name"), contact.read("email", values.email_of)
    if name is None and email is None:
        return None
    return m.Contact(name or email or "", email)


def _check(row: Fields, record: m.Secondment, problems: list[str]) -> None:
    if not record.employee_number and not record.work_email:
        problems.append("secondee.employee_number: is missing, and no work e-mail stands in its place")
    if not record.types and row.raw("type") is None and not (record.home.organisation and record.host.organisation):
        problems.append("type: is missing, and home and host organisation do not both stand in its place")
    if record.start_date is not None:
        _check_dates(record, problems)


def _check_dates(record: m.Secondment, problems: list[str]) -> None:
    ends = (("planned_end_date", record.planned_end_date, record.start_date),)
    for name, end, start in (*ends, ("actual_end_date", record.actual_end_date, record.began)):
        if end and end < start:
            problems.append(f"{name}: {end} is before the start, {start}")
    for number, extension in enumerate(record.extensions):
        earlier = record.planned_end_date or record.start_date
        if extension.to and extension.to < earlier:
            problems.append(f"extensions.{number}.to: {extension.to} is before the end it extends, {earlier}")
