"""More of an article, where an answer comes from, and an article opened by its button."""

from __future__ import annotations

import re
from dataclasses import replace

from babel.dates import format_date

from secondment.answers import Answer
from secondment.knowledge.article import MORE, Article
from secondment.usecases.answering import answer_question
from secondment.usecases.leaning import asks_of_an_article
from secondment.usecases.own_record import general_article, own_record
from secondment.usecases.services import UseCaseServices
from secondment.usecases.telling import article_buttons, contact, fallback, remember, say, tell_article
from secondment.usecases.turn import Turn

# after a value of the record a place is asked for, not where the value comes from
_WHERE = re.compile(
    r"(?:(?:and|ok(?:ay)?|so)\b[, ]*)*(?:where(?:abouts)?|in (?:which|what) (?:city|town|place))\W*", re.IGNORECASE
)


def tell_me_more(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The rest of the article talked about; after a record answer, the general article that goes with the field."""
    index = services.knowledge.current()
    article = _article(turn, services)
    if article is None and turn.memory.told_field:
        article = general_article(turn.memory.told_field, turn.memory.last_question or "", index)
        if article:
            return [tell_article(article, index, services.sentences, question=article.title)]
    if article is None:
        return _of_nothing(turn, services)
    more = article.section(MORE) or services.sentences.say("no_more", title=article.title)
    buttons = tuple(
        one for one in article_buttons(article, index, services.sentences) if one.choice.kind != "tell_more"
    )
    return [
        Answer(
            more,
            "knowledge",
            article=article.id,
            topic=article.topic,
            sources=article.told_sources,
            buttons=buttons,
            remember=remember(article, turn.memory.last_question or article.title),
        )
    ]


def why_source(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """Sources, owner and last review of the article talked about; after a record answer, that it is the record."""
    article = _article(turn, services)
    if article is None and turn.memory.told_field:
        if _WHERE.fullmatch(turn.text.strip()):
            return own_record(turn, services, "location")
        return [replace(say(services, "source_record", contact=contact(turn, services)), private=True)]
    if article is None:
        return _of_nothing(turn, services)
    text = services.sentences.say(
        "source",
        title=article.title,
        sources="; ".join(source.title for source in article.sources),
        owner=article.owner,
        reviewed=format_date(article.reviewed, "d MMMM y", locale="en_GB"),
    )
    if turn.memory.last_question:
        score = services.knowledge.current().search(turn.memory.last_question)
        if score.best.article.id == article.id:
            text += " " + services.sentences.say("source_match", percent=round(100 * score.score))
    return [Answer(text, "knowledge", article=article.id, topic=article.topic, sources=article.told_sources)]


def open_article(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The article of a pressed button; the honest fallback when it has been withdrawn since."""
    index = services.knowledge.current()
    article = index.by_id.get(turn.choice.value) if turn.choice else None
    if article is None:
        return [fallback(turn, services)]
    return [tell_article(article, index, services.sentences, question=article.title)]


def _of_nothing(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """More or the source of nothing is asked for; a longer message near an article asks something of its own."""
    asks = asks_of_an_article(turn, services.knowledge.current())
    return answer_question(turn, services) if asks else [say(services, "nothing_to_explain")]


def _article(turn: Turn, services: UseCaseServices) -> Article | None:
    asked = turn.choice.value if turn.choice and turn.choice.value else turn.memory.last_article
    return services.knowledge.current().by_id.get(asked) if asked else None
