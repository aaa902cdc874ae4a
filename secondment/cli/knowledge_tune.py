"""`secondment knowledge tune`: fit the ranking, its calibration and the thresholds on what nobody has learned from."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import track
from threadpoolctl import threadpool_limits

from secondment.cli.console import err, out, services
from secondment.cli.understanding import understand_all
from secondment.errors import KnowledgeError
from secondment.settings import ROOT

if TYPE_CHECKING:
    from secondment.knowledge.index import KnowledgeIndex
    from secondment.knowledge.reliability import Calibration
    from secondment.knowledge.validation import Validation
    from secondment.wiring import Services

DIAGRAM = ROOT / "docs" / "images" / "reliability.svg"
_UNSEEN = "unseen.json"
Intents = dict[str, dict[str, float]]


def tune(
    out_of_scope: Annotated[Path, typer.Argument(help="folder or file of messages that no article answers")],
    every: Annotated[int, typer.Option(help="use one unseen example in so many")] = 1,
    plot: Annotated[Path, typer.Option(help="where the reliability diagram (SVG) is written")] = DIAGRAM,
) -> None:
    """Fit weights, calibration, belief and thresholds; write ranking.json and the diagram of its belief."""
    from secondment.cli.reliability_plot import diagram
    from secondment.knowledge.ranking import DEFAULT_FILE

    # as in the action server: thousands of small products, whose threads would only wait for one another
    with services() as found, threadpool_limits(1):
        told, calibrated = _fit(found, out_of_scope, every)
    DEFAULT_FILE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    # one run writes both, so that the diagram shows the ranking in force
    plot.parent.mkdir(parents=True, exist_ok=True)
    plot.write_text(diagram(calibrated, told), encoding="utf-8")
    out.print(told)


def _fit(found: Services, out_of_scope: Path, every: int) -> tuple[dict[str, Any], Calibration]:
    """What ranking.json will say, and how honest its belief is."""
    from secondment.cli.knowledge_fit import fit_decisions, fit_gate, known, see
    from secondment.knowledge.examples import examples_in
    from secondment.knowledge.ranking import UNFITTED, Ranker
    from secondment.knowledge.self_test import foreign_samples, own_samples
    from secondment.knowledge.tuning import fit_calibration, fit_weights, order
    from secondment.knowledge.validation import samples_of
    from secondment.text.unseen import unseen

    intents = read_unseen(found.settings.home / "models" / "secondment.tar.gz")
    # a file fitted for other evidence must not keep anybody from fitting it anew
    index = found.build_index(ranker=UNFITTED)
    own = list(track(own_samples(index, found.vectors, every), "own questions", console=err))
    elsewhere = (one.text for one in examples_in(out_of_scope))
    messages = [one for one in elsewhere if unseen(found.speller.mend(one))][::every]
    foreign = list(track(foreign_samples(index, messages, found.vectors), "out of scope", console=err))
    asked = validation_of(found.settings.knowledge_folder)
    out.print(f"{len(own)} questions, {len(foreign)} foreign messages, {len(asked.texts)} of the validation")
    weights = fit_weights(own)
    ordered = order(weights, [*own, *foreign])
    calibration, intercept = fit_calibration(ordered)
    told: dict[str, Any] = {"weights": weights, "calibration": calibration, "intercept": round(intercept, 4)}
    kept_out = see(told, known(ordered, intents), intents)
    told |= fit_gate(kept_out)
    understood = understand_all(asked.texts)
    validated = see(told, order(weights, samples_of(asked, index)), understood)
    decided, calibrated = fit_decisions(told, validated, kept_out)
    told |= decided
    return told | {"following": _fit_following(found, index.ranked_by(Ranker(**told)), asked)}, calibrated


def _fit_following(found: Services, index: KnowledgeIndex, asked: Validation) -> dict[str, Any]:
    """How what goes on from something told is weighed, from follow-ups and from messages that nothing answers."""
    from secondment.knowledge.follow_ups import fit_following, of_nothing, read_follow_ups, samples_of
    from secondment.knowledge.validation import FOLDER

    known = read_follow_ups(found.settings.knowledge_folder / FOLDER, index)
    follow_ups = [*known, *of_nothing(asked.foreign, known)]
    samples = samples_of(track(follow_ups, "follow-ups", console=err), index)
    out.print(f"{len(samples)} of {len(follow_ups)} follow-ups are not clear by themselves")
    return fit_following(samples)


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
