"""`secondment retention`: delete what has been kept long enough."""

from __future__ import annotations

from secondment.cli.console import out, services, table_counts


def retention() -> None:
    """Delete what is older than its retention days (see docs/operations.md); for a daily timer."""
    with services() as found:
        gone = found.store.forget_old(found.kept_days)
    if gone:
        out.print(table_counts(gone))
    out.print(f"{sum(gone.values())} rows deleted")
