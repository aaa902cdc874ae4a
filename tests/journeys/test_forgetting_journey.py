"""A person has what they said forgotten: through gateway and records into the memory of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondment.identity import epoch_id

if TYPE_CHECKING:
    from tests.inner_servers import InnerServers
    from tests.product import Chat, Product

FORGETS, STAYS, GOES_ON = "D1005", "D1006", "D1009"  # whom no other test speaks for: an epoch is counted out here
ASKED, FOLLOW_UP = "What is a secondment?", "and for the host?"


def held(servers: InnerServers, chat: Chat) -> int:
    """How many conversations of a person's first epoch the engine held until it was asked."""
    number = chat.person.employee_number
    return servers.forget(epoch_id(servers.keys, "default", number, 0), chat.person)


def test_what_is_forgotten_leaves_the_engine(product: Product, servers: InnerServers) -> None:
    """Every thread of the person goes with the one request; those of others stay."""
    forgets, stays = product.chat(FORGETS), product.chat(STAYS)
    for chat in (forgets, stays):
        chat.say(ASKED, "one thread")
        chat.say(ASKED, "another thread")

    assert 204 == forgets.forget().status_code
    assert [0, 2] == [held(servers, chat) for chat in (forgets, stays)]


def test_a_follow_up_leans_on_what_was_said_until_it_is_forgotten(product: Product) -> None:
    """Afterwards it is a question about nothing."""
    chat = product.chat(GOES_ON)
    answer = chat.say(ASKED)["answer"]
    before = chat.say(FOLLOW_UP)["answer"]
    chat.forget()
    after = chat.say(FOLLOW_UP)["answer"]

    assert [answer["article"], None] == [before.get("article"), after.get("article")]
