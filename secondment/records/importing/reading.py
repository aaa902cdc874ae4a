"""Reads one unfolded row into a `Secondment`, or says everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from secondment.records import vocabulary as words
from secondment.records.importing import values
from secondment.records.importing.dates import Order, date_of
from secondment.records.importing.money import money_of
from secondment.records.importing.values import BadValueError

T = TypeVar("T")

LONG = 4000
_MOST_ITEMS = 200


class Fields:
    """The values of an object of the row. A wrong value is noted under its name and read as missing."""

    __slots__ = ("_order", "_path", "_problems", "_raw")

    def __init__(self, raw: Any, problems: list[str], order: Order | None, path: tuple[str | int, ...] = ()) -> None:
        self._problems = problems
        self._order = order
        self._path = path
        self._raw: dict[str, Any] = raw if raw.__class__ is dict else {}
        if raw is not None and not isinstance(raw, dict):
            self.wrong("", "an object with named values is expected")

    def wrong(self, name: str, reason: str) -> None:
        """Note what is wrong with a value."""
        path = ".".join(str(part) for part in (*self._path, name) if part != "")
        self._problems.append(f"{path}: {reason}")

    def raw(self, name: str) -> Any:
        """The value as it stood in the file; None when it is missing or blank."""
        value = self._raw.get(name)
        return None if value.__class__ is str and (not value or value.isspace()) else value

    def read(self, name: str, how: Callable[[Any], T]) -> T | None:
        """The value read in a given way; None when missing or wrong (then noted)."""
        value = self._raw.get(name)
        if value is None or (value.__class__ is str and (not value or value.isspace())):
            return None
        try:
            return how(value)
        except BadValueError as error:
            self.wrong(name, str(error))
            return None

    def text(self, name: str, longest: int = 200) -> str | None:
        """A text."""
        value = self._raw.get(name)
        if value is None:
            return None
        if value.__class__ is str and len(value) <= longest and value.isprintable():
            return value.strip() or None  # nearly all values end here
        return self.read(name, lambda value: values.text_of(value, longest))

    def code(self, name: str, allowed: tuple[str, ...]) -> str | None:
        """One of the allowed codes."""
        value = self._raw.get(name)
        if value is None or (value.__class__ is str and value in allowed):
            return value
        return self.read(name, lambda value: values.code_of(value, allowed))

    def word(self, name: str) -> str | None:
        """A short open code such as a kind or a party."""
        return self.text(name, 60)

    def date(self, name: str) -> Any:
        """A date."""
        if self._raw.get(name) is None:
            return None
        return self.read(name, lambda value: date_of(value, self._order))

    def money(self, amount: str, currency: str) -> Any:
        """An amount with its currency."""
        return self.read(amount, lambda value: money_of(value, self.raw(currency)))

    def inner(self, name: str) -> Fields:
        """The values of an object within."""
        return Fields(self._raw.get(name), self._problems, self._order, (*self._path, name))

    def items(self, name: str) -> Iterable[Fields]:
        """The values of each object of a list within; blank ones are left out."""
        raw = self.raw(name)
        if raw is None:
            return ()
        if isinstance(raw, dict):  # of a flat file: objects under their index
            raw = [raw[index] for index in sorted(raw, key=str)]
        if raw is not None and not isinstance(raw, list):
            self.wrong(name, "a list is expected")
            raw = None
        if raw and len(raw) > _MOST_ITEMS:
            self.wrong(name, f"has {len(raw)} entries, {_MOST_ITEMS} at most")
            raw = None
        path = (*self._path, name)
        return [Fields(item, self._problems, self._order, (*path, number)) for number, item in enumerate(raw or ())]

    def needed(self, name: str, value: T | None) -> T | None:
        """The value, with a note when it is missing (and was not noted as wrong)."""
        if value is None and self.raw(name) is None:
            self.wrong(name, "is missing")
        return value

    def types(self) -> tuple[str, ...]:
        """The types of the secondment: one text, several separated by `;` `,` or `|`, or a list."""
        raw = self.raw("type")
        if isinstance(raw, dict):
            raw = [raw[index] for index in sorted(raw, key=str)]
        told = raw if isinstance(raw, list) else _split(raw)
        try:
            found = [values.code_of(values.text_of(one), words.TYPES) for one in told]
        except BadValueError as error:
            self.wrong("type", str(error))
            return ()
        return tuple(dict.fromkeys(found))


def _split(raw: Any) -> list[Any]:
    if not isinstance(raw, str):
        return [] if raw is None else [raw]
    for mark in (";", "|", ","):
        raw = raw.replace(mark, "\n")
    return [part for part in raw.split("\n") if part.strip()]
