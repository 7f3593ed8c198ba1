"""The only room that knows Telegram: handlers, keyboards, polling, the terminal."""

import sys

# httpx, which python-telegram-bot calls with, loads its own command line where what that needs is
# installed: 5 MB and 60 ms for nothing. This makes it think that it is not.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
