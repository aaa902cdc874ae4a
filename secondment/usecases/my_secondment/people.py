"""Organisations, managers, HR contacts, mentor, role and place."""

from __future__ import annotations

from secondment.records.model import Side
from secondment.usecases.my_secondment.about import About, Told, country, number, percent, shortened


def host_organisation(about: About) -> Told:
    """The host and the role there."""
    return _organisation(about, "host", about.record.host)


def home_organisation(about: About) -> Told:
    """The home organisation and the post there."""
    return _organisation(about, "home", about.record.home)


def host_manager(about: About) -> Told:
    """The manager at the host."""
    manager = about.record.host.manager
    if manager is None:
        return about.missing("host_manager")
    text = about.say("host_manager", contact=about.contact(manager))
    return Told(f"{text} {about.say('host_manager_day')}", manager.name)


def home_manager(about: About) -> Told:
    """The manager at home."""
    manager = about.record.home.manager
    if manager is None:
        return about.missing("home_manager")
    home = about.record.home.organisation
    at_home = about.tail("at_host", host=home) if home else ""
    text = about.say("home_manager", contact=about.contact(manager), at_home=at_home)
    return Told(f"{text} {about.say('home_manager_link')}", manager.name)


def hr_contact(about: About) -> Told:
    """The HR contact at home, and the one at the host."""
    home, host = about.record.home.hr_contact, about.record.host.hr_contact
    if home is None and host is None:
        return about.missing("hr_contact")
    if home is None and host is not None:
        return Told(about.say("hr_contact_host_only", contact=about.contact(host)), host.name)
    assert home is not None
    text = about.say("hr_contact", contact=about.contact(home))
    if host is not None:
        text += " " + about.say("hr_contact_host", contact=about.contact(host))
    return Told(text, home.name)


def mentor(about: About) -> Told:
    """The mentor, or that none is named."""
    named = about.record.mentor
    if named is None:
        return Told(about.say("mentor_none", whom=about.whom()))
    return Told(about.say("mentor", contact=about.contact(named)), named.name)


def role_title(about: About) -> Told:
    """The role at the host, and the post at home."""
    role = about.record.host.role
    if role is None:
        return about.missing("role_title")
    text = about.say("role_title", role=role, grade=_grade(about, about.record.host))
    if about.record.home.role:
        text += " " + about.say("role_home", role=about.record.home.role)
    return Told(text, role)


def location(about: About) -> Told:
    """City, country and workplace."""
    place, workplace = place_of(about), about.record.location.workplace
    parts = []
    if place:
        parts.append(about.say("location", place=place))
    if workplace:
        parts.append(about.say("location_workplace" if place else "workplace_only", workplace=workplace))
    if not parts:
        return about.missing("location")
    value = ", ".join(part for part in (workplace, place) if part)
    return Told(" ".join([*parts, *_remote(about)]), value)


def working_pattern(about: About) -> Told:
    """Hours, share of full time, the week and the remote share."""
    week = about.record.working_pattern
    parts, value = [], []
    if week.hours_per_week is not None:
        hours = number(week.hours_per_week)
        full = (
            about.tail("fte_full") if week.fte == 1 else about.tail("fte", share=percent(week.fte)) if week.fte else ""
        )
        parts.append(about.say("hours", hours=hours, fte=full))
        value.append(about.say("hours_value", hours=hours))
    elif week.fte is not None:
        parts.append(about.say("fte_only", share=percent(week.fte)))
        value.append(percent(week.fte))
    if week.pattern:
        pattern = shortened(week.pattern, 50)
        parts.append(about.say("pattern", pattern=pattern.rstrip(".")))
        value.append(pattern)
    if not parts and week.remote_share is None:
        return about.missing("working_pattern")
    remote = _remote(about)
    return Told(" ".join([*parts, *remote]), ", ".join(value) or " ".join(remote))


def place_of(about: About) -> str:
    """City and country, as far as known."""
    place = about.record.location
    return ", ".join(part for part in (place.city, country(place.country) if place.country else None) if part)


def _organisation(about: About, name: str, side: Side) -> Told:
    if side.organisation is None:
        return about.missing(f"{name}_organisation")
    department = about.tail("in_department", department=side.department) if side.department else ""
    text = about.say(f"{name}_organisation", organisation=side.organisation, department=department)
    if side.role and name == "host":
        text += " " + about.say("host_role_there", role=side.role)
    elif side.role:
        text += " " + about.say("home_post_there", role=side.role, grade=_grade(about, side))
    return Told(text, side.organisation)


def _grade(about: About, side: Side) -> str:
    return about.tail("grade", grade=side.grade) if side.grade else ""


def _remote(about: About) -> list[str]:
    share = about.record.working_pattern.remote_share
    if share is None:
        return []
    return [about.say("remote", share=percent(share)) if share else about.say("remote_none")]
