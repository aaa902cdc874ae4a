"""`secondment knowledge tune`: fit the ranking, its calibration and the thresholds on what nobody has learned from."""

from __future__ import annotations

import json
import re
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import yaml
from rich.progress import track

from secondment.cli.console import err, out, services
from secondment.cli.understanding import understand_all
from secondment.errors import KnowledgeError

if TYPE_CHECKING:
    from secondment.knowledge.validation import Validation

_UNSEEN = "unseen.json"
Intents = dict[str, dict[str, float]]


def tune(
    out_of_scope: Annotated[Path, typer.Argument(help="folder or file of messages that no article answers")],
    every: Annotated[int, typer.Option(help="use one unseen example in so many")] = 1,
    plot: Annotated[Path | None, typer.Option(help="write a reliability diagram (SVG) there")] = None,
) -> None:
    """Fit weights, calibration, belief and thresholds of the ranking and write them to ranking.json."""
    from secondment.knowledge.ranking import DEFAULT_FILE, UNFITTED
    from secondment.knowledge.self_test import foreign_samples, own_samples
    from secondment.knowledge.tuning import fit_calibration, fit_weights
    from secondment.knowledge.validation import samples_of
    from secondment.text.unseen import unseen

    with services() as found:
        intents = read_unseen(found.settings.home / "models" / "secondment.tar.gz")
        # a file fitted for other evidence must not keep anybody from fitting it anew
        index = found.build_index(ranker=UNFITTED)
        own = list(track(own_samples(index, found.vectors, every), "own questions", console=err))
        messages = [one for one in read_messages(out_of_scope) if unseen(found.speller.mend(one))][::every]
        foreign = list(track(foreign_samples(index, messages, found.vectors), "out of scope", console=err))
        weights = fit_weights(own)
        calibration, intercept = fit_calibration(weights, [*own, *foreign])
        told = {"weights": weights, "calibration": calibration, "intercept": round(intercept, 4)}
        kept_out = [one for one in (*own, *foreign) if one.question in intents]
        told |= _gate(told, kept_out, intents)
        asked = validation_of(found.settings.knowledge_folder)
        understood = intents | understand_all(asked.texts)
        told |= _decisions(told, samples_of(asked, index), kept_out, understood, plot)
    DEFAULT_FILE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    out.print(f"{len(own)} questions, {len(foreign)} foreign messages, {len(asked.texts)} of the validation")
    out.print(told)


def _gate(ranking: dict[str, Any], samples: list[Any], intents: Intents) -> dict[str, Any]:
    """How it is told whether a message is about the subject, from the examples nobody has learned from."""
    from secondment.knowledge.ranking import believed
    from secondment.knowledge.tuning import choose_subject_from, first_three, fit_joined

    if not samples:
        raise KnowledgeError("the trained model knows none of the examples: run `make train` first")
    signs, _ = _signs(ranking, samples, intents)
    three, foreign = first_three(ranking["weights"], samples), _foreign(samples)
    subject = fit_joined(~foreign, balanced=True, **signs)
    chances = believed(subject, **signs)
    subject_from = choose_subject_from(chances, three, foreign)
    return {"subject": subject, "subject_from": subject_from}


def _decisions(
    ranking: dict[str, Any], samples: list[Any], kept_out: list[Any], intents: Intents, plot: Path | None
) -> dict[str, Any]:
    """Belief and thresholds, from what the gate lets through of the validation (`samples`)."""
    from secondment.cli.reliability_plot import diagram
    from secondment.knowledge.ranking import believed
    from secondment.knowledge.reliability import expected_calibration_error, reliability
    from secondment.knowledge.tuning import choose_thresholds, fit_joined

    heard, right, three = _let_through(ranking, samples, intents, "validation")
    belief = fit_joined(right, **heard)
    beliefs = believed(belief, **heard)
    harder, *so_right = _let_through(ranking, kept_out, intents, "examples")
    thresholds = choose_thresholds(beliefs, right, three, (believed(belief, **harder), so_right[0], so_right[1]))
    bins = reliability(beliefs, right)
    error = expected_calibration_error(bins)
    out.print(f"{len(right)} samples, first hit right {right.mean():.1%}, expected calibration error {error:.3f}")
    if plot:
        plot.write_text(diagram(bins, thresholds), encoding="utf-8")
    return {"belief": belief, **thresholds}


def _let_through(ranking: dict[str, Any], samples: list[Any], intents: Intents, of: str) -> tuple[Any, Any, Any]:
    """Of the samples the gate lets through: what belief goes by, and whether the first and one of three is right.

    What is turned away is told nothing, so what is told is weighed on the rest.
    """
    from secondment.knowledge.ranking import believed
    from secondment.knowledge.tuning import first_three

    signs, right = _signs(ranking, samples, intents)
    three = first_three(ranking["weights"], samples)
    within = believed(ranking["subject"], **signs) >= ranking["subject_from"]
    _tell_gate(of, within, three, _foreign(samples))
    return {name: signs[name][within] for name in ("score", "out_of_scope")}, right[within], three[within]


def _signs(ranking: dict[str, Any], samples: list[Any], intents: Intents) -> tuple[dict[str, Any], Any]:
    """What decisions go by, for each sample, and whether its first hit is right."""
    import numpy as np

    from secondment.knowledge.tuning import first_hits, nearest_questions

    scores, right = first_hits(ranking["weights"], ranking["calibration"], ranking["intercept"], samples)
    elsewhere = np.array([intents[one.question].get("out_of_scope", 0.0) for one in samples])
    return {"score": scores, "out_of_scope": elsewhere, "nearest": nearest_questions(samples)}, right


def _foreign(samples: list[Any]) -> Any:
    import numpy as np

    return np.array([not one.right.any() for one in samples])


def _tell_gate(of: str, within: Any, answerable: Any, foreign: Any) -> None:
    shares = tuple((~within)[which].mean() for which in (foreign, answerable))
    out.print(f"another subject ({of}): {shares[0]:.1%} of the foreign, {shares[1]:.1%} of the answerable messages")


def validation_of(folder: Path) -> Validation:
    """The validation messages of a knowledge folder with the articles that answer them."""
    from secondment.knowledge.facts import FACTS_FILE, QUESTIONS_FILE, read_facts, read_questions
    from secondment.knowledge.validation import FOLDER, read_validation

    facts = {fact: line.articles for fact, line in read_facts(folder / FACTS_FILE).items()}
    return read_validation(folder / FOLDER, facts, read_questions(folder / QUESTIONS_FILE))


def read_unseen(archive: Path) -> Intents:
    """What the trained model said of the examples kept out, by text: the intents and their probabilities.

    Raises `KnowledgeError` when there is no such archive.
    """
    try:
        with tarfile.open(archive) as stored:
            member = next((one for one in stored.getmembers() if Path(one.name).name == _UNSEEN), None)
            file = stored.extractfile(member) if member else None
            told: Intents = json.load(file) if file else {}
    except (OSError, tarfile.TarError, ValueError) as error:
        raise KnowledgeError(f"{archive}: not a trained model (run `make train`)") from error
    return told


def read_messages(path: Path) -> list[str]:
    """The example lines of Rasa training files in a folder or of one file."""
    files = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
    blocks = [block for file in files for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]]
    return [line for block in blocks for line in re.findall(r"^- (.+)$", block["examples"], re.MULTILINE)]
