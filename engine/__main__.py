"""`python -m engine`: the engine on loopback, with its one channel and nothing else."""

from __future__ import annotations

import sys
import time

from engine.environment import (
    MissingSetting,
    calculate_on_one_thread,
    quieten,
    read_surroundings,
    use_huge_pages,
)
from engine.slim import slim_down


def main() -> int:
    """Serve until told to stop; 0 after a clean stop, 2 for a missing setting, 3 when the model does not load."""
    started = time.monotonic()
    try:
        surroundings = read_surroundings()
    except MissingSetting as error:
        print(f"The engine does not start: {error}", file=sys.stderr)
        return 2
    if not surroundings.model.is_file():
        # told before Rasa is imported, which takes most of the start
        print(f"The engine does not start: no trained model at {surroundings.model}: run `make train`", file=sys.stderr)
        return 3
    use_huge_pages()
    quieten()
    calculate_on_one_thread()
    slim_down(surroundings.model)
    from engine.server import ModelFails, build_app, load_agent, serve

    try:
        app = build_app(load_agent(surroundings.model))
    except ModelFails as error:
        print(f"The engine does not start: {error}", file=sys.stderr)
        return 3
    print(f"Engine ready after {time.monotonic() - started:.1f} s on 127.0.0.1:{surroundings.port}", flush=True)
    serve(app, surroundings.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
