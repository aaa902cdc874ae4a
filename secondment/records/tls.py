"""TLS to PostgreSQL, asked for in the address as PostgreSQL's own tools do: `?sslmode=verify-full`."""

from __future__ import annotations

import ssl

from sqlalchemy import URL

from secondment.errors import SettingsError

LINE_FAILURES = (ssl.SSLError, ConnectionError, TimeoutError)  # the driver lets these through as they are
MODES = ("disable", "prefer", "require", "verify-ca", "verify-full")


def tls_of(url: URL) -> tuple[URL, ssl.SSLContext | bool | None]:
    """The address without its TLS words, and how to encrypt: never (False), or as the server likes (None).

    The latter is `prefer`, which holds when nothing is said. `require` encrypts, `verify-ca` also checks the server's
    certificate, `verify-full` its host name too; `sslrootcert` names a file of authorities in place of the system's.
    Raises `SettingsError`.
    """
    mode, authorities = str(url.query.get("sslmode", "prefer")), url.query.get("sslrootcert")
    if mode not in MODES:
        raise SettingsError(f"SECONDMENT_DATABASE_URL: sslmode is one of {', '.join(MODES)} (see docs/operations.md)")
    bare = url.difference_update_query(("sslmode", "sslrootcert"))
    if mode in ("disable", "prefer"):
        return bare, False if mode == "disable" else None
    try:
        context = ssl.create_default_context(cafile=str(authorities) if authorities else None)
    except OSError as error:
        raise SettingsError(
            "SECONDMENT_DATABASE_URL: sslrootcert is no file of certificates that can be read"
        ) from error
    context.check_hostname = mode == "verify-full"
    context.verify_mode = ssl.CERT_NONE if mode == "require" else ssl.CERT_REQUIRED
    return bare, context
