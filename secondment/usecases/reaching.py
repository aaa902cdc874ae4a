"""How to reach somebody of the own record who was just told: "what's her email?" after the host manager."""

from __future__ import annotations

import re

from secondment.usecases.turn import Turn

# fields of the own record that hold somebody, told with the address
PEOPLE = ("home_manager", "host_manager", "hr_contact", "mentor")
_REACH = re.compile(
    r"(?:(?:and|but|so|ok(?:ay)?|thanks|cool|great)\b[, ]*)*"
    r"(?:(?:(?:can|could) (?:you|i) (?:please )?)?(?:tell|give|send|show|have|get)(?: me)? "
    r"|(?:do you (?:have|know)|have you got|you got|is there) |what(?:'?s| is| was) "
    r"|how do i (?:reach|contact|email|mail) )?"
    r"(?:(?:his|her|their|the|an|a|him|them)\b ?)?"
    r"(?:(?:work |office |direct )?(?:e-?mail|mail|phone|telephone|tel|mobile|cell|contact)"
    r"(?:[ -]?(?:address|adress|number|no\.?|details?|data|info))?|address|number|him|her|them)?"
    r"(?: (?:of|for) (?:him|her|them))?(?: (?:please|pls|again|then|too|also))*\W*",
    re.IGNORECASE,
)
_NAMES_A_WAY = re.compile(
    r"\b(?:e-?mail|mail|phone|telephone|tel|mobile|cell|contact|address|number|reach)\b", re.IGNORECASE
)


def asks_how_to_reach(turn: Turn) -> bool:
    """Whether somebody of the record was told last and a few words ask for no more than how to reach that person."""
    text = " ".join(turn.text.split())
    told = turn.choice is None and turn.memory.told_field in PEOPLE
    return told and bool(_NAMES_A_WAY.search(text)) and bool(_REACH.fullmatch(text))
