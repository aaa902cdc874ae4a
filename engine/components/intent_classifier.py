"""The intent and, for questions about one's own record, the field: one component, trained in a minute on two cores."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from engine.components.embedding import Vector, load_embedding
from engine.components.familiarity import FOREIGN
from engine.components.fused_model import FusedModel, FusedSettings
from engine.components.sentence_embeddings import vectors_of
from secondment.text.focus import focus, is_question
from secondment.text.going_on import own_reading
from secondment.text.instead import corrected, ruled_in
from secondment.text.normalise import tidy
from secondment.text.questions import questions_in

_FILE = "fused.pkl"
# read by `secondment knowledge tune`: what the intents say of examples nobody has learned from
_UNSEEN = "unseen.json"
# of a message that asks several things, what each question says by itself; else what is meant instead of something
PARTS = "parts"
# a few words, or those that are meant instead, read as a question about the own record: "and the start?" as "my start"
OWN = "own"
# how near the message comes to what was learned, whatever its likeliest intent (0 to 1)
FAMILIAR = "familiar"
_CORRECT = "correct"
# said along with a question it is not what is asked
_SMALL_TALK = ("thank", "greet", "goodbye", "remark", "rate_up", "rate_down")
_HEARD = 0.5
_FIELDS_TOLD = 5
_RANKING_TOLD = 12
_COUNTS = 0.0005
# cosine; kept vectors may have been made on another processor, which rounds otherwise
_ALIKE = 0.9


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class FusedIntentClassifier(GraphComponent, IntentClassifier):  # type: ignore[misc]  # Rasa is not typed
    """Sets `intent` and `intent_ranking`; for a retrieval intent also `field` entities, the most probable first.

    An example of `my_secondment/end_date` teaches the label as a whole. The probability of `my_secondment` is the sum
    over its fields, so that two near fields do not make it look unsure.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings of the model and the folder of another sentence encoder, see `FusedSettings`."""
        return {
            "dense_c": 8.0,
            "sparse_c": 0.5,
            "dense_weight": 0.6,
            "group_weight": 5.0,
            "seed": 20,
            "model_folder": "",
        }

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: FusedModel) -> None:
        self._config, self._storage, self._resource, self._model = config, storage, resource, model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FusedIntentClassifier:
        """A classifier that is not trained yet."""
        return cls(config, model_storage, resource, _empty_model(config))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has an intent."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        labels = [example.get(INTENT_RESPONSE_KEY) or example.get(INTENT) for example in examples]
        texts, vectors = [example.get(TEXT) for example in examples], vectors_of(examples)
        self._require_same_encoder(texts[0], vectors[0])
        self._model.fit(texts, labels, vectors)
        with self._storage.write_to(self._resource) as folder:
            (Path(folder) / _FILE).write_bytes(pickle.dumps(self._model.state()))
            unseen = {text: _intents(chances) for text, chances in self._model.unseen.items()}
            (Path(folder) / _UNSEEN).write_text(json.dumps(unseen), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FusedIntentClassifier:
        """The classifier as it was trained; the archive is our own, made on this machine."""
        model = _empty_model(config)
        with model_storage.read_from(resource) as folder:
            model.restore(pickle.loads((Path(folder) / _FILE).read_bytes()))
        return cls(config, model_storage, resource, model)

    def _require_same_encoder(self, text: str, vector: Vector) -> None:
        own = self._model.embedding.of([text])[0]
        if own.shape != vector.shape or float(own @ vector) < _ALIKE:
            raise InvalidConfigException("config.yml: model_folder has to be the same for featurizer and classifier")

    def process(self, messages: list[Message]) -> list[Message]:
        """Understand messages; one without text is left as it is."""
        told = [message for message in messages if message.get(TEXT)]
        if told:
            understood = self._model.understand([one.get(TEXT) for one in told], vectors_of(told))
            for message, chance, familiar in zip(told, *understood):
                self._tell(message, self._of_what_is_asked(message.get(TEXT), chance))
                message.set(FAMILIAR, round(float(familiar), 5), add_to_output=True)
        return messages

    def _of_what_is_asked(self, text: str, chance: Vector) -> Vector:
        """The probabilities of the question alone, where what stands before it made a message small talk.

        "thank you. I feel better. one more, can it be cut short": the question, if it is one of ours.
        """
        asked = focus(text)
        small = self._heard(text, chance)[INTENT]["name"] in _SMALL_TALK
        if not small or asked == tidy(text) or not is_question(asked):
            return chance
        alone: Vector = self._model.predict([asked])[0]
        heard = self._heard(asked, alone)[INTENT]
        return alone if heard["name"] not in (*_SMALL_TALK, FOREIGN) and heard["confidence"] >= _HEARD else chance

    def _tell(self, message: Message, chance: Vector) -> None:
        text = message.get(TEXT)
        heard = self._heard(text, chance)
        message.set(INTENT, heard[INTENT], add_to_output=True)
        message.set("intent_ranking", heard["intent_ranking"], add_to_output=True)
        message.set(ENTITIES, [*message.get(ENTITIES, []), *heard[ENTITIES]], add_to_output=True)
        meant = (corrected if heard[INTENT]["name"] == _CORRECT else ruled_in)(text)
        asked = questions_in(text) or ((meant,) if meant else ())
        if asked:
            # with its words, so that who is named in it can be told from who is named beside it
            parts = [{TEXT: part, **self._heard(part, of)} for part, of in zip(asked, self._model.predict(asked))]
            message.set(PARTS, parts, add_to_output=True)
        own = own_reading(meant or text)
        if own:
            message.set(OWN, self._heard(own, self._model.predict([own])[0]), add_to_output=True)

    def _heard(self, text: str, chance: Vector) -> dict[str, Any]:
        """Intent, intents and fields of a text, as Rasa tells them."""
        intents: dict[str, float] = {}
        fields: dict[str, float] = {}
        for label, value in zip(self._model.labels, chance):
            intent, _, field = label.partition("/")
            intents[intent] = intents.get(intent, 0.0) + float(value)
            if field:
                fields[field] = float(value)
        ranking = [{"name": name, "confidence": value} for name, value in _best(intents, _RANKING_TOLD)]
        entities = [
            {"entity": "field", "value": name, "start": 0, "end": len(text), "confidence_entity": value}
            for name, value in _best(fields, _FIELDS_TOLD)
        ]
        return {INTENT: ranking[0], "intent_ranking": ranking, ENTITIES: entities}


def _intents(chances: dict[str, float]) -> dict[str, float]:
    """The probability of each intent, fields added up, without those that hardly count."""
    told: dict[str, float] = {}
    for label, value in chances.items():
        intent = label.partition("/")[0]
        told[intent] = told.get(intent, 0.0) + value
    return {intent: round(value, 5) for intent, value in told.items() if value >= _COUNTS}


def _best(told: dict[str, float], count: int) -> list[tuple[str, float]]:
    return sorted(told.items(), key=lambda one: -one[1])[:count]


def _empty_model(config: dict[str, Any]) -> FusedModel:
    names = FusedSettings.__dataclass_fields__
    settings = FusedSettings(**{name: value for name, value in config.items() if name in names})
    return FusedModel(load_embedding(config["model_folder"]), settings)
