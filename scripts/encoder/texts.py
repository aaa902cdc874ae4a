"""`python -m scripts.encoder.texts FILE`: what the encoder learns from, as JSON lines: text, label, whether kept out.

The label is the article's id for what people ask and for the article's own passages, else the intent (with its field).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from secondment.knowledge.article import read_folder
from secondment.knowledge.corpus import Texts, corpus_of
from secondment.knowledge.examples import examples_in
from secondment.text.spelling import Speller
from secondment.text.unseen import unseen

ROOT = Path(__file__).resolve().parents[2]


def main(target: Path) -> None:
    """Write every example once."""
    speller = Speller()
    corpus = corpus_of(read_folder(ROOT / "knowledge"))
    ids = [article.id for article in corpus.articles]
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8") as file:
        for kind, pairs in (
            ("asked", _owned(corpus.asked, ids)),
            ("passage", _owned(corpus.passages, ids)),
            ("intent", ((one.text, one.intent) for one in examples_in(ROOT / "data" / "nlu"))),
        ):
            for text, label in pairs:
                mended = speller.mend(text)
                told = {"kind": kind, "label": label, "text": mended, "unseen": kind != "passage" and unseen(mended)}
                file.write(json.dumps(told, ensure_ascii=False) + "\n")


def _owned(texts: Texts, ids: list[str]) -> Iterator[tuple[str, str]]:
    return ((text, ids[int(owner)]) for text, owner in zip(texts.texts, texts.owner, strict=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
