"""`python -m bot.health`: exit 0 where the bot on this machine says that it is alive, else 1.

For the health check of a container, which has no other program to ask with. It imports nothing of
the bot and takes a twentieth of a second.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException

_SECONDS = 4


def wrong() -> str | None:
    """What is wrong with the bot that listens on STATUS_LISTEN; None where nothing is."""
    listen = os.environ.get("STATUS_LISTEN", "").strip()
    host, _, port = listen.rpartition(":")
    if not port.isdecimal():
        return "STATUS_LISTEN is not HOST:PORT: there is nobody to ask"
    connection = HTTPConnection(host.strip("[]") or "127.0.0.1", int(port), timeout=_SECONDS)
    try:
        connection.request("GET", "/healthz")
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        return f"{listen} does not answer ({type(error).__name__})"
    finally:
        connection.close()
    return None if status == 200 else f"{listen} answers with {status}"


if __name__ == "__main__":
    told = wrong()
    if told:
        sys.stderr.write(f"annals: {told}\n")
    sys.exit(1 if told else 0)
