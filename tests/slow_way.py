"""A way to a server of this machine on which answers can be held up, to end a process while somebody waits for it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LOOK_EVERY_SECONDS = 0.05


class SlowWay:
    """Passes connections on to a port. While it holds, an answer waits here, and is lost when its server ends."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open = threading.Event()
        self._open.set()
        self.held = threading.Event()  # an answer waits
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def hold(self) -> None:
        """Hold up answers from now on."""
        self.held.clear()
        self._open.clear()

    def release(self) -> None:
        """Let answers through again."""
        self._open.set()

    def close(self) -> None:
        """End it."""
        self.release()
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                try:
                    far = socket.create_connection(("127.0.0.1", self._target))
                except ConnectionRefusedError:
                    near.close()
                    continue
                threading.Thread(target=self._pass_on, args=(near, far, False), daemon=True).start()
                threading.Thread(target=self._pass_on, args=(far, near, True), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, is_answer: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if is_answer and not self._may_pass(source):
                    break
                sink.sendall(data)
        for one in (source, sink):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _may_pass(self, source: socket.socket) -> bool:
        """Wait while answers are held; False when the server ended meanwhile."""
        while not self._open.is_set():
            self.held.set()
            with contextlib.suppress(BlockingIOError):
                if not source.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT):
                    return False
            self._open.wait(_LOOK_EVERY_SECONDS)
        return True


@contextmanager
def slow_way(target: int) -> Iterator[SlowWay]:
    """Such a way while it is needed."""
    made = SlowWay(target)
    yield made
    made.close()
