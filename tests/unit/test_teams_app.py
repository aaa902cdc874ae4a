"""The app package for Teams: filled from the settings, valid by Microsoft's schema, with the right icons."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from gateway.teams.parse import SEARCH_COMMAND
from scripts import teams_app
from tests.stand_ins.bot_connector import APP_ID

ADDRESS = "https://secondment.example.com"


def built(tmp_path: Path) -> dict[str, Any]:
    """The manifest in a package that was built."""
    teams_app.build(APP_ID, ADDRESS, tmp_path / "app.zip")
    with zipfile.ZipFile(tmp_path / "app.zip") as package:
        told: dict[str, Any] = json.loads(package.read("manifest.json"))
        return told


def test_the_package_holds_manifest_and_icons(tmp_path: Path) -> None:
    """At its top level, where Teams looks."""
    built(tmp_path)

    with zipfile.ZipFile(tmp_path / "app.zip") as package:
        assert ["color.png", "manifest.json", "outline.png"] == sorted(package.namelist())


def test_every_place_of_the_manifest_is_filled(tmp_path: Path) -> None:
    """Bot and search are our app's; people are sent to our own address."""
    told = built(tmp_path)

    assert (APP_ID, APP_ID) == (told["bots"][0]["botId"], told["composeExtensions"][0]["botId"])
    assert (["secondment.example.com"], ADDRESS) == (told["validDomains"], told["developer"]["websiteUrl"])
    assert "{" not in json.dumps([told["id"], told["developer"]]).replace('{"', "").replace('"}', "")


def test_the_package_keeps_its_id_when_it_is_built_again(tmp_path: Path) -> None:
    """Else Teams would take it for another app."""
    assert built(tmp_path)["id"] == built(tmp_path)["id"]


def test_the_search_in_the_manifest_is_the_one_that_is_answered(tmp_path: Path) -> None:
    """One name on both sides."""
    commands = built(tmp_path)["composeExtensions"][0]["commands"]

    assert [(SEARCH_COMMAND, "query")] == [(one["id"], one["type"]) for one in commands]


@pytest.mark.parametrize(
    ("app_id", "address", "reason"),
    [
        ("", ADDRESS, "SECONDMENT_TEAMS_APP_ID"),
        (APP_ID, "http://127.0.0.1:8080", "SECONDMENT_PUBLIC_URL"),
        ("my-bot", ADDRESS, r"manifest: \$\.(bots|composeExtensions)"),
    ],
)
def test_a_wrong_setting_builds_nothing_and_is_named(tmp_path: Path, app_id: str, address: str, reason: str) -> None:
    """With what to change."""
    with pytest.raises(teams_app.NotBuilt, match=reason):
        teams_app.build(app_id, address, tmp_path / "app.zip")

    assert not (tmp_path / "app.zip").exists()


def test_the_schema_refuses_what_teams_would_refuse() -> None:
    """A name longer than thirty characters."""
    told = teams_app.manifest(APP_ID, ADDRESS)
    told["name"]["short"] = "x" * 31

    with pytest.raises(teams_app.NotBuilt, match=r"manifest: \$\.name\.short"):
        teams_app.validate(told)


def test_an_icon_of_another_size_is_refused() -> None:
    """Teams wants 192 and 32 pixels."""
    outline = (teams_app.SOURCE / "outline.png").read_bytes()
    teams_app.check_icon("outline.png", outline)

    with pytest.raises(teams_app.NotBuilt, match="192"):
        teams_app.check_icon("color.png", outline)
