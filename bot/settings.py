"""Settings from the environment and `.env`."""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from bot.events.knowledge import SHIPPED
from bot.languages.text import ENGLISH
from bot.locales import LANGUAGES

_TELEGRAM = "https://api.telegram.org/bot"
_FREE_RATE = 30
_PAID_RATE = 1000
"""Messages a second that Telegram takes from one bot."""
_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_WEBHOOK_PORTS = (443, 80, 88, 8443)
"""To which Telegram's own servers send."""
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_PERSON = re.compile(r"0*[1-9][0-9]{0,18}")
_PATH = re.compile(r"[A-Za-z0-9._~/-]*")
_LIKE_URL = "write it like https://bot.example.org/telegram"
_DATABASES = ("sqlite", "sqlite+aiosqlite", "postgresql", "postgresql+psycopg")
_LIKE_DATABASE = "use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
_HOST = re.compile(r"(\[[^]/?]*\]|[^:/?]*)(:[0-9]+)?([/?]|$)")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class WrongSetting(Exception):
    """A variable of the environment holds what it may not; the message is one line for people."""


@dataclass(frozen=True, slots=True)
class Address:
    """What is listened on."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Webhook:
    """How Telegram is told to bring updates: to which public address, with which secret.

    `path` is where they come to at `listen`.
    """

    url: str = field(repr=False)
    path: str = field(repr=False)
    secret: str = field(repr=False)
    listen: Address


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, checked. See the README's table for what each means."""

    token: str | None = field(repr=False)
    api_base_url: str
    knowledge_dir: Path
    timezone: ZoneInfo
    language: str
    database_url: str = field(repr=False)
    admin_ids: frozenset[int]
    broadcast_rate: float
    allow_paid_broadcast: bool
    keep_unanswered: bool
    webhook: Webhook | None
    status_listen: Address | None
    log_level: str
    log_format: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may hold."""
        told = self.token, self.webhook.secret if self.webhook else None
        return tuple(secret for secret in told if secret)


def read_settings() -> Settings:
    """Read the environment, and `.env` in the working folder where there is one.

    Raises:
        WrongSetting: names the variable, what it holds (never a secret's value), what is allowed.
    """
    held = {**_in_file(Path.cwd() / ".env"), **os.environ}
    env = {name: value.strip() for name, value in held.items() if value and value.strip()}
    token = env.get("TELEGRAM_BOT_TOKEN")
    if token and not _TOKEN.fullmatch(token):
        raise WrongSetting(
            "TELEGRAM_BOT_TOKEN is not a token: copy the whole line that @BotFather sent "
            "(digits, a colon, letters)"
        )
    webhook = _webhook(env)
    status_listen = _address(env, "STATUS_LISTEN") if "STATUS_LISTEN" in env else None
    if webhook and webhook.listen == status_listen:
        raise WrongSetting(
            f"STATUS_LISTEN is {env['STATUS_LISTEN']!r}, where webhooks come in: "
            "use another port than WEBHOOK_LISTEN"
        )
    return Settings(
        token=token,
        api_base_url=_api_base_url(env),
        knowledge_dir=Path(env.get("KNOWLEDGE_DIR", SHIPPED)),
        timezone=_timezone(env),
        language=_one_of(env, "LANGUAGE", LANGUAGES, ENGLISH),
        database_url=_database_url(env),
        admin_ids=_admin_ids(env),
        broadcast_rate=_broadcast_rate(env),
        allow_paid_broadcast=_is_paid(env),
        keep_unanswered=_is_true(env, "KEEP_UNANSWERED", "true"),
        webhook=webhook,
        status_listen=status_listen,
        log_level=_one_of(env, "LOG_LEVEL", _LOG_LEVELS, "INFO"),
        log_format=_one_of(env, "LOG_FORMAT", ("text", "json"), "text"),
    )


def _in_file(path: Path) -> Mapping[str, str | None]:
    if not path.exists():
        return {}
    from dotenv import dotenv_values

    try:
        return dotenv_values(path)
    except UnicodeError:
        raise WrongSetting(".env is not UTF-8: save the file as UTF-8") from None
    except OSError as error:
        raise WrongSetting(
            f".env cannot be read ({error.strerror}): let this program read the file"
        ) from None


def _database_url(env: Mapping[str, str]) -> str:
    value = env.get("DATABASE_URL")
    if value is None:
        from platformdirs import user_data_path

        return f"sqlite:///{user_data_path('annals') / 'annals.db'}"
    scheme, mark, rest = value.partition("://")
    if not mark:
        raise WrongSetting(f"DATABASE_URL is not a URL: {_LIKE_DATABASE}")
    if scheme not in _DATABASES:
        raise WrongSetting(f"DATABASE_URL begins with {scheme + mark!r}: {_LIKE_DATABASE}")
    if scheme.startswith("sqlite"):
        if rest and not rest.startswith("/"):
            raise WrongSetting(f"DATABASE_URL has two slashes before its file: {_LIKE_DATABASE}")
        return value
    # Read as SQLAlchemy does: a password ends at the first @, and what follows is shown to people.
    where = rest.partition("@")[2] or rest
    if "@" in where.partition("?")[0]:
        raise WrongSetting("DATABASE_URL has an @ in its password: write %40 for it")
    if not _HOST.match(where):
        raise WrongSetting(f"DATABASE_URL has a port that is no number: {_LIKE_DATABASE}")
    return value


def _one_of(env: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str) -> str:
    value = env.get(name, default)
    for choice in allowed:
        if choice.casefold() == value.casefold():
            return choice
    raise WrongSetting(f"{name} is {value!r}: use {' or '.join(allowed)}")


def _timezone(env: Mapping[str, str]) -> ZoneInfo:
    name = env.get("TIMEZONE", "Asia/Taipei")
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise WrongSetting(f"TIMEZONE is {name!r}: use an IANA name such as Europe/Paris") from None


def _admin_ids(env: Mapping[str, str]) -> frozenset[int]:
    value = env.get("ADMIN_IDS", "")
    told = [number for part in value.split(",") if (number := part.strip())]
    if all(map(_PERSON.fullmatch, told)):
        return frozenset(map(int, told))
    raise WrongSetting(
        f"ADMIN_IDS is {value!r}: use Telegram user ids, comma-separated, such as 123,456"
    )


def _is_true(env: Mapping[str, str], name: str, default: str) -> bool:
    return _one_of(env, name, ("true", "false"), default) == "true"


def _is_paid(env: Mapping[str, str]) -> bool:
    return _is_true(env, "ALLOW_PAID_BROADCAST", "false")


def _broadcast_rate(env: Mapping[str, str]) -> float:
    value = env.get("BROADCAST_RATE", "25")
    most = _PAID_RATE if _is_paid(env) else _FREE_RATE
    try:
        rate = float(value)
    except ValueError:
        rate = 0
    if 0 < rate <= most:
        return rate
    paid = "" if _is_paid(env) else f" (up to {_PAID_RATE} where ALLOW_PAID_BROADCAST is true)"
    raise WrongSetting(
        f"BROADCAST_RATE is {value!r}: use posts a second, above 0 and up to {most}{paid}"
    )


def _api_base_url(env: Mapping[str, str]) -> str:
    value = env.get("TELEGRAM_API_BASE_URL", _TELEGRAM)
    parts = _parts(value)
    is_base = parts is not None and parts.scheme in ("https", "http") and bool(parts.hostname)
    if parts is None or not is_base or not parts.path.strip("/") or _has_more(parts):
        raise WrongSetting(
            f"TELEGRAM_API_BASE_URL is {_shown(value)}: write it like http://127.0.0.1:8081/bot, "
            "without a token"
        )
    return value


def _webhook(env: Mapping[str, str]) -> Webhook | None:
    """Where updates are to come; None for polling."""
    listen = _address(env, "WEBHOOK_LISTEN", "127.0.0.1:8080")
    url, secret = env.get("WEBHOOK_URL"), env.get("WEBHOOK_SECRET")
    if secret is not None and not _SECRET.fullmatch(secret):
        raise WrongSetting(
            "WEBHOOK_SECRET holds what Telegram does not take: "
            "use 1 to 256 of the signs A-Z a-z 0-9 _ -"
        )
    if url is None:
        return None
    path = _webhook_path(env, url)
    if secret is None:
        raise WrongSetting(
            "WEBHOOK_SECRET is not set, though WEBHOOK_URL is: use 1 to 256 random signs of "
            "A-Z a-z 0-9 _ -, so that nobody else can pass for Telegram"
        )
    return Webhook(url, path, secret, listen)


def _webhook_path(env: Mapping[str, str], url: str) -> str:
    parts, shown = _parts(url), f"WEBHOOK_URL is {_shown(url)}"
    if parts is None or parts.scheme not in ("https", "http") or _has_more(parts):
        raise WrongSetting(f"{shown}: {_LIKE_URL}")
    host, port = parts.hostname, parts.port
    if not host:
        raise WrongSetting(f"{shown}: {_LIKE_URL}")
    if not _PATH.fullmatch(parts.path):
        raise WrongSetting(f"{shown}, and its path holds other signs than A-Z a-z 0-9 . _ ~ / -")
    # A Bot API server of one's own sends anywhere.
    if env.get("TELEGRAM_API_BASE_URL", _TELEGRAM) == _TELEGRAM and not _is_loopback(host):
        if parts.scheme == "http":
            raise WrongSetting(f"{shown}: Telegram sends to https:// alone")
        if (port or 443) not in _WEBHOOK_PORTS:
            allowed = ", ".join(map(str, _WEBHOOK_PORTS))
            raise WrongSetting(f"{shown}: Telegram sends only to the ports {allowed}")
    return parts.path or "/"


def _parts(url: str) -> SplitResult | None:
    """The parts of an address; None where it is none."""
    try:
        parts = urlsplit(url)
        is_whole = parts.port != 0 and not any(sign.isspace() for sign in parts.netloc)
    except ValueError:
        return None
    return parts if is_whole else None


def _shown(url: str) -> str:
    """An address as it may be shown: its path, its query and its user may be secrets."""
    scheme, mark, rest = url.rpartition("://") if url.count("://") == 1 else ("", "", url)
    host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    return f"{scheme}{mark}{host}/…"


def _has_more(parts: SplitResult) -> bool:
    return bool(parts.query or parts.fragment or parts.username or parts.password)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _address(env: Mapping[str, str], name: str, default: str = "") -> Address:
    value = env.get(name, default)
    host, _, port = value.rpartition(":")
    is_bracketed = host.startswith("[") and host.endswith("]")
    if is_bracketed:
        host = host[1:-1]
    if not host or (":" in host) != is_bracketed or not re.fullmatch(r"[0-9]{1,5}", port):
        raise WrongSetting(f"{name} is {value!r}: use HOST:PORT, such as 127.0.0.1:8080")
    if not 0 < int(port) < 2**16:
        raise WrongSetting(f"{name} is {value!r}: use a port from 1 to 65535")
    return Address(host, int(port))
