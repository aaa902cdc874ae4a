"""The messages that thresholds are chosen on: written for that alone, neither taught nor part of any test.

Examples kept out of learning are harder than what people write, for each is weighed without itself and its like; these
are what people write.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from secondment.errors import KnowledgeError
from secondment.knowledge.article import read_text
from secondment.knowledge.index import KnowledgeIndex
from secondment.knowledge.tuning import Sample

FOLDER = "validation"
_QUESTIONS, _FOREIGN = "questions.jsonl", "foreign.txt"


@dataclass(frozen=True)
class Validation:
    """Questions with the ids of the articles that answer them, and messages that none answers."""

    questions: tuple[tuple[str, tuple[str, ...]], ...]
    foreign: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """All messages, the questions first."""
        return (*(text for text, _ in self.questions), *self.foreign)


def read_validation(
    folder: Path, by_fact: Mapping[str, tuple[str, ...]], by_question: Mapping[str, tuple[str, ...]]
) -> Validation:
    """Read the two files of a folder; a question names its `fact`, the number of its usual `question` or `articles`.

    Raises `KnowledgeError` where a file is missing or a line is none of these.
    """
    questions = []
    for number, line in enumerate(read_text(folder / _QUESTIONS).splitlines(), 1):
        try:
            told = json.loads(line)
            questions.append((str(told["text"]), _right(told, by_fact, by_question)))
        except (ValueError, KeyError, TypeError) as error:
            raise KnowledgeError(
                f"{folder / _QUESTIONS}:{number}: no message with a fact, question or articles: {error}"
            ) from error
    foreign = tuple(line.strip() for line in read_text(folder / _FOREIGN).splitlines() if line.strip())
    return Validation(tuple(questions), foreign)


def _right(
    told: dict[str, Any], by_fact: Mapping[str, tuple[str, ...]], by_question: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    if "articles" in told:
        return tuple(told["articles"])
    return by_fact[told["fact"]] if "fact" in told else by_question[str(told["question"])]


def samples_of(validation: Validation, index: KnowledgeIndex) -> list[Sample]:
    """A sample for each message, in the order of `texts`; those that the same articles answer are of one group.

    Raises `KnowledgeError` where one names an article that is none of the index.
    """
    unknown = {one for _, right in validation.questions for one in right} - {one.id for one in index.articles}
    if unknown:
        raise KnowledgeError(f"the validation names articles that are none: {', '.join(sorted(unknown))}")
    asked: Sequence[tuple[str, tuple[str, ...]]] = [*validation.questions, *((text, ()) for text in validation.foreign)]
    found = []
    for text, right in asked:
        gathered = index.gather(text)
        ids = [index.articles[int(one)].id for one in gathered.candidates]
        found.append(Sample(text, gathered, np.isin(ids, right), " ".join(sorted(right)) or text))
    return found
