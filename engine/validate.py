"""`python -m engine.validate`: check domain, rules, stories and examples; every finding stops, none only warns."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from engine.environment import ROOT, quieten

if TYPE_CHECKING:
    from rasa.shared.core.domain import Domain
    from rasa.shared.importers.importer import TrainingDataImporter
    from rasa.shared.nlu.training_data.training_data import TrainingData
    from rasa.validator import Validator

PRESSED = "press_"


def main() -> int:
    """Print every finding; 0 when there is none, else 1."""
    quieten()
    found = list(findings())
    for finding in found:
        print(finding)
    print(f"{len(found)} findings" if found else "Domain, rules, stories and examples fit together.")
    return 1 if found else 0


def findings() -> Iterator[str]:
    """What does not fit, one sentence each; Rasa's own checks print the details before."""
    from rasa.shared.importers.importer import TrainingDataImporter
    from rasa.validator import Validator

    importer: TrainingDataImporter = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")]
    )
    validator: Validator = Validator.from_importer(importer)
    yield from intent_findings(importer.get_domain(), importer.get_nlu_data())
    for name, check in _checks(validator, _looked_back(importer)).items():
        if not check():
            yield f"{name}: see the lines above"


def intent_findings(domain: Domain, examples: TrainingData) -> Iterator[str]:
    """Intents without examples (a pressed button needs none), examples of no intent, one example under two intents."""
    from rasa.shared.core.constants import DEFAULT_INTENTS

    known = set(domain.intents)
    taught = {str(example.get("intent")) for example in examples.intent_examples}
    for intent in sorted(known - taught - {*DEFAULT_INTENTS}):
        if not intent.startswith(PRESSED):
            yield f"domain.yml: intent {intent} has no example in data/nlu"
    for intent in sorted(taught - known):
        yield f"data/nlu: intent {intent} is not listed in domain.yml"
    yield from _repeated(examples)


def _repeated(examples: TrainingData) -> Iterator[str]:
    where: dict[str, str] = {}
    for example in examples.intent_examples:
        text, intent = str(example.get("text")).strip().lower(), str(example.get("intent"))
        before = where.setdefault(text, intent)
        if before != intent:
            yield f"example {text!r} stands under {before} and under {intent}"


def _looked_back(importer: TrainingDataImporter) -> int:
    """How many states the memory of stories looks at, as `config.yml` says."""
    policies = importer.get_config()["policies"]
    (memory,) = (one for one in policies if one["name"] == "MemoizationPolicy")
    return int(memory["max_history"])


def _checks(validator: Validator, looked_back: int) -> dict[str, Callable[[], bool]]:
    return {
        "domain": validator.verify_domain_validity,
        "actions in rules": validator.verify_actions_in_stories_rules,
        "responses in rules": lambda: validator.verify_utterances_in_stories(ignore_warnings=False),
        "intents in rules": lambda: validator.verify_intents_in_stories(ignore_warnings=False),
        "slots": validator.verify_slot_mappings,
        "rules and stories that contradict": lambda: validator.verify_story_structure(False, max_history=looked_back),
    }


if __name__ == "__main__":
    sys.exit(main())
