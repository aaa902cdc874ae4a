"""The shape of an article's front matter: one JSON Schema (`article.schema.json`) for reading and for checking."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft202012Validator, ValidationError

SCHEMA_FILE = Path(__file__).with_name("article.schema.json")
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class ShapeProblem:
    """What is wrong in a front matter: the place (keys and positions from its top) and the reason."""

    place: Place
    what: str

    def __str__(self) -> str:
        where = ".".join(str(step) for step in self.place)
        return f"{where}: {self.what}" if where else self.what


def shape_problems(front: Mapping[str, Any]) -> tuple[ShapeProblem, ...]:
    """Everything in which a front matter departs from the schema, in the order of the file; empty when it is well."""
    found = sorted(_validator().iter_errors(_plain(front)), key=lambda error: [str(step) for step in error.path])
    return tuple(ShapeProblem(tuple(error.absolute_path), _words(error)) for error in found)


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def _plain(value: Any) -> Any:
    """As JSON would hold it: a date becomes its text, a text that only looks like one becomes what no pattern fits."""
    if isinstance(value, Mapping):
        return {str(key): _day(told) if key == "reviewed" else _plain(told) for key, told in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value


def _day(value: Any) -> Any:
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return value.isoformat() if is_day else f"not a date: {value}"


def _words(error: ValidationError) -> str:
    if error.validator == "enum":
        return f"{error.instance!r} is not known; known are {', '.join(cast(list[str], error.validator_value))}"
    if error.validator == "pattern" and error.absolute_path and error.absolute_path[-1] == "reviewed":
        return f"{str(error.instance).removeprefix('not a date: ')!r} is not a date (YYYY-MM-DD, no quotes)"
    return error.message
