"""The terms of other countries, said in the words of the knowledge base: "on detail", "deputation", "parent employer".

A message that uses one is read both ways: as it stands, since some articles are about just that term, and plainly.
Terms: domain notes, section e (policies of the US, India, the EU and international bodies).
"""

from __future__ import annotations

import re
from functools import lru_cache

_BEING = r"(?:am|is|are|was|were|be|been|being|get|gets|got|getting|i'm|im|he's|she's|we're|they're|who's)"
_BODY = r"(?:organisation|organization|employer|company|firm|department|agency|cadre|ministry|office|institution)"
_SAID: tuple[tuple[str, str], ...] = (
    (rf"({_BEING}) detailed(?! (?:enough|in|and|description|plan))", r"\1 seconded"),
    (r"(on|during|after|before|my|your|his|her|their|our) detail(?! (?:in|of))", r"\1 secondment"),
    (r"deputations?", "secondment"),
    (r"deputed", "seconded"),
    (r"(?:detailees?|deputationists?|loanees?|assignees?)", "secondee"),
    (rf"(?:parent|sending|releasing|lending|seconding|originating) {_BODY}", "home organisation"),
    (rf"(?:receiving|borrowing|recipient|engaging|destination) {_BODY}", "host organisation"),
)
_TERMS = tuple((re.compile(rf"\b{said}\b", re.IGNORECASE), plain) for said, plain in _SAID)


@lru_cache(maxsize=4096)
def plainly(text: str) -> str:
    """The text with the terms of elsewhere replaced; the text itself when it holds none."""
    for said, plain in _TERMS:
        text = said.sub(plain, text)
    return text
