"""`python -m engine.train`: train the model when what it is made from has changed; `--force` trains anyway."""

from __future__ import annotations

import gc
import hashlib
import logging
import random
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.environment import ROOT, model_file, quieten

SEED = 20261121
_BEAT_SECONDS = 10.0
# training makes millions of objects that stay: it looks through them for rubbish rarely, which saves some seconds
_COLLECT = (100_000, 50, 1000)
# what the model is made from; everything else may change without retraining. The example questions of knowledge/ are
# read when a training takes place but do not ask for one: HR edits articles without retraining.
INPUTS = (
    "config.yml",
    "domain.yml",
    "data/**/*.yml",
    "engine/importer.py",
    "engine/components/**/*.py",
    "engine/uv.lock",
    "secondment/text/**/*.py",
    "secondment/text/model/*.onnx",
    "secondment/text/model/*.json",
)


class TrainingFailed(Exception):
    """The model could not be trained; the message says what to look at."""


def main(arguments: list[str]) -> int:
    """Train when needed; 0 when a current model stands, 1 when training failed."""
    target = model_file()
    digest = digest_of(ROOT)
    if "--force" not in arguments and is_current(target, digest):
        print(f"The model is current: {target}", flush=True)
        return 0
    try:
        train(target, digest)
    except TrainingFailed as error:
        print(f"Training failed: {error}", file=sys.stderr)
        return 1
    return 0


def is_current(target: Path, digest: str) -> bool:
    """Whether the model there was made from inputs of that digest."""
    note = _note(target)
    return target.is_file() and note.is_file() and note.read_text(encoding="utf-8").strip() == digest


def digest_of(root: Path) -> str:
    """A digest of all inputs of the training; it changes when one of them is changed, added, renamed or removed."""
    digest = hashlib.sha256(str(SEED).encode())
    for pattern in INPUTS:
        for path in sorted(root.glob(pattern)):
            digest.update(f"{path.relative_to(root)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def train(target: Path, digest: str) -> None:
    """Train, put the archive in place and keep the digest beside it; raises `TrainingFailed`."""
    started = time.monotonic()
    _say("Training the understanding of messages (a minute or two on two cores) ...")
    quieten()
    import numpy
    import rasa.model_training
    import structlog

    # Rasa's debug lines hold whole examples
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))

    random.seed(SEED)
    numpy.random.seed(SEED)
    _say(f"  Rasa loaded after {time.monotonic() - started:.0f} s")
    gc.set_threshold(*_COLLECT)
    target.parent.mkdir(parents=True, exist_ok=True)
    _note(target).unlink(missing_ok=True)
    with _heartbeat(started):
        result = rasa.model_training.train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[str(ROOT / "data")],
            output=str(target.parent),
            force_training=True,
            fixed_model_name=target.name.removesuffix(".tar.gz"),
        )
    if result.code != 0 or not result.model or not target.is_file():
        raise TrainingFailed("see the lines above; `python -m engine.validate` checks domain, rules and examples")
    _note(target).write_text(digest + "\n", encoding="utf-8")
    _say(f"Trained in {time.monotonic() - started:.0f} s: {target}")


@contextmanager
def _heartbeat(started: float) -> Iterator[None]:
    """Say every ten seconds that training goes on: encoding the examples takes longest and says nothing itself."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(_BEAT_SECONDS):
            _say(f"  still training, {time.monotonic() - started:.0f} s")

    beating = threading.Thread(target=beat, name="heartbeat", daemon=True)
    beating.start()
    try:
        yield
    finally:
        done.set()
        beating.join()


def _note(target: Path) -> Path:
    return target.with_name(target.name + ".digest")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
