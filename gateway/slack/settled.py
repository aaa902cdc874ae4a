"""A message of ours after one of its buttons was pressed: what is used up is gone, and what was chosen is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gateway.drawing import cut
from gateway.slack.blocks import BLOCKS, context

USED_UP_TOGETHER = ("choices", "thumbs")  # of these one is chosen


def settled(message: Mapping[str, Any], action: Mapping[str, Any], channel: str, ts: str) -> dict[str, Any] | None:
    """Channel, time stamp, words and blocks of the message as it should look now; None when it cannot be told."""
    blocks, name = message.get("blocks"), str(action.get("block_id", ""))
    if not isinstance(blocks, list) or not name or not channel or not ts:
        return None
    row = next((one for one in blocks if isinstance(one, Mapping) and one.get("block_id") == name), None)
    title = action.get("text")
    chosen = str(title.get("text", "")) if isinstance(title, Mapping) else ""
    if row is None or not chosen:
        return None
    left = [] if name.startswith(USED_UP_TOGETHER) else _others(row, action)
    after: list[Any] = []
    for one in blocks:
        if one is not row:
            after.append(one)
        elif left:
            after.append({**row, "elements": left})
    if len(after) < BLOCKS:
        after.append(context(f"✓ {cut(chosen, 200)}"))
    return {"channel": channel, "ts": ts, "text": str(message.get("text", "")), "blocks": after}


def _others(row: Mapping[str, Any], action: Mapping[str, Any]) -> list[Any]:
    elements = row.get("elements")
    told = elements if isinstance(elements, list) else []
    return [one for one in told if isinstance(one, Mapping) and one.get("action_id") != action.get("action_id")]
