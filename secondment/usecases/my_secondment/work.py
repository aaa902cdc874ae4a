"""Objectives, onboarding tasks, the way back and the summary."""

from __future__ import annotations

from secondment.records.model import Objective, OnboardingTask
from secondment.usecases.my_secondment.about import About, Told, day, shortened
from secondment.usecases.my_secondment.people import place_of
from secondment.usecases.my_secondment.terms import payer_of


def objectives(about: About) -> Told:
    """The agreed objectives, each with measure and due date."""
    agreed = about.record.objectives
    if not agreed:
        return about.missing("objectives")
    lines = [_objective(about, one) for one in agreed]
    return Told(about.lines(about.say("objectives"), lines), "; ".join(one.text for one in agreed))


def onboarding_tasks(about: About) -> Told:
    """Open tasks first, with due dates; then what is done."""
    tasks = about.record.onboarding_tasks
    if not tasks:
        return about.missing("onboarding_tasks")
    waiting = [task for task in tasks if not task.done]
    if not waiting:
        return Told(about.say("tasks_done", total=len(tasks)), about.say("all_done"))
    waiting.sort(key=lambda task: (task.due is None, task.due))
    done = [task.task for task in tasks if task.done]
    text = about.lines(_open_head(about, len(waiting), len(tasks)), [_task(about, task) for task in waiting], 60)
    if done and len(text.split()) < 70:
        text += "\n" + shortened(about.say("tasks_done_list", tasks=", ".join(done)), 25)
    return Told(text, "; ".join(task.task for task in waiting))


def return_role(about: About) -> Told:
    """What is guaranteed, the post and the meeting."""
    back = about.record.way_back
    if back.guarantee is None and back.post is None:
        return about.missing("return_role")
    if back.guarantee is None:
        parts = [about.say("return_open", post=back.post)]
    else:
        parts = [about.say(f"return_{back.guarantee}", post=_post(about, back.guarantee, back.post))]
    if back.meeting_date is None:
        parts += [about.say("return_meeting_open")] if about.phase != "over" else []
    elif back.meeting_date < about.today:
        parts.append(about.say("return_meeting_past", day=day(back.meeting_date)))
    else:
        parts.append(about.say("return_meeting", day=day(back.meeting_date), when=about.when(back.meeting_date)))
    return Told(" ".join(parts), back.post or about.word("guarantee", back.guarantee or ""))


def whole_summary(about: About) -> Told:
    """The whole record in short lines, at most 110 words."""
    record = about.record
    head = {"before": "summary_coming", "running": "summary", "over": "summary_past"}[about.phase]
    lines = [*_sides(about), _dates(about), *_people(about), *_rest(about)]
    text = about.lines(about.say(head), [line for line in lines if line], 95)
    return Told(text, record.host.organisation or day(record.began))


def _post(about: About, guarantee: str, post: str | None) -> str:
    if post is None:
        return ""
    return (
        about.tail("return_equivalent_post", post=post)
        if guarantee == "equivalent"
        else about.say("return_post", post=post)
    )


def _sides(about: About) -> list[str]:
    record = about.record
    role = about.say("summary_role", role=record.host.role) if record.host.role else ""
    types = about.listed([about.word("type", code).partition(" (")[0] for code in record.types])
    place = place_of(about)
    return [
        about.say("summary_host", host=record.host.organisation, role=role) if record.host.organisation else "",
        about.say("summary_home", home=record.home.organisation) if record.home.organisation else "",
        about.say("summary_type", types=types) if types else "",
        about.say("summary_place", place=place) if place else "",
    ]


def _dates(about: About) -> str:
    record = about.record
    if record.end_date is None:
        return about.say("summary_dates_open", start=day(record.began))
    left = ""
    if about.phase == "running":
        left = about.say("summary_left", span=about.days((record.end_date - about.today).days))
    return about.say("summary_dates", start=day(record.began), end=day(record.end_date), left=left)


def _people(about: About) -> list[str]:
    record = about.record
    host, home, mentor = record.host.manager, record.home.manager, record.mentor
    managers = [about.say("summary_manager_host", name=host.name)] if host else []
    managers += [about.say("summary_manager_home", name=home.name)] if home else []
    contact = record.home.hr_contact
    return [
        about.say("summary_managers", managers=", ".join(managers)) if managers else "",
        about.say("summary_mentor", name=mentor.name) if mentor else "",
        about.say("summary_hr", name=contact.name) if contact else "",
    ]


def _rest(about: About) -> list[str]:
    record = about.record
    ahead = [review.date for review in record.reviews if review.date >= about.today and about.phase != "over"]
    return [
        about.say("summary_status", status=about.word("status", record.status)) if record.status else "",
        about.say("summary_check_in", day=day(min(ahead))) if ahead else "",
        about.say("summary_payer", payer=payer_of(about, record.pay.payer)) if record.pay.payer else "",
    ]


def _objective(about: About, one: Objective) -> str:
    measure = about.tail("objective_measure", measure=one.measure.rstrip(".")) if one.measure else ""
    due = ""
    if one.due:
        due = about.tail("objective_past" if one.due < about.today else "objective_due", due=day(one.due))
    return about.say("objective_line", text=_ended(shortened(one.text, 40)), measure=measure, due=due)


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _open_head(about: About, count: int, total: int) -> str:
    if total == 1:
        return about.say("task_only_open")
    return about.say("task_open", total=total) if count == 1 else about.say("tasks_open", count=count, total=total)


def _task(about: About, task: OnboardingTask) -> str:
    party = ""
    if task.party and task.party != "secondee":
        party = about.tail("task_party", party=about.word("party", task.party))
    places = {"task": shortened(task.task, 30), "party": party}
    if task.due is None:
        return about.say("task_plain", **places)
    if task.due == about.today:
        return about.say("task_due_today", due=day(task.due), **places)
    if task.due > about.today:
        return about.say("task_due", due=day(task.due), when=about.when(task.due), **places)
    return about.say("task_overdue", due=day(task.due), span=about.days((about.today - task.due).days), **places)
