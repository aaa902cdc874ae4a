"""Run by the engine's Python: train a Rasa pipeline on a data set, then put messages to it, as `make train` and use do.

`python -m benchmarks.understanding.rasa_run train FOLDER` reads config.yml and train.json of the folder and writes
model.tar.gz and training.json: seconds it took, and of processor time. `… understand FOLDER` puts texts.json to that
model and writes told.json: of each text the intent, how sure it is that it is in scope, and the seconds it took.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from pathlib import Path
from typing import Any

from engine.environment import calculate_on_one_thread, quieten
from engine.slim import slim_down

_MODEL = "model"
_WARM_UPS = 20
_FALLBACK = "nlu_fallback"  # what FallbackClassifier puts before the intents; the threshold is chosen from data here


def train(folder: Path) -> None:
    """Train on every core there is; importing Rasa is not counted."""
    quieten()
    import rasa.model_training  # type: ignore[import-not-found]  # only the engine's environment has it

    began, used = time.perf_counter(), time.process_time()
    config, examples = str(folder / "config.yml"), str(folder / "train.json")
    if rasa.model_training.train_nlu(config, examples, str(folder), fixed_model_name=_MODEL) is None:
        raise SystemExit("Rasa found nothing to learn from")
    took = {"seconds": time.perf_counter() - began, "processor": time.process_time() - used}
    (folder / "training.json").write_text(json.dumps(took), encoding="utf-8")


def understand(folder: Path) -> None:
    """Put every text to the model, one by one, on one thread."""
    calculate_on_one_thread()
    quieten()
    archive = folder / f"{_MODEL}.tar.gz"
    slim_down(archive)
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    told = asyncio.run(_told(archive, texts))
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")


async def _told(archive: Path, texts: list[str]) -> list[dict[str, Any]]:
    import structlog
    from rasa.core.agent import Agent  # type: ignore[import-not-found]

    # as in use: a debug line for each message would cost more than some of the components
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    agent = Agent.load(archive)
    for text in texts[:_WARM_UPS]:
        await agent.parse_message(f"well, {text}")  # in other words, so that nothing is remembered of them
    told = []
    for text in texts:
        sent = time.perf_counter()
        parsed = await agent.parse_message(text)
        seconds = time.perf_counter() - sent
        best = next(one for one in parsed["intent_ranking"] if one["name"] != _FALLBACK)
        # a pipeline that tells how familiar a message is, is asked that; of others the likeliest intent's probability
        sure = parsed.get("familiar", best["confidence"])
        told.append({"intent": best["name"], "confidence": sure, "seconds": seconds})
    return told


if __name__ == "__main__":
    {"train": train, "understand": understand}[sys.argv[1]](Path(sys.argv[2]))
