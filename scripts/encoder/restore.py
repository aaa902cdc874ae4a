"""The weights of an exported student, taken back from its int8 file, so that learning can go on from there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from narrow import set_width
from onnx import numpy_helper
from student import Array, Student

_RESTORED = ("lower.", "upper.", "projection.")
_PRODUCT = "/MatMul_quant"


def restore(student: Student, model: Path) -> None:
    """Set layers and projection to the weights of a file that `export` has written, of whatever width its layers are.

    Eight bits hold a weight to half a hundredth of its column's largest. Raises `KeyError` for any other file.
    """
    graph = onnx.load(str(model)).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found = {name: value for name, value in stored.items() if name.startswith(_RESTORED)}
    for node in graph.node:
        name = node.name.removesuffix(_PRODUCT).strip("/").replace("/", ".")
        if node.name.endswith(_PRODUCT) and name.startswith(tuple(one.rstrip(".") for one in _RESTORED)):
            found[f"{name}.weight"] = _plain(stored, node.input[1].removesuffix("_quantized")).T
    for name, layer in student.named_modules():
        inner = found.get(f"{name}.intermediate.dense.weight")
        if inner is not None and len(inner) != layer.intermediate.dense.out_features:
            set_width(layer, len(inner))
    with torch.no_grad():
        for name, parameter in student.named_parameters():
            if name.startswith(_RESTORED):
                parameter.copy_(torch.from_numpy(np.ascontiguousarray(found[name])))


def _plain(stored: dict[str, Array], name: str) -> Array:
    """A quantized matrix (rows, columns) as numbers, each column by its own scale."""
    whole: Array = stored[f"{name}_quantized"].astype(np.float32) - stored[f"{name}_zero_point"].astype(np.float32)
    return whole * stored[f"{name}_scale"].astype(np.float32)
