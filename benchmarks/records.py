"""Records of many people, made from those of the demo."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.machine import ROOT


def employee(at: int) -> str:
    """The employee number of the person at a place, from 0."""
    return f"B{at}"


def write_records(path: Path, number: int) -> None:
    """The demo records again and again, each with an id and a person of its own: `employee(0)` and on."""
    demo = _demo()
    again = [json.dumps(record | {"secondment_id": "@id"}) for record in demo]
    numbers = [str(record["secondee"]["employee_number"]) for record in demo]
    with path.open("w", encoding="utf-8") as stream:
        stream.write('{"format": "secondment-records/1", "records": [\n')
        for at in range(number):
            record = again[at % len(again)].replace("@id", f"B-{at}")
            record = record.replace(f'"{numbers[at % len(again)]}"', f'"{employee(at)}"')
            stream.write(record + (",\n" if at + 1 < number else "\n"))
        stream.write("]}\n")


def write_rows(path: Path, number: int) -> None:
    """The records of `write_records` as a flat CSV file: one line each, a column for every value any of them has."""
    flat = [dict(_flat(record)) for record in _demo()]
    columns = list(dict.fromkeys(name for row in flat for name in row))
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.DictWriter(stream, columns)
        rows.writeheader()
        for at in range(number):
            own = {"secondment_id": f"B-{at}", "secondee.employee_number": employee(at)}
            rows.writerow(flat[at % len(flat)] | own)


def _demo() -> list[dict[str, Any]]:
    told = json.loads((ROOT / "secondment" / "demo" / "records.json").read_text(encoding="utf-8"))
    records: list[dict[str, Any]] = told["records"]
    return records


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """The values that stand in an object or a list, each under its dotted name: `allowances.0.kind`."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _flat(inner, f"{name}.{key}" if name else str(key))
    elif value is not None:
        yield name, value
