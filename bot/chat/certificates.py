"""The certificates that calls to Telegram trust, loaded only where a call needs them."""

import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import certifi

_FILE = "SSL_CERT_FILE"
"""The variable that names the file of trusted certificates to OpenSSL."""


@cache
def trusted() -> ssl.SSLContext:
    """A context with the certificates that the system or certifi trusts."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


@contextmanager
def none_loaded() -> Iterator[None]:
    """Within it, contexts are made without the system's certificates: they trust nobody.

    For libraries that make some at once which are never used: each takes 20 ms and a megabyte.
    """
    named = os.environ.get(_FILE)
    os.environ[_FILE] = os.devnull
    try:
        yield
    finally:
        del os.environ[_FILE]
        if named is not None:
            os.environ[_FILE] = named
