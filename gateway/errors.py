"""Why the gateway refuses a request: small named errors, each with its HTTP status and the key of its sentence.

`boundary.py` is the one place that turns them, and every other error, into an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from secondment.errors import EngineUnavailable, IdentityError, RecordsError, SecondmentError


class Refused(SecondmentError):
    """A request that is not served; `places` fill the sentence, `headers` go with the answer."""

    status: ClassVar[int] = 400
    sentence = "gateway_bad_request"

    def __init__(self, places: Mapping[str, object] | None = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.places = dict(places or {})
        self.headers = dict(headers or {})


class UnknownHost(Refused):
    """The Host header names a place that is not ours."""

    sentence = "gateway_unknown_host"


class NotSignedIn(Refused):
    """No token, a bad one, or no web session."""

    status = 401
    sentence = "gateway_not_signed_in"

    def __init__(self) -> None:
        super().__init__(headers={"WWW-Authenticate": 'Bearer realm="secondment"'})


class ForeignOrigin(Refused):
    """A request that another site made the browser send."""

    status = 403
    sentence = "gateway_foreign_origin"


class MissingCsrfToken(Refused):
    """A state-changing request with a cookie but without the page's token."""

    status = 403
    sentence = "gateway_missing_csrf"


class NotADemo(Refused):
    """Signing in without a password outside the demo."""

    status = 403
    sentence = "gateway_not_a_demo"


class UnknownPerson(Refused):
    """The company knows the person, this assistant does not."""

    status = 403
    sentence = "gateway_unknown_person"


class SignInFailed(Refused):
    """The company's sign-in did not give a proof we accept."""

    status = 403
    sentence = "gateway_sign_in_failed"


class NoSuchPage(Refused):
    """Nothing stands at this address."""

    status = 404
    sentence = "gateway_no_such_page"


class LinkOver(Refused):
    """A link of an account that was used or whose time is over."""

    status = 404
    sentence = "link_over"


class LinkTaken(Refused):
    """A link of an account that somebody is bound to already."""

    status = 409
    sentence = "link_theirs"


class WrongMethod(Refused):
    """The address does not take this method."""

    status = 405
    sentence = "gateway_wrong_method"


class BodyTooSlow(Refused):
    """The body did not arrive in time."""

    status = 408
    sentence = "gateway_body_too_slow"


class TooLarge(Refused):
    """The body is over the limit, or the message over its number of characters."""

    status = 413
    sentence = "gateway_too_large"


class MessageTooLong(TooLarge):
    """The message has too many characters."""

    sentence = "gateway_message_too_long"


class WrongContentType(Refused):
    """A body of another type than the address takes."""

    status = 415
    sentence = "gateway_wrong_content_type"


class EncodedBody(Refused):
    """A compressed body; nothing is ever inflated."""

    status = 415
    sentence = "gateway_encoded_body"


class BadJson(Refused):
    """The body is not the JSON object that is expected; the reason stands in the sentence."""

    status = 422
    sentence = "gateway_bad_json"


class EmptyMessage(Refused):
    """There is nothing to answer."""

    status = 422
    sentence = "gateway_empty_message"


class KeyReused(Refused):
    """One Idempotency-Key with two different messages."""

    status = 422
    sentence = "gateway_key_reused"


class BadKey(Refused):
    """An Idempotency-Key that is empty or too long."""

    status = 422
    sentence = "gateway_bad_key"


class TooManyMessages(Refused):
    """The person's rate limit is reached."""

    status = 429
    sentence = "gateway_too_many_messages"


def status_of(error: SecondmentError) -> int:
    """The HTTP status of an error of the library or of the gateway."""
    if isinstance(error, Refused):
        return error.status
    if isinstance(error, IdentityError):
        return 401
    if isinstance(error, EngineUnavailable | RecordsError):
        return 503
    return 500
