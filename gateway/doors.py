"""The doors to the platforms: each is open when its settings are there."""

from __future__ import annotations

from typing import Protocol

from fastapi import APIRouter

from gateway.parts import Gateway
from gateway.platform.chain import Chain


class DoorSettings(Protocol):
    """The settings of all doors."""


def open_doors(gateway: Gateway, chain: Chain, settings: DoorSettings) -> list[APIRouter]:
    """Open the doors that are switched on, and tell their addresses."""
    return []
