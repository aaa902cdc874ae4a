"""Checks of the fixed sentences: each one the code says exists, and its places are those the code fills."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import yaml

from secondment.errors import KnowledgeError
from secondment.knowledge.article import LOADER, read_text
from secondment.knowledge.checking.findings import Finding

# `say` of a person's record puts this before the key and knows one place itself
_RECORD, _RECORD_PLACES = "record_", frozenset({"at_host"})
_SAYING = frozenset({"say", "tail"})


@dataclass(frozen=True)
class Said:
    """A sentence the code says: its key, the places it fills (None when they are not written out), and where."""

    key: str
    places: frozenset[str] | None
    path: Path
    line: int


@dataclass(frozen=True)
class Sentence:
    """A sentence of a file, the places in it and its line."""

    places: frozenset[str]
    path: Path
    line: int


def sentence_files(folder: Path, code: Sequence[Path]) -> Iterable[Finding]:
    """Check the sentence files of a knowledge folder against the Python under the code folders."""
    sentences: dict[str, Sentence] = {}
    for path in sorted((folder / "sentences").glob("*.yml")):
        yield from _read(path, sentences)
    for said in _said_in(code):
        known = {key: sentences[key] for key in (said.key, _RECORD + said.key) if key in sentences}
        if not known:
            what = f"the code says “{said.key}”, and no file in sentences/ has it"
            yield Finding(said.path, said.line, "sentences", what, "write the sentence, or mend the key")
        elif said.places is not None:
            yield from _unfilled(said, known)


def _unfilled(said: Said, known: dict[str, Sentence]) -> Iterable[Finding]:
    filled = said.places or frozenset()
    missing = {
        key: told.places - filled - (_RECORD_PLACES if key != said.key else set()) for key, told in known.items()
    }
    if all(missing.values()):
        key, places = next(iter(missing.items()))
        what = f"“{key}” has the place {{{'}, {'.join(sorted(places))}}}, which nothing fills ({said.path.name})"
        remedy = f"take it out of the sentence; known here: {', '.join(sorted(filled)) or 'none'}"
        yield Finding(known[key].path, known[key].line, "sentences", what, remedy)


def _read(path: Path, sentences: dict[str, Sentence]) -> Iterable[Finding]:
    try:
        node = yaml.compose(read_text(path), Loader=LOADER)
    except (yaml.YAMLError, KnowledgeError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        yield Finding(path, line, "sentences", f"not YAML: {str(error).splitlines()[0]}", "put the sentence in quotes")
        return
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        line = key.start_mark.line + 1
        if key.value in sentences:
            what = f"“{key.value}” stands in {sentences[key.value].path.name} already"
            yield Finding(path, line, "sentences", what, "delete one of the two")
        try:
            places = frozenset(name for _, name, _, _ in Formatter().parse(str(value.value)) if name is not None)
        except ValueError as error:
            yield Finding(path, line, "sentences", f"“{key.value}”: {error}", "write a brace that is meant as {{ or }}")
            places = frozenset()
        sentences[key.value] = Sentence(places, path, line)


def _said_in(code: Sequence[Path]) -> Iterable[Said]:
    for path in (file for folder in code for file in sorted(folder.rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _call(node, path)
            elif isinstance(node, ast.ClassDef):
                yield from _error_sentence(node, path)


def _call(node: ast.Call, path: Path) -> Iterable[Said]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name not in _SAYING:
        return
    written_out = all(keyword.arg for keyword in node.keywords)
    places = frozenset(keyword.arg for keyword in node.keywords if keyword.arg) if written_out else None
    for argument in node.args[:2]:
        for key in _constants(argument):
            yield Said(key, places, path, node.lineno)


def _constants(node: ast.expr) -> Iterable[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)


def _error_sentence(node: ast.ClassDef, path: Path) -> Iterable[Said]:
    """The class attribute `sentence` of an error; what fills its places stands where it is raised."""
    for told in node.body:
        if isinstance(told, ast.Assign) and getattr(told.targets[0], "id", "") == "sentence":
            for key in _constants(told.value):
                yield Said(key, None, path, told.lineno)
