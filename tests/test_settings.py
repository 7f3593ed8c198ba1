"""Settings: what is right is read, what is wrong is told in one line that never tells a secret."""

from pathlib import Path

import pytest

from bot.settings import Address, Settings, WrongSetting, read_settings

SECRET = "only-Telegram_knows-17"
HOOK = {"WEBHOOK_URL": "https://bot.example.org/hook-8f3", "WEBHOOK_SECRET": SECRET}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("WEBHOOK_URL", "WEBHOOK_LISTEN", "WEBHOOK_SECRET", "STATUS_LISTEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("TELEGRAM_API_BASE_URL", raising=False)
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
