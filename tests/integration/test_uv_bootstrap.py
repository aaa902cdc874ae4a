"""`scripts/uv`: the uv on PATH when it works, else one of our own, made by a Python or fetched; here all are fakes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.inner_servers import ROOT

ARGUMENTS = ("sync", "--frozen", "two words")
# fakes note how they are called; a uv says which one it is, and shows its arguments one by one
NOTES = 'echo "$(basename "$0") $*" >> "$NOTES"\n'
UV = """#!/bin/sh
[ "$*" = --version ] && exit {works}
printf '%s in %s:' '{name}' "$PWD"
printf ' <%s>' "$@"
"""
# makes an environment by copying itself, and as that environment's Python "installs" a uv beside itself
PYTHON = f"""#!/bin/sh
{NOTES}case "$*" in
    "-c import venv, ensurepip") [ "$PYENV_VERSION" = system ] && exit {{knows_venv}} ;;
    "-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; echo made ;;
    "-m pip install "*" uv") cp "$FAKES/made-uv" "$(dirname "$0")/uv"; echo installed; exit {{installs}} ;;
    *) exit 1 ;;
esac
"""
CURL = f'#!/bin/sh\n{NOTES}cat "$FAKES/installer"\n'
INSTALLER = """echo installing
[ "$UV_NO_MODIFY_PATH" = 1 ] && mkdir -p "$UV_INSTALL_DIR" && cp "$FAKES/fetched-uv" "$UV_INSTALL_DIR/uv"
"""
NO_NETWORK = "#!/bin/sh\necho 'curl: (6) Could not resolve host' >&2\nexit 6\n"
SENTENCE = "uv could not be installed. Install it by hand (see its documentation) and run the command again."


class Machine:
    """A project that holds nothing but `scripts/uv`, and a PATH that holds nothing but a few tools and fakes."""

    def __init__(self, folder: Path) -> None:
        self.project, self.path, self.fakes = (folder / name for name in ("project", "path", "fakes"))
        for made in (self.project / "scripts", self.path, self.fakes):
            made.mkdir(parents=True)
        shutil.copy(ROOT / "scripts" / "uv", self.project / "scripts" / "uv")
        for tool in ("basename", "cat", "cp", "dirname", "env", "mkdir", "sh"):
            (self.path / tool).symlink_to(str(shutil.which(tool)))
        self.has("made-uv", UV.format(name="made", works=0), self.fakes)
        self.has("fetched-uv", UV.format(name="fetched", works=0), self.fakes)
        (self.fakes / "installer").write_text(INSTALLER)
        self._notes = folder / "notes"

    def has(self, name: str, script: str, folder: Path | None = None) -> None:
        """Put a program on PATH, or into another folder."""
        program = (folder or self.path) / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(script)
        program.chmod(0o700)

    def has_python(self, *, knows_venv: bool = True, installs: bool = True) -> None:
        """A `python3` that can make environments and install uv, unless told otherwise."""
        self.has("python3", PYTHON.format(knows_venv=int(not knows_venv), installs=int(not installs)))

    def uv(self) -> subprocess.CompletedProcess[str]:
        """Run `scripts/uv` from another folder."""
        return subprocess.run(
            [self.project / "scripts" / "uv", *ARGUMENTS],
            cwd=self.fakes,
            # PYTHONHOME: a Python of this machine, which the script also knows by its whole path, does not even start
            env={
                "PATH": str(self.path),
                "FAKES": str(self.fakes),
                "NOTES": str(self._notes),
                "PYTHONHOME": str(self.fakes),
            },
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def calls(self) -> list[str]:
        """What was asked of the fakes, in order."""
        return self._notes.read_text().splitlines() if self._notes.exists() else []

    def answer(self, name: str) -> str:
        """What the uv of that name prints when all arguments reach it, in the project's folder, and nothing else is."""
        return f"{name} in {self.project}:" + "".join(f" <{one}>" for one in ARGUMENTS)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with no uv, no Python and no curl."""
    return Machine(tmp_path.resolve())


def test_a_uv_on_path_that_works_is_preferred(machine: Machine) -> None:
    """Though one of our own is there, and a Python could make another."""
    machine.has("uv", UV.format(name="theirs", works=0))
    machine.has("uv", UV.format(name="ours", works=0), machine.project / ".tools" / "uv" / "bin")
    machine.has_python()
    ended = machine.uv()

    assert (0, machine.answer("theirs"), []) == (ended.returncode, ended.stdout, machine.calls())


@pytest.mark.parametrize("place", ["uv/bin", "bin"])
def test_one_of_our_own_is_used_when_the_one_on_path_does_not_work(machine: Machine, place: str) -> None:
    """As the stand-in of a version manager, which is there and runs nothing."""
    machine.has("uv", UV.format(name="theirs", works=1))
    machine.has("uv", UV.format(name="ours", works=0), machine.project / ".tools" / place)
    ended = machine.uv()

    assert (0, machine.answer("ours")) == (ended.returncode, ended.stdout)


def test_a_python_makes_a_uv_of_our_own(machine: Machine) -> None:
    """Into .tools; what making it prints is not mistaken for what uv says."""
    machine.has_python()
    ended = machine.uv()

    assert (0, machine.answer("made")) == (ended.returncode, ended.stdout)
    assert ended.stderr.startswith("uv is missing: installing it into .tools")
    assert (machine.project / ".tools" / "uv" / "bin" / "uv").is_file()


def test_a_second_run_installs_nothing(machine: Machine) -> None:
    """It finds what the first one made, and says no more about it."""
    machine.has_python()
    machine.uv()
    calls = machine.calls()
    ended = machine.uv()

    assert (0, machine.answer("made"), "") == (ended.returncode, ended.stdout, ended.stderr)
    assert calls == machine.calls()


PYTHONS: dict[str, dict[str, bool] | None] = {
    "no Python": None,
    "a Python without venv": {"knows_venv": False},
    "a pip that fails": {"installs": False},
}


@pytest.mark.parametrize("python", PYTHONS.values(), ids=PYTHONS.keys())
def test_without_a_usable_python_the_installer_is_fetched(machine: Machine, python: dict[str, bool] | None) -> None:
    """It is told to leave the person's PATH alone, and to install into .tools."""
    if python is not None:
        machine.has_python(**python)
    machine.has("curl", CURL)
    ended = machine.uv()

    assert (0, machine.answer("fetched")) == (ended.returncode, ended.stdout)
    assert "curl -LsSf https://astral.sh/uv/install.sh" == machine.calls()[-1]
    assert (machine.project / ".tools" / "bin" / "uv").is_file()


def test_a_uv_that_was_made_and_does_not_work_is_passed_by(machine: Machine) -> None:
    """One that is built for another machine, say."""
    machine.has_python()
    machine.has("made-uv", UV.format(name="made", works=1), machine.fakes)
    machine.has("curl", CURL)

    assert machine.answer("fetched") == machine.uv().stdout


@pytest.mark.parametrize("curl", [None, NO_NETWORK], ids=["no curl", "no network"])
def test_with_neither_it_says_what_to_do(machine: Machine, curl: str | None) -> None:
    """As the last line, with exit code 1."""
    if curl:
        machine.has("curl", curl)
    ended = machine.uv()

    assert (1, SENTENCE) == (ended.returncode, ended.stderr.splitlines()[-1])
