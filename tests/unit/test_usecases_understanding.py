"""What the use cases take over from a message as Rasa parses it."""

from __future__ import annotations

from typing import Any

from secondment.usecases.understanding import read_understanding


def parsed(*ranking: tuple[str, float], **more: Any) -> dict[str, Any]:
    """A message as Rasa hands it over."""
    ranked = [{"name": name, "confidence": chance} for name, chance in ranking]
    return {"intent": ranked[0], "intent_ranking": ranked, **more}


def test_what_rasa_did_not_understand_is_no_chance_of_anything() -> None:
    """Its own intent would outweigh every real one."""
    heard = read_understanding(parsed(("nlu_fallback", 0.7), ("tax", 0.3), ("insurance", 0.2)))

    assert ("nlu_fallback", {"tax": 0.3, "insurance": 0.2}) == (heard.intent, heard.intents)


def test_fields_stand_in_the_order_of_their_chances() -> None:
    """The likeliest first."""
    entities = [
        {"entity": "field", "value": "start_date", "confidence_entity": 0.2},
        {"entity": "field", "value": "end_date", "confidence_entity": 0.7},
        {"entity": "PERSON", "value": "Ada"},
    ]
    heard = read_understanding(parsed(("my_secondment", 0.9), entities=entities))

    assert (["end_date", "start_date"], True) == (list(heard.fields), heard.names_people)


def test_each_part_of_a_message_is_read_by_itself() -> None:
    """Two questions in one message."""
    heard = read_understanding(parsed(("tax", 0.6), parts=[parsed(("tax", 0.9)), parsed(("leave", 0.8))]))

    assert ["tax", "leave"] == [part.intent for part in heard.parts]


def test_who_is_named_in_the_part_that_asks_is_told_from_who_is_named_in_the_story() -> None:
    """The names themselves go no further."""
    ada = {"entities": [{"entity": "PERSON", "value": "Ada"}]}
    asked, told = (
        read_understanding(parsed(("tax", 0.9), text=text, **ada))
        for text in ("I am new. When does Ada end?", "I work with Ada. When do I end?")
    )

    assert [(True, True), (True, False)] == [(one.names_people, one.asks_of_named) for one in (asked, told)]
    assert "Ada" not in repr(asked)


def test_a_given_name_that_the_engine_did_not_see_is_a_name() -> None:
    """The engine's recogniser knows the usual names of a few countries."""
    heard = read_understanding(parsed(("tax", 0.9), text="does Mehmet pay tax here"))

    assert (True, True) == (heard.names_people, heard.asks_of_named)


def test_who_is_named_in_a_part_is_told_from_who_is_named_beside_it() -> None:
    """The engine looks for names in the whole message only."""
    ada = {"entities": [{"entity": "PERSON", "value": "Ada"}], "text": "who pays me, and when does Ada end"}
    parts = [{**parsed(("tax", 0.9)), "text": text} for text in ("who pays me", "when does Ada end")]

    heard = read_understanding(parsed(("tax", 0.9), parts=parts, **ada))

    assert [False, True] == [part.names_people for part in heard.parts]
