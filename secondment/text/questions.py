"""The questions of a message that asks more than one thing, and whether a message asks anything at all."""

from __future__ import annotations

import re
from functools import lru_cache

from secondment.text.focus import is_question, sentences

_WH = r"(?:(?:who|what|when|where|how|which)(?:'?s)?|whom|whose|why)\b"
_UNTIL_WHEN = (
    r"(?:until|till|since|from) when\b(?=\W*$| (?:do|does|did|is|are|am|was|were|can|could|will|would|should|must|may"
    r"|has|have|had|counts?|runs?|on)\b)"
)
_BEGINS = (
    rf"(?:{_WH}|(?:on|in|at|for|by|to|from|with) (?:which|what|whom)\b|{_UNTIL_WHEN}|(?:can|could|do|does|did|will"
    r"|would|should|is|are|am|was|were|may|must|has|have|had)\b)"
)
_OBJECT = r"(?:me|us|my|the|what|who|how|when|where|which)\b"
# with one of these "my boss told me that too" tells something
_SAYS = (
    r"(?:is|are|was|were|has|have|had|hurts?|did|does|do|got|gets?|told|said|says|mentioned|knows?|thinks?|wants?|asked|gave|came"
    r"|went|left|moved|works?|liked?|will|would|can|could)\b"
)
# "list my objectives", "need my hr person's name", "name of the company": asked without a question
_WISH = (
    rf"(?:(?:please|pls) )?(?:(?:list|show|tell|give|name|remind|explain|look up) {_OBJECT}|(?:i )?need my (?:[\w'] ?)+"
    r"(?:name|date|contact|manager|mentor|number|objectives|allowance|leave|notice)\b"
    r"|(?:the )?(?:name|date|address|title|number|amount) of\b"
    rf"|my (?:(?!{_SAYS})[\w']+ ){{1,4}}(?:too|as well|please|pls)\b)"
)
_MINE = r"(?:(?:mine|for me|in my case),? )?"
_NAMED_FIRST = rf"(?:an?|the) [\w'-]+(?: [\w'-]+)?, {_WH}"
_CONDITION = r"if\b[^.?!]* (?:who|what|how|do|does|can|is|will)\b"
# "and also", ", plus", "and secondly", "besides that": what a second question is joined by
_JOINT = re.compile(
    r"(?:[,;]?\s+(?:oh |or )?(?:and|&|plus|\+)|[,;]\s+(?:also|secondly))"
    r"(?:\s+(?:also|then|secondly|generally|usually|normally|besides(?: that)?|apart from that|by the way))*,?\s+"
    rf"(?={_MINE}(?:{_BEGINS}(?! (?:not|been|no longer|now)\b)|{_WISH}|{_NAMED_FIRST}|{_CONDITION}))",
    re.IGNORECASE,
)
# what people say before they ask
_LEAD = re.compile(
    r"^(?:(?:oh|hm+|um+|ok(?:ay)?|so|and|also|plus|now|well|right|please|pls|thanks?|thx|ta|cheers|hi(?:ya)?|hey|hello"
    r"|one more(?: thing)?|last ones?|then|first(?:ly)?(?: of all)?|secondly|(?:generally|roughly) speaking|in general)"
    r"\b[\s,.!:;-]*)+",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:first|second|one|two|1|2|a|b)[:.)]\s", re.IGNORECASE)
_GOES_ON = re.compile(r"^(?:oh[, ]+)?(?:and|also|plus)\b", re.IGNORECASE)
_ASKS = re.compile(rf"{_MINE}(?:{_BEGINS}|{_WISH})", re.IGNORECASE)
_ASKS_INSIDE = re.compile(
    r"\b(?:(?:who|what|when|where|which|how|whose|why)(?:'?s)?|(?:can|could|do|does|did|will|would|should|is|are|am|has"
    r"|have|must) (?:i|we|you|they|it|he|she|that|those|the))\b",
    re.IGNORECASE,
)
# "and pay rises, do those go on"
_TURNS_TO_ASK = re.compile(
    rf"[,:] {_BEGINS}|\b(?:do|does|did|can|could|will|would|should|is|are|am) (?:i|we|they|it|that|those|these|an?|the"
    r"|my)\b",
    re.IGNORECASE,
)
# "and after that, while it runs, what is left for us to do"
_TURNS_AT_LAST = re.compile(rf"[,:] {_WH}[^,:]*$", re.IGNORECASE)
# "my hr contact", "difference between a secondment and a transfer": a subject, and nothing is told of it
_TELLS = re.compile(
    r"\b(?:i|we|he|she|they|it|is|are|was|were|has|have|had|will|told|said|says|wants?|came|went|got|left|quit|broke|died"
    r"|ended|moved|changed|did|does|fits|matches|mentioned|nobody|sorry)\b",
    re.IGNORECASE,
)
# of what begins with an auxiliary only that with somebody after it surely asks: "was I told", not "was also angry"
_SURELY_ASKS = re.compile(
    rf"{_MINE}(?:{_WH}|(?:can|could|do|does|did|will|would|should|is|are|am|was|were|may|must|has|have|had)(?:n'?t)? "
    r"(?:i|you|u|we|they|he|she|it|that|this|those|these|there|the|my|our|his|her|their|an?|any\w*|some\w*|people|one"
    rf"|secondees?|home|host|hr)\b|{_WISH}|explain\b|i (?:just |only |really )?(?:want|need|wonder|would like)\b"
    r"|any (?:idea|chance|news)\b)",
    re.IGNORECASE,
)
# "what a circus", "how generous of them"
_EXCLAIMS = re.compile(r"^(?:what an?\b|how (?!much|many|long|often|far|to)\w+(?: of\b|\W*$))[^?]*$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:]\s+(?:(?:and|so|but)\s+)?|\s+(?:so|but)\s+", re.IGNORECASE)
# "got a sec?", "quick question?": asked to begin with
_NO_QUESTION = re.compile(
    r"^\W*(?:(?:hi|hey|hello|hiya)\b[, ]*)?(?:(?:have you |you )?got a (?:sec|second|minute|min|moment)"
    r"|(?:a )?quick (?:one|question)|(?:are )?you there|how are you|where (?:was|were) (?:i|we)"
    r"|guess what|you know what|can i ask (?:you )?\w+)\b",
    re.IGNORECASE,
)
# of three asked in one sentence the first two are joined by a comma alone: "do I need a visa, can my husband come"
_LISTED = re.compile(rf",\s+(?={_MINE}(?:{_BEGINS}|{_WISH}))", re.IGNORECASE)
# "when somebody goes across": not asked, told for what is asked
_MERELY_WHEN = re.compile(
    r"(?:when|where|how)(?:ever)?\b(?!'?s\b| (?:can|could|do|does|did|will|would|should|is|are|am|was|were|may|must|has"
    r"|have|had|much|many|long|often|far|soon)\b)",
    re.IGNORECASE,
)
# "can my manager, who is in Leeds, approve it": told of the manager
_BARE_SUBJECT = re.compile(
    r"(?:can|could|do|does|did|will|would|should|is|are|was|were|may|must|has|have)(?: \S+){1,2}$", re.I
)
_RELATES = re.compile(r"(?:who|which|whose|where)\b", re.IGNORECASE)
_ASKS_IN_TWO = re.compile(rf"{_UNTIL_WHEN}|how (?:long|much|often)\b", re.IGNORECASE)
_LEAST_WORDS, _LEAST_MARKED, _SUBJECT_WORDS, _FEW_WORDS = 3, 2, 4, 12
_OPENING_WORDS = 6
_JUST_NOW = 64  # a message is taken apart for several ends, one after the other


@lru_cache(_JUST_NOW)
def questions_in(text: str) -> tuple[str, ...]:
    """The questions of a message in order; empty unless there are at least two.

    Each has three words, or two with a question mark ("start date? end date?"). Where no sentence asks by its mark or
    its beginning, as people type who leave out both, one that asks inside is taken apart as well.
    """
    said = [one for one in sentences(text) if not _merely_opens(one)]
    plain = any(_asks_plainly(one) or _NUMBERED.match(one) for one in said)
    parts = [part for one in said for part in (_parts_of_plain(one) if plain else _parts_of_rambling(one))]
    told = tuple(part for part in parts if _is_long_enough(part))
    return told if len(told) > 1 else ()


def asks_anything(text: str) -> bool:
    """Whether a sentence of a text asks, by a question mark or by how it begins after what is said before asking."""
    clauses = (_LEAD.sub("", clause.strip()) for one in sentences(text) for clause in _CLAUSE.split(one))
    return any(one.endswith("?") or (_SURELY_ASKS.match(one) and not _EXCLAIMS.match(one)) for one in clauses)


def tells_something(text: str) -> bool:
    """Whether a text says something of somebody or something, and is no mere subject: "my colleague did it too"."""
    return bool(_TELLS.search(text))


def _merely_opens(sentence: str) -> bool:
    """Whether a sentence only asks for leave to ask: "got a sec?"; "quick question: who pays me" asks more."""
    return len(sentence.split()) <= _OPENING_WORDS and bool(_NO_QUESTION.match(sentence))


def _asks_plainly(sentence: str) -> bool:
    return is_question(sentence) or bool(_ASKS.match(_LEAD.sub("", sentence)))


def _parts_of_plain(sentence: str) -> tuple[str, ...]:
    """The parts of a sentence that asks; none of one that does not, unless it is numbered or goes on asking."""
    if not _asks_plainly(sentence):
        few = len(sentence.split()) <= _FEW_WORDS
        turns = _TURNS_TO_ASK.search(sentence) if few else _TURNS_AT_LAST.search(sentence)
        goes_on = turns and _GOES_ON.match(sentence)
        return (sentence,) if goes_on or _NUMBERED.match(sentence) else ()
    first, *others = (part.strip() for part in _JOINT.split(sentence))
    if not others or _asks_plainly(first) or _TURNS_TO_ASK.search(first) or _is_subject(first):
        return (*(_listed(first) if others else (first,)), *others)
    # "we agreed it in May and when does it end?": told first, then asked
    return (sentence,) if len(others) == 1 else (*others,)


def _parts_of_rambling(sentence: str) -> tuple[str, ...]:
    """The parts of a sentence without a mark, where what is joined surely asks and what stands before it does, too."""
    first, *others = (part.strip() for part in _JOINT.split(sentence))
    surely = others and all(_SURELY_ASKS.match(part) or part.lower().startswith("if ") for part in others)
    inside = _ASKS_INSIDE.search(_LEAD.sub("", first)) or _is_subject(first)
    return (*_listed(first), *others) if surely and inside else ()


def _listed(first: str) -> tuple[str, ...]:
    """What stands before a joint, taken apart where all of it asks, one after the other."""
    parts = tuple(part.strip() for part in _LISTED.split(first))
    asks = all(_asks_by_itself(_LEAD.sub("", part)) for part in parts)
    related = any(_BARE_SUBJECT.match(one) and _RELATES.match(next_one) for one, next_one in zip(parts, parts[1:]))
    return parts if asks and not related else (first,)


def _asks_by_itself(part: str) -> bool:
    surely = _SURELY_ASKS.match(part) and not _MERELY_WHEN.match(part)
    return bool(surely) and len(part.split()) >= _LEAST_WORDS


def _is_subject(part: str) -> bool:
    """Whether it names a subject and tells nothing of it: "my hr contact", "difference between the two"."""
    few = len(part.split()) <= _SUBJECT_WORDS or " between " in part
    return few and not tells_something(part)


def _is_long_enough(part: str) -> bool:
    marked = part.endswith("?") or _NUMBERED.match(part) or _ASKS_IN_TWO.match(part)
    return len(part.split()) >= (_LEAST_MARKED if marked else _LEAST_WORDS)
