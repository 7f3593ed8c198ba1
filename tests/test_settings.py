"""Settings: what is right is read, what is wrong is told in one line that never tells a secret."""

import os
from pathlib import Path

import pytest

from bot.settings import Address, Settings, WrongSetting, read_settings

SECRET = "only-Telegram_knows-17"
HOOK = {"WEBHOOK_URL": "https://bot.example.org/hook-8f3", "WEBHOOK_SECRET": SECRET}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("WEBHOOK_URL", "WEBHOOK_LISTEN", "WEBHOOK_SECRET", "STATUS_LISTEN"):
        monkeypatch.delenv(name, raising=False)
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_BASE_URL", "DATABASE_URL", "ADMIN_IDS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)  # Where there is no .env.


def read(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return read_settings()


def told(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> str:
    """The one line that wrong settings end with."""
    with pytest.raises(WrongSetting) as caught:
        read(monkeypatch, variables)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def test_nothing_set_is_polling_without_a_status(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, {})
    assert settings.webhook is None
    assert settings.status_listen is None


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://bot.example.org", "/"),
        ("https://bot.example.org/", "/"),
        ("https://bot.example.org/hook", "/hook"),
        ("https://bot.example.org:8443/a/b_c~d.e-f", "/a/b_c~d.e-f"),
        ("https://bot.example.org:88/hook/", "/hook/"),
        ("http://127.0.0.1:9000/hook", "/hook"),
        ("http://localhost:9000/hook", "/hook"),
        ("http://[::1]:9000/hook", "/hook"),
    ],
)
def test_webhooks_come_to_the_path_of_their_address(
    monkeypatch: pytest.MonkeyPatch, url: str, path: str
) -> None:
    webhook = read(monkeypatch, HOOK | {"WEBHOOK_URL": url}).webhook
    assert webhook is not None
    assert (webhook.url, webhook.path, webhook.secret) == (url, path, SECRET)
    assert webhook.listen == Address("127.0.0.1", 8080)


def test_a_server_of_ones_own_sends_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    own = {"TELEGRAM_API_BASE_URL": "http://bot-api:8081/bot"}
    webhook = read(monkeypatch, HOOK | own | {"WEBHOOK_URL": "http://annals:8080/hook"}).webhook
    assert webhook is not None
    assert webhook.path == "/hook"


@pytest.mark.parametrize(
    ("url", "mend"),
    [
        ("bot.example.org/hook-8f3", "write it like https://"),
        ("ftp://bot.example.org/hook-8f3", "write it like https://"),
        ("https:///hook-8f3", "write it like https://"),
        ("https://bot.example.org:port/hook-8f3", "write it like https://"),
        ("https://[bot/hook-8f3", "write it like https://"),
        ("https://bot.example.org/hook-8f3?a=b", "write it like https://"),
        ("https://bot.example.org/hook-8f3#a", "write it like https://"),
        ("https://ann:hook-8f3@bot.example.org/", "write it like https://"),
        ("https://bot.example.org/hook-8f3 x", "its path holds other signs"),
        ("https://bot.example.org/{hook-8f3}", "its path holds other signs"),
        ("http://bot.example.org/hook-8f3", "sends to https:// alone"),
        ("https://bot.example.org:8080/hook-8f3", "only to the ports 443, 80, 88, 8443"),
    ],
)
def test_a_wrong_address_for_webhooks_is_told_without_its_path(
    monkeypatch: pytest.MonkeyPatch, url: str, mend: str
) -> None:
    line = told(monkeypatch, HOOK | {"WEBHOOK_URL": url})
    assert line.startswith("WEBHOOK_URL is ")
    assert mend in line
    assert "8f3" not in line


@pytest.mark.parametrize("secret", ["with space", "sm\u00f6rg", "a" * 257, "dot.dot"])
def test_a_wrong_secret_is_told_without_it(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    line = told(monkeypatch, HOOK | {"WEBHOOK_SECRET": secret})
    assert line.startswith("WEBHOOK_SECRET ")
    assert "1 to 256" in line
    assert secret not in line


def test_webhooks_want_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    line = told(monkeypatch, {"WEBHOOK_URL": HOOK["WEBHOOK_URL"]})
    assert line.startswith("WEBHOOK_SECRET is not set")


def test_secrets_are_in_no_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = repr(read(monkeypatch, HOOK))
    assert SECRET not in shown
    assert "8f3" not in shown


@pytest.mark.parametrize("name", ["WEBHOOK_LISTEN", "STATUS_LISTEN"])
@pytest.mark.parametrize(
    "value",
    ["8080", ":8080", "localhost", "localhost:", "::1:80", "[::1]", "a:b", "a:70000", "a:0"],
)
def test_a_wrong_address_to_listen_on_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    line = told(monkeypatch, {name: value})
    assert line.startswith(f"{name} is {value!r}: use ")


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("0.0.0.0:8080", Address("0.0.0.0", 8080)),
        ("[::1]:65535", Address("::1", 65535)),
        ("localhost:1", Address("localhost", 1)),
    ],
)
def test_an_address_to_listen_on_is_read(
    monkeypatch: pytest.MonkeyPatch, value: str, address: Address
) -> None:
    assert read(monkeypatch, {"STATUS_LISTEN": value}).status_listen == address
    monkeypatch.delenv("STATUS_LISTEN")
    webhook = read(monkeypatch, HOOK | {"WEBHOOK_LISTEN": value}).webhook
    assert webhook is not None
    assert webhook.listen == address


def test_one_address_cannot_serve_two(monkeypatch: pytest.MonkeyPatch) -> None:
    line = told(monkeypatch, HOOK | {"STATUS_LISTEN": "127.0.0.1:8080"})
    assert line.startswith("STATUS_LISTEN is '127.0.0.1:8080', where webhooks come in")


@pytest.mark.parametrize(
    "value", ["17", ":", "a:b-17", "17:", "1 7:b", "17:b/17", "17:b:17", "١٧:b"]
)
def test_what_is_no_token_is_told_without_it(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    line = told(monkeypatch, {"TELEGRAM_BOT_TOKEN": value})
    assert line.startswith("TELEGRAM_BOT_TOKEN is not a token: copy the whole line")
    assert "17" not in line


@pytest.mark.parametrize(
    "value", ["https://api.telegram.org/bot", "http://[::1]:8081/bot", "http://h/bot{token}/test"]
)
def test_a_bot_api_server_is_read(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    assert read(monkeypatch, {"TELEGRAM_API_BASE_URL": value}).api_base_url == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("ftp://h/bot", "ftp://h/…"),
        ("h:8081/bot", "h:8081/…"),
        ("http://", "http:///…"),
        ("http:///bot", "http:///…"),
        ("http://h:8081", "http://h:8081/…"),
        ("http://h:8081/", "http://h:8081/…"),
        ("http://h:99999/bot", "http://h:99999/…"),
        ("http://[::1/bot", "http://[::1/…"),
        ("http://a b/bot", "http://a b/…"),
        ("http://h/bot17:secret/getMe?a=17", "http://h/…"),
    ],
)
def test_what_is_no_bot_api_server_is_told_without_what_may_be_the_token(
    monkeypatch: pytest.MonkeyPatch, value: str, shown: str
) -> None:
    line = told(monkeypatch, {"TELEGRAM_API_BASE_URL": value})
    assert line == (
        f"TELEGRAM_API_BASE_URL is {shown}: write it like http://127.0.0.1:8081/bot, "
        "without a token"
    )


@pytest.mark.parametrize(
    "value",
    [
        "sqlite:///annals.db",
        "sqlite+aiosqlite:////data/annals.db",
        "postgresql://ann:secret@h:5432/annals",
        "postgresql+psycopg://ann@/annals?host=/run/postgresql",
        "postgresql://ann:sec/re?t@[::1]:5432/annals?user=a@b",
        "postgresql:///annals",
        "sqlite://",
    ],
)
def test_a_database_is_read(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    assert read(monkeypatch, {"DATABASE_URL": value}).database_url == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("secret", "is not a URL"),
        ("annals.db", "is not a URL"),
        ("mysql://ann:secret@h/annals", "begins with 'mysql://'"),
        ("postgresql+asyncpg://ann:secret@h/annals", "begins with 'postgresql+asyncpg://'"),
        ("postgresql://ann:secret@h:port/annals", "has a port that is no number"),
        ("postgresql://ann:sec@ret@h/annals", "has an @ in its password: write %40 for it"),
        ("postgresql://ann:sec@re/t@h/annals", "has an @ in its password: write %40 for it"),
        ("postgresql://ann:secret@h:1,k:2/annals", "has a port that is no number"),
        ("sqlite://annals.db", "has two slashes before its file"),
    ],
)
def test_what_is_no_database_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, value: str, shown: str
) -> None:
    line = told(monkeypatch, {"DATABASE_URL": value})
    assert line.startswith(f"DATABASE_URL {shown}")
    assert "sec" not in line
    assert "sqlite:///FILE or postgresql://" in line or "write %" in line


@pytest.mark.parametrize("value", ["ann", "-5", "0", "1.5", "1_000", "1 2", "1;2", "²", "9" * 20])
def test_what_is_no_persons_number_is_told(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    line = told(monkeypatch, {"ADMIN_IDS": value})
    assert line.startswith(f"ADMIN_IDS is {value!r}: use Telegram user ids")


@pytest.mark.parametrize(
    ("value", "ids"), [("7", {7}), ("7, 8,", {7, 8}), (" , ", set()), ("5500123456", {5500123456})]
)
def test_keepers_are_read(monkeypatch: pytest.MonkeyPatch, value: str, ids: set[int]) -> None:
    assert read(monkeypatch, {"ADMIN_IDS": value}).admin_ids == ids


def test_settings_stand_in_a_file_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("﻿ADMIN_IDS=7\r\nSTATUS_LISTEN=[::1]:9100\r\n", "utf-8")
    assert read_settings().admin_ids == {7}
    assert read(monkeypatch, {"ADMIN_IDS": "8"}).admin_ids == {8}


def test_a_file_in_another_encoding_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_bytes(b"KNOWLEDGE_DIR=caf\xe9\n")
    assert told(monkeypatch, {}) == ".env is not UTF-8: save the file as UTF-8"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").touch(mode=0o000)
    assert told(monkeypatch, {}).startswith(".env cannot be read (Permission denied)")
