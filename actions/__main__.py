"""`python -m actions`: the action server on loopback, warmed before it takes the first question."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import time

import uvicorn
from threadpoolctl import threadpool_limits

from actions.framing import StrictProtocol
from actions.goals import build_actions
from actions.server import build_app
from secondment.errors import SecondmentError
from secondment.usecases.readiness import components
from secondment.wiring import Services

# far longer than the engine keeps a connection it does not use (15 seconds): a connection closed from this side just
# when the next call is on its way would cost somebody an answer
_KEEP_ALIVE_SECONDS = 75
# an answer makes some thousands of objects that go by themselves; looked for are only those that hold each other
_NEW_OBJECTS = 20_000


def main() -> int:
    """Serve until told to stop; 0 after a clean stop, 2 when a setting, the knowledge or the records are not usable."""
    started = time.monotonic()
    services = Services()
    try:
        services.require_true_time()
        logging.basicConfig(level=services.settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
        logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
        secret, _ = services.internal_secret, services.assertion_public_key
        states = warm(services)
    except SecondmentError as error:
        print(f"The action server does not start: {error}", file=sys.stderr)
        return 2
    # questions are small and come side by side: threads of one calculation only wait for those of another
    threadpool_limits(1)
    # the index stays: looking through its hundred thousand objects again and again would hold up some answers
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
    _tell_trouble(states)

    async def health() -> dict[str, str]:
        return await asyncio.to_thread(components, services)

    port = services.settings.actions_port
    print(f"Action server ready after {time.monotonic() - started:.1f} s on 127.0.0.1:{port}", flush=True)
    uvicorn.run(
        build_app(build_actions(services), secret, health),
        host="127.0.0.1",
        port=port,
        http=StrictProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        server_header=False,
        log_level="warning",
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=4,
    )
    return 0


def _tell_trouble(states: dict[str, str]) -> None:
    for name, state in states.items():
        if state != "ok":
            print(f"The action server starts, but {name}: {state}", file=sys.stderr)


def warm(services: Services) -> dict[str, str]:
    """Load what answers are made with before the first question; the state of each component."""
    services.languages.warm()
    return components(services)


if __name__ == "__main__":
    sys.exit(main())
