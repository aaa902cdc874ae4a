"""The samples through the chat API, with the score the contract defines: `python -m benchmarks samples [--show]`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import judging
from benchmarks.chat import Chat
from benchmarks.machine import samples_folder
from benchmarks.product import TODAY, product
from benchmarks.table import progress, share, show
from secondment.identity import derive_keys

NAME = "samples"
ABOUT = "the samples through the chat API"
_ASKERS = 3  # each own-record question is asked as that many different people
Row = dict[str, Any]


@dataclass
class Score:
    """How many were right, of how many, and what went wrong."""

    right: int = 0
    of: int = 0
    misses: list[str] = field(default_factory=list)

    def count(self, is_right: bool, name: str, wanted: str, messages: judging.Messages) -> None:
        """Count one reply; keep what it said when it was wrong."""
        self.right += is_right
        self.of += 1
        if not is_right:
            told = judging.answer_of(messages)
            about = told.get("article") or told.get("field") or ""
            said = " / ".join(str(one["text"]) for one in messages)
            found = f"{told.get('kind')} {about} {told.get('topic', '')} {told.get('score', '')}"
            self.misses.append(f"{name}  wanted {wanted}; got {found}\n      {said}")


@dataclass
class Exam:
    """The people who ask, with their records, and the samples."""

    folder: Path
    chats: dict[str, Chat]
    records: list[Row]
    today: date
    scores: dict[str, Score] = field(default_factory=dict)

    def run(self) -> None:
        """Ask everything."""
        parts: dict[str, Callable[[Score], None]] = {
            "questions": self._questions,
            "own record": self._own_record,
            "out of scope": self._out_of_scope,
            "dialogues, by turn": self._dialogues,
        }
        for name, ask in parts.items():
            progress(name)
            self.scores[name] = Score()
            ask(self.scores[name])

    def _asker(self, number: int) -> tuple[Chat, Row]:
        record = self.records[number % len(self.records)]
        return self.chats[record["secondee"]["employee_number"]], record

    def _questions(self, score: Score) -> None:
        at_once = self.scores["… without a question back"] = Score()
        for number, row in enumerate(_rows(self.folder, "questions")):
            chat, _ = self._asker(number)
            messages = chat.say(row["text"], row["id"])
            is_right = judging.says(row["must"], messages)
            chosen = any(
                judging.says(row["must"], chat.say(payload, row["id"])) for payload in judging.choices(messages)
            )
            score.count(is_right or chosen, row["id"], row["topic"], messages)
            at_once.count(is_right, row["id"], row["topic"], messages)

    def _own_record(self, score: Score) -> None:
        for number, row in enumerate(_rows(self.folder, "own_record")):
            for turn in range(_ASKERS):
                chat, record = self._asker(number + turn)
                messages = chat.say(row["text"], row["id"])
                is_right = judging.tells_record(row["field"], record, self.today, messages)
                score.count(is_right, f"{row['id']} as {chat.employee}", row["field"], messages)

    def _out_of_scope(self, score: Score) -> None:
        for number, row in enumerate(_rows(self.folder, "out_of_scope")):
            messages = self._asker(number)[0].say(row["text"], row["id"])
            score.count(judging.stays_out(row["kind"], messages), row["id"], row["kind"], messages)

    def _dialogues(self, score: Score) -> None:
        for number, row in enumerate(_rows(self.folder, "dialogues")):
            chat, record = self._asker(number)
            for turn, step in enumerate(row["turns"], start=1):
                expect = step["expect"]
                messages = chat.say(step["user"], row["id"])
                wanted = str(expect.get("behaviour") or expect.get("field") or expect.get("topic"))
                is_right = judging.meets(expect, record, self.today, messages)
                score.count(is_right, f"{row['id']} turn {turn}", wanted, messages)


def main(arguments: list[str]) -> list[str]:
    """Run the samples and print their score; the lines of the summary."""
    options = _options(arguments)
    folder = samples_folder()
    records = json.loads((folder / "records.json").read_text(encoding="utf-8"))["records"]
    people = [record["secondee"]["employee_number"] for record in records]
    with _chats(options, folder, people) as chats:
        exam = Exam(folder, chats, records, date.fromisoformat(options.today))
        exam.run()
    if options.show:
        for name, score in exam.scores.items():
            print(f"\nMissed: {name}", *(score.misses or ["  none"]), sep="\n  ")
    rows = [(name, share(score.right, score.of)) for name, score in exam.scores.items()]
    show("Samples through the chat API", ("part", "right"), rows)
    return [f"samples: {name} {told}" for name, told in rows]


@contextmanager
def _chats(options: argparse.Namespace, folder: Path, people: list[str]) -> Iterator[dict[str, Chat]]:
    if options.url:
        keys = derive_keys(options.key)
        yield {person: Chat(options.url, keys, person) for person in people}
        return
    progress("starting the three processes")
    with product(folder / "records.json") as started:
        yield {person: started.chat(person) for person in people}


def _rows(folder: Path, name: str) -> list[Row]:
    with (folder / f"exam_{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks samples", description=ABOUT)
    parser.add_argument("--show", action="store_true", help="list what was missed, with the answer given")
    parser.add_argument("--url", help="a running instance that has the sample records (else one is started)")
    parser.add_argument("--key", help="the signing key of that instance")
    parser.add_argument("--today", default=TODAY, help="the day of that instance (YYYY-MM-DD)")
    options = parser.parse_args(arguments)
    if options.url and not options.key:
        parser.error("--url needs --key")
    return options
