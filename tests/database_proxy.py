"""A way to PostgreSQL that a test can cut, and that can lose a commit on its way, or the answer to it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

Fault = Literal["lose commit", "lose answer"]
_COMMIT = b"commit\x00"


class Proxy:
    """Passes connections on to a port of this machine while it is not cut; `fault` strikes the next commit."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._up = True
        self.fault: Fault | None = None
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break all connections and refuse new ones."""
        self._up = False
        for one in list(self._open):
            _close(one)

    def restore(self) -> None:
        """Let connections through again."""
        self._up = True

    def close(self) -> None:
        """End it."""
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if not self._up:
                    _close(near)
                    continue
                far = socket.create_connection(("127.0.0.1", self._target))
                self._open |= {near, far}
                threading.Thread(target=self._pump, args=(near, far, True), daemon=True).start()
                threading.Thread(target=self._pump, args=(far, near, False), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, to_server: bool) -> None:
        strikes = "lose commit" if to_server else "lose answer"
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                # the statement on its way there, the server's word that it is done on its way back
                if self.fault == strikes and _COMMIT in data.lower():
                    self.fault = None
                    break
                sink.sendall(data)
        _close(source)
        _close(sink)


def _close(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@contextmanager
def proxy(target: int = 5432) -> Iterator[Proxy]:
    """A proxy while it is needed."""
    made = Proxy(target)
    yield made
    made.close()
