"""When it starts and ends, how long it lasts, extensions, status and check-ins."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from secondment.usecases.my_secondment.about import About, Told, day, shortened


def end_date(about: About) -> Told:
    """When it ends or ended, with what changed it."""
    record, end = about.record, about.record.end_date
    if end is None:
        return about.missing("end_date")
    parts = [_end(about, end)]
    if record.actual_end_date is None and record.extensions and record.planned_end_date:
        parts.append(about.say("end_extended", planned=day(record.planned_end_date)))
    if record.actual_end_date and record.planned_end_date and record.planned_end_date != end:
        parts.append(about.say("end_planned", planned=day(record.planned_end_date)))
    return Told(" ".join(parts), day(end))


def start_date(about: About) -> Told:
    """When it starts or started, with the planned start when that was another day."""
    record, start = about.record, about.record.began
    key = "started" if start < about.today else "start_today" if start == about.today else "start_ahead"
    text = about.say(key, start=day(start), **({} if key == "start_today" else {"when": about.when(start)}))
    if start != record.start_date:
        text += " " + about.say("start_planned", planned=day(record.start_date))
    return Told(text, day(start))


def days_left(about: About) -> Told:
    """How many days are left until the end."""
    end = about.record.end_date
    if end is None:
        return about.missing("days_left")
    left = max((end - about.today).days, 0)
    if about.phase == "before":
        start = about.record.began
        places = {"start": day(start), "starts": about.when(start), "end": day(end), "span": about.days(left)}
        return Told(about.say("left_before", **places), about.days(left))
    if about.phase == "over":
        if _overdue(about):
            places = {"end": day(end), "when": about.when(end), "ask": about.ask()}
            return Told(about.say("left_overdue", **places), about.days(0))
        return Told(about.say("left_over", end=day(end), when=about.when(end)), about.days(0))
    key = "left_ahead" if left else "left_today"
    return Told(about.say(key, end=day(end), **({"span": about.days(left)} if left else {})), about.days(left))


def duration(about: About) -> Told:
    """How long it lasts in all."""
    record, start, end = about.record, about.record.began, about.record.end_date
    if end is None:
        return about.missing("duration")
    span = about.span(start, end)
    key = "duration_past" if about.phase == "over" else "duration"
    parts = [about.say(key, span=span, start=day(start), end=day(end))]
    if record.extensions and record.planned_end_date and record.actual_end_date is None:
        planned = about.span(record.start_date, record.planned_end_date)
        parts.append(about.say("duration_extended", planned_span=planned))
    if record.maximum_total_months and about.phase != "over":
        parts.append(_maximum(about, record.maximum_total_months))
    return Told(" ".join(parts), span)


def extension(about: About) -> Told:
    """Whether an extension is agreed, with the old and the new end."""
    record = about.record
    if not record.extensions:
        return _not_extended(about)
    latest = max(record.extensions, key=lambda one: one.to)
    earlier = [one.to for one in record.extensions if one is not latest]
    before = max(earlier, default=record.planned_end_date)
    new = day(latest.to)
    parts = [about.say("extended", before=day(before), new=new) if before else about.say("extended_open", new=new)]
    if latest.agreed:
        parts.append(about.say("extended_agreed", agreed=day(latest.agreed)))
    if latest.reason:
        parts.append(about.say("extended_reason", reason=shortened(latest.reason, 40)))
    if earlier:
        parts.append(about.say("extended_several", count=len(record.extensions)))
    return Told(" ".join(parts), new)


def status(about: About) -> Told:
    """The status in words, and what it means today."""
    code = about.record.status
    if code is None:
        told = about.missing("status")
        return Told(f"{told.text} {_status_dates(about)}")
    words = about.word("status", code)
    key = "status_was" if code in ("ended", "ended_early") else "status"
    return Told(f"{about.say(key, status=words)} {_status_dates(about)}", words)


def next_check_in(about: About) -> Told:
    """The next review from today on, and the one after; that none is planned when there is none."""
    reviews = sorted(about.record.reviews, key=lambda review: review.date)
    if not reviews:
        return about.missing("next_check_in")
    ahead = [review for review in reviews if review.date >= about.today]
    if not ahead or about.phase == "over":
        last = reviews[-1]
        text = about.say("check_in_none")
        if last.date < about.today:
            text += " " + about.say("check_in_last", kind=about.word("review", last.kind), day=day(last.date))
        return Told(text)
    first = ahead[0]
    places = {"kind": about.word("review", first.kind), "day": day(first.date)}
    if first.date == about.today:
        parts = [about.say("check_in_today", **places)]
    else:
        parts = [about.say("check_in", when=about.when(first.date), **places)]
    if len(ahead) > 1:
        after = ahead[1]
        parts.append(about.say("check_in_after", kind=about.word("review", after.kind), day=day(after.date)))
    return Told(" ".join(parts), day(first.date))


def _end(about: About, end: date) -> str:
    if _overdue(about):
        return about.say("end_overdue", end=day(end), when=about.when(end), ask=about.ask())
    if end == about.today:
        return about.say("end_today", end=day(end))
    key = "ended" if about.phase == "over" and end < about.today else "end_ahead"
    return about.say(key, end=day(end), when=about.when(end))


def _overdue(about: About) -> bool:
    """Tell whether the end has passed though the record says nowhere that it ended."""
    record = about.record
    over = record.status in ("ended", "ended_early", "cancelled")
    return bool(record.end_date and record.end_date < about.today and record.actual_end_date is None and not over)


def _not_extended(about: About) -> Told:
    end, none = about.record.end_date, about.say("no_extension")
    if end is None:
        return Told(about.say("not_extended_open"), none)
    if about.phase == "over":
        return Told(about.say("not_extended_past", end=day(end)), none)
    text = about.say("not_extended", end=day(end))
    if about.record.maximum_total_months:
        text += " " + _maximum(about, about.record.maximum_total_months)
    return Told(text, none)


def _maximum(about: About, months: int) -> str:
    limit = about.record.began + relativedelta(months=months, days=-1)
    return about.say("maximum", span=about.months(months), limit=day(limit))


def _status_dates(about: About) -> str:
    start, end = about.record.began, about.record.end_date
    if about.phase == "before":
        return about.say("status_before", start=day(start), when=about.when(start))
    if end is None:
        return about.say("status_running_open", start=day(start))
    if _overdue(about):
        return about.say("status_overdue", end=day(end), ask=about.ask())
    if about.phase == "over":
        return about.say("status_over", start=day(start), end=day(end))
    return about.say("status_running", start=day(start), end=day(end), when=about.when(end))
