"""Held-out messages disturbed the way thumbs, hurry and other countries disturb them: what was right should stay right.

Every message about articles or the own record that was answered rightly is put again once for each of the five
disturbances that changes its text. One that changes nothing is not counted: "words of elsewhere" applies to about a
third of the messages, "no marks, lower case" not to those that were written so.

Made by code, with a seed. What is done to a message depends on nothing but the message and the disturbance, so that two
measurements can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random

from tests.nlu.held_out import KNOWLEDGE, OWN_RECORD, Answer, Verdict, is_right, say_at_once, short

SETS = (*KNOWLEDGE, *OWN_RECORD)
WORDS_A_SLIP = 10  # one slip in that many words, and at least one
_SEED = 17
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LONG_WORD = re.compile(r"[A-Za-z]{4,}")

# British and American spellings, each for the other, and the terms other countries use; one sense on both sides
_ELSEWHERE = {
    "organisation": "organization",
    "organisations": "organizations",
    "organization": "organisation",
    "organizations": "organisations",
    "organisational": "organizational",
    "reorganisation": "reorganization",
    "reorganization": "reorganisation",
    "programme": "program",
    "labour": "labor",
    "labor": "labour",
    "behaviour": "behavior",
    "neighbour": "neighbor",
    "neighbours": "neighbors",
    "favour": "favor",
    "rumours": "rumors",
    "specialised": "specialized",
    "recognise": "recognize",
    "recognised": "recognized",
    "realise": "realize",
    "authorisation": "authorization",
    "judgement": "judgment",
    "cancelled": "canceled",
    "cv": "résumé",
    "payslip": "pay stub",
    "payslips": "pay stubs",
    "fortnight": "two weeks",
    "public holiday": "bank holiday",
    "public holidays": "bank holidays",
    "bank holiday": "public holiday",
    "bank holidays": "public holidays",
    "holiday": "vacation",
    "holidays": "vacation",
    "annual leave": "vacation",
    "vacation": "annual leave",
    "secondment": "deputation",
    "secondments": "deputations",
    "seconded": "deputed",
    "secondee": "assignee",
    "placement": "posting",
    "on loan": "on detail",
    "lent": "detailed",
    "lent out": "detailed",
    "host": "receiving organisation",
    "home employer": "parent employer",
    "home organisation": "parent organisation",
    "appraisal": "performance review",
    "prolonged": "renewed",
    "induction": "onboarding",
    "onboarding": "induction",
    "staff": "personnel",
}
_FOREIGN = re.compile(rf"\b({'|'.join(sorted(_ELSEWHERE, key=len, reverse=True))})\b", re.IGNORECASE)

Disturbance = Callable[[str, Random], str]


def neighbouring_key(text: str, dice: Random) -> str:
    """A letter becomes the one beside it on the keyboard."""
    return _slip(text, dice, lambda word, at: word[:at] + _beside(word[at], dice) + word[at + 1 :])


def swapped_letters(text: str, dice: Random) -> str:
    """Two letters inside a word change places, where they are not the same."""
    return _slip(text, dice, lambda word, at: word[:at] + word[at + 1] + word[at] + word[at + 2 :])


def missing_space(text: str, dice: Random) -> str:
    """Two words run together."""
    spaces = [found.start() for found in re.finditer(" ", text)]
    lost = set(dice.sample(spaces, min(len(spaces), _slips(text))))
    return "".join(letter for at, letter in enumerate(text) if at not in lost)


def bare_lower_case(text: str, dice: Random) -> str:
    """No marks between the words and no capitals, as many write in a chat."""
    del dice  # nothing is left to chance here
    return " ".join(re.sub(r"[^\w\s]", "", re.sub(r"[-–—/]", " ", text.lower())).split())


def words_of_elsewhere(text: str, dice: Random) -> str:
    """The spelling of the other side of the Atlantic, or another country's term."""
    del dice
    return _FOREIGN.sub(lambda found: _ELSEWHERE[found.group().lower()], text)


DISTURBANCES: dict[str, Disturbance] = {
    "neighbouring key": neighbouring_key,
    "swapped letters": swapped_letters,
    "missing space": missing_space,
    "no marks, lower case": bare_lower_case,
    "words of elsewhere": words_of_elsewhere,
}


def disturbed(text: str) -> dict[str, str]:
    """What each disturbance that changes a text makes of it."""
    made = {name: change(text, Random(f"{_SEED} {name} {text}")) for name, change in DISTURBANCES.items()}
    return {name: changed for name, changed in made.items() if changed != text}


def stay_right(say: Callable[[str, str], Answer], found: Mapping[str, Sequence[Verdict]]) -> list[Verdict]:
    """The messages of `SETS` answered rightly, put again in every disturbance: a verdict each, by disturbance."""
    put = list(_again(found))
    told = say_at_once(say, [(asked["text"], f"disturbed-{kind}-{name}-{asked['id']}") for name, kind, asked in put])
    return [
        Verdict(kind, is_right(name, asked, message), asked, short(message["answer"]))
        for (name, kind, asked), message in zip(put, told)
    ]


def _again(found: Mapping[str, Sequence[Verdict]]) -> Iterator[tuple[str, str, Answer]]:
    """Set, disturbance and row of what is put again; what was wrong before says nothing about disturbances."""
    for name in SETS:
        for before in found[name]:
            if before.right:
                changes = disturbed(before.asked["text"])
                yield from ((name, kind, {**before.asked, "text": text}) for kind, text in changes.items())


def _slips(text: str) -> int:
    return max(1, len(text.split()) // WORDS_A_SLIP)


def _slip(text: str, dice: Random, change: Callable[[str, int], str]) -> str:
    """Change some of the longer words at a letter that is neither their first nor their last."""
    words = list(_LONG_WORD.finditer(text))
    for found in sorted(dice.sample(words, min(len(words), _slips(text))), key=lambda one: -one.start()):
        word = found.group()
        text = text[: found.start()] + change(word, dice.randrange(1, len(word) - 2)) + text[found.end() :]
    return text


def _beside(letter: str, dice: Random) -> str:
    row = next(keys for keys in _KEYS if letter.lower() in keys)
    at = row.index(letter.lower())
    return dice.choice(row[max(0, at - 1) : at] + row[at + 1 : at + 2])
