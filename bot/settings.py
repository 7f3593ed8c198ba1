"""Settings from the environment and `.env`."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from platformdirs import user_data_path

from bot.events.knowledge import SHIPPED
from bot.languages.text import ENGLISH
from bot.locales import LANGUAGES

TELEGRAM = "https://api.telegram.org/bot"
_FREE_RATE = 30
_PAID_RATE = 1000
"""Messages a second that Telegram takes from one bot."""
_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class WrongSetting(Exception):
    """A variable of the environment holds what it may not; the message is one line for people."""


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
    log_level: str
    log_format: str


def read_settings() -> Settings:
    """Read the environment, and `.env` in the working folder where there is one.

    Raises:
        WrongSetting: names the variable, what it holds (never a secret's value), what is allowed.
    """
    held = {**dotenv_values(Path.cwd() / ".env"), **os.environ}
    env = {name: value.strip() for name, value in held.items() if value and value.strip()}
    token = env.get("TELEGRAM_BOT_TOKEN")
    if token and (":" not in token or any(sign.isspace() for sign in token)):
        raise WrongSetting(
            "TELEGRAM_BOT_TOKEN is not a token: copy the whole line that @BotFather sent "
            "(digits, a colon, letters)"
        )
    return Settings(
        token=token,
        api_base_url=_api_base_url(env),
        knowledge_dir=Path(env.get("KNOWLEDGE_DIR", SHIPPED)),
        timezone=_timezone(env),
        language=_one_of(env, "LANGUAGE", LANGUAGES, ENGLISH),
        database_url=env.get("DATABASE_URL") or _own_database(),
        admin_ids=_admin_ids(env),
        broadcast_rate=_broadcast_rate(env),
        allow_paid_broadcast=_is_paid(env),
        keep_unanswered=_one_of(env, "KEEP_UNANSWERED", ("true", "false"), "true") == "true",
        log_level=_one_of(env, "LOG_LEVEL", _LOG_LEVELS, "INFO"),
        log_format=_one_of(env, "LOG_FORMAT", ("text", "json"), "text"),
    )


def _own_database() -> str:
    return f"sqlite:///{user_data_path('annals') / 'annals.db'}"


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
    try:
        return frozenset(int(number) for number in value.split(",") if number.strip())
    except ValueError:
        raise WrongSetting(
            f"ADMIN_IDS is {value!r}: use Telegram user ids, comma-separated, such as 123,456"
        ) from None


def _is_paid(env: Mapping[str, str]) -> bool:
    return _one_of(env, "ALLOW_PAID_BROADCAST", ("true", "false"), "false") == "true"


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
    value = env.get("TELEGRAM_API_BASE_URL", TELEGRAM)
    if not value.startswith(("http://", "https://")):
        raise WrongSetting(
            "TELEGRAM_API_BASE_URL does not begin with http:// or https://: "
            "write it like http://127.0.0.1:8081/bot"
        )
    return value
