"""`python -m engine.understand`: what the trained model makes of messages, without any server.

One JSON string a line on standard input; one JSON object a line on standard output: tokens, entities, intents, sentence
vectors.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.environment import calculate_on_one_thread, model_file, quieten, stand_alone
from engine.slim import slim_down

_TOLD = ("intent", "entities", "intent_ranking", "vectors", "parts", "own")


def main() -> int:
    """Understand every line; 0, or 3 when the model does not load."""
    stand_alone()
    model = model_file()
    if not model.is_file():
        print(f"no trained model at {model}: run `make train`", file=sys.stderr)
        return 3
    quieten()
    calculate_on_one_thread()
    slim_down(model)
    from engine.server import ModelFails

    try:
        asyncio.run(understand(model))
    except ModelFails as error:
        print(error, file=sys.stderr)
        return 3
    return 0


async def understand(model: Path) -> None:
    """Lines in, lines out."""
    from engine.server import load_agent

    agent = await asyncio.to_thread(load_agent, model)
    for line in sys.stdin:
        print(json.dumps(told(await agent.parse_message(json.loads(line))), ensure_ascii=False), flush=True)


def told(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """What is told of a parsed message, the tokens as words."""
    tokens = [parsed["text"][start:end] for start, end in parsed.get("text_tokens") or ()]
    return {"tokens": tokens, **{key: parsed.get(key) for key in _TOLD}}


if __name__ == "__main__":
    sys.exit(main())
