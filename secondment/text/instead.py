"""What somebody means instead: "no, I meant the pay", "not the day, how long it is", "who is it, not the old one".

In a correction (`meant_instead`), and in any message that rules something out (`ruled_in`).
"""

from __future__ import annotations

import re

from secondment.text.focus import sentences
from secondment.text.normalise import tidy

_MEANT = re.compile(
    r"^.*?\b(?:i (?:really |actually )?(?:meant?|want(?:ed)?(?: to know)?|was asking(?: about)?|asked(?: about)?|"
    r"am asking(?: about)?)|i'm asking(?: about)?|let me rephrase|rather)\b(?: was\b)?[:,]?\s*",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"^(?:(?:no|nope|nah|wait|sorry|hmm|actually)[,.;:!]?|(?:not that|not the .+?|that'?s not .+?)[,.;:!])\s+",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(
    r"^(?:it'?s )?not (?:in |about |just |only |a |an |the |my )?[^,.;:?!]+[,.;:]\s*(?:but )?(?=\S+\s+\S+)",
    re.IGNORECASE,
)
_NOT_THAT = re.compile(r",\s*(?:and )?not [^,.;:?!]+(?=[.?!]*$)", re.IGNORECASE)
# "oops, wrong word, conflict of interest", "scrap both, it's HR I need"
_SLIP = re.compile(
    r"^(?:(?:oh|ah|argh|oops|ugh|sorry|sry|my bad|wait|hang on|hold on|no|actually|ok)\b[,.! ]*)*"
    r"(?:wrong (?:word|one|question|way round)(?: entirely)?|typo|auto-?correct|(?:i )?should(?:'ve| have) said"
    r"|i (?:put|said|wrote|typed) (?:that|it) (?:badly|wrong(?:ly)?)|i (?:misread|mistyped|misspoke)(?: (?:that|it))?"
    r"|(?:scrap|forget|ignore) (?:both|that|it|all that|the last(?: one)?)"
    r"|let me (?:rephrase|try again|start again|put it (?:differently|another way)))[,.!:;-]+\s*"
    r"(?:i (?:meant?|wanted to (?:know|ask))\b[:,]?\s*)?(?=\S)",
    re.IGNORECASE,
)
# "I don't mean holidays, paternity I mean"
_MEANT_LAST = re.compile(r"^.*[,.;:-]\s*([^,.;:]+?)(?<!know what),? i mean(?:t)?\W*$", re.IGNORECASE)
# "sorry again. fixed term was what I wanted"
_MEANT_WAS = re.compile(
    r"^(?:.*[.!?;:,]\s*)?(?!(?:none|neither|nothing|that|this|it|these|those|all|both|not)\b)([^.!?;:,]+?)"
    r"(?: (?:was|is)|'s) what i"
    r" (?:meant?|want(?:ed)?|need(?:ed)?|asked(?: for| about)?|(?:was|am) asking(?: for| about)?)\W*$",
    re.IGNORECASE,
)
_ENOUGH_WORDS = 2
_MOST_WORDS = 80

# "not sure who pays" and "not only the pay" rule nothing out
_NO_CONTRAST = (
    r"sure|certain|clear|yet|only|just|really|quite|even|much|many|long|fair|good|ok|okay|happy|bad|allowed|possible|paid|able"
    r"|enough|necessarily|everybody|everyone|anymore|being|been|getting|having|knowing|to"
)
_NEGATED = (
    rf"(?:not(?! (?:{_NO_CONTRAST})\b)|no(?! (?:one|idea|clue|doubt|news|problem|longer)\b)) (?:(?!but\b)[^,.;:?!])+"
)
_NONE = r"(?:none|neither) of (?:these|those|them|that|the above)\b[.!,;:-]"
# "not holidays. parental leave": a full stop after no more than a few words
_NO_SUBJECT = (
    rf"{_NO_CONTRAST}|true|right|correct|helpful|useful|working|funny|great|nice|in|on|at|now|again|so|what|why"
)
_SUBJECT = rf"(?!(?:{_NO_SUBJECT})\b)[\w'-]+"
_NOT_THESE = rf"not (?:(?:about|the|my|a|an|any|for) )?{_SUBJECT}(?: {_SUBJECT})?\."
_LEADING = re.compile(
    rf"^(?:(?:and|but|so|ok|okay|no|sorry),? )?(?:(?:{_NEGATED}[,;:-]|{_NOT_THESE}|{_NONE})\s*)+"
    r"(?:but |just |(?:sorry[, ]+)?i (?:meant?|want(?:ed)?) )?(?=\S)",
    re.IGNORECASE,
)
_I_DO_NOT = r"^(?:no,? )?(?:i )?(?:do not|don'?t|didn'?t|did not)"
_WORD = r"(?!(?:but|because|so|if|to|do|should|would|i)\b)[\w'-]+"
_FEW_WORDS = rf"{_WORD}(?: {_WORD}){{0,6}}"
# "I don't want to know when it ends but when it began", "I don't need the end, I need the start"
_NOT_WANTED = re.compile(
    rf"{_I_DO_NOT} (?:(?:want|need) to know|mean|ask(?: about)?) {_FEW_WORDS}"
    r"(?:,? but|[,;-]+ ?i (?:want|need|mean|meant|asked)(?: to know| about)?) (?=\S)"
    rf"|{_I_DO_NOT} (?:want|need) to {_FEW_WORDS}[,;.-]+ ?(?:i )?(?=(?:want|need)\b)"
    rf"|{_I_DO_NOT} (?:want|need) {_FEW_WORDS}[,;-]+ ?i (?:want|need)(?: to know)? (?!to\b)(?=\S)",
    re.IGNORECASE,
)
# "I'm not asking for longer!! I want to go sooner"
_NOT_ASKED = re.compile(
    r"^(?:no,? )?(?:i'?m|i am) not (?:asking|talking) (?:for|about) [^,.;:?!]+[,.;:!-]+\s*"
    r"(?:but |i mean(?:t)? |i'?m (?:asking|talking) (?:for|about) )?(?=\S)",
    re.IGNORECASE,
)
_DROPPED_ORDER = re.compile(
    r"^(?:please )?(?:don'?t|do not|no need to) [^,.;:?!]+[,.;:-]\s*(?=(?:only|just|but)\b)", re.IGNORECASE
)
_TRAILING = re.compile(rf"(?:,| -)\s*(?:and |but )?{_NEGATED}(?=[.?!]*$)", re.IGNORECASE)
_NOT_BUT = re.compile(rf",?\s*\b{_NEGATED}\bbut (?=\S)", re.IGNORECASE)
_INSIDE = re.compile(r"[.?!]\s+not\b", re.IGNORECASE)
_SIDE = re.compile(r"\b(home|host)\b", re.IGNORECASE)
_OTHER_SIDE = {"home": "at the host", "host": "at home"}


def meant_instead(text: str) -> str:
    """The part that says what is meant; empty when the message only says that something was wrong."""
    told = left = tidy(text)
    said = False
    if len(told.split()) > _MOST_WORDS:
        return ""
    last = _MEANT_LAST.match(told) or _MEANT_WAS.match(told)
    if last:
        return last.group(1).strip()
    while True:
        shorter = _NOT_THAT.sub("", _NOT_THIS.sub("", _WRONG.sub("", _SLIP.sub("", left)))).strip()
        meant = _MEANT.sub("", shorter) if shorter == left else shorter
        if meant == left:
            break
        said = said or meant != shorter
        left = meant
    # after "I meant" one word is enough, after a mere "no" it is not
    return left if left != told and len(left.split()) >= (1 if said else _ENOUGH_WORDS) else ""


def corrected(text: str) -> str:
    """What a correction says is meant: after "I meant", or what is left of what it rules out ("not him, HR")."""
    meant = meant_instead(text)
    return ruled_in(meant or text) or meant


def ruled_in(text: str) -> str:
    """A message without what it rules out, empty when it rules out nothing.

    Who rules out one side means the other: "who's my manager, not the one at home" asks for the one at the host.
    """
    told = tidy(text)
    asked = _NOT_WANTED.sub("", _NOT_ASKED.sub("", _SLIP.sub("", told)))
    left = _LEADING.sub("", asked)
    left = _NOT_BUT.sub(" ", _TRAILING.sub("", _DROPPED_ORDER.sub("", left))).strip()
    if left == told:  # "What's it called? Not the home company, the other one."
        left = " ".join(_LEADING.sub("", sentence) for sentence in sentences(told)) if _INSIDE.search(told) else told
    if left == told or not left:
        return ""
    out = set(map(str.lower, _SIDE.findall(asked))) - set(map(str.lower, _SIDE.findall(left)))
    return f"{left.rstrip('.?!')} {_OTHER_SIDE[out.pop()]}" if len(out) == 1 and not _SIDE.search(left) else left
