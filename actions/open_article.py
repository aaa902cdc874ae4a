"""Tell the article whose button was pressed."""

from __future__ import annotations

from actions.base import SecondmentAction
from secondment.answers import Answer
from secondment.usecases.explaining import open_article
from secondment.usecases.turn import Turn
from secondment.wiring import Services


class OpenArticle(SecondmentAction):
    """Tell the article whose button was pressed."""

    goal = "open_article"

    def answer(self, turn: Turn, services: Services) -> list[Answer]:
        """The answers of the use case."""
        return open_article(turn, services)
