"""Run by the engine's Python: train a Rasa pipeline on a data set and put messages to it.

`python -m benchmarks.understanding.rasa_run FOLDER` reads config.yml, train.json and texts.json of the folder and
writes told.json: seconds of the training, and of each text the intent, how sure it is, and the seconds it took.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from engine.environment import calculate_on_one_thread, quieten

_WARM_UPS = 20
_FALLBACK = "nlu_fallback"  # what FallbackClassifier puts before the intents; the threshold is chosen from data here


async def main(folder: Path) -> None:
    """Train, then understand every text one by one, as they come in use."""
    import rasa.model_training  # type: ignore[import-not-found]  # only the engine's environment has it

    began = time.perf_counter()
    archive = rasa.model_training.train_nlu(
        str(folder / "config.yml"), str(folder / "train.json"), str(folder), fixed_model_name="model"
    )
    training = time.perf_counter() - began
    if archive is None:
        raise SystemExit("Rasa found nothing to learn from")
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    told = {"training": training, "told": await _understand(archive, texts)}
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")


async def _understand(archive: str, texts: list[str]) -> list[dict[str, Any]]:
    from rasa.core.agent import Agent  # type: ignore[import-not-found]

    agent = Agent.load(archive)
    for text in texts[:_WARM_UPS]:
        await agent.parse_message(text)
    told = []
    for text in reversed(texts):  # so that none of the first is still remembered
        sent = time.perf_counter()
        parsed = await agent.parse_message(text)
        seconds = time.perf_counter() - sent
        best = next(one for one in parsed["intent_ranking"] if one["name"] != _FALLBACK)
        told.append({"intent": best["name"], "confidence": best["confidence"], "seconds": seconds})
    return told[::-1]


if __name__ == "__main__":
    calculate_on_one_thread()
    quieten()
    asyncio.run(main(Path(sys.argv[1])))
