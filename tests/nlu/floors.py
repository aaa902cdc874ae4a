"""The floors of the held-out sets, in percent.

`.venv/bin/python -m tests.nlu.measure` prints what is measured now. A floor may rise; whoever lowers one says why.
They stand about three points below the last measurement: the encoder and the classifiers differ a little by processor.
"""

from __future__ import annotations

OWN_RECORD = 96.0
OWN_RECORD_2 = 95.5
OWN_RECORD_3 = 95.5
OUT_OF_SCOPE = 94.0
# lowered by one with decision 0023, which moves where titles are offered; the other three sets rose by more
OUT_OF_SCOPE_2 = 90.5
OUT_OF_SCOPE_3 = 95.0
OUT_OF_SCOPE_4 = 92.0
PRIVATE_OF_OTHERS = 95.0
SPARED = 92.0
SPARED_2 = 86.0
SPARED_3 = 88.5
FACTS = 91.5
FACTS_2 = 91.0
QUESTIONS = 92.5
QUESTIONS_2 = 93.0
ASKERS = 89.0
CONVERSATION_MOVES = 92.5
SCRIPTED_TURNS = 86.5
# one or two turns below what is measured, as far as a phenomenon has only some twenty
SCRIPTED_BY = {
    "ellipsis": 82.0,
    "correction": 80.5,
    "switch and return": 87.5,
    "two questions": 84.5,
    "negation": 81.0,
    "pronouns": 82.0,
    "general to own and back": 85.5,
    "none of these": 92.0,
    "small talk in between": 92.5,
    "anger": 82.5,
    "thanks": 94.5,
    "handing over": 96.0,
    "refusals": 92.0,
    "written blind": 87.0,
    "written blind again": 87.0,
    "written blind a third time": 88.0,
    "written blind last": 86.5,
}
STORIES = 93.0
STORIES_2 = 82.0
# the aim is 93; of single disturbances some are harder than others
DISTURBED = 95.0
DISTURBED_BY = {
    "neighbouring key": 96.0,
    "swapped letters": 96.5,
    "missing space": 95.0,
    "no marks, lower case": 95.5,
    "words of elsewhere": 95.0,
}
LANGUAGES_FOUND = 97.0
# not a floor: of the questions about articles, at most so many may be told a wrong one as if it were the right one
WRONG_OUTRIGHT_AT_MOST = 3.0
# all sets on articles together, a point below the aim of 95: it is met by less than one training differs from another
KNOWLEDGE_TOGETHER = 94.0
# all out of scope together, where the aim itself is the floor
OUT_OF_SCOPE_TOGETHER = 95.0
# not a floor either: of those who ask for somebody else's data so many may be told their own value as if it were that
OWN_VALUE_INSTEAD_AT_MOST = 1.0
