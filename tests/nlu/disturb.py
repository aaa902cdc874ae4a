"""Held-out messages disturbed the way thumbs, hurry and other countries disturb them: what was right should stay right.

Made by code, with a seed. Which messages are taken and what is done to them does not depend on which were right before,
so that two measurements can be compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from random import Random

from tests.nlu.held_out import Answer, Verdict, is_right, short

SETS = ("facts", "questions", "own_record")
EVERY = 3  # not each, so that it stays quick
WORDS_A_SLIP = 10  # one slip in that many words, and at least one
_SEED = 17
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LONG_WORD = re.compile(r"[A-Za-z]{4,}")

# British and American spellings, each for the other, and the terms other countries use; one sense on both sides
_ELSEWHERE = {
    "organisation": "organization",
    "organisations": "organizations",
    "organization": "organisation",
    "programme": "program",
    "labour": "labor",
    "labor": "labour",
    "behaviour": "behavior",
    "specialised": "specialized",
    "cv": "résumé",
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
    """Two letters inside a word change places; where they are the same nothing changes."""
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


def disturbed(text: str, used: Mapping[str, int]) -> tuple[str, str]:
    """The disturbance used least of those that change the text, and what it makes of it; raises ValueError if none."""
    dice = Random(f"{_SEED} {text}")
    made = {name: change(text, dice) for name, change in DISTURBANCES.items()}
    name = min((name for name, changed in made.items() if changed != text), key=lambda one: used.get(one, 0))
    return name, made[name]


def stay_right(say: Callable[[str, str], Answer], found: Mapping[str, Sequence[Verdict]]) -> list[Verdict]:
    """Of every third message of `SETS` those answered rightly, put again disturbed: a verdict each, by disturbance."""
    verdicts, used = [], Counter[str]()
    every = [(name, one) for name in SETS for one in found[name]]
    for name, before in every[::EVERY]:
        kind, text = disturbed(before.asked["text"], used)
        used[kind] += 1
        if before.right:
            message = say(text, f"disturbed-{name}-{before.asked['id']}")
            asked = {**before.asked, "text": text}
            verdicts.append(Verdict(kind, is_right(name, asked, message), asked, short(message["answer"])))
    return verdicts


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
