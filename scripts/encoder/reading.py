"""How a student reads texts while it learns: its upper layers from what the lower ones made of them, or all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
import torch
from student import DIMENSIONS, Array, Student, Texts
from torch.nn.functional import normalize


class Reader(Protocol):
    """A student and the texts it reads."""

    student: Student
    texts: Texts

    def vectors(self, part: Array) -> torch.Tensor:
        """Unit vectors of some texts (their numbers), shape (part, 384), from which can be learned."""


class Upper:
    """The kept layers stay as they are, so what they make of each text is worked out once; what comes after learns."""

    @torch.no_grad()
    def __init__(self, student: Student, texts: Texts, say: Callable[[str], None]) -> None:
        self.student, self.texts = student, texts
        # of each text the states of its tokens: shape (tokens, 768), half precision
        self._states: list[Array] = [np.zeros(0)] * len(texts.ids)
        for number, part in enumerate(texts.in_order()):
            ids, mask = texts.padded(part)
            hidden = student.through(student.lower, student.embeddings(input_ids=ids), mask)
            for row, at in enumerate(part):
                self._states[at] = hidden[row, : len(texts.ids[at])].half().numpy()
            if number % 100 == 0:
                say(f"kept layers: {number * len(part):,} of {len(texts.ids):,} texts")

    def vectors(self, part: Array) -> torch.Tensor:
        """Unit vectors of some texts from their states."""
        width = max(len(self._states[at]) for at in part)
        hidden, mask = torch.zeros(len(part), width, self._states[part[0]].shape[1]), torch.zeros(len(part), width)
        for row, at in enumerate(part):
            hidden[row, : len(self._states[at])] = torch.from_numpy(self._states[at].astype(np.float32))
            mask[row, : len(self._states[at])] = 1.0
        return _pooled(self.student.projection(self.student.through(self.student.upper, hidden, mask)), mask)


class Whole:
    """All layers learn. In bfloat16, which halves the time on processors that have it."""

    def __init__(self, student: Student, texts: Texts) -> None:
        self.student, self.texts = student, texts
        for part in (*student.layers, student.projection):
            part.requires_grad_(True)

    def vectors(self, part: Array) -> torch.Tensor:
        """Unit vectors of some texts, through all layers."""
        ids, mask = self.texts.padded(part)
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self.student(ids, mask)
        return _pooled(hidden.float(), mask)


@torch.no_grad()
def encode(reader: Reader, wanted: Array) -> Array:
    """Unit vectors of some texts (their numbers), shape (wanted, 384)."""
    found = np.zeros((len(reader.texts.ids), DIMENSIONS), np.float32)
    for part in reader.texts.in_order(wanted):
        found[part] = reader.vectors(part).numpy()
    return found[wanted]


def _pooled(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Unit vectors, shape (texts, 384): the mean over the tokens that the mask counts."""
    return normalize((hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True), dim=1)
