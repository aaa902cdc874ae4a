"""Brings a row of any known system into the shape: own names, aliases, wrappers, plain texts for objects."""

from __future__ import annotations

from typing import Any

from secondment.records.importing.shape import LEAF, PLAIN, SHAPE, Path, find

Nested = dict[str, Any]


def unfold(raw: Nested, unknown: set[str]) -> Nested:
    """The row with our names; names nobody knows are added to `unknown` and left out."""
    if _is_ours(raw, SHAPE):
        return raw
    attributes = raw.get("attributes")
    unfolding = _Unfolding(unknown)
    unfolding.take(attributes if isinstance(attributes, dict) else raw, SHAPE, (), unfolding.root)
    shaped = unfolding.root
    if "end_date" in shaped:
        other = "actual_end_date" if "planned_end_date" in shaped else "planned_end_date"
        shaped.setdefault(other, shaped.pop("end_date"))
    return shaped


def unwrap(value: Any) -> Any:
    """What stands inside `{value, label}`, `{Descriptor, ID}` and `{value, displayName}`."""
    while isinstance(value, dict):
        key = next(
            (key for key in ("displayName", "Descriptor", "descriptor", "value", "$value") if key in value), None
        )
        if key is None:
            return value
        value = value[key]
    return value


def place(path: Path, value: Any, root: Nested) -> None:
    """Put a value at a path unless one stands there; objects of a list stand under their index."""
    node: Any = root
    for part in path[:-1]:
        node = node.setdefault(part, {})
        if not isinstance(node, dict):
            return
    node.setdefault(path[-1], value)


def _is_ours(raw: Nested, shape: Nested) -> bool:
    """Whether a row stands in our shape already; nearly all do, and walking them again would cost the most time."""
    if not raw.keys() <= shape.keys() or "end_date" in raw:
        return False
    for key, value in raw.items():
        below = shape[key]
        if value.__class__ is dict:
            if below.__class__ is not dict or not _is_ours(value, below):
                return False
        elif value.__class__ is list:
            if below.__class__ is list and not all(one.__class__ is dict and _is_ours(one, below[0]) for one in value):
                return False
        elif below.__class__ is dict and value is not None:
            return False
    return True


class _Unfolding:
    """One row on its way into the shape."""

    def __init__(self, unknown: set[str]) -> None:
        self.root: Nested = {}
        self._unknown = unknown

    def take(self, raw: Nested, shape: Nested, path: Path, into: Nested) -> None:
        for key, value in raw.items():
            if key not in shape:
                self._other((*path, key), value)
            elif shape[key] is LEAF:
                into[key] = unwrap(value) if isinstance(value, dict) else value
            elif isinstance(shape[key], list):
                into[key] = self._list(value, shape[key][0], (*path, key))
            else:
                self._inner(key, value, shape[key], (*path, key), into)

    def _inner(self, key: str, value: Any, shape: Nested, path: Path, into: Nested) -> None:
        if isinstance(value, dict) and not shape.keys() & value.keys():
            value = unwrap(value)
        if isinstance(value, dict):
            self.take(value, shape, path, into.setdefault(key, {}))
        elif value is not None:
            plain = PLAIN.get(tuple(str(part) for part in path))
            if plain is None:
                into[key] = value  # judged later: the reader says that an object is expected here
            else:
                into.setdefault(key, {})[plain] = value

    def _list(self, value: Any, shape: Nested, path: Path) -> Any:
        if not isinstance(value, list):
            return value
        items = []
        for item in value:
            into: Any = item
            if isinstance(item, dict):
                into = {}
                self.take(item, shape, path, into)
            items.append(into)
        return items

    def _other(self, path: Path, value: Any) -> None:
        """A name that is not ours: an alias, a wrapper around names, or unknown."""
        name = ".".join(str(part) for part in path)
        bare = unwrap(value)
        if isinstance(bare, dict) and len(path) < 4:
            for key, below in bare.items():
                self._other((*path, key), below)
            return
        found = find(name)
        if found is None or isinstance(bare, dict):
            self._unknown.add(name)
        else:
            place(found, bare, self.root)
