"""What is meant although somebody else is named: the rule for all secondees, or the asker's own and nobody else's."""

from __future__ import annotations

import re

from secondment.text.given_names import names_owner
from secondment.text.normalise import tidy
from secondment.text.others import compares_with_others, speaks_of_own_case

_OF_ALL = r"(?:secondees|assignees|secondments|placements|people on (?:a )?secondment)"
_MAY = r"(?:can(?:no|')?t?|could|do|don't|are|aren't|will|would|should|may|must|have to|get|usually|normally|never)"
# "can secondees vote, Hannelore is standing", "I bet Al that secondments can't be extended twice": the rule for all
_ALL = re.compile(rf"\b(?:{_MAY} (?:all |most )?{_OF_ALL}|{_OF_ALL} {_MAY})\b(?! (?:in|from|of|at|on) )", re.IGNORECASE)
_WHICH_OF_ALL = re.compile(
    r"\b(?:who (?:of|among|has|have|gets?|(?:is|are)(?! right)|was|were)|whose|which|names?|list|how many|count"
    r"|(?:any|every)(?:one|body))\b",
    re.IGNORECASE,
)
# "I only want to know my own start date, not his", "I don't care what she earns, just mine"
_MINE_ALONE = re.compile(
    r"\b(?:just|only) (?:want|need|wanted|needed|asking (?:for|about)|interested|care|tell|show|give)\b"
    r"[^.?!]*?\b(?:mine|my)\b.*"
    r"|\b(?:show|tell|give) me\b[^.?!]{0,15}\bmy own\b.*"
    r"|\b(?:mine|my)\b[^.?!]*?\bnot (?:his|hers|theirs|[\w-]+'s)\b"
    r"|\bnot (?:his|hers|theirs|[\w-]+'s)\b[^.?!]*?\b(?:mine|my)\b.*",
    re.IGNORECASE,
)
_BESIDES_MINE = re.compile(
    r"\b(?:his|hers|theirs|[\w-]+'s) (?:and|or|with|to|as well as) (?:mine|my)\b"
    r"|\b(?:mine|my (?:own )?[\w ]{1,15}?) (?:and|or|with|to|as well as) (?:his|hers|theirs|[\w-]+'s)\b"
    r"|\bcompar\w+",
    re.IGNORECASE,
)


def speaks_of_all(text: str) -> bool:
    """Whether the rule for all is asked for, whoever is told of besides: "can secondees vote, Hannelore stands"."""
    told = tidy(text)
    return bool(_ALL.search(told)) and not _WHICH_OF_ALL.search(told) and not names_owner(told)


def asks_for_own_alone(text: str) -> bool:
    """Whether the asker's own is set against what others have: "I only want my own start date, not his"."""
    told = _MINE_ALONE.search(tidy(text))
    own = told is not None and speaks_of_own_case(told[0], alone=True)
    return own and not (compares_with_others(text) or _BESIDES_MINE.search(tidy(text)))
