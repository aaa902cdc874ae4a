"""Answers from a person's own record: a function for each field, and one use case that chooses record and field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from secondment.answers import Answer, Button
from secondment.clock import Clock
from secondment.identity import Choice, Person
from secondment.records.model import Secondment
from secondment.sentences import Sentences
from secondment.usecases.my_secondment import people, terms, time, work
from secondment.usecases.my_secondment.about import About, Told, ask_whom, day
from secondment.usecases.my_secondment.choosing import Stage, candidates, stage_of

__all__ = ["FIELDS", "Stage", "my_secondment", "stage"]

FIELDS: dict[str, Callable[[About], Told]] = {
    "end_date": time.end_date,
    "start_date": time.start_date,
    "days_left": time.days_left,
    "duration": time.duration,
    "host_organisation": people.host_organisation,
    "home_organisation": people.home_organisation,
    "host_manager": people.host_manager,
    "home_manager": people.home_manager,
    "hr_contact": people.hr_contact,
    "mentor": people.mentor,
    "role_title": people.role_title,
    "location": people.location,
    "working_pattern": people.working_pattern,
    "salary_payer": terms.salary_payer,
    "allowance": terms.allowance,
    "notice_period": terms.notice_period,
    "leave_entitlement": terms.leave_entitlement,
    "insurance": terms.insurance,
    "confidentiality": terms.confidentiality,
    "ip_ownership": terms.ip_ownership,
    "extension": time.extension,
    "status": time.status,
    "next_check_in": time.next_check_in,
    "objectives": work.objectives,
    "secondment_type": terms.secondment_type,
    "onboarding_tasks": work.onboarding_tasks,
    "return_role": work.return_role,
    "whole_summary": work.whole_summary,
}
# these say themselves which secondment they are about and when it is
_SPEAK_FOR_THEMSELVES = {"end_date", "start_date", "days_left", "duration", "status", "extension", "whole_summary"}


class OwnRecords(Protocol):
    """What this use case needs of the store."""

    def own_secondments(
        self, person: Person, *, field: str | None = None, message_id: str | None = None
    ) -> tuple[Secondment, ...]:
        """That person's secondments."""


def my_secondment(
    person: Person,
    field: str,
    *,
    store: OwnRecords,
    sentences: Sentences,
    clock: Clock,
    hr_contact_name: str = "",
    which: str | None = None,
    message_id: str | None = None,
) -> Answer:
    """Answer one of the fields from the person's own record; raises `KeyError` for an unknown field.

    `which` is the id of a secondment the person chose; it counts only when it is their own. `hr_contact_name` is
    whom to ask when the record names nobody.
    """
    tell = FIELDS[field]
    records = store.own_secondments(person, field=field, message_id=message_id)
    hr = hr_contact_name or sentences.say("record_default_hr")
    chosen = tuple(record for record in records if record.secondment_id == which) or candidates(records, clock.today())
    if not chosen:
        text = sentences.say("record_none", ask=ask_whom(sentences, None, hr))
        return Answer(text, "record", field=field, private=True)
    if len(chosen) > 1:
        return _ask_which(chosen, field, sentences)
    about = About(chosen[0], clock.today(), sentences, hr)
    told = tell(about)
    lead = "" if field in _SPEAK_FOR_THEMSELVES else _lead(about)
    return Answer(f"{lead} {told.text}".strip(), "record", field=field, value=told.value, private=True)


def stage(person: Person, *, store: OwnRecords, clock: Clock) -> Stage:
    """At which stage the person is: before, first_weeks, middle, last_sixty_days, back or none."""
    return stage_of(store.own_secondments(person, field="stage"), clock.today())


def _ask_which(records: Sequence[Secondment], field: str, sentences: Sentences) -> Answer:
    buttons = tuple(Button(_title(record, sentences), Choice("secondment", record.secondment_id)) for record in records)
    return Answer(
        sentences.say("record_which", count=len(records)),
        "clarify",
        field=field,
        choices=tuple({"title": button.title, "secondment": button.choice.value} for button in buttons),
        buttons=buttons,
        private=True,
    )


def _title(record: Secondment, sentences: Sentences) -> str:
    host = record.host.organisation or sentences.say("record_unnamed_host")
    return sentences.say("record_which_title", host=host, start=day(record.began))


def _lead(about: About) -> str:
    """Say which secondment the answer is about when it is not one running now."""
    record = about.record
    if record.status == "cancelled":
        return about.say("about_cancelled")
    if about.phase == "before":
        return about.say("about_coming", start=day(record.began))
    if about.phase == "over":
        return about.say("about_past", end=day(record.end_date)) if record.end_date else about.say("about_past_open")
    return ""
