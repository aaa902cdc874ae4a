"""`python scripts/encoder/rows.py MODEL`: have each token of an int8 ONNX model quantised by itself, on a fixed grid.

Dynamic quantisation takes one scale for all tokens of a batch; a few tokens with values far beyond those of others
leave the others a handful of steps. The vectors of this encoder lay 15 degrees from what the same weights give in
floating point, and changed with what else stood in the batch. So every token is divided by its largest value before it
is quantised, and what comes out is multiplied by it again, which changes nothing but the rounding (token-wise
quantisation, Yao et al. 2022, "ZeroQuant"). All tokens then lie between -1 and 1, so that the grid need not be looked
for in each batch: a text comes to exactly the same in any company.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

_LEAST = "rows.least"


@dataclass(frozen=True)
class Grid:
    """255 steps from `lowest` (below 0) to 1; a token is divided by what brings it to lie between."""

    name: str
    lowest: float

    def constants(self) -> Iterator[onnx.TensorProto]:
        """The step, the step at which 0 lies, and what a value below 0 counts as, as the graph has them."""
        step = (1.0 - self.lowest) / 255 if self.lowest > -1.0 else 1.0 / 127
        zero = round(-self.lowest / step) if self.lowest > -1.0 else 128
        yield numpy_helper.from_array(np.array(step, np.float32), f"rows.{self.name}.step")
        yield numpy_helper.from_array(np.array(zero, np.uint8), f"rows.{self.name}.zero")
        yield numpy_helper.from_array(np.array(1.0 / self.lowest, np.float32), f"rows.{self.name}.below")


EVEN = Grid("even", -1.0)
# GELU (Hendrycks and Gimpel 2016) is never below -0.17: half of an even grid would hold nothing
GELU = Grid("gelu", -0.17)
_AFTER_GELU = "act_fn"


def scale_rows(file: Path) -> int:
    """Rewrite what `quantize_dynamic` wrote; tells how many inputs are quantised, 0 when it was rewritten before."""
    model = onnx.load(file)
    graph = model.graph
    quantised = [node for node in graph.node if node.op_type == "DynamicQuantizeLinear"]
    if not quantised:
        return 0
    largest = {node.output[1]: f"{node.input[0]}_largest" for node in quantised}
    nodes = [new for node in graph.node for new in _rewritten(node, largest)]
    grids = {name: _grid(node) for node in quantised for name in node.output[1:]}
    for node in nodes:
        node.input[:] = [_constant(name, grids) for name in node.input]
    del graph.node[:]
    graph.node.extend(nodes)
    graph.initializer.append(numpy_helper.from_array(np.array(1e-9, np.float32), _LEAST))
    graph.initializer.extend(one for grid in (EVEN, GELU) for one in grid.constants())
    onnx.checker.check_model(model)
    onnx.save(model, file)
    return len(quantised)


def _grid(node: onnx.NodeProto) -> Grid:
    return GELU if _AFTER_GELU in node.input[0] else EVEN


def _constant(name: str, grids: dict[str, Grid]) -> str:
    """What stands for a scale or a zero point that was worked out for each batch; any other name as it is."""
    if name not in grids:
        return name
    return f"rows.{grids[name].name}.{'zero' if name.endswith('_zero_point') else 'step'}"


def _rewritten(node: onnx.NodeProto, largest: dict[str, str]) -> Iterator[onnx.NodeProto]:
    """The node as it is, or with what scales its rows before and back behind it."""
    if node.op_type == "DynamicQuantizeLinear":
        rows, told, grid = node.input[0], largest[node.output[1]], f"rows.{_grid(node).name}"
        yield helper.make_node("Mul", [rows, f"{grid}.below"], [f"{rows}_below"])
        yield helper.make_node("Max", [rows, f"{rows}_below"], [f"{rows}_sizes"])
        yield helper.make_node("ReduceMax", [f"{rows}_sizes"], [f"{told}_bare"], axes=[-1], keepdims=1)
        yield helper.make_node("Max", [f"{told}_bare", _LEAST], [told])
        yield helper.make_node("Div", [rows, told], [f"{rows}_rows"])
        scaled = [f"{rows}_rows", f"{grid}.step", f"{grid}.zero"]
        yield helper.make_node("QuantizeLinear", scaled, [node.output[0]], name=node.name)
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
