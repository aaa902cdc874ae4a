"""Runs the gateway: `python -m gateway`. SIGTERM lets the turns under way end first."""

from __future__ import annotations

import logging
import sys

import structlog

from gateway.app import create_app
from gateway.serving import server_for
from secondment.errors import SettingsError
from secondment.wiring import Services


def main() -> int:
    """Serve until told to stop; the exit code is 2 when a setting is wrong."""
    try:
        services = Services()
        settings = services.settings
        services.require_true_time()
        app = create_app(services)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    _log_lines(settings.log_level)
    server_for(app, settings.host, settings.port, settings.log_level).run()
    return 0


def _log_lines(level: str) -> None:
    """One JSON object a line on stderr, from the level up."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


if __name__ == "__main__":
    sys.exit(main())
