"""From answers to messages of Slack: the words, then what one can choose, then what is about the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gateway.drawing import is_related, shareable_article, topic_name
from gateway.platform.message import Address, Payload, Sign
from gateway.slack.blocks import BLOCKS, SHARE, Block, button, context, fallback, link_button, rows, sections
from gateway.wire import Message, Offer
from secondment.identity import Choice
from secondment.sentences import Sentences

_THUMBS = ("rate_up", "rate_down")


class SlackRenderer:
    """Draws answers in Block Kit. A payload has `text`, `blocks` and `update`, the message it takes the place of."""

    def __init__(self, sentences: Sentences) -> None:
        self._sentences = sentences

    def render(self, messages: Sequence[Message], sign: Sign, *, share: bool = False) -> list[Payload]:
        """The payloads of answers, in order; what one message cannot hold is told in further ones."""
        return [payload for message in messages for payload in self._payloads(message, sign, share)]

    def settle(self, address: Address) -> list[Payload]:
        """The message a button was pressed on, as it should look now."""
        pressed = address.get("pressed")
        if not pressed:
            return []
        update = {"channel": pressed["channel"], "ts": pressed["ts"]}
        return [{"text": pressed["text"], "blocks": pressed["blocks"], "update": update}]

    def _payloads(self, message: Message, sign: Sign, share: bool) -> Iterator[Payload]:
        words, tail = [*self._topic(message), *sections(message.text)], list(self.tail(message, sign, share))
        while len(words) + len(tail) > BLOCKS:
            first, words = words[:BLOCKS], words[BLOCKS:]
            yield {"text": fallback(message.text), "blocks": first}
        yield {"text": fallback(message.text), "blocks": [*words, *tail]}

    def _topic(self, message: Message) -> Iterator[Block]:
        topic = (message.answer or {}).get("topic")
        if topic:
            yield context(topic_name(self._sentences, str(topic)))

    def tail(self, message: Message, sign: Sign, share: bool) -> Iterator[Block]:
        """What stands below the words."""
        answer = message.answer or {}
        offers = _Sorted(message)
        link = answer.get("link")
        if link:
            yield from rows([link_button(link["title"], link["url"], "link")], "link")
        yield from self._row(offers.choices, sign, "choices" if answer.get("kind") == "clarify" else "offers")
        yield from self._row(offers.more, sign, "more")
        yield from self._row(self._share(answer, share), sign, SHARE)
        if offers.related:
            yield context(self._sentences.say("slack_related"))
            yield from self._row(offers.related, sign, "related")
        yield from self._row(offers.thumbs, sign, "thumbs")
        yield from self._row(offers.why, sign, "why")
        sources = "; ".join(str(one["title"]) for one in answer.get("sources") or ())
        if sources:
            yield context(self._sentences.say("slack_sources", sources=sources))

    def _share(self, answer: dict[str, object], share: bool) -> list[Offer]:
        article = shareable_article(answer) if share else ""
        return [Offer(self._sentences.say("slack_share"), Choice("share", article))] if article else []

    @staticmethod
    def _row(offers: Sequence[Offer], sign: Sign, name: str) -> Iterator[Block]:
        buttons = [button(one.title, sign(one.choice), f"{name}_{n}") for n, one in enumerate(offers)]
        yield from rows(buttons, name)


class _Sorted:
    """The offers of a message by what they are for."""

    def __init__(self, message: Message) -> None:
        self.more = [one for one in message.offers if one.choice.kind == "tell_more"]
        self.thumbs = [one for one in message.offers if one.choice.kind in _THUMBS]
        self.why = [one for one in message.offers if one.choice.kind == "source"]
        rest = [one for one in message.offers if one.choice.kind not in ("tell_more", "source", *_THUMBS)]
        self.related = [one for one in rest if is_related(one, message)]
        self.choices = [one for one in rest if one not in self.related]
