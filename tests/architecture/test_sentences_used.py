"""The sentences people read: every one the code says exists, every one that exists is said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from secondment.knowledge.checking.sentences import sentence_files
from secondment.sentences import load_sentences
from tests.architecture.tree import ROOT, python_files, syntax, tracked

CODE = ("secondment", "actions", "gateway")
_RECORD = "record_"  # answers from the record leave this out


def constants() -> Iterator[str]:
    """Every text that stands in the code."""
    for path in python_files(*CODE):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def patterns() -> Iterator[str]:
    """Every text with places that stands in the code, as a regular expression: `welcome_{stage}`."""
    for path in python_files(*CODE):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.JoinedStr):
                parts = [str(one.value) if isinstance(one, ast.Constant) else None for one in node.values]
                if any(part and "_" in part for part in parts):
                    yield "".join(".+" if part is None else re.escape(part) for part in parts)


def test_every_sentence_the_code_says_exists() -> None:
    """With all its places filled."""
    found = [
        f"{one.path.name}:{one.line}: {one.what}"
        for one in sentence_files(ROOT / "knowledge", [ROOT / name for name in CODE])
    ]

    assert [] == found


def test_every_sentence_is_said() -> None:
    """A sentence that nobody says would be kept in vain."""
    written = set(constants())
    pages = "".join((ROOT / path).read_text(encoding="utf-8") for path in tracked("gateway/web/templates/*"))
    shapes = [re.compile(pattern) for pattern in patterns()]

    def said(key: str) -> bool:
        names = (key, key.removeprefix(_RECORD))
        in_page = any(f'"{part}' in pages for part in (key, key.rsplit("_", 1)[0] + "_"))
        return in_page or any(name in written or any(shape.fullmatch(name) for shape in shapes) for name in names)

    assert [] == [key for key in sorted(load_sentences(ROOT / "knowledge" / "sentences").keys()) if not said(key)]
