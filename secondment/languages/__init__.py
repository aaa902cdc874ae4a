"""Which language a message is in: by its letters (lingua) and by the words it holds (`words.yml`)."""

from secondment.languages.chances import LANGUAGES
from secondment.languages.detecting import Languages
from secondment.languages.words import ENGLISH

__all__ = ["ENGLISH", "LANGUAGES", "Languages"]
