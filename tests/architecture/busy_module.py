"""A module that does what none of the product's may do: it reads a file while it is imported."""

from pathlib import Path

TEXT = Path("/dev/null").read_text(encoding="utf-8")
