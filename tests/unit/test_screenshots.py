"""Which pictures of the web chat are taken, and what is said when they cannot be."""

from __future__ import annotations

import itertools
import re
import sys
from types import ModuleType

import pytest

from scripts import screenshots
from scripts.screenshots import FOLDER, PICTURES
from tests.inner_servers import ROOT


def test_both_themes_are_taken_in_both_widths() -> None:
    """The tests of the page look at the same."""
    assert set(itertools.product(("light", "dark"), (360, 1280))) == {(one.theme, one.size[0]) for one in PICTURES}


def test_the_picture_in_the_readme_is_one_of_them() -> None:
    """Else it would show a page that is gone."""
    shown = re.findall(r"docs/images/(chat[\w-]*\.png)", (ROOT / "README.md").read_text(encoding="utf-8"))

    assert "chat.png" in shown
    assert set(shown) <= {one.name for one in PICTURES}


def test_every_picture_of_the_chat_is_there() -> None:
    """None that is no longer taken, none that was forgotten."""
    assert sorted(one.name for one in PICTURES) == sorted(path.name for path in FOLDER.glob("chat*.png"))


def test_a_missing_browser_is_told_with_what_was_looked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing is started before."""
    for name in ("playwright", "playwright.sync_api"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setattr("shutil.which", lambda name: None)

    assert 1 == screenshots.main()
    assert "no Chromium found (looked for chromium" in capsys.readouterr().err


def test_a_missing_playwright_is_told_with_the_command_that_brings_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It does not come with `make install`."""
    monkeypatch.setitem(sys.modules, "playwright", None)
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)

    assert 1 == screenshots.main()
    assert "uv sync --group web" in capsys.readouterr().err
