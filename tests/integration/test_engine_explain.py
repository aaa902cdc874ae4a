"""`secondment explain` beside the product that runs: the same numbers, and the product's own answer."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from secondment.cli import app
from tests.inner_servers import HOME, MODEL, SIGNING_KEY, share_index
from tests.product import Product


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the command's own, with the embeddings that are there already."""
    folder = tmp_path_factory.mktemp("explain")
    share_index(HOME, folder)
    return folder


@pytest.fixture
def explain(whole_product: Product, home: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The explanation of a message, with what the running product answers."""
    settings = {"HOME": home, "MODEL": MODEL, "PUBLIC_URL": whole_product.address, "SIGNING_KEY": SIGNING_KEY}
    for name, value in settings.items():
        monkeypatch.setenv(f"SECONDMENT_{name}", str(value))

    @cache
    def once(message: str) -> dict[str, Any]:
        result = CliRunner().invoke(app, ["explain", "--running", "--json", "--", message])
        assert result.exit_code == 0, result.output
        told: dict[str, Any] = json.loads(result.stdout)
        return told

    return once


def test_the_numbers_are_those_of_the_running_product(explain: Any) -> None:
    """The belief explained is the score the product tells with its answer, and the article is the first."""
    told = explain("Can a secondment be extended?")
    answer = told["answers"][0]["answer"]

    assert ("answer", "knowledge") == (told["rule"], answer["kind"])
    assert answer["article"] == told["articles"][0]["article"]
    assert pytest.approx(told["belief"], abs=0.002) == answer["score"]


def test_another_language_is_explained_and_answered_as_such(explain: Any) -> None:
    """In German, with a button to pass the question on."""
    told = explain("Wer zahlt mein Gehalt während der Entsendung?")
    message = told["answers"][0]

    assert ("de", "other_language", "fallback") == (told["language"], told["rule"], message["answer"]["kind"])
    assert "auf Englisch" in message["text"]
    assert ["Meine Frage an die Personalabteilung weiterleiten"] == [button["title"] for button in message["buttons"]]
