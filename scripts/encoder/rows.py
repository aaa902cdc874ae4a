"""`python scripts/encoder/rows.py MODEL`: have each token of an int8 ONNX model quantised with a scale of its own.

Dynamic quantisation takes one scale for all tokens of a batch; a few tokens with values far beyond those of others
leave the others a handful of steps. The vectors of this encoder lay 15 degrees from what the same weights give in
floating point, and changed with what else stood in the batch. So every token is divided by its largest value before it
is quantised, and what comes out is multiplied by it again, which changes nothing but the rounding (token-wise
quantisation, Yao et al. 2022, "ZeroQuant").
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

_LEAST = "rows.least"


def scale_rows(file: Path) -> int:
    """Rewrite the model with rows of their own scale; tells how many inputs are quantised, 0 when it was so before."""
    model = onnx.load(file)
    graph = model.graph
    if any(one.name == _LEAST for one in graph.initializer):
        return 0
    quantised = [node for node in graph.node if node.op_type == "DynamicQuantizeLinear"]
    largest = {node.output[1]: f"{node.input[0]}_largest" for node in quantised}
    nodes = [new for node in graph.node for new in _rewritten(node, largest)]
    del graph.node[:]
    graph.node.extend(nodes)
    graph.initializer.append(numpy_helper.from_array(np.array(1e-9, np.float32), _LEAST))
    onnx.checker.check_model(model)
    onnx.save(model, file)
    return len(quantised)


def _rewritten(node: onnx.NodeProto, largest: dict[str, str]) -> Iterator[onnx.NodeProto]:
    """The node as it is, or with what scales its rows before and back behind it."""
    if node.op_type == "DynamicQuantizeLinear":
        rows, told = node.input[0], largest[node.output[1]]
        yield helper.make_node("Abs", [rows], [f"{rows}_sizes"])
        yield helper.make_node("ReduceMax", [f"{rows}_sizes"], [f"{told}_bare"], axes=[-1], keepdims=1)
        yield helper.make_node("Max", [f"{told}_bare", _LEAST], [told])
        yield helper.make_node("Div", [rows, told], [f"{rows}_rows"])
        node.input[0] = f"{rows}_rows"
        yield node
    elif node.name.endswith("_quant_scales_mul"):
        # the scale of the product: of what was quantised here times that of the weights
        scale = node.input[0]
        product = node.output[0]
        largest[product] = largest[scale]
        yield node
    elif node.name.endswith("_quant_output_scale_mul"):
        told, out = largest[node.input[1]], node.output[0]
        node.output[0] = f"{out}_of_rows"
        yield node
        yield helper.make_node("Mul", [f"{out}_of_rows", told], [out])
    else:
        yield node


if __name__ == "__main__":
    print(f"{scale_rows(Path(sys.argv[1]))} inputs")
