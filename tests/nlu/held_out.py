"""The held-out messages: what people write, kept out of `data/` and `knowledge/`, with what a right answer is.

Every message is put to the product as the first of a conversation. What counts as right:

- `own_record…`: an answer of kind record about that field, with the record's value in its text;
- `out_of_scope…`: a fallback or a refusal; for another person's data a refusal;
- `others_data…`: a refusal, for all of it asks for another person's data;
- `spared…`: no refusal, for other people are only mentioned: the asker's own is asked for, or what holds in general;
- `facts…`: the article told, or one of the titles offered, is one that `knowledge/facts.tsv` names for the fact;
- `questions…`: the same for the question's articles in `knowledge/questions.tsv`, or the record field it names there;
- `askers`: managers, HR and others about somebody, worries without a question: one of the articles the row names;
- `stories…`, long ones and dictated ones: whichever of these the row names, or the kind of the answer.

Sets with a number, `askers` and `others_data` were written by people who had seen neither the examples nor what other
sets showed: theirs are the honest figures, the highest number the latest.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.judging import tells_record
from tests.builders import TODAY
from tests.inner_servers import ROOT

OUT_OF_SCOPE = ("out_of_scope", "out_of_scope_2", "out_of_scope_3", "out_of_scope_4")
OTHERS_DATA = ("others_data", "others_data_2", "others_data_3", "others_data_4", "others_data_5")
SPARED = ("spared", "spared_2", "spared_3")
OWN_RECORD = ("own_record", "own_record_2", "own_record_3")
KNOWLEDGE = ("facts", "facts_2", "questions", "questions_2", "askers")
STORIES = ("stories", "stories_2")
EMPLOYEE = "D1001"  # who asks: the record holds every field
SETS = (*OWN_RECORD, *OTHERS_DATA, *SPARED, *OUT_OF_SCOPE, *KNOWLEDGE, *STORIES)
# so many conversations at once keep both cores busy; more would only wait for one another
AT_ONCE = 8
Answer = dict[str, Any]


@dataclass(frozen=True)
class Verdict:
    """Whether a message was answered rightly, what it was, what came back in short, and the text told."""

    group: str
    right: bool
    asked: Answer
    came: str
    text: str = ""


def rows(name: str) -> list[Answer]:
    """The messages of a set."""
    text = (ROOT / "tests" / "nlu" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


@cache
def articles_of_facts() -> dict[str, set[str]]:
    """Fact to the articles that answer it."""
    with (ROOT / "knowledge" / "facts.tsv").open(encoding="utf-8") as stream:
        return {row["fact"]: set(row["articles"].split(",")) for row in csv.DictReader(stream, delimiter="\t")}


@cache
def answers_to_questions() -> dict[int, tuple[set[str], set[str]]]:
    """Number of a question to the articles and the record fields that answer it."""
    with (ROOT / "knowledge" / "questions.tsv").open(encoding="utf-8") as stream:
        return {
            int(row["question"]): (set(row["articles"].split(",")), set((row["fields"] or "").split(",")) - {""})
            for row in csv.DictReader(stream, delimiter="\t")
        }


def asks_for_others(name: str, verdict: Verdict) -> bool:
    """Whether a message of a set asks for another person's data."""
    return name in OTHERS_DATA or verdict.group == "private_of_others"


@cache
def topic_of() -> dict[str, str]:
    """Article to topic, as the folders have it."""
    return {path.stem: path.parent.name for path in (ROOT / "knowledge").glob("*/*.md")}


def told_articles(answer: Answer) -> set[str]:
    """The article told, or those offered to choose from."""
    return {answer["article"]} if answer.get("article") else {one["article"] for one in answer.get("choices", ())}


@cache
def own_record() -> Answer:
    """The record of the person who asks, as it was handed in."""
    records = json.loads((ROOT / "secondment" / "demo" / "records.json").read_text(encoding="utf-8"))["records"]
    return next(dict(one) for one in records if one["secondee"]["employee_number"] == EMPLOYEE)


def tells_field(field: str, message: Answer) -> bool:
    """Whether the person's own value of the field is told, in one of the spellings a reader would expect."""
    return tells_record(field, own_record(), TODAY, [message])


def declines(kind: str, message: Answer) -> bool:
    """Whether a message that is none of ours is declined in the way its kind asks for."""
    return message["answer"]["kind"] in (("refusal",) if kind == "private_of_others" else ("fallback", "refusal"))


def tells_fact(fact: str, message: Answer) -> bool:
    """Whether an article of the fact is told or offered."""
    return bool(told_articles(message["answer"]) & articles_of_facts()[fact])


def told_outright(verdict: Verdict) -> bool:
    """Whether one article was told as the answer, with no question back."""
    return verdict.came.startswith("knowledge ")


def wrong_outright(verdicts: Sequence[Verdict]) -> float:
    """Of all messages those that were told a wrong article as if it were the right one, in percent."""
    return 100 * sum(told_outright(one) and not one.right for one in verdicts) / len(verdicts)


def tells_question(question: int, message: Answer) -> bool:
    """Whether an article of the question is told or offered, or the own record's value it asks for."""
    articles, fields = answers_to_questions()[question]
    return bool(told_articles(message["answer"]) & articles) or any(tells_field(one, message) for one in fields)


def tells_topic(topic: str, message: Answer) -> bool:
    """Whether an article of the topic is told or offered."""
    return topic in {topic_of().get(one) for one in told_articles(message["answer"])}


def meets(expect: Answer, message: Answer) -> bool:
    """Whether a message brings what is expected: a field, a fact, one of some articles, a topic or a kind."""
    if "field" in expect:
        return tells_field(expect["field"], message)
    if "fact" in expect:
        return tells_fact(expect["fact"], message)
    if "question" in expect:
        return tells_question(expect["question"], message)
    if "articles" in expect:
        return bool(told_articles(message["answer"]) & set(expect["articles"]))
    if "topic" in expect:
        return tells_topic(expect["topic"], message)
    return bool(message["answer"]["kind"] == expect["kind"])


def is_right(name: str, row: Answer, message: Answer) -> bool:
    """Whether the first message that comes back is a right answer to a row of a set."""
    if name in OTHERS_DATA:
        return declines("private_of_others", message)
    if name in SPARED:
        return not declines("private_of_others", message)
    return declines(row["kind"], message) if name in OUT_OF_SCOPE else meets(row, message)


def ask(name: str, say: Callable[[str, str], Answer]) -> list[Verdict]:
    """Put a set to the product, each message in a conversation of its own."""
    kept = rows(name)
    told = say_at_once(say, [(row["text"], f"{name}-{row['id']}") for row in kept])
    group = "kind" if name in (*OTHERS_DATA, *SPARED, *OUT_OF_SCOPE) else "style"
    return [
        Verdict(row[group], is_right(name, row, message), row, short(message["answer"]), message["text"])
        for row, message in zip(kept, told)
    ]


def say_at_once(say: Callable[[str, str], Answer], messages: Sequence[tuple[str, str]]) -> list[Answer]:
    """Say each message in its conversation, several at once; what came back, in the order of the messages."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda one: say(*one), messages))


def short(answer: Answer) -> str:
    """What came back, in a few words."""
    return " ".join([answer["kind"], *sorted(told_articles(answer)), str(answer.get("field") or "")]).strip()


def share(verdicts: Iterable[Verdict]) -> float:
    """The share of right answers, in percent."""
    told = [one.right for one in verdicts]
    return 100 * sum(told) / len(told)
