"""Run by the engine's Python: load the trained model once and print, for each line of standard input, its intent."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from engine.environment import model_file, quieten
from engine.slim import slim_down


async def main(model: Path) -> None:
    """Lines in, one JSON object with intent and confidence out per line."""
    from engine.server import load_agent

    agent = await asyncio.to_thread(load_agent, model)
    for line in sys.stdin:
        parsed = await agent.parse_message(json.loads(line))
        intent = parsed["intent"]
        print(json.dumps({"intent": intent["name"], "confidence": intent["confidence"]}), flush=True)


if __name__ == "__main__":
    # the endpoints of the engine name variables that only a server needs
    os.environ.setdefault("SECONDMENT_INTERNAL_SECRET", "none")
    os.environ.setdefault("SECONDMENT_ACTIONS_PORT", "5055")
    quieten()
    slim_down(model_file())
    asyncio.run(main(model_file()))
