"""Training data: the files in `data/`, and the example questions of every article as examples of its topic.

HR's articles are the largest and best kept set of questions as people ask them, so understanding learns from them too.
Of the further messages beside an article about half are enough: a topic is easier to tell than an article.
"""

from __future__ import annotations

import hashlib
import logging
import re
from functools import lru_cache
from pathlib import Path

import yaml
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from engine.components.embedding import load_speller
from secondment.text.unseen import unseen

log = logging.getLogger(__name__)
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


class BadArticle(ValueError):
    """An article whose questions cannot be read; it is reported and left out of training."""


class KnowledgeImporter(RasaFileImporter):  # type: ignore[misc]  # Rasa is not typed
    """Rasa's own importer, with the questions of `knowledge/<topic>/*.md` added to the examples."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        knowledge_folder: str = "knowledge",
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        self._knowledge = Path(config_file or ".").resolve().parent / knowledge_folder

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The examples of `data/` and those of the articles whose topic is an intent of the domain."""
        known = set(self.get_domain().intents)
        return super().get_nlu_data(language).merge(TrainingData(read_examples(self._knowledge, known)))


def read_examples(folder: Path, intents: set[str]) -> list[Message]:
    """One example per question of every readable article; each unreadable article is logged with its reason."""
    examples = []
    for path in sorted(folder.glob("*/*.md")):
        try:
            topic, questions = read_questions(path)
        except BadArticle as error:
            log.warning("left out of training: %s: %s", path, error)
            continue
        if topic not in intents:
            log.warning("left out of training: %s: topic %r is not an intent of domain.yml", path, topic)
            continue
        asked = filter(wanted, read_asked(path.with_suffix(".asked.txt")))
        examples += [Message.build(text=question, intent=topic) for question in (*questions, *asked)]
    return examples


@lru_cache(maxsize=65_536)
def wanted(asked: str) -> bool:
    """Whether a further message is learned from: all that the encoder was kept from, and of the others every second."""
    mended = load_speller().mend(asked)
    return unseen(mended) or hashlib.sha256(mended.encode()).digest()[1] % 2 == 0


def read_asked(path: Path) -> tuple[str, ...]:
    """The further messages people sent that stand beside an article, one a line; none when there is no such file."""
    if not path.exists():
        return ()
    return tuple(line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def read_questions(path: Path) -> tuple[str, tuple[str, ...]]:
    """Topic and questions of one article; raises `BadArticle` when its front matter does not hold them."""
    try:
        found = _FRONT.match(path.read_text(encoding="utf-8").replace("\r\n", "\n"))
        front = yaml.safe_load(found.group(1)) if found else None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadArticle(f"cannot be read ({type(error).__name__})") from error
    if not isinstance(front, dict):
        raise BadArticle("no front matter")
    topic, questions = front.get("topic"), front.get("questions")
    if not isinstance(topic, str) or not isinstance(questions, list):
        raise BadArticle("no topic or no list of questions")
    return topic, tuple(str(question).strip() for question in questions if str(question).strip())
