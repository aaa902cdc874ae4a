"""Pay, allowances, notice, leave, insurance, confidentiality, ownership and type."""

from __future__ import annotations

from secondment.records.model import Allowance, Insurance
from secondment.usecases.my_secondment.about import About, Told, country, money, number, shortened


def salary_payer(about: About) -> Told:
    """Who pays the salary, on which basis, and whether the host refunds it."""
    pay = about.record.pay
    if pay.payer is None:
        return about.missing("salary_payer")
    payer = payer_of(about, pay.payer)
    parts = [about.say("payer", payer=payer)]
    if pay.basis:
        parts.append(about.say(f"basis_{pay.basis}"))
    if pay.base_salary:
        parts.append(about.say("salary", money=money(pay.base_salary)))
    if pay.recharged_to_host is not None:
        parts.append(about.say("recharged" if pay.recharged_to_host else "not_recharged"))
    return Told(" ".join(parts), payer)


def allowance(about: About) -> Told:
    """Each allowance with amount, currency and frequency, and who pays expenses."""
    expenses = about.record.expenses_payer
    after = about.say(f"expenses_{expenses}") if expenses else ""
    if not about.record.allowances:
        return Told(f"{about.say('allowance_none', ask=about.ask())} {after}".strip())
    lines = [about.say("allowance_line", **_allowance(about, one)) for one in about.record.allowances]
    values = [about.say("allowance_value", **_allowance(about, one)) for one in about.record.allowances]
    text = about.lines(about.say("allowances"), lines)
    return Told(f"{text}\n{after}".strip(), "; ".join(values))


def notice_period(about: About) -> Told:
    """The notice of each party, the person's own first."""
    notice = about.record.notice
    sides = {"home": notice.home, "host": notice.host}
    others = [
        about.say("notice_party", party=about.word("party", side), span=about.days(days))
        for side, days in sides.items()
        if days is not None
    ]
    if notice.secondee is None and not others:
        return about.missing("notice_period")
    own = about.days(notice.secondee) if notice.secondee is not None else None
    text = about.say("notice_own", span=own) if own else about.say("notice_own_missing", ask=about.ask())
    if others:
        text += " " + about.say("notice_others", others=about.listed(others))
    return Told(text, own)


def leave_entitlement(about: About) -> Told:
    """Days of leave, the calendar of public holidays and who approves."""
    leave = about.record.leave
    if leave.entitlement_days is None and not leave.public_holiday_calendar and not leave.approver:
        return about.missing("leave_entitlement")
    days = None
    if leave.entitlement_days is None:
        parts = [about.say("leave_days_missing", ask=about.ask())]
    else:
        days = (
            about.say("day") if leave.entitlement_days == 1 else about.say("days", count=number(leave.entitlement_days))
        )
        parts = [about.say("leave", days=days)]
    if leave.public_holiday_calendar:
        parts.append(about.say("leave_calendar", calendar=country(leave.public_holiday_calendar)))
    if leave.approver:
        parts.append(about.say("leave_approver", approver=about.party(leave.approver)))
    return Told(" ".join(parts), days)


def insurance(about: About) -> Told:
    """Each cover and who provides it."""
    covers = about.record.insurance
    if not covers:
        return about.missing("insurance")
    lines = [_cover(about, one) for one in covers]
    values = [
        about.say("insurance_value", cover=one.cover, party=about.word("party", one.provided_by))
        if one.provided_by
        else one.cover
        for one in covers
    ]
    return Told(about.lines(about.say("insurance"), lines), ", ".join(values))


def confidentiality(about: About) -> Told:
    """Whether the confidentiality agreement is signed, and its note."""
    held = about.record.confidentiality
    if held.signed is None and not held.note:
        return about.missing("confidentiality")
    note = [shortened(held.note, 60)] if held.note else []
    if held.signed is None:
        return Told(" ".join([*note, about.say("confidential_open")]), held.note)
    if held.signed:
        return Told(" ".join([about.say("confidential_signed"), *note]), about.say("signed"))
    first = about.say("confidential_unsigned", whom=about.whom())
    return Told(" ".join([first, *note]), about.say("unsigned"))


def ip_ownership(about: About) -> Told:
    """Who owns what is created."""
    owner = about.record.ip_owner
    if owner is None:
        return about.missing("ip_ownership")
    words = about.party(owner) if owner in ("home", "host") else about.say(f"ip_{owner}")
    return Told(f"{about.say('ip', owner=words)} {about.say('ip_agreement')}", words)


def secondment_type(about: About) -> Told:
    """The types in words, and the purpose."""
    record = about.record
    purpose = [shortened(part, 50) for part in _purpose(about)]
    if not record.types:
        told = about.missing("secondment_type")
        return Told(" ".join([told.text, *purpose]))
    types = about.listed([about.word("type", code) for code in record.types])
    return Told(" ".join([about.say("type", types=types), *purpose]), types)


def payer_of(about: About, payer: str) -> str:
    """Who pays, in words, with the organisation's name."""
    if payer == "split":
        return about.say("payer_split")
    if payer == "shadow":
        name = about.record.home.organisation
        return about.say("payer_shadow", name=about.say("payer_name", name=name) if name else "")
    return about.party(payer)


def _allowance(about: About, one: Allowance) -> dict[str, str]:
    known = about.sentences.has(f"record_word_frequency_{one.frequency}")
    told = about.word("frequency", one.frequency) if one.frequency else ""
    return {
        "kind": about.word("allowance", one.kind).capitalize(),
        "money": money(one.money),
        "frequency": f" {told}" if known else f" ({told})" if told else "",
    }


def _cover(about: About, one: Insurance) -> str:
    cover = one.cover[:1].upper() + one.cover[1:]
    if one.provided_by is None:
        return about.say("insurance_line_open", cover=cover)
    return about.say("insurance_line", cover=cover, party=about.party(one.provided_by))


def _purpose(about: About) -> list[str]:
    kind, text = about.record.purpose_kind, about.record.purpose
    if kind and text:
        return [about.say("purpose", kind=about.word("purpose", kind), text=text)]
    if kind:
        return [about.say("purpose_kind", kind=about.word("purpose", kind))]
    return [about.say("purpose_text", text=text)] if text else []
