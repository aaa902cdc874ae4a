"""A small OpenID Connect provider on loopback: own key, discovery, authorize, token. It can tell lies on purpose."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

CLIENT = "assistant"


def new_key() -> RSAPrivateKey:
    """A fresh signing key."""
    return generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """The provider. `bend` changes the claims before signing, `key` signs, `algorithm` names how."""

    issuer: str
    user: str = "ada@example.com"
    key: RSAPrivateKey = field(default_factory=new_key)
    algorithm: str = "RS256"
    bend: Callable[[dict[str, Any]], None] = lambda claims: None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.told_key = self.key.public_key()

    def app(self) -> FastAPI:
        """The provider's pages."""
        app = FastAPI()
        app.add_route("/.well-known/openid-configuration", self._discovery)
        app.add_route("/keys", self._keys)
        app.add_route("/authorize", self._authorize)
        app.add_route("/token", self._token, methods=["POST"])
        return app

    async def _discovery(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "response_types_supported": ["code"],
                "id_token_signing_alg_values_supported": ["none", "HS256", "RS256"],
            }
        )

    async def _keys(self, _: Request) -> Response:
        told = jwt.algorithms.RSAAlgorithm.to_jwk(self.told_key, as_dict=True)
        return JSONResponse({"keys": [{**told, "kid": "one", "use": "sig"}]})

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 302)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        asked = self.codes.pop(str(form.get("code")), None)
        if asked is None or not _fits(str(form.get("code_verifier", "")), asked.get("code_challenge", "")):
            return JSONResponse({"error": "invalid_grant"}, 400)
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": self.user,
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            "nonce": asked["nonce"],
        }
        self.bend(claims)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": self._sign(claims)})

    def _sign(self, claims: dict[str, Any]) -> str:
        key: Any = {"RS256": self.key, "HS256": "a secret of thirty-two characters", "none": None}[self.algorithm]
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": "one"})


def _fits(verifier: str, challenge: str) -> bool:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=") == challenge
