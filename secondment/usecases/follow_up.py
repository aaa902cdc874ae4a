"""Follow-ups that lean on what was just said: the other side, one's own case, the general rule, a correction."""

from __future__ import annotations

import re
from dataclasses import replace

from secondment.answers import Answer
from secondment.knowledge.article import HOME, HOST, Article
from secondment.knowledge.index import KnowledgeIndex
from secondment.text.going_on import own_reading
from secondment.text.instead import corrected
from secondment.text.normalise import words
from secondment.text.others import speaks_of_others
from secondment.usecases.answering import answer_each, answer_own_question, answer_question, did_you_mean
from secondment.usecases.in_context import WORTH_A_TITLE, leads_on
from secondment.usecases.leaning import MERE_FOLLOW_UP_WORDS, asks_by_itself, asks_of_an_article, find
from secondment.usecases.next_value import going_on, other_side, stays_with_record
from secondment.usecases.own_record import general_article, own_record
from secondment.usecases.pointing import HEARD_FIELD, asks_for_mine, field_talked_about
from secondment.usecases.refusing import about_someone_else, asks_about_named, goes_on_to_others, refuse
from secondment.usecases.services import UseCaseServices
from secondment.usecases.telling import article_buttons, contact, remember, say, tell_article
from secondment.usecases.turn import ELSEWHERE, Memory, Turn, Understanding

_HOME_WORDS = re.compile(
    r"\b(home|send\w*|original|(own|my) (company|firm|employer)|releas\w*|lend\w*|parent|second[eo]r)\b", re.I
)
_HOST_WORDS = re.compile(
    r"\b(host|there|here|receiv\w*|borrow\w*|lent to|other (company|firm|place)|theirs|guest|visit\w*)\b", re.I
)
_OTHER_SIDE = re.compile(r"\bother (?:one|side|end|manager|boss|employer|organi[sz]ation|party)\b", re.IGNORECASE)
_MYSELF = frozenset({"me", "mine", "myself", "my own", "my case", "my own case", "about me", "for me"})
_NOT_IN_GENERAL = re.compile(r"(?:(?:no|but|ok)\b[, ]*)*(?:i do(?:n'?t| not) mean|not) in general\b", re.IGNORECASE)
# "no, I meant the home one"
_MERE_SIDE = re.compile(
    r"(?:(?:the|at|on|of|for|from) )*(?:one )?(?:(?:at|on|of|from) )?(?:the )?(?:home|host)"
    r"(?: (?:one|side|end|organi[sz]ation|company|firm|employer))?(?: one)?"
    r"(?:[,.!;: ]+(?:that'?s me|please|pls|sorry|thanks|not the other(?: one)?))*\W*",
    re.IGNORECASE,
)
_FIRST_WORDS = re.compile(r"[.,!:;]")
_LIKELY, _ALIKE = 3, 0.6
_MERE_SIDE_WORDS = 6
_OWN_WORDS = 2  # "my start"


def ask_side(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """What differs for the home or the host organisation in the article talked about."""
    if turn.choice is None and goes_on_to_others(turn):
        return refuse(turn, services)
    index = services.knowledge.current()
    side_asked = _side_asked(turn, index)
    if side_asked is None:
        return answer_question(turn, services)
    home = side_asked == "home"
    field = other_side(turn, home=home)
    if field and len(turn.text.split()) <= _MERE_SIDE_WORDS:
        return own_record(turn, services, field)
    if len(turn.text.split()) > _MERE_SIDE_WORDS and index.ranker.clear(index.search(turn.text).score):
        # It names a side but asks something of its own.
        return answer_question(turn, services)
    heading = HOME if home else HOST
    side = services.sentences.say("home" if heading == HOME else "host")
    article = index.by_id.get(turn.memory.last_article or "")
    if article is None:
        if turn.memory.last_question:
            joined = replace(turn, text=f"{turn.memory.last_question} {turn.text}")
            return answer_question(joined, services)
        asks = asks_of_an_article(turn, index)
        return answer_question(turn, services) if asks else [say(services, "side_of_what", side=side)]
    another = _article_of_side(article, heading, index)
    if another:
        return [tell_article(another, index, services.sentences, question=another.title)]
    if not article.section(heading) and _is_told_elsewhere(turn, article, index):
        return answer_question(turn, services)
    return [_tell_side(article, heading, turn, services)]


def _tell_side(article: Article, heading: str, turn: Turn, services: UseCaseServices) -> Answer:
    """What an article says to one side, or that it says nothing special to it."""
    home, text = heading == HOME, article.section(heading)
    say = services.sentences.say
    general = say("side_none", side=say("home" if home else "host"), text=article.answer)
    return Answer(
        say("side_home" if home else "side_host", text=text) if text else general,
        "knowledge",
        article=article.id,
        topic=article.topic,
        sources=article.told_sources,
        buttons=article_buttons(article, services.knowledge.current(), services.sentences),
        remember=remember(article, turn.memory.last_question or article.title),
    )


def _side_asked(turn: Turn, index: KnowledgeIndex) -> str | None:
    """The side a message names, "home" or "host"; "the other one" is that which the article told is not about.

    None where it names neither: "and what if they do not change it" was only heard as asking for a side.
    """
    if _HOME_WORDS.search(turn.text):
        return "home"
    article = index.by_id.get(turn.memory.last_article or "")
    if _OTHER_SIDE.search(turn.text):
        told_host = article is not None and _HOST_WORDS.search(article.title) and not _HOME_WORDS.search(article.title)
        return "home" if told_host else "host"
    return "host" if _HOST_WORDS.search(turn.text) else None


def _article_of_side(article: Article, heading: str, index: KnowledgeIndex) -> Article | None:
    """The article that tells of a side what the one just told tells of the other.

    After "what does the home manager do?" "and the host one?" asks for what the host manager does.
    """
    wanted, other = ("home", "host") if heading == HOME else ("host", "home")
    title = re.sub(rf"\b{other}\b", wanted, article.title, flags=re.IGNORECASE)
    if title == article.title or re.search(rf"\b{wanted}\b", article.title, re.IGNORECASE):
        return None
    likely = (hit.article for hit in index.search(title).hits[:_LIKELY] if hit.article.id != article.id)
    return next((one for one in likely if _alike(one.title, title)), None)


def _alike(title: str, wanted: str) -> bool:
    """Whether two titles are the same but for a word or two."""
    these, those = frozenset(words(title)), frozenset(words(wanted))
    return len(these & those) >= _ALIKE * len(these | those)


def _is_told_elsewhere(turn: Turn, article: Article, index: KnowledgeIndex) -> bool:
    """Whether another article than the one just told says what a side has of it."""
    found = find(turn, index)
    return found.best.article.id != article.id and found.score >= WORTH_A_TITLE


def ask_mine(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The person's own value for what was just talked about in general, or asked of somebody else in vain."""
    each = answer_each(turn, services)
    if each:
        return each
    if turn.choice is None and (speaks_of_others(turn.text) or asks_about_named(turn)):
        return refuse(turn, services)
    index = services.knowledge.current()
    if not asks_for_mine(turn.text) and asks_of_an_article(turn, index) and leads_on(index.search(turn.text), turn):
        return answer_question(turn, services)
    article = index.by_id.get(turn.memory.last_article or "")
    if article is None:
        if turn.memory.last_field:
            return own_record(turn, services, turn.memory.last_field)
        return answer_own_question(turn, services) if asks_by_itself(turn) else [say(services, "mine_of_what")]
    if not article.record_fields:
        told = services.sentences.say("mine_not_held", title=article.title, contact=contact(turn, services))
        return [Answer(told, "fallback", article=article.id, topic=article.topic)]
    heard = {} if asks_for_mine(turn.text) else turn.understanding.fields
    likely = [field for field, chance in heard.items() if field in article.record_fields and chance >= HEARD_FIELD]
    return own_record(turn, services, (likely or [field_talked_about(article, turn.memory)])[0])


def ask_in_general(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The general rule behind the field or the subject just talked about; "not in general" asks for one's own."""
    if _NOT_IN_GENERAL.match(turn.text.strip()):
        return ask_mine(turn, services)
    index = services.knowledge.current()
    if len(turn.text.split()) >= MERE_FOLLOW_UP_WORDS and index.ranker.clear(index.search(turn.text).score):
        # It sounds general but asks something of its own.
        return answer_question(turn, services)
    asked, field = turn.memory.last_question or "", turn.memory.last_field
    article = general_article(field, asked, index) if field else None
    article = article or index.by_id.get(turn.memory.last_article or "")
    if article is None:
        return answer_question(turn, services) if asks_by_itself(turn) else [say(services, "general_of_what")]
    if asks_by_itself(turn) and _asks_of_another(turn, article, index):
        return answer_question(turn, services)
    told = tell_article(article, index, services.sentences, question=turn.memory.last_question or article.title)
    return [replace(told, text=services.sentences.say("in_general", text=told.text))]


def _asks_of_another(turn: Turn, article: Article, index: KnowledgeIndex) -> bool:
    """Whether a message that sounds like asking for the rule of what was told looks more like another article's."""
    alone = index.search(turn.text)
    return alone.best.article.id != article.id and alone.score >= WORTH_A_TITLE


def correct(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """What the person meant instead; when they do not say, the next nearest articles to choose from."""
    meant = corrected(turn.text)
    if means_myself(meant):
        return ask_mine(turn, services)
    if _MERE_SIDE.fullmatch(meant) and turn.memory.last_article:
        return ask_side(replace(turn, text=meant), services)
    if meant and goes_on_to_others(_as_meant(turn, meant)):
        return refuse(turn, services)
    if meant:
        return _answer_what_is_meant(replace(turn, text=meant), services)
    if not turn.memory.last_question:
        return [say(services, "rephrase")]
    ranking = services.knowledge.current().search(turn.memory.last_question)
    others = tuple(hit for hit in ranking.hits if hit.article.id != turn.memory.last_article)
    offered = did_you_mean(replace(turn, text=turn.memory.last_question), services, replace(ranking, hits=others))
    return [replace(offered, text=services.sentences.say("rephrase_choices"))]


def _of_a_talk(heard: Understanding, memory: Memory) -> Understanding:
    """What is meant instead of something told is of the same talk, however foreign it sounds: "like a broken leg"."""
    return replace(heard, intents={**heard.intents, ELSEWHERE: 0.0}) if memory.talked_about_something else heard


def _as_meant(turn: Turn, meant: str) -> Turn:
    """The turn as if only what is meant had been said; who is named beside that is not asked about."""
    parts = turn.understanding.parts
    return replace(turn, text=meant, understanding=parts[0] if len(parts) == 1 else turn.understanding)


def means_myself(meant: str) -> bool:
    """Whether what is meant is one's own case: "mine. the one they wrote down"."""
    return _FIRST_WORDS.split(meant.lower(), maxsplit=1)[0] in _MYSELF


def _answer_what_is_meant(turn: Turn, services: UseCaseServices) -> list[Answer]:
    """The answer to what was meant, understood by itself where the engine did so; a side alone is the other side's."""
    home, host = bool(_HOME_WORDS.search(turn.text)), bool(_HOST_WORDS.search(turn.text))
    field = other_side(turn, home=home) if home != host and len(turn.text.split()) <= _MERE_SIDE_WORDS else None
    if field and field != turn.memory.last_field:
        return own_record(turn, services, field)
    another = going_on(turn) if _is_one_word_of_own(turn) else None
    if another:
        return answer_own_question(another, services)
    if len(turn.understanding.parts) != 1:
        return answer_question(turn, services)
    part = replace(turn, understanding=_of_a_talk(turn.understanding.parts[0], turn.memory))
    own = part.understanding.intent == "my_secondment" or stays_with_record(part)
    return (answer_own_question if own else answer_question)(part, services)


def _is_one_word_of_own(turn: Turn) -> bool:
    """Whether one word is meant ("no, I meant the start"), and nobody's: of two the first may be a name."""
    heard = turn.understanding
    others = heard.names_people or any(about_someone_else(replace(turn, understanding=part)) for part in heard.parts)
    return len(own_reading(turn.text).split()) == _OWN_WORDS and not others
