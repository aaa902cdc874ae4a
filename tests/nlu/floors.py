"""The floors of the held-out sets, in percent.

`.venv/bin/python -m tests.nlu.measure` prints what is measured now. A floor may rise; whoever lowers one says why.
They stand about three points below the last measurement: the encoder and the classifiers differ a little by processor.
"""

from __future__ import annotations

OWN_RECORD = 96.0
OWN_RECORD_2 = 95.5
OWN_RECORD_3 = 95.5
OUT_OF_SCOPE = 92.5
OUT_OF_SCOPE_2 = 91.0
OUT_OF_SCOPE_3 = 93.0
OUT_OF_SCOPE_4 = 89.5
PRIVATE_OF_OTHERS = 92.0
FACTS = 90.5
FACTS_2 = 91.0
QUESTIONS = 90.0
QUESTIONS_2 = 91.5
CONVERSATION_MOVES = 91.0
SCRIPTED_TURNS = 84.5
# lowered from 90 with decision 0020: the renewed encoder and its examples lose three stories of sixty, to be won back
STORIES = 85.0
DISTURBED = 94.5
LANGUAGES_FOUND = 97.0
# not a floor: of the questions about articles, at most so many may be told a wrong one as if it were the right one
WRONG_OUTRIGHT_AT_MOST = 3.0
