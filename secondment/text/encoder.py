"""Sentence embeddings on the machine itself: six layers of all-mpnet-base-v2, tuned, or a better model of one's own.

Model: Song et al. 2020, "MPNet: Masked and Permuted Pre-training for Language Understanding"; mean pooling over the
attention mask, then L2 normalising, as its authors use it. How it was tuned and made int8: scripts/encoder/.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from secondment.errors import KnowledgeError

OWN_MODEL = Path(__file__).with_name("model")
MAX_TOKENS = 128
_BATCH = 16
# Characters, some ten tokens: to fill shorter texts up by so much costs as much as reading the weights once more.
_MOST_FILLING = 48
_CACHE = 4096


class SentenceEncoder:
    """Turns texts into unit vectors. Thread-safe; remembers the last 4,096 texts."""

    def __init__(self, model: Path, tokenizer: Path, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        # small batches side by side keep two cores busier than one batch divided among them
        options.intra_op_num_threads = 1
        self._threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._inputs = {told.name for told in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        self._known: OrderedDict[str, np.ndarray[Any, Any]] = OrderedDict()
        self._lock = Lock()
        self.dimensions = int(self._run(["size"]).shape[1])
        self._files = (model, tokenizer)

    @cached_property
    def fingerprint(self) -> str:
        """A digest of model and tokenizer: vectors of one are no use to another."""
        digest = hashlib.sha256()
        for path in self._files:
            digest.update(path.read_bytes())
        return digest.hexdigest()[:24]

    def encode(self, texts: Sequence[str]) -> np.ndarray[Any, Any]:
        """Unit vectors of the texts, shape (len(texts), dimensions), float32."""
        with self._lock:
            told = {text: self._known[text] for text in texts if text in self._known}
        # nobody waits for a calculation who only asks for what is known
        missing = sorted({text for text in texts if text not in told}, key=len)
        parts = _parts(missing)
        fresh: dict[str, np.ndarray[Any, Any]] = {}
        for part, vectors in zip(parts, self._run_all(parts)):
            fresh.update(zip(part, vectors))
        with self._lock:
            self._remember(fresh)
        told |= fresh
        return np.stack([told[text] for text in texts]) if texts else np.zeros((0, self.dimensions), np.float32)

    def learn(self, known: dict[str, np.ndarray[Any, Any]]) -> None:
        """Remember unit vectors that another process made with the same model."""
        with self._lock:
            self._remember(known)

    def _run_all(self, parts: list[list[str]]) -> Iterable[np.ndarray[Any, Any]]:
        if self._threads == 1 or len(parts) < 2:
            return map(self._run, parts)
        with ThreadPoolExecutor(self._threads) as beside:
            return list(beside.map(self._run, parts))

    def _run(self, texts: Sequence[str]) -> np.ndarray[Any, Any]:
        encodings = [self._tokenizer.encode(text) for text in texts]
        width = max(len(encoding.ids) for encoding in encodings)
        ids = np.zeros((len(texts), width), np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        told = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, {key: value for key, value in told.items() if key in self._inputs})[0]
        weights = mask[:, :, None].astype(np.float32)
        vectors = (hidden * weights).sum(1) / np.maximum(weights.sum(1), 1e-9)
        unit: np.ndarray[Any, Any] = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return unit.astype(np.float32)

    def _remember(self, fresh: dict[str, np.ndarray[Any, Any]]) -> None:
        if len(fresh) > _CACHE:
            return
        self._known.update(fresh)
        while len(self._known) > _CACHE:
            self._known.popitem(last=False)


def _parts(texts: Sequence[str]) -> list[list[str]]:
    """Texts in order of length, divided into those worth encoding together: each is filled up to the longest."""
    parts: list[list[str]] = []
    filling = 0
    for text in texts:
        # the parts before this one are done; what each text of the last would be filled up by, if this came to it
        grown = filling + len(parts[-1]) * (len(text) - len(parts[-1][-1])) if parts else 0
        if parts and len(parts[-1]) < _BATCH and grown <= _MOST_FILLING:
            parts[-1].append(text)
            filling = grown
        else:
            parts.append([text])
            filling = 0
    return parts


def load_encoder(folder: Path | None = None, threads: int = 1) -> SentenceEncoder:
    """The encoder of a folder with model.onnx and tokenizer.json, or the one that comes with the product.

    Raises `KnowledgeError` when a file is missing.
    """
    place = folder or OWN_MODEL
    model, tokenizer = place / "model.onnx", place / "tokenizer.json"
    for path in (model, tokenizer):
        if not path.is_file():
            raise KnowledgeError(f"{path}: the sentence encoder needs this file (SECONDMENT_MODEL_FOLDER)")
    return SentenceEncoder(model, tokenizer, threads)


def package_folder(name: str) -> Path:
    """The folder of an installed package, found without importing it; raises `KnowledgeError` when it is absent."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise KnowledgeError(f"the package {name} is not installed (run `make install`)")
    return Path(spec.origin).parent
