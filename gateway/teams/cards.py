"""How a card is drawn: content to an Adaptive Card of version 1.5, which every Teams client shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from microsoft_teams.cards import (
    Action,
    ActionSet,
    AdaptiveCard,
    CardElement,
    Container,
    OpenUrlAction,
    RichTextBlock,
    SubmitAction,
    SubmitActionData,
    TextRun,
    ToggleVisibilityAction,
)

from gateway.drawing import EMAIL, cut, harmless, topic_name
from gateway.teams.origin import SHARES
from gateway.teams.parse import PRESSED
from gateway.teams.shown import Pressable, Shown
from secondment.sentences import Sentences

_LINK = re.compile(rf"https?://[^\s<>()]+[^\s<>().,;:!?]|{EMAIL.pattern}")
_FIRST_CHARACTERS = 1_500
_TITLE_CHARACTERS = 200


def draw(content: Shown, state: str, sentences: Sentences) -> dict[str, Any]:
    """The card of a content as JSON; `state` travels in its buttons."""
    body: list[CardElement] = []
    if content.topic:
        body.append(_small(topic_name(sentences, content.topic)))
    body += _text(content.text, sentences)
    if content.note:
        body.append(_small(content.note))
    body += _rows(content.of("link"), state)
    body += [_line(one, state) for one in content.of("choice", "starter")]
    body += _rows(content.of("more", "share"), state)
    related = content.of("related")
    if related:
        body.append(_small(sentences.say("teams_related")))
    body += [_line(one, state) for one in related]
    if content.sources:
        body.append(_small(sentences.say("teams_sources", sources="; ".join(content.sources))))
    body += _rows(content.of("why", "up", "down"), state)
    card = AdaptiveCard(version="1.5", body=body, fallback_text=plain(content), rtl=_is_right_to_left(content.text))
    told: dict[str, Any] = card.model_dump(by_alias=True, exclude_none=True, mode="json")
    return told


def plain(content: Shown) -> str:
    """The same in plain text, for where no card can be shown: what could be pressed can be typed."""
    links = [f"{one.title}: {one.payload}" for one in content.of("link")]
    titles = [f"- {one.title}" for one in content.of("choice", "starter", "related")]
    return harmless("\n".join([content.text, "", *links, *titles]) if links or titles else content.text)


def _text(text: str, sentences: Sentences) -> list[CardElement]:
    """The paragraphs; those after the first 1,500 characters wait behind a button that needs no answer from us."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    first, count = 0, 0
    while first < len(lines) and (first == 0 or count + len(lines[first]) <= _FIRST_CHARACTERS):
        count += len(lines[first])
        first += 1
    seen: list[CardElement] = [_paragraph(line) for line in lines[:first]]
    if first == len(lines):
        return seen
    rest = Container(id="rest", is_visible=False, items=[_paragraph(line) for line in lines[first:]])
    toggle = ToggleVisibilityAction(title=sentences.say("teams_show_more"), target_elements=["rest"])
    return [*seen, rest, ActionSet(actions=[toggle])]


def _paragraph(line: str) -> RichTextBlock:
    """One line without any markup of its own: asterisks and brackets stay what they are."""
    line = harmless(line)
    runs: list[CardElement] = [TextRun(text="•  ")] if line.startswith("- ") else []
    return RichTextBlock(inlines=[*runs, *_linked(line.removeprefix("- "))])


def _linked(line: str) -> list[CardElement]:
    """The words of a line, its addresses as links."""
    runs: list[CardElement] = []
    end = 0
    for found in _LINK.finditer(line):
        if found.start() > end:
            runs.append(TextRun(text=line[end : found.start()]))
        address = found.group() if found.group().startswith("http") else f"mailto:{found.group()}"
        runs.append(TextRun(text=found.group(), color="Accent", select_action=OpenUrlAction(url=address)))
        end = found.end()
    if end < len(line) or not runs:
        runs.append(TextRun(text=line[end:]))
    return runs


def _small(text: str) -> RichTextBlock:
    runs: list[CardElement] = [TextRun(text=harmless(text), size="Small", is_subtle=True)]
    return RichTextBlock(inlines=runs)


def _rows(buttons: Sequence[Pressable], state: str) -> list[CardElement]:
    """The buttons in a row, if there are any."""
    return [ActionSet(actions=[_button(one, state) for one in buttons])] if buttons else []


def _line(button: Pressable, state: str) -> Container:
    """A question to press, on as many lines as it needs: an ordinary button cuts long titles off."""
    runs: list[CardElement] = [TextRun(text=harmless(button.title), color="Accent")]
    words: list[CardElement] = [RichTextBlock(inlines=runs)]
    return Container(items=words, style="emphasis", spacing="Small", select_action=_button(button, state))


def _button(button: Pressable, state: str) -> Action:
    title = harmless(button.title)
    if button.role == "link":
        return OpenUrlAction(title=title, url=button.payload)
    data = {PRESSED: button.payload, "card": state, **({SHARES: True} if button.role == "share" else {})}
    return SubmitAction(title=cut(title, _TITLE_CHARACTERS), data=SubmitActionData.model_validate(data))


def _is_right_to_left(text: str) -> bool | None:
    """True when the first letter with a direction is of a script written from the right."""
    directions = (unicodedata.bidirectional(character) for character in text)
    first = next((one for one in directions if one in ("L", "R", "AL")), "L")
    return True if first != "L" else None
