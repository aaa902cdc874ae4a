"""Run by the engine's Python: `python -m engine.train --force`, the time of embeddings and classifier told apart.

`python -m benchmarks.timed_training FILE` writes these seconds to FILE; the exit code is the training's.
"""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from engine.environment import quieten
from engine.train import main as train


def main(arguments: list[str]) -> int:
    """Train, whatever has changed."""
    quieten()
    # by name: what it is made of is only in the engine's environment
    featurizer = import_module("engine.components.sentence_embeddings").SentenceEmbeddings
    classifier = import_module("engine.components.intent_classifier").FusedIntentClassifier
    taken: list[float] = []
    featurizer.process_training_data = timed(featurizer.process_training_data, taken)
    classifier.train = timed(classifier.train, taken)
    code = train(["--force"])
    Path(arguments[0]).write_text(f"{sum(taken)}", encoding="utf-8")
    return code


def timed(call: Callable[..., Any], taken: list[float]) -> Callable[..., Any]:
    """The same call, which notes the seconds it took. It keeps its signature, which Rasa reads."""

    @functools.wraps(call)
    def called(*told: Any, **named: Any) -> Any:
        began = time.perf_counter()
        answer = call(*told, **named)
        taken.append(time.perf_counter() - began)
        return answer

    return called


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
