"""Of the titles offered, the one a few words pick: "the second one", "no, the last", "2", "the one about tax"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from secondment.answers import Answer
from secondment.knowledge.article import Article
from secondment.knowledge.index import KnowledgeIndex, Ranking
from secondment.usecases.services import UseCaseServices
from secondment.usecases.telling import tell_article
from secondment.usecases.turn import Turn

_PLACES = {
    word: place
    for place, words in enumerate(("1 one first 1st top former", "2 two second 2nd middle", "3 three third 3rd"))
    for word in words.split()
}
_LAST, _OTHER = ("last", "bottom", "latter"), "other"
_BEFORE = (
    r"(?:(?:ok(?:ay)?|yes|yeah|yep|no|nope|sorry|right|well|then|so|and|but|hm+|please|pls|rather|maybe|perhaps"
    r"|i (?:think|guess|mean|meant|want|need|choose|pick|take|(?:woul)?d (?:like|take|say))|i'?d (?:like|take|say)"
    r"|i'?ll (?:take|have)|it'?s|it is|that'?s|that is|(?:let'?s|we) (?:take|try|do|go for|go with)|my question is"
    r"|(?:(?:can|could|would) you )?(?:please )?(?:give|show|tell|read|explain|open|answer)(?: me)?(?: more)?"
    r"|take|try|go (?:for|with)|choose|pick|more|about|on|of|to|what about|how about|not that(?: one)?)\b[ ,.:!]*)*"
)
_THING = r"(?:one|ones|option|title|topic|subject|suggestion|question|point|article|answer|thing|link|button)"
_AFTER = (
    r"(?:[ ,.:;!-]+(?:please|pls|plz|then|too|also|as well|again|thanks|thank you|thx|instead|explain|open|it is"
    r"|i (?:mean|meant|think|guess)|tell me(?: more)?|more|of (?:these|those|them)|in (?:your|the) list"
    r"|(?:is|was) (?:it|right|what i (?:mean|meant|want|wanted|need))|(?:sounds|looks|seems) (?:right|good|like it)"
    r"|fits(?: best)?))*\W*"
)
_BY_PLACE = re.compile(
    rf"{_BEFORE}(?:the )?(?:(?:option|number|no\.?|nr\.?|num\.?|question|title|answer|point|#) ?)?(?:the )?#?"
    rf"(?P<place>[123]|one|two|three|1st|2nd|3rd|first|second|third|middle|last|bottom|top|former|latter|other)\)?"
    rf"(?: {_THING})?{_AFTER}",
    re.IGNORECASE,
)
# "number one", "one please"; in "I want one" and "no one" it counts nothing
_COUNTS_ONE = re.compile(
    r"^one\b|(?:option|number|no\.|nr\.?|num\.?|question|title|answer|point|#) ?one\b", re.IGNORECASE
)
# "the one about tax", "i mean the visa one"; which it is, the articles say
_BY_SUBJECT = re.compile(
    rf"{_BEFORE}the {_THING} (?:about|on|with|for|that says|concerning) (?P<about>[^.?!]+)\W*"
    rf"|{_BEFORE}the (?P<named>[\w-]+(?: [\w-]+)?) (?:one|title|option|article){_AFTER}",
    re.IGNORECASE,
)
CHOICES = 3
_MOST_WORDS = 14
_AHEAD = 2.0


def titles_of(ranking: Ranking) -> str:
    """The articles whose titles are offered of what was found, as the memory keeps them."""
    return ",".join(hit.article.id for hit in ranking.hits[:CHOICES])


def pick_title(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The article whose title is picked; nothing where none was offered or none is picked for certain."""
    index = services.knowledge.current()
    article = picked(turn, index)
    return [tell_article(article, index, services.sentences, question=article.title)] if article else []


def picked(turn: Turn, index: KnowledgeIndex) -> Article | None:
    """The article among those offered that is picked by its place or its subject.

    They are on offer until something else is told: after one was picked, "and the third" picks another.
    """
    offered = _on_offer(turn, index)
    if not offered or turn.choice is not None or len(turn.text.split()) > _MOST_WORDS:
        return None
    text = " ".join(turn.text.split())
    by_place = _BY_PLACE.fullmatch(text)
    if by_place and by_place["place"].lower() == "one" and not _COUNTS_ONE.search(text):
        return None
    if by_place:
        return _at(by_place["place"].lower(), offered, turn.memory.last_article)
    by_subject = _BY_SUBJECT.fullmatch(text)
    return _about(by_subject["about"] or by_subject["named"], offered, index) if by_subject else None


def _on_offer(turn: Turn, index: KnowledgeIndex) -> Sequence[Article]:
    memory = turn.memory
    ids = (memory.last_titles or "").split(",")
    still = memory.last_kind == "clarify" or (memory.last_kind == "knowledge" and memory.last_article in ids)
    return [index.by_id[one] for one in ids if one in index.by_id] if still else ()


def _at(word: str, offered: Sequence[Article], told: str | None) -> Article | None:
    if word == _OTHER:
        left = [article for article in offered if article.id != told]
        return left[0] if len(left) == 1 else None
    place = len(offered) - 1 if word in _LAST else _PLACES[word]
    return offered[place] if place < len(offered) else None


def _about(subject: str, offered: Sequence[Article], index: KnowledgeIndex) -> Article | None:
    """The one offered that the subject named speaks for most, twice as much as for any other of them."""
    ids = [article.id for article in offered]
    found = [hit for hit in index.search(subject).hits if hit.article.id in ids]
    if not found or any(hit.share * _AHEAD > found[0].share for hit in found[1:]):
        return None
    return found[0].article
