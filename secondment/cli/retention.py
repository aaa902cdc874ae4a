"""`secondment retention`: delete what has been kept long enough."""

from __future__ import annotations

from secondment.cli.console import out, services


def retention() -> None:
    """Delete ratings and finished inbox entries older than SECONDMENT_RETENTION_DAYS; for a daily timer."""
    with services() as found:
        gone = found.store.forget_old(found.settings.retention_days)
    out.print(f"{gone} rows older than {found.settings.retention_days} days deleted")
