"""Make the layers of a student narrower: of each feed-forward part those units stay that the others can be told from.

Two thirds of a layer's weights stand in its feed-forward part (768 to 3,072 units and back). Unit after unit is left
out, each time the one whose absence the others make up for best, and what comes back is solved anew for those that
stay, so that a layer's output on real texts changes least: the optimal brain surgeon (Hassibi and Stork 1993), on whole
units as in Kurtic et al. 2023, "ZipLM". The output is measured as what normalises it will see it, or a few directions
with values far beyond those of the others would decide alone.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from student import Array, Student, Texts

WIDTH = 1280
_SAMPLE = 3300
_TOGETHER = 64  # units left out before the next are chosen
_DAMPING = 1e-4
_TAKEN = 1e30
Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


@torch.no_grad()
def narrow(student: Student, texts: Texts, say: Callable[[str], None], width: int = WIDTH) -> None:
    """Leave `width` units in each layer, chosen and solved on a sample of texts; layer by layer, lowest first."""
    batches = list(_read(student, texts))
    for number, layer in enumerate(student.layers, 1):
        lost = _narrow_layer(layer, batches, width)
        batches = [
            (layer(hidden, shut, position_bias=bias)[0], shut, bias, mask) for hidden, shut, bias, mask in batches
        ]
        say(f"layer {number}: {width} units left, {lost:.1%} of what it tells apart is lost")


def set_width(layer: torch.nn.Module, width: int) -> None:
    """Give a layer's feed-forward part another number of units, their weights to be filled in."""
    inner, outer = layer.intermediate.dense, layer.output.dense
    layer.intermediate.dense = torch.nn.Linear(inner.in_features, width).requires_grad_(inner.weight.requires_grad)
    layer.output.dense = torch.nn.Linear(width, outer.out_features).requires_grad_(outer.weight.requires_grad)


def _read(student: Student, texts: Texts) -> list[Batch]:
    some = np.random.RandomState(1).permutation(len(texts.ids))[:_SAMPLE]
    found = []
    for part in texts.in_order(some):
        ids, mask = texts.padded(part)
        hidden = student.embeddings(input_ids=ids)
        found.append((hidden, (1.0 - mask)[:, None, None, :] * -10000.0, student.position_bias(hidden), mask))
    return found


def _narrow_layer(layer: torch.nn.Module, batches: list[Batch], width: int) -> float:
    """Narrow one layer; the share of the variance of what it gives that is lost."""
    units, variance = _units_of(layer, batches)
    inner, outer, scale = layer.intermediate.dense, layer.output.dense, layer.output.LayerNorm.weight.double()
    whole = torch.cat([outer.weight.T, outer.bias[None]]).double() * scale
    left, kept = _leave_out(units, whole, width)
    lost = left - whole
    set_width(layer, width)
    layer.intermediate.dense.weight.copy_(inner.weight[kept])
    layer.intermediate.dense.bias.copy_(inner.bias[kept])
    layer.output.dense.weight.copy_((left[kept] / scale).T)
    layer.output.dense.bias.copy_(left[-1] / scale)
    return float((lost * (units @ lost)).sum() / variance)


def _units_of(layer: torch.nn.Module, batches: list[Batch]) -> tuple[torch.Tensor, torch.Tensor]:
    """How units go together over all tokens, a constant one last: shape (units + 1, units + 1); the variance told."""
    units, spread, given = [], [], []
    for hidden, shut, bias, mask in batches:
        attended = layer.attention(hidden, shut, position_bias=bias)[0]
        inside = layer.intermediate(attended)
        before = layer.output.dense(inside) + attended
        counted = mask.bool()
        units.append(inside[counted])
        spread.append(before.std(-1)[counted])
        given.append(layer.output.LayerNorm(before)[counted])
    values, size, out = torch.cat(units).double(), torch.cat(spread).double(), torch.cat(given).double()
    values = torch.cat([values, torch.ones(len(values), 1, dtype=torch.double)], 1) / size[:, None]
    return values.T @ values / len(values), (out - out.mean(0)).square().sum() / len(out)


def _leave_out(units: torch.Tensor, whole: torch.Tensor, width: int) -> tuple[torch.Tensor, Array]:
    """The weights with all but `width` units left out, shape as before, and which units stay."""
    number = len(units) - 1
    damped = units + torch.eye(number + 1, dtype=torch.double) * _DAMPING * units.diagonal().mean()
    inverse, left = torch.linalg.inv(damped), whole.clone()
    alive = torch.ones(number + 1, dtype=torch.bool)
    while (many := int(alive[:number].sum())) > width:
        price = left.square().sum(1) / inverse.diagonal()
        price[~alive], price[number] = _TAKEN, _TAKEN
        gone = price.topk(min(_TOGETHER, many - width), largest=False).indices
        beside = inverse[:, gone]
        made_up = beside @ torch.linalg.inv(inverse[gone][:, gone])
        left, inverse = left - made_up @ left[gone], inverse - made_up @ beside.T
        alive[gone], left[gone], inverse[gone], inverse[:, gone] = False, 0.0, 0.0, 0.0
        inverse[gone, gone] = 1.0
    return left, alive[:number].nonzero()[:, 0].numpy()
