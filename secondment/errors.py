"""Every error the library raises on purpose: small named classes with one base.

Each error knows what the person is told (`sentence`, a key of `knowledge/sentences/`) and carries a reference
id, so that what a person reports can be found in the logs. One boundary per process turns them into an answer.
"""

from __future__ import annotations

import secrets


class SecondmentError(Exception):
    """Base of all errors of the product.

    `sentence` is the key of the sentence the person is shown; `reference` is a short id that stands in that
    sentence and in the log line. The message itself is for operators and holds no personal data.
    """

    sentence = "error_unexpected"

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.__class__.__name__)
        self.reference = secrets.token_hex(4)


class SettingsError(SecondmentError):
    """A setting is missing or wrong; the message names the variable and the remedy."""


class IdentityError(SecondmentError):
    """Who is speaking could not be proved: assertion or token missing, expired, forged or for somebody else."""

    sentence = "error_not_verified"


class NotPersonalError(SecondmentError):
    """Personal facts were asked for on a surface that other people can read."""

    sentence = "error_not_personal"


class KnowledgeError(SecondmentError):
    """The knowledge base cannot be read or has no usable article."""

    sentence = "error_knowledge"


class RecordsError(SecondmentError):
    """The records cannot be read or written just now."""

    sentence = "error_records"


class ConstraintBroken(RecordsError):
    """What was to be stored breaks a rule of the database; the message names the kind of rule, no value."""


class ImportRefused(SecondmentError):
    """A file as a whole cannot be imported (unreadable, no header, wrong format); the message says why."""


class PullFailed(SecondmentError):
    """The HR system did not deliver a complete, well-formed set of records; nothing was changed."""


class EngineUnavailable(SecondmentError):
    """The engine does not answer in time."""

    sentence = "error_engine_down"
