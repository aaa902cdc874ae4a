"""The server the application runs in, with its limits; `__main__` and the tests start the same one."""

from __future__ import annotations

import uvicorn
from fastapi import FastAPI

from gateway.framing import StrictProtocol

_KEEP_ALIVE_SECONDS = 15
_SHUTDOWN_SECONDS = 30


def server_for(app: FastAPI, host: str, port: int, log_level: str = "INFO") -> uvicorn.Server:
    """A server that reads heads strictly and lets the turns under way end for half a minute after SIGTERM."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            http=StrictProtocol,
            ws="none",
            server_header=False,
            access_log=False,
            log_level=log_level.lower(),
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
        )
    )
