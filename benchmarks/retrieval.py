"""Retrieval alone as the knowledge grows: time of a search, memory, time to build. Made-up texts and encoder."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time

from benchmarks import made_up
from benchmarks.machine import ROOT, peak_mib, resident_mib
from benchmarks.table import milliseconds, percentile, progress, ratio, show

NAME = "retrieval"
ABOUT = (
    "retrieval alone for 150, 10,000 and 100,000 articles (made-up texts; a stand-in that hashes words encodes them)"
)
SIZES = (150, 10_000, 100_000)
_SEARCHES = 200
_WARM_UPS = 20
_LONGEST_SECONDS = 1800


def main(arguments: list[str]) -> list[str]:
    """Measure each size in a process of its own, so that memory is that size's alone; the lines of the summary."""
    options = _options(arguments)
    results = []
    for size in options.sizes:
        progress(f"{size:,} articles")
        results.append(_apart(size))
    first = results[0]
    rows = [
        (
            f"{told['articles']:,.0f}",
            milliseconds(told["p50"]),
            milliseconds(told["p95"]),
            ratio(told["p50"], first["p50"]),
            f"{told['build']:.1f} s",
            f"{told['memory']:,.0f} MiB",
            f"{told['peak']:,.0f} MiB",
            f"{told['found']:.0%}",
            "yes" if told["wording"] else "left out",
        )
        for told in results
    ]
    ratios = f"p50 to {first['articles']:.0f}"
    columns = ("articles", "p50", "p95", ratios, "build", "memory of it", "most while building", "found", "wording")
    show("One search; three questions an article", columns, rows)
    print("  Vectors come from a stand-in that hashes words: encoding is left out here and stands in `latency`.")
    print("  The evidence of wording is left out where articles times texts exceed MOST_WORK of knowledge/wording.py.")
    return [summary(told) for told in results]


def summary(told: dict[str, float]) -> str:
    """The line of the summary: what was searched without all kinds of evidence says so."""
    less = "" if told["wording"] else ", without the evidence of wording"
    found = f"p95 {milliseconds(told['p95'])}, built in {told['build']:.1f} s, {told['memory']:,.0f} MiB"
    return f"retrieval: {told['articles']:,.0f} articles: {found}{less}"


def measure(size: int) -> dict[str, float]:
    """Build an index of that many articles in this process and search it."""
    from threadpoolctl import threadpool_limits

    from secondment.knowledge.index import KnowledgeIndex
    from secondment.knowledge.ranking import load_ranker
    from secondment.text.spelling import Speller

    articles, encoder, speller = made_up.articles(size), made_up.HashedEncoder(), Speller()
    before, began = resident_mib(os.getpid()), time.perf_counter()
    index = KnowledgeIndex(articles, encoder, speller, load_ranker())  # type: ignore[arg-type]
    built = time.perf_counter() - began
    memory = resident_mib(os.getpid()) - before
    threadpool_limits(1)  # as the action server does
    step = max(len(articles) // _SEARCHES, 1)
    asked = [(article.id, f"hello, {article.questions[at % 3]}") for at, article in enumerate(articles[::step])]
    for _, question in asked[:_WARM_UPS]:
        index.search(question)
    seconds, found = [], 0
    for wanted, question in asked[:_SEARCHES]:
        sent = time.perf_counter()
        ranking = index.search(question)
        seconds.append(time.perf_counter() - sent)
        found += ranking.best.article.id == wanted
    return {
        "articles": size,
        "p50": percentile(seconds, 0.5),
        "p95": percentile(seconds, 0.95),
        "build": built,
        "memory": memory,
        "peak": peak_mib(os.getpid()) - before,
        "found": found / len(seconds),
        # all 0 where there are too many articles to learn their wording
        "wording": float(index.base.wording.scores(asked[0][1]).any()),
    }


def _apart(size: int) -> dict[str, float]:
    code = f"import json; from benchmarks.retrieval import measure; print(json.dumps(measure({size})))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=_LONGEST_SECONDS
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks retrieval", description=ABOUT)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of articles")
    return parser.parse_args(arguments)
