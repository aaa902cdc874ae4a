"""What the held-out messages are about: which fields of the record, topics and articles are answered worst."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from tests.nlu.held_out import (
    KNOWLEDGE,
    OWN_RECORD,
    Answer,
    Verdict,
    answers_to_questions,
    articles_of_facts,
    share,
    topic_of,
)

Subjects = Callable[[Answer], Iterable[str]]


def fields(row: Answer) -> set[str]:
    """The field of the record a message asks for."""
    return {row["field"]}


def articles(row: Answer) -> set[str]:
    """The articles that answer a message."""
    if "articles" in row:
        return set(row["articles"])
    return articles_of_facts()[row["fact"]] if "fact" in row else answers_to_questions()[row["question"]][0]


def topics(row: Answer) -> set[str]:
    """The topics of those articles."""
    return {topic_of()[one] for one in articles(row)}


def tables(found: Mapping[str, Sequence[Verdict]], with_articles: bool) -> str:
    """Own record by field, articles by topic and, where wanted, one by one; all sets of a kind together."""
    own, knowledge = ([one for name in names for one in found[name]] for names in (OWN_RECORD, KNOWLEDGE))
    told = [by_subject("own record by field", own, fields), by_subject("articles by topic", knowledge, topics)]
    return "\n".join([*told, by_subject("articles one by one", knowledge, articles)] if with_articles else told)


def by_subject(title: str, verdicts: Sequence[Verdict], subjects: Subjects) -> str:
    """How many subjects were always answered rightly and a line for each other, the worst first.

    A message that two subjects answer counts for both.
    """
    groups = defaultdict[str, list[Verdict]](list)
    for one in verdicts:
        for subject in subjects(one.asked):
            groups[subject].append(one)
    weak = {subject: part for subject, part in groups.items() if share(part) < 100}
    lines = [f"{title}: {len(groups) - len(weak)} of {len(groups)} always right"]
    for subject, part in sorted(weak.items(), key=lambda one: (share(one[1]), one[0])):
        lines.append(f"  {subject:<42}{len(part):>4} {share(part):6.1f} %")
    return "\n".join(lines)
