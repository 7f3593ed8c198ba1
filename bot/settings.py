"""Settings from the environment and `.env`."""

from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from environs import Env, EnvError
from marshmallow import ValidationError

from bot.events.knowledge import SHIPPED
from bot.languages.text import ENGLISH, LANGUAGES

TELEGRAM = "https://api.telegram.org/bot"


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
    admin_ids: frozenset[int]
    log_level: str
    log_format: str


def read_settings() -> Settings:
    """Read the environment, and `.env` in the working folder where there is one.

    Raises:
        WrongSetting: names the variable, what it holds (never a secret's value), what is allowed.
    """
    env = Env()
    env.read_env(str(Path.cwd() / ".env"), recurse=False)
    token = env.str("TELEGRAM_BOT_TOKEN", "").strip() or None
    if token and (":" not in token or any(sign.isspace() for sign in token)):
        raise WrongSetting(
            "TELEGRAM_BOT_TOKEN is not a token: copy the whole line that @BotFather sent "
            "(digits, a colon, letters)"
        )
    return Settings(
        token=token,
        api_base_url=_api_base_url(env),
        knowledge_dir=Path(env.str("KNOWLEDGE_DIR", "") or SHIPPED),
        timezone=_timezone(env),
        language=_one_of(env, "LANGUAGE", LANGUAGES, ENGLISH),
        admin_ids=_admin_ids(env),
        log_level=_one_of(
            env, "LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), "INFO"
        ),
        log_format=_one_of(env, "LOG_FORMAT", ("text", "json"), "text"),
    )


def _one_of(env: Env, name: str, allowed: tuple[str, ...], default: str) -> str:
    value = env.str(name, "").strip() or default
    for choice in allowed:
        if choice.casefold() == value.casefold():
            return choice
    raise WrongSetting(f"{name} is {value!r}: use {' or '.join(allowed)}")


def _timezone(env: Env) -> ZoneInfo:
    name = env.str("TIMEZONE", "").strip() or "Asia/Taipei"
    if name not in available_timezones():
        raise WrongSetting(f"TIMEZONE is {name!r}: use an IANA name such as Europe/Paris")
    return ZoneInfo(name)


def _admin_ids(env: Env) -> frozenset[int]:
    try:
        return frozenset(env.list("ADMIN_IDS", [], subcast=int))
    except (EnvError, ValidationError, ValueError):
        value = env.str("ADMIN_IDS", "")
        raise WrongSetting(
            f"ADMIN_IDS is {value!r}: use Telegram user ids, comma-separated, such as 123,456"
        ) from None


def _api_base_url(env: Env) -> str:
    value = env.str("TELEGRAM_API_BASE_URL", "").strip() or TELEGRAM
    if not value.startswith(("http://", "https://")):
        raise WrongSetting(
            "TELEGRAM_API_BASE_URL does not begin with http:// or https://: "
            "write it like http://127.0.0.1:8081/bot"
        )
    return value
