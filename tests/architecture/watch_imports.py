"""Run as a script: import the modules named as arguments and print, as JSON, what they did while being imported.

An event counts for the module whose body is running: what other packages do while they are imported is theirs.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import threading
from pathlib import Path

ROOT = str(Path(__file__).resolve().parents[2])
WORK = {"socket.connect", "socket.bind", "sqlite3.connect", "subprocess.Popen", "os.mkdir", "os.putenv", "open"}
seen: list[str] = []


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note work that one of our modules does in its body; a compiled or source file read by the import is none."""
    if event not in WORK or (event == "open" and str(arguments[0]).endswith((".py", ".pyc"))):
        return
    body = module_body()
    if body.startswith(ROOT) and "/.venv/" not in body:
        seen.append(f"{os.path.relpath(body, ROOT)}: {event} {str(arguments[0])[:100]}")


def module_body() -> str:
    """The file of the module whose body is running."""
    frame = sys._getframe(2)
    file = ""
    while frame.f_back is not None and "importlib" not in frame.f_code.co_filename:
        file = frame.f_code.co_filename
        frame = frame.f_back
    return file


def main(names: list[str]) -> None:
    """Import them all."""
    sys.path.insert(0, ROOT)
    sys.addaudithook(watch)
    for name in names:
        importlib.import_module(name)
    threads = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    packages = sorted({name.split(".")[0] for name in sys.modules})
    print(json.dumps({"work": seen, "threads": threads, "packages": packages}))


if __name__ == "__main__":
    main(sys.argv[1:])
