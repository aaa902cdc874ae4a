"""All settings of the light side: one frozen object, read from the environment and `.env`, checked at start.

This is the only module that reads the environment. Every field is listed in `docs/operations.md`, which a test checks.
"""

from __future__ import annotations

import os
import secrets
from datetime import date
from functools import cached_property
from pathlib import Path

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from secondment.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """The settings; the variable of `port` is `SECONDMENT_PORT`, and so on."""

    model_config = SettingsConfigDict(env_prefix="SECONDMENT_", env_file=ROOT / ".env", extra="ignore", frozen=True)

    home: Path = Field(default=ROOT / "var", description="folder for everything made at run time")
    database_url: str = Field(default="", description="SQLAlchemy address of the database; SQLite in home when empty")
    signing_key: str = Field(default="", description="secret of at least 32 characters all other keys derive from")
    today: date | None = Field(default=None, description="moves the clock (YYYY-MM-DD); demo and tests only")
    demo: bool = Field(default=False, description="demo people may sign in without a password")
    test_mode: bool = Field(default=False, description="allows other addresses of the platforms; tests only")

    port: int = Field(default=8080, ge=1, le=65535, description="port of the gateway: web page and chat API")
    host: str = Field(default="127.0.0.1", description="address the gateway listens on")
    engine_port: int = Field(default=5005, ge=1, le=65535, description="loopback port of the engine (Rasa)")
    actions_port: int = Field(default=5055, ge=1, le=65535, description="loopback port of the action server")
    public_url: str = Field(default="", description="address people reach the gateway at; http://host:port when empty")

    assertion_public_key: str = Field(
        default="", description="PEM the action server checks signed messages with; set by the process that starts it"
    )
    internal_secret: str = Field(
        default="", description="secret between gateway, engine and action server; set by the process that starts them"
    )

    knowledge_folder: Path = Field(default=ROOT / "knowledge", description="folder of the articles")
    model_folder: Path | None = Field(
        default=None, description="folder with model.onnx and tokenizer.json of another sentence encoder"
    )
    messages_per_minute: int = Field(default=60, ge=1, description="rate limit of the chat API per person")
    engine_timeout_seconds: float = Field(default=25.0, gt=0, description="how long the gateway waits for the engine")
    web_session_hours: int = Field(default=12, ge=1, description="how long a web sign-in lasts")
    retention_days: int = Field(default=90, ge=1, description="how long inbox entries and ratings are kept")
    case_retention_days: int = Field(default=365, ge=1, description="how long answered and closed cases are kept")
    audit_retention_days: int = Field(default=730, ge=1, description="how long the audit is kept")

    oidc_issuer: str = Field(default="", description="address of the company's OpenID Connect provider")
    oidc_client_id: str = Field(default="", description="client id of this assistant at the provider")
    oidc_client_secret: str = Field(default="", description="client secret of this assistant at the provider")
    oidc_tenant: str = Field(
        default="", description="tenant the bindings of company sign-in stand under; issuer when empty"
    )
    oidc_user_claim: str = Field(default="sub", description="claim that identifies the person in the bindings")

    slack_signing_secret: str = Field(default="", description="signing secret of the Slack app; no Slack when empty")
    slack_app_id: str = Field(default="", description="id of the Slack app; events of other apps are refused")
    slack_workspaces: str = Field(
        default="", description="the workspaces allowed, each with its bot token: T0HOME=xoxb-1,T0HOST=xoxb-2"
    )
    slack_app_token: str = Field(default="", description="app-level token (xapp-…): Socket Mode, no inbound port")
    slack_api_url: str = Field(default="", description="another address of Slack's Web API; test mode only")

    teams_app_id: str = Field(default="", description="id of the app registration behind the bot; no Teams when empty")
    teams_app_secret: str = Field(default="", description="client secret of that registration")
    teams_tenant: str = Field(default="", description="tenant (directory) id of the company; the bot is single-tenant")
    teams_further_tenants: str = Field(
        default="", description="ids of other tenants whose people may use the bot, with commas between"
    )
    teams_login_url: str = Field(default="", description="another address of Microsoft's sign-in; test mode only")
    teams_service_url: str = Field(default="", description="another address of the Bot Connector; test mode only")

    hr_token: str = Field(default="", description="bearer token for `records pull`")
    hr_contact_name: str = Field(default="", description="whom to ask when no HR contact is on record")
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR")

    @field_validator("slack_api_url", "teams_login_url", "teams_service_url")
    @classmethod
    def _only_tests_move_the_platforms(cls, address: str, known: ValidationInfo) -> str:
        """A platform's address decides who is believed and who gets our tokens: nothing but a test may move it."""
        if address and not known.data.get("test_mode"):
            raise ValueError("for tests only, which set SECONDMENT_TEST_MODE")
        return address

    @cached_property
    def database(self) -> str:
        """The database address in effect."""
        return self.database_url or f"sqlite:///{self.home.resolve() / 'secondment.sqlite3'}"

    @cached_property
    def address(self) -> str:
        """The address people reach the gateway at, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")


def read_settings() -> Settings:
    """The settings in effect; raises `SettingsError` with the variable's name and the reason."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "SECONDMENT_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name}: {first['msg']} (see docs/operations.md)") from error


def ensure_signing_key(settings: Settings) -> str:
    """The signing key: the setting when there is one, else the key kept in home, made on first use with mode 0600."""
    if settings.signing_key:
        if len(settings.signing_key) < 32:
            raise SettingsError("SECONDMENT_SIGNING_KEY: at least 32 characters are needed (see docs/operations.md)")
        return settings.signing_key
    path = settings.home / "signing.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
