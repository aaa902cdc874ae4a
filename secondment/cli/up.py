"""`secondment up`: prepare, start the processes of the Procfile, print the address, stop all when one stops."""

from __future__ import annotations

import errno
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from secondment.cli.console import err, services
from secondment.cli.processes import Supervisor, Watch
from secondment.errors import RecordsError, SettingsError
from secondment.records.store.scope import passes_row_security
from secondment.settings import ROOT, Settings
from secondment.wiring import Services


def up(
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="end with 0 whatever the reason: `make` then adds no line of its own")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="only see that the settings are right and the ports free; start nothing")
    ] = False,
) -> None:
    """Load the demo records into an empty database, build the index, start gateway, engine and actions."""
    try:
        code = run(check_only=check)
    except typer.Exit as ended:  # something is wrong with the settings or the knowledge; the line has been printed
        code = ended.exit_code
    raise typer.Exit(0 if exit_zero else code)


def run(*, check_only: bool) -> int:
    """Check, prepare and run until the end; the exit code. Only the checks, and 0, when no more is wanted."""
    with services() as found:
        found.require_true_time()
        require_free_ports(found.settings)
        if check_only:
            return 0
        prepare(found)
        supervisor = Supervisor(
            ROOT / "Procfile", environments(found), found.settings.address, Watch(probes(found.settings))
        )
    return supervisor.run()


def require_free_ports(settings: Settings) -> None:
    """Raise `SettingsError` naming the first port that is taken and the variable to change."""
    ports = {
        "SECONDMENT_PORT": (settings.host, settings.port),
        "SECONDMENT_ENGINE_PORT": ("127.0.0.1", settings.engine_port),
        "SECONDMENT_ACTIONS_PORT": ("127.0.0.1", settings.actions_port),
    }
    seen: dict[int, str] = {}
    for variable, (host, port) in ports.items():
        if port in seen:
            raise SettingsError(f"port {port} is set twice: set {seen[port]} or {variable} to another port")
        seen[port] = variable
        _require_free(host, port, variable)


def _require_free(host: str, port: int, variable: str) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingsError(
                f"port {port} is taken: stop what uses it, or set {variable} to another port"
            ) from error
        raise SettingsError(
            f"port {port} of {host or 'every address'} cannot be used ({error.strerror}): set {variable} to another "
            "port, or SECONDMENT_HOST to an address of this machine"
        ) from error


def prepare(found: Services) -> None:
    """Bring the database up to date, load the demo records when it is empty, and build the index."""
    try:
        prepare_records(found)
    except RecordsError as error:
        # readiness stays red until the database is there; then everything works without another start
        print(f"The records cannot be reached yet ({error}); starting all the same", flush=True)
    print("Reading the knowledge base ...", flush=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"),
               TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task("Reading the articles", total=None)
        index = found.build_index(lambda done, of: progress.update(task, completed=done, total=of))
    print(f"{len(index.articles)} articles are ready", flush=True)


def prepare_records(found: Services) -> None:
    """Bring the database up to date, load the demo records when it is empty, delete what is old."""
    if found.settings.demo:
        from secondment.demo import load_demo

        loaded = load_demo(found.store)
        if loaded:
            print(f"Loaded {loaded} demo records", flush=True)
    if passes_row_security(found.engine):
        print(
            "The database role is let pass by row-level security: use an ordinary one (docs/operations.md)", flush=True
        )
    found.store.forget_old(found.kept_days)


def probes(settings: Settings) -> dict[str, str]:
    """Where each process answers without being asked to do anything: a picture, and two refusals."""
    host = settings.host if settings.host not in ("0.0.0.0", "::", "") else "127.0.0.1"
    return {
        "gateway": f"http://{f'[{host}]' if ':' in host else host}:{settings.port}/static/mark.svg",
        "engine": f"http://127.0.0.1:{settings.engine_port}/webhooks/gateway/health",
        "actions": f"http://127.0.0.1:{settings.actions_port}/health",
    }


def environments(found: Services) -> dict[str, Mapping[str, str]]:
    """What each process gets beside the common environment. Only the gateway may have the signing key."""
    inner = {
        "SECONDMENT_ASSERTION_PUBLIC_KEY": found.keys.assertion_public_pem,
        "SECONDMENT_INTERNAL_SECRET": found.keys.internal_secret,
        "SECONDMENT_SIGNING_KEY": "",
        "SECONDMENT_HOME": str(Path(found.settings.home).resolve()),
        "SECONDMENT_ENGINE_PORT": str(found.settings.engine_port),
        "SECONDMENT_ACTIONS_PORT": str(found.settings.actions_port),
        "PYTHONPATH": str(ROOT),
    }
    return {"gateway": {}, "engine": inner, "actions": inner}
