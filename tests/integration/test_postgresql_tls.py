"""TLS to PostgreSQL by the words of its own tools in the address."""

from __future__ import annotations

import ssl

import pytest
from sqlalchemy import make_url, text

from secondment.errors import RecordsError, SettingsError
from secondment.records.engine import open_engine, upgrade
from secondment.records.tls import tls_of
from tests.postgresql import ADMIN, missing


def _encrypted(address: str) -> bool:
    with open_engine(address).connect() as connection:
        return bool(connection.scalar(text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")))


@pytest.fixture
def _server() -> None:
    """A PostgreSQL that offers TLS."""
    if missing():
        pytest.skip(missing())
    with open_engine(ADMIN).connect() as connection:
        if connection.scalar(text("SHOW ssl")) != "on":
            pytest.skip("PostgreSQL: offers no TLS")


@pytest.mark.usefixtures("_server")
def test_the_address_asks_for_tls() -> None:
    """Only then the connection is encrypted."""
    assert (False, True) == (_encrypted(f"{ADMIN}?sslmode=disable"), _encrypted(f"{ADMIN}?sslmode=require"))


@pytest.mark.usefixtures("_server")
def test_a_certificate_nobody_vouches_for_is_refused() -> None:
    """The server's own one is not known to the system."""
    with pytest.raises(RecordsError):
        upgrade(open_engine(f"{ADMIN}?sslmode=verify-full"))


@pytest.mark.parametrize("asked", ["sslmode=perhaps", "sslmode=require&sslrootcert=/no/such/file"])
def test_a_wrong_word_names_the_variable(asked: str) -> None:
    """Nothing is guessed, and nothing falls back to plain text."""
    with pytest.raises(SettingsError, match="SECONDMENT_DATABASE_URL"):
        open_engine(f"{ADMIN}?{asked}")


def test_other_words_of_the_address_stay() -> None:
    """They are the driver's."""
    assert {"application_name": "x"} == dict(open_engine(f"{ADMIN}?application_name=x&sslmode=require").url.query)


@pytest.mark.parametrize(
    ("mode", "checked"),
    [
        ("require", (ssl.CERT_NONE, False)),
        ("verify-ca", (ssl.CERT_REQUIRED, False)),
        ("verify-full", (ssl.CERT_REQUIRED, True)),
    ],
)
def test_each_word_checks_what_it_says(mode: str, checked: tuple[ssl.VerifyMode, bool]) -> None:
    """Nothing, the certificate, the certificate and the name."""
    bare, context = tls_of(make_url(f"{ADMIN}?sslmode={mode}"))

    assert {} == dict(bare.query)
    assert isinstance(context, ssl.SSLContext) and checked == (context.verify_mode, context.check_hostname)
