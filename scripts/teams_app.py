"""`make teams-app`: the app package for Teams, from deploy/teams and the settings, into var/ (SECONDMENT_HOME).

It is validated against Microsoft's schema of app manifests and the rules for icons before it is written.
"""

from __future__ import annotations

import json
import struct
import sys
import uuid
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema

from secondment.errors import SettingsError
from secondment.settings import ROOT, read_settings

SOURCE = ROOT / "deploy" / "teams"
ICONS = {"color.png": 192, "outline.png": 32}
_PNG_HEADER = b"\x89PNG\r\n\x1a\n"


class NotBuilt(Exception):
    """The package cannot be built; the text says what to change."""


def manifest(app_id: str, address: str) -> dict[str, Any]:
    """The manifest for an app registration and a public address; raises `NotBuilt` when it would not be valid."""
    parts = urlsplit(address)
    if not app_id:
        raise NotBuilt("SECONDMENT_TEAMS_APP_ID is not set: docs/teams.md says where it comes from")
    if parts.scheme != "https":
        raise NotBuilt("SECONDMENT_PUBLIC_URL must be an https address that Microsoft can reach")
    filled = (SOURCE / "manifest.json").read_text(encoding="utf-8")
    # the package's own id must stay the same when it is built again, or Teams takes it for another app
    package_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"secondment-assistant/{app_id.lower()}"))
    places = {"app_id": app_id, "package_id": package_id, "address": address, "domain": parts.hostname or ""}
    for name, value in places.items():
        filled = filled.replace(f'"{{{name}}}"', json.dumps(value))
    told: dict[str, Any] = json.loads(filled)
    validate(told)
    return told


def validate(told: dict[str, Any]) -> None:
    """Check a manifest against Microsoft's schema; raises `NotBuilt` with the place and the reason."""
    schema = json.loads((SOURCE / "manifest.schema.json").read_text(encoding="utf-8"))
    error = jsonschema.exceptions.best_match(jsonschema.Draft4Validator(schema).iter_errors(told))
    if error is not None:
        raise NotBuilt(f"manifest: {error.json_path}: {error.message}")


def check_icon(name: str, content: bytes) -> None:
    """Check that an icon is a PNG of the size Teams wants; raises `NotBuilt`."""
    size = ICONS[name]
    if content[:8] != _PNG_HEADER or struct.unpack(">II", content[16:24]) != (size, size):
        raise NotBuilt(f"{name} must be a PNG of {size} x {size} pixels")


def build(app_id: str, address: str, target: Path) -> None:
    """Write the package; raises `NotBuilt` and then leaves the old one as it is."""
    told = manifest(app_id, address)
    icons = {name: (SOURCE / name).read_bytes() for name in ICONS}
    for name, content in icons.items():
        check_icon(name, content)
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("manifest.json", json.dumps(told, indent=2, ensure_ascii=False))
        for name, content in icons.items():
            package.writestr(name, content)


def main() -> int:
    """Build the package and say where it is; the exit code is 1 when something is missing."""
    try:
        settings = read_settings()
        target = settings.home.resolve() / "teams-app.zip"
        build(settings.teams_app_id, settings.address, target)
    except (SettingsError, NotBuilt) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{target}: upload it in the Teams admin centre, or in Teams under Apps, Manage your apps")
    return 0


if __name__ == "__main__":
    sys.exit(main())
