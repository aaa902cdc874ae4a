"""What somebody means instead of what was understood."""

from __future__ import annotations

import pytest

from secondment.text.instead import corrected, meant_instead, ruled_in


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("no, I meant the pay", "the pay"),
        ("I meant tax", "tax"),
        ("sorry, who pays for the flat?", "who pays for the flat?"),
        ("not the day, how many weeks in all", "how many weeks in all"),
        ("which boss is it, not the old one?", "which boss is it?"),
        ("that's not what I asked. Who signs it?", "Who signs it?"),
        ("I don't mean tax, insurance I mean", "insurance"),
        ("what I meant was whether mine is signed", "whether mine is signed"),
        ("sorry again. the bonus was what I wanted", "the bonus"),
        ("my bad, forget that. the visa", "the visa"),
    ],
)
def test_the_part_that_is_meant_is_found(said: str, meant: str) -> None:
    """Before or after what is not meant."""
    assert meant == meant_instead(said)


@pytest.mark.parametrize(
    "said", ["no", "that's wrong", "no, never", "who pays me", "is it not paid?", "none of that was what I asked"]
)
def test_nothing_is_meant_where_nothing_else_is_said(said: str) -> None:
    """A mere no asks for other choices."""
    assert "" == meant_instead(said)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("who's my manager, not the one at home", "who's my manager at the host"),
        ("Not my host: who decides?", "who decides at home"),
        ("not tax, insurance", "insurance"),
        ("no jokes, no small talk: my start date", "my start date"),
        ("don't list it all, only my objectives", "only my objectives"),
        ("Who signs, not the host manager but the one at home?", "Who signs the one at home?"),
        ("I don't want to know how it ends but how it starts", "how it starts"),
        ("I don’t need the end, I need the start", "the start"),
        ("I do not mean the pay, I mean the allowance", "the allowance"),
        ("none of these. my mentor at the host", "my mentor at the host"),
        ("not bank holidays. family leave", "family leave"),
        ("Not the pension. The bonus", "The bonus"),
        ("No, none of those, I meant the insurance", "the insurance"),
        ("oh sorry, wrong word, the allowance", "the allowance"),
        ("actually scrap that, it's my mentor I want", "it's my mentor I want"),
        ("I put that badly, I wanted to know who signs", "who signs"),
        ("I'm not asking for more time!! I want to go home sooner", "I want to go home sooner"),
        ("What's it called? Not the old place, the one I'm lent to.", "What's it called? the one I'm lent to."),
    ],
)
def test_what_is_ruled_out_is_left_out(said: str, left: str) -> None:
    """Who rules out one side, and names none besides, means the other."""
    assert left == ruled_in(said)


@pytest.mark.parametrize(
    "said",
    [
        "not sure who pays me, do you know?",
        "no idea, who pays?",
        "not only the pay, the leave too",
        "not yet. who signs it?",
        "not good. who pays?",
        "Not in writing. is that a problem?",
        "Not true. he told me so",
        "not working. how do I sign in",
        "My host is not the problem, the flat is.",
        "no, I meant the end",
        "is it not paid?",
        "no one told me, who pays?",
        "none of these",
        "what’s my start date",
        "I don't want to pay tax twice, what do I need to do",
        "I don't want to go because my kids need me at home, i want to know my rights",
        "I don't want to move because I need my doctor here",
        "I don't want my manager to know I want to leave",
        "I didn't mean to sign but I did, can I get out",
        "I don't want to leave, who decides?",
        "I don't need a visa but who checks that?",
    ],
)
def test_not_every_no_rules_something_out(said: str) -> None:
    """What is said beside it is part of the question."""
    assert "" == ruled_in(said)


@pytest.mark.parametrize(("said", "meant"), [("no, I meant the pay", "the pay"), ("not him either, HR", "HR")])
def test_a_correction_says_what_is_meant_or_rules_out_what_is_not(said: str, meant: str) -> None:
    """Either way something is left."""
    assert meant == corrected(said)


def test_what_is_corrected_may_rule_something_out_as_well() -> None:
    """One after the other."""
    assert "theirs" == corrected("no not that one. theirs")
