"""What the benchmark of the doors counts, and how its people write."""

from __future__ import annotations

import json

import pytest

from benchmarks.platforms import DELIVERIES, Platforms
from benchmarks.storm import Tally, gist
from tests.stand_ins.bot_connector import BotConnector
from tests.stand_ins.slack import Slack


def counted(expected: list[str], heard: list[str]) -> tuple[int, int, int]:
    """Lost, doubled, answered otherwise."""
    tally = Tally()
    tally.add(expected, heard)
    return tally.lost, tally.doubled, tally.other


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        (["one", "two", "two"], (0, 0, 0)),
        (["one", "two"], (1, 0, 0)),
        (["one", "one", "two", "two"], (0, 1, 0)),
        (["one", "one", "two"], (1, 1, 0)),
        (["one", "two", "three"], (0, 0, 1)),
        (["one", "two", "two", "three"], (0, 1, 0)),
        ([], (3, 0, 0)),
    ],
)
def test_answers_are_counted_by_message(heard: list[str], told: tuple[int, int, int]) -> None:
    """What was doubled never makes up for what was lost."""
    assert told == counted(["one", "two", "two"], heard)


def test_an_answer_is_known_again_however_a_platform_writes_it() -> None:
    """Escapes, marks and line breaks are the platform's; the words are ours."""
    assert gist("Pay & leave:\n- the *home* employer") == gist("Pay &amp; leave: • the home employer")


def test_an_answer_is_told_from_another_by_its_beginning() -> None:
    """Notifications of Teams show no more of it."""
    assert gist("a" * 200) == gist("a" * 100 + "…")
    assert gist("It ends on 1 March 2027.") != gist("It ends on 2 March 2027.")


def test_every_message_is_delivered_three_times_as_the_platforms_do_it() -> None:
    """Slack says so in a header and signs anew; Teams sends the same activity again."""
    world = Platforms(Slack(), BotConnector("http://127.0.0.1:9"))
    world.invite(2)

    in_slack, in_teams = (one.deliveries("Who pays?") for one in world.writers)

    assert [None, "1", "2"] == [one.headers.get("X-Slack-Retry-Num") for one in in_slack]
    assert {json.loads(in_slack[0].body)["event_id"]} == {json.loads(one.body)["event_id"] for one in in_slack}
    assert DELIVERIES == len(in_teams) and 1 == len({one.body for one in in_teams})


def test_each_person_is_somebody_of_their_own() -> None:
    """With a chat, an account and a record nobody else has."""
    world = Platforms(Slack(), BotConnector("http://127.0.0.1:9"))
    world.invite(200)

    assert 200 == len({one.employee for one in world.writers}) == len({one.chat for one in world.writers})
    assert 201 == len(set(world.bindings().splitlines()))
