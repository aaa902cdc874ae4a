"""Reads the objects of a long JSON document one by one, with little memory."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from decimal import Decimal
from typing import IO, Any

from secondment.errors import ImportRefused

WRAPPERS = ("records", "data", "value", "Resources", "results", "d")
_CHUNK = 1 << 18
_LARGEST_VALUE = 1 << 22
_BLANK = " \t\r\n"


def objects(stream: IO[str]) -> Iterator[Any]:
    """The items of the array that the document is, or holds under `records`, `data`, `value` or `Resources`.

    Numbers with decimals come as `Decimal`. Raises `ImportRefused` when the document is not well-formed or holds none.
    """
    window = _Window(stream)
    found = yield from _list_in(window)
    if not found:
        raise ImportRefused(f"no list of records found: an array, or an object with {', '.join(WRAPPERS[:4])}")
    if window.peek():
        raise ImportRefused("something follows after the end of the JSON document")


def _list_in(window: _Window) -> Generator[Any, None, bool]:
    sign = window.peek()
    if sign == "[":
        yield from _array(window)
        return True
    if sign != "{":
        raise ImportRefused("the document is neither a JSON array nor a JSON object")
    return (yield from _object(window))


def _array(window: _Window) -> Iterator[Any]:
    window.take("[")
    if window.peek() == "]":
        window.take("]")
        return
    while True:
        yield window.value()
        if window.take(",]") == "]":
            return


def _object(window: _Window) -> Generator[Any, None, bool]:
    found = False
    window.take("{")
    if window.peek() == "}":
        window.take("}")
        return found
    while True:
        key = window.value()
        window.take(":")
        if key in WRAPPERS and window.peek() in ("[", "{"):
            found = (yield from _list_in(window)) or found
        else:
            window.value()
        if window.take(",}") == "}":
            return found


class _Window:
    """The part of the document that is being looked at."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._text = ""
        self._at = 0
        self._done = 0
        self._ended = False
        self._decoder = json.JSONDecoder(parse_float=Decimal, parse_constant=_refuse_constant)

    def peek(self) -> str:
        """The next sign that is not blank; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANK:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self, allowed: str) -> str:
        """Take the next sign, which must be one of the allowed ones."""
        sign = self.peek()
        if not sign or sign not in allowed:
            raise ImportRefused(f"not well-formed JSON at character {self._done + self._at}: {allowed} expected")
        self._at += 1
        return sign

    def value(self) -> Any:
        """Take the next value, reading on until it is whole."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise ImportRefused("the JSON document is nested too deeply") from error
            except ValueError as error:
                if len(self._text) - self._at > _LARGEST_VALUE or not self._more():
                    raise ImportRefused(
                        f"not well-formed JSON in the value that begins at character {self._done + self._at}"
                    ) from error
                continue
            if end == len(self._text) and self._more():
                continue  # a number may go on
            self._at = end
            return value

    def _more(self) -> bool:
        chunk = "" if self._ended else self._stream.read(_CHUNK)
        self._ended = not chunk
        self._done += self._at
        self._text = self._text[self._at :] + chunk
        self._at = 0
        return bool(chunk)


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")
