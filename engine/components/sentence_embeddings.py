"""The sentence embedding of each message, as a dense feature of Rasa's own kind."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from engine.components.embedding import Embedding, Vector, load_embedding
from engine.environment import home
from secondment.text.going_on import own_reading
from secondment.text.handover import hand_over
from secondment.text.questions import questions_in
from secondment.text.vectors import VectorCache, kept_in

VECTORS = "vectors"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbeddings(DenseFeaturizer, GraphComponent):  # type: ignore[misc]  # Rasa is not typed
    """Adds the vector of the whole message as its sentence feature, and sets `vectors` for the action server."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The folder of another sentence encoder, and what Rasa's own featurizers have."""
        return {**DenseFeaturizer.get_default_config(), "model_folder": ""}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing more to check: a folder without an encoder is told when it is loaded."""

    def __init__(self, config: dict[str, Any], name: str, embedding: Embedding) -> None:
        super().__init__(name, config)
        self._embedding = embedding

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEmbeddings:
        """A featurizer for training, which may use every core."""
        return cls(config, execution_context.node_name, load_embedding(config["model_folder"], os.cpu_count() or 1))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceEmbeddings:
        """A featurizer for answering, which keeps to one core."""
        return cls(config, execution_context.node_name, load_embedding(config["model_folder"]))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the vector of every example that has an intent."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        # the index of the articles embeds much the same texts: what either has made, the other need not make
        known = VectorCache(self._embedding.encoder, kept_in(home()))
        self._tell(examples, self._embedding.of([example.get(TEXT) for example in examples], known))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the vectors of messages; one without text is left as it is."""
        told = [message for message in messages if message.get(TEXT)]
        if told:
            self._tell(told, self._embedding.of([message.get(TEXT) for message in told]))
        for message in told:
            # the action server looks for an article with the same vectors; it need not make them again
            handed = hand_over(message.get(TEXT), self._embedding.encoder, self._embedding.speller)
            message.set(VECTORS, handed, add_to_output=True)
        return messages

    def read_ahead(self, messages: Sequence[str]) -> None:
        """Make most vectors that answering some messages will need, all at once, from any thread."""
        own = (own_reading(text) for text in messages)
        parts = (part for text in messages for part in questions_in(text))
        self._embedding.of([*messages, *parts, *(text for text in own if text)])

    def _tell(self, messages: Sequence[Message], vectors: Vector) -> None:
        for message, vector in zip(messages, vectors):
            self.add_features_to_message(None, vector[None, :], TEXT, message)


def vectors_of(messages: Sequence[Message]) -> Vector:
    """The vectors that were added to messages, shape (len(messages), dimensions).

    Raises `InvalidConfigException` where none were.
    """
    told = [message.get_dense_features(TEXT)[1] for message in messages]
    if not all(told):
        raise InvalidConfigException("config.yml: SentenceEmbeddings has to stand before what reads its vectors")
    return np.stack([features.features[0] for features in told])
