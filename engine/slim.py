"""A quick start: keep out what Rasa imports and this model never runs.

Importing TensorFlow takes half of Rasa's start-up time and 300 MB, for two base classes of training loops. All stock
channels are imported with it, though only ours is open. Both stay out when, and only when, the trained model names
no component that runs on TensorFlow; any other use of the stand-in is an error with a remedy, never a wrong result.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
import tarfile
from pathlib import Path
from types import ModuleType

_NEED_TENSORFLOW = (
    "diet_classifier",
    "response_selector",
    "ted_policy",
    "unexpected_intent_policy",
    "convert_featurizer",
    "lm_featurizer",
)


class NeedsTensorFlow(AttributeError):
    """Something asked for TensorFlow although the trained model names no component that runs on it."""


def slim_down(model: Path) -> bool:
    """Keep TensorFlow and the stock channels out if the model allows it; tells whether it does. Before Rasa's import.

    A model that cannot be read is left to Rasa, which says what is wrong with it.
    """
    if "rasa" in sys.modules or "tensorflow" in sys.modules or needs_tensorflow(model):
        return False
    _stand_in_for_tensorflow()
    sys.modules["rasa.core.channels"] = _channels_without_the_stock()
    return True


def needs_tensorflow(model: Path) -> bool:
    """Whether the archive names a component that runs on TensorFlow, or cannot be read."""
    try:
        with tarfile.open(model) as archive:
            stream = archive.extractfile("metadata.json")
            told = json.dumps(json.load(stream)["predict_schema"]) if stream else ""
    except (OSError, EOFError, tarfile.TarError, KeyError, ValueError):
        return True
    return not told or any(name in told for name in _NEED_TENSORFLOW)


def _stand_in_for_tensorflow() -> None:
    callback, sequence = type("Callback", (), {}), type("Sequence", (), {})
    callbacks = _module("tensorflow.keras.callbacks", Callback=callback)
    utils = _module("tensorflow.keras.utils", Sequence=sequence)
    keras = _module("tensorflow.keras", callbacks=callbacks, utils=utils)
    _module("tensorflow", keras=keras)
    # named in the plan of the training, which is read with the model but not run
    validator = type("DefaultV1RecipeValidator", (), {})
    _module("rasa.graph_components.validators.default_recipe_validator", DefaultV1RecipeValidator=validator)


def _module(name: str, **known: object) -> ModuleType:
    module = ModuleType(name, "Stands in for TensorFlow: two base classes, no computation.")
    module.__path__ = []
    module.__dict__.update(known)
    module.__getattr__ = lambda attribute: _refuse(f"{name}.{attribute}", attribute)  # type: ignore[method-assign]
    sys.modules[name] = module
    return module


def _refuse(asked: str, attribute: str) -> object:
    if attribute.startswith("__"):
        raise AttributeError(attribute)
    raise NeedsTensorFlow(f"{asked} is asked for: name the module that needs it in engine/slim.py and retrain")


def _channels_without_the_stock() -> ModuleType:
    package = importlib.util.find_spec("rasa")
    assert package is not None and package.submodule_search_locations
    module = ModuleType("rasa.core.channels", "Rasa's package of channels without importing the stock ones.")
    module.__path__ = [str(Path(next(iter(package.submodule_search_locations))) / "core" / "channels")]
    module.__getattr__ = _from_channel_module  # type: ignore[method-assign]
    return module


def _from_channel_module(name: str) -> object:
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(importlib.import_module("rasa.core.channels.channel"), name)
