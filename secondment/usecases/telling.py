"""How an article becomes an answer, with its buttons; shared by every use case that tells one."""

from __future__ import annotations

from collections.abc import Sequence

from secondment.answers import Answer, Button
from secondment.identity import Choice
from secondment.knowledge.article import MORE, Article
from secondment.knowledge.index import KnowledgeIndex
from secondment.sentences import Sentences
from secondment.usecases.services import UseCaseServices
from secondment.usecases.turn import Turn

_RELATED = 3


def tell_article(
    article: Article,
    index: KnowledgeIndex,
    sentences: Sentences,
    *,
    question: str,
    score: float | None = None,
    rivals: Sequence[Article] = (),
) -> Answer:
    """The article's short answer with more, source, up to three related questions and the two ratings as buttons.

    `rivals` may be meant as well: they stand before what is related.
    """
    return Answer(
        text=article.answer,
        kind="knowledge",
        article=article.id,
        topic=article.topic,
        score=None if score is None else round(score, 3),
        sources=article.told_sources,
        buttons=article_buttons(article, index, sentences, rivals),
        remember=remember(article, question),
    )


def article_buttons(
    article: Article, index: KnowledgeIndex, sentences: Sentences, rivals: Sequence[Article] = ()
) -> tuple[Button, ...]:
    """More (when there is more), why, rivals and related questions (three in all), helpful or not."""
    more = [Button(sentences.say("tell_me_more"), Choice("tell_more", article.id))] if article.section(MORE) else []
    related = [index.by_id[one] for one in article.related if one in index.by_id]
    offered = list({one.id: one for one in (*rivals, *related)}.values())[:_RELATED]
    return (
        *more,
        Button(sentences.say("why_this_answer"), Choice("source", article.id)),
        *(Button(one.title, Choice("article", one.id)) for one in offered),
        Button(sentences.say("helpful"), Choice("rate_up", article.id)),
        Button(sentences.say("not_helpful"), Choice("rate_down", article.id)),
    )


def remember(article: Article, question: str) -> dict[str, str | None]:
    """What a follow-up may refer to after an article was told."""
    return {
        "last_article": article.id,
        "last_topic": article.topic,
        "last_field": None,
        "last_question": question or article.title,
        "last_kind": "knowledge",
    }


def say(services: UseCaseServices, key: str, **places: object) -> Answer:
    """A fixed sentence as small talk."""
    return Answer(services.sentences.say(key, **places), "small_talk")


def contact(turn: Turn, services: UseCaseServices) -> str:
    """Whom to ask: the person's own HR contact when the place is personal and one is on record, else HR in general."""
    return named_contact(turn, services) or services.sentences.say("record_default_hr")


def named_contact(turn: Turn, services: UseCaseServices) -> str:
    """The same where it is known by name, by the record or by the settings; else empty."""
    if turn.surface == "personal":
        for secondment in reversed(services.store.own_secondments(turn.person)):
            known = secondment.home.hr_contact
            if known and known.email:
                return services.sentences.say("contact_named", name=known.name, email=known.email)
            if known:
                return known.name
    return services.hr_contact_name


def fallback(turn: Turn, services: UseCaseServices, key: str = "not_known", *, button: str = "pass_to_hr") -> Answer:
    """Say plainly that there is no answer, whom to ask, and offer to pass the question on."""
    places = services.sentences.places(key)
    told = {"contact": contact(turn, services)} if "contact" in places else {}
    return Answer(
        services.sentences.say(key, **told),
        "fallback",
        buttons=(Button(services.sentences.say(button), Choice("pass_to_hr")),),
        private=bool(told) and turn.surface == "personal",
        remember={"last_question": turn.text or turn.memory.last_question, "last_kind": "fallback"},
    )
