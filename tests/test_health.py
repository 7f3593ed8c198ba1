"""`python -m bot.health`, as a container's health check runs it."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest


@contextmanager
def listening(status: int) -> Iterator[str]:
    """Something that answers /healthz with a status; its STATUS_LISTEN."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def health(listen: str | None) -> tuple[int, str]:
    environment = {key: value for key, value in os.environ.items() if key != "STATUS_LISTEN"}
    # A proxy of the machine's is not the way to the bot beside.
    environment |= {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    environment |= {} if listen is None else {"STATUS_LISTEN": listen}
    done = subprocess.run(
        [sys.executable, "-m", "bot.health"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


def test_a_bot_that_says_it_lives_is_healthy() -> None:
    with listening(200) as address:
        assert health(address) == (0, "")
        assert health(f"0.0.0.0:{address.partition(':')[2]}")[0] == 0


def test_one_that_says_anything_else_is_not() -> None:
    with listening(503) as address:
        assert health(address) == (1, f"annals: {address} answers with 503\n")


@pytest.mark.parametrize(
    ("listen", "told"),
    [
        ("127.0.0.1:1", "127.0.0.1:1 does not answer (ConnectionRefusedError)"),
        (None, "STATUS_LISTEN is not HOST:PORT: there is nobody to ask"),
        ("nonsense", "STATUS_LISTEN is not HOST:PORT: there is nobody to ask"),
    ],
)
def test_why_it_is_not_is_one_line(listen: str | None, told: str) -> None:
    assert health(listen) == (1, f"annals: {told}\n")
