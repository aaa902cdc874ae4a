"""Records of many people, made from those of the demo."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.machine import ROOT


def employee(at: int) -> str:
    """The employee number of the person at a place, from 0."""
    return f"B{at}"


def write_records(path: Path, number: int) -> None:
    """The demo records again and again, each with an id and a person of its own: `employee(0)` and on."""
    demo = json.loads((ROOT / "secondment" / "demo" / "records.json").read_text(encoding="utf-8"))["records"]
    again = [json.dumps(record | {"secondment_id": "@id"}) for record in demo]
    numbers = [str(record["secondee"]["employee_number"]) for record in demo]
    with path.open("w", encoding="utf-8") as stream:
        stream.write('{"format": "secondment-records/1", "records": [\n')
        for at in range(number):
            record = again[at % len(again)].replace("@id", f"B-{at}")
            record = record.replace(f'"{numbers[at % len(again)]}"', f'"{employee(at)}"')
            stream.write(record + (",\n" if at + 1 < number else "\n"))
        stream.write("]}\n")
