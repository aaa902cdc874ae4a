"""Reads bindings from a CSV file: provider, tenant, user, employee_number, valid_to."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from secondment.errors import ImportRefused
from secondment.records.importing.dates import date_of
from secondment.records.importing.values import BadValueError, text_of
from secondment.records.store import Binding

_NEEDED = ("provider", "tenant", "user", "employee_number")


def read_bindings(path: Path, today: date) -> tuple[list[tuple[int, Binding]], list[tuple[int, str]]]:
    """The bindings of a file with their lines, valid from `today`, and what was refused, with line and reason.

    Raises `ImportRefused` when the file cannot be read or lacks a column.
    """
    found: list[tuple[int, Binding]] = []
    refused: list[tuple[int, str]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            _check_header(path, reader.fieldnames)
            for row in reader:
                try:
                    found.append((reader.line_num, _binding(row, today)))
                except BadValueError as error:
                    refused.append((reader.line_num, str(error)))
    except (OSError, UnicodeError, csv.Error) as error:
        raise ImportRefused(f"{path}: cannot be read ({type(error).__name__})") from error
    return found, refused


def _check_header(path: Path, names: object) -> None:
    header = list(names) if isinstance(names, list | tuple) else []
    missing = [name for name in _NEEDED if name not in header]
    if missing:
        raise ImportRefused(f"{path}: the columns {', '.join(missing)} are missing in the first line")


def _binding(row: dict[str, str | None], today: date) -> Binding:
    values = {name: text_of(row.get(name) or "") for name in _NEEDED}
    missing = [name for name, value in values.items() if not value]
    if missing:
        raise BadValueError(f"{', '.join(missing)} is missing")
    until = (row.get("valid_to") or "").strip()
    valid_to = date_of(until) if until else None
    if valid_to and valid_to < today:
        raise BadValueError(f"valid_to: {valid_to} is past; revoke the binding instead")
    provider, tenant, user = as_stored(values["provider"], values["tenant"], values["user"])
    return Binding(provider, tenant, user, values["employee_number"], today, valid_to)


def as_stored(provider: str, tenant: str, user: str) -> tuple[str, str, str]:
    """An account as bindings are kept: Microsoft writes the ids of Teams now in large letters, now in small ones."""
    return (provider, tenant.lower(), user.lower()) if provider == "teams" else (provider, tenant, user)
