"""The memory of the engine that runs, told by the command line to forget somebody."""

from __future__ import annotations

import requests

from secondment.identity import Person, epoch_id, sign_forgetting
from secondment.wiring import Services

_SECONDS = 5


def forget_in_engine(services: Services, employee_number: str, epochs: int) -> bool:
    """Have the engine drop whatever somebody said in their first `epochs` epochs; whether it confirmed all of them."""
    address = f"http://127.0.0.1:{services.settings.engine_port}/webhooks/gateway/forget"
    with requests.Session() as session:
        session.trust_env = False  # a proxy must not see the secret
        session.headers["X-Secondment-Secret"] = services.keys.internal_secret
        # the newest first: of those before, the engine was told when they ended; one that fails keeps no other back
        wishes = (_wish(services, employee_number, epoch) for epoch in reversed(range(epochs)))
        return all([_confirmed(session, address, wish) for wish in wishes])


def _wish(services: Services, employee_number: str, epoch: int) -> dict[str, str]:
    over = epoch_id(services.keys, "default", employee_number, epoch)
    assertion, text = sign_forgetting(services.keys, Person(employee_number), over)
    return {"assertion": assertion, "text": text}


def _confirmed(session: requests.Session, address: str, wish: dict[str, str]) -> bool:
    try:
        response = session.post(address, json=wish, timeout=_SECONDS, allow_redirects=False)
    except requests.RequestException:
        return False
    return bool(response.status_code == requests.codes.ok)
