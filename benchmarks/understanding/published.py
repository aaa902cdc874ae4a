"""Published results on the same data, as their authors tell them: percent."""

from __future__ import annotations

from dataclasses import dataclass

_LARSON = "Larson et al. 2019"
_CASANUEVA = "Casanueva et al. 2020"


@dataclass(frozen=True)
class Published:
    """A row of a paper; `recall` is that of out-of-scope messages, where the set has any."""

    what: str
    setting: str
    source: str
    accuracy: float
    recall: float | None = None


CLINC150 = (
    Published("Rasa", "out-of-scope class", _LARSON, 91.5, 45.3),
    Published("MLP", "out-of-scope class", _LARSON, 93.4, 49.1),
    Published("BERT", "out-of-scope class", _LARSON, 96.9, 40.3),
    Published("BERT", "threshold", _LARSON, 96.2, 52.3),
)
BANKING77 = (
    Published("USE+ConveRT", "10 examples an intent", _CASANUEVA, 85.19),
    Published("USE+ConveRT", "all examples", _CASANUEVA, 93.36),
    Published("BERT-large, tuned", "all examples", _CASANUEVA, 93.66),
)
