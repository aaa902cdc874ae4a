"""Whether the engine can answer: a known question goes through understanding, and the action server answers too."""

from __future__ import annotations

import asyncio

import aiohttp
from rasa.core.agent import Agent

KNOWN_QUESTION = "What is a secondment?"
_TIMEOUT = aiohttp.ClientTimeout(total=3)


async def components(agent: Agent | None) -> dict[str, str]:
    """Component (engine, actions, knowledge) to `ok` or what is wrong; never raises for an outside failure."""
    states = {"engine": await _engine(agent)}
    states.update(await _actions(agent))
    return states


async def _engine(agent: Agent | None) -> str:
    if agent is None or not agent.is_ready():
        return "no model"
    parsed = await agent.parse_message(KNOWN_QUESTION)
    return "ok" if parsed["intent"]["name"] else "understands nothing"


async def _actions(agent: Agent | None) -> dict[str, str]:
    endpoint = agent.action_endpoint if agent else None
    if endpoint is None or not endpoint.url:
        return {"actions": "not configured", "knowledge": "unknown"}
    address = endpoint.url.rsplit("/", 1)[0] + "/health"
    try:
        async with (
            aiohttp.ClientSession(timeout=_TIMEOUT, headers=endpoint.headers) as session,
            session.get(address) as response,
        ):
            told = await response.json(content_type=None)
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
        return {"actions": f"unreachable ({type(error).__name__})", "knowledge": "unknown"}
    states = told.get("components") if isinstance(told, dict) else None
    if not isinstance(states, dict):
        return {"actions": f"status {response.status}", "knowledge": "unknown"}
    return {name: str(states.get(name, "unknown")) for name in ("actions", "knowledge")}
