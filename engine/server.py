"""The engine's server: Rasa's agent behind one channel, on loopback, with strict framing and a prompt stop."""

from __future__ import annotations

import asyncio
import gc
import logging
import tarfile
from pathlib import Path
from typing import Any

import rasa.shared.utils.io
import structlog
from rasa.core.agent import Agent
from rasa.core.channels.channel import register
from rasa.exceptions import ModelNotFound
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic

from engine import debug_copies, fast_actions, fitting_rules, framing, graph_runner, looked_up_once, past_once
from engine.channel import GatewayInput
from engine.environment import ROOT
from engine.readiness import KNOWN_QUESTION
from engine.tracker_store import BoundedTrackerStore

_HEAD_SECONDS = 5
_STOP_SECONDS = 4.0
_LOOK_FOR_IDLE_SECONDS = 60.0
# a message makes some thousands of objects that go by themselves; looked for are only those that hold each other
_NEW_OBJECTS = 20_000
# an archive that ends in the middle, as while a training writes it, is an EOFError and no OSError
_UNREADABLE = (tarfile.TarError, OSError, EOFError)


class ModelFails(Exception):
    """The trained model cannot be loaded or understands nothing; the message says what to do."""


def load_agent(model: Path) -> Agent:
    """Rasa's agent with our memory and our way to the action server; raises `ModelFails`."""
    _log_without_texts()
    fast_actions.install()
    debug_copies.leave_out()
    graph_runner.install()
    looked_up_once.install()
    past_once.install()
    fitting_rules.install()
    endpoints = rasa.shared.utils.io.read_config_file(str(ROOT / "endpoints.yml"))
    agent = Agent(action_endpoint=fast_actions.kept_open(EndpointConfig.from_dict(endpoints["action_endpoint"])))
    # not through Rasa's own wrapper, which turns to an unbounded memory in silence when a store fails
    agent.tracker_store = BoundedTrackerStore.from_endpoint(dict(endpoints["tracker_store"]))
    gc.disable()  # loading makes millions of objects that stay; looking through them again and again doubles the time
    try:
        agent.load_model(str(model))
        looked_up_once.remember_domain(agent)
        _try_out(agent)
    except (RasaException, ModelNotFound, *_UNREADABLE, ImportError, ValueError, KeyError, AttributeError) as error:
        raise ModelFails(f"the model {model} does not load ({error}): run `make train`") from error
    finally:
        gc.freeze()
        gc.set_threshold(_NEW_OBJECTS)
        gc.enable()
    return agent


def build_app(agent: Agent) -> Sanic:
    """The server: the gateway channel, strict framing, no HTTP API, no other route; raises `ModelFails`."""
    app = Sanic("secondment_engine", configure_logging=False)
    app.config.update(
        {
            "REQUEST_TIMEOUT": _HEAD_SECONDS,
            "GRACEFUL_SHUTDOWN_TIMEOUT": _STOP_SECONDS,
            "KEEP_ALIVE_TIMEOUT": 75,
            "RESPONSE_TIMEOUT": 30,
            "ACCESS_LOG": False,
            "FALLBACK_ERROR_FORMAT": "json",
        }
    )
    app.ctx.agent = agent
    framing.guard(app)
    credentials = rasa.shared.utils.io.read_config_file(str(ROOT / "credentials.yml"))
    channel = GatewayInput.from_credentials(credentials["engine.channel.GatewayInput"])
    if not channel.ahead.find(agent):
        raise ModelFails("the model was not made by this product (config.yml): run `make train`")
    register([channel], app, route="/webhooks/")

    @app.after_server_start
    async def begin(_: Sanic, __: Any) -> None:
        app.add_task(_drop_idle(agent.tracker_store), name="idle conversations")

    @app.after_server_stop
    async def close(_: Sanic, __: Any) -> None:
        await agent.action_endpoint.close()

    return app


def serve(app: Sanic, port: int) -> None:
    """Serve on loopback until SIGINT or SIGTERM."""
    app.run(host="127.0.0.1", port=port, workers=1, access_log=False, debug=False, motd=False)


async def _drop_idle(memory: BoundedTrackerStore) -> None:
    """What has been idle for too long goes also when nobody says anything more."""
    while True:
        await asyncio.sleep(_LOOK_FOR_IDLE_SECONDS)
        memory.drop_old()


def _try_out(agent: Agent) -> None:
    parsed = asyncio.run(agent.parse_message(KNOWN_QUESTION))
    if not parsed["intent"]["name"]:
        raise ModelFails("the model loads but understands nothing: run `make train`")


def _log_without_texts() -> None:
    """Warnings and errors only: Rasa's debug lines hold message texts and slot values."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # kept after its first use: else each of Rasa's debug lines makes a logger anew before it is left out
    warnings = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=warnings, cache_logger_on_first_use=True)
    logging.getLogger("sanic.root").setLevel(logging.WARNING)
