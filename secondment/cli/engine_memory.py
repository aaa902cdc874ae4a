"""The memory of the engine that runs, told by the command line to forget somebody."""

from __future__ import annotations

import requests

from secondment.errors import EngineUnavailable
from secondment.identity import Person, epoch_id, sign_forgetting
from secondment.wiring import Services

_SECONDS = 5.0
_SILENT = "no answer in time"


def forget_in_engine(services: Services, employee_number: str, epochs: int) -> None:
    """Have the engine drop whatever somebody said in their first `epochs` epochs.

    Raises `EngineUnavailable`, with the reasons, when it did not confirm all of them.
    """
    address = f"http://127.0.0.1:{services.settings.engine_port}/webhooks/gateway/forget"
    failures: list[str] = []
    with requests.Session() as session:
        session.trust_env = False  # a proxy must not see the secret
        session.headers["X-Secondment-Secret"] = services.keys.internal_secret
        # the newest first: of those before, the engine was told when they ended; one that fails keeps no other back,
        # and who hangs once is not waited for again
        for epoch in reversed(range(epochs)):
            hangs = _SILENT in failures
            failures += [_SILENT] if hangs else _failure(session, address, _wish(services, employee_number, epoch))
    if failures:
        reasons = ", ".join(dict.fromkeys(failures))
        raise EngineUnavailable(
            f"the engine did not confirm that it forgot {len(failures)} of {epochs} talks ({reasons})"
        )


def _wish(services: Services, employee_number: str, epoch: int) -> dict[str, str]:
    over = epoch_id(services.keys, "default", employee_number, epoch)
    assertion, text = sign_forgetting(services.keys, Person(employee_number), over)
    return {"assertion": assertion, "text": text}


def _failure(session: requests.Session, address: str, wish: dict[str, str]) -> list[str]:
    """Why a wish was not confirmed; empty when it was. Of the answer only the status is read."""
    try:
        with session.post(address, json=wish, timeout=_SECONDS, allow_redirects=False, stream=True) as response:
            status = response.status_code
    except requests.Timeout:
        return [_SILENT]
    except requests.ConnectionError:
        return ["no connection to SECONDMENT_ENGINE_PORT"]
    except requests.RequestException as error:
        return [type(error).__name__]
    return [] if status == requests.codes.ok else [f"status {status}"]
