"""What else there is to an article that was just told, for a question that asks on about it: "who decides that?"."""

from __future__ import annotations

from secondment.knowledge.article import MORE, Article
from secondment.knowledge.index import KnowledgeIndex
from secondment.sentences import Sentences
from secondment.text.focus import sentences as sentences_in
from secondment.usecases.turn import Turn

_ONCE = 1
_NEAREST = 2
# "Your agreement comes first." is near to anything
_TELLING_WORDS = 6


def has_further(turn: Turn, article: Article) -> bool:
    """Whether there is more to an article than was told of it in the last turns: told once, or as the nearest."""
    told = sum(who == "assistant" and what == f"knowledge: {article.id}" for who, what in turn.history)
    as_nearest = turn.memory.last_kind == "clarify" and turn.memory.last_article == article.id
    return bool(article.section(MORE)) and told + as_nearest == _ONCE


def further(turn: Turn, article: Article, index: KnowledgeIndex, sentences: Sentences) -> str:
    """Of the answer just told what is nearest to what is asked, and all that the article says more."""
    told = sentences_in(article.answer)
    telling = [one for one in told if len(one.split()) >= _TELLING_WORDS]
    part = " ".join(index.nearest_texts(turn.text, telling or told, _NEAREST))
    return sentences.say("further", part=part, more=article.section(MORE))
