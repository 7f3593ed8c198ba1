"""No secret stands in a tracked file."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_SECRET = re.compile(
    r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b"  # A bot's token.
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{50,}"
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"
    r"|\bxox[abprs]-[A-Za-z0-9-]{20,}"
    r"|\bsk-[A-Za-z0-9_-]{32,}"
    r"|\bpypi-[A-Za-z0-9_-]{50,}"
)
_ASSIGNED = re.compile(
    r"(?im)^\s*(?:export )?(?:TELEGRAM_BOT_TOKEN|WEBHOOK_SECRET|POSTGRES_PASSWORD)=(\S+)"
)


def secrets_in(text: str) -> list[str]:
    """What looks like a secret: by its form, or as the value of a setting that is one."""
    return [found[0] for found in _SECRET.finditer(text)] + [
        found[1] for found in _ASSIGNED.finditer(text) if not found[1].startswith(("$", "…", "<"))
    ]


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this is no working copy")
    return [ROOT / name for name in done.stdout.decode().split("\0") if name]


def test_no_tracked_file_holds_a_secret() -> None:
    found = {
        str(path.relative_to(ROOT)): secrets_in(path.read_bytes().decode("utf-8", "replace"))
        for path in tracked()
        if path.is_file()
    }
    assert {name: secrets for name, secrets in found.items() if secrets} == {}


def test_the_file_with_the_token_is_not_tracked() -> None:
    assert ROOT / ".env" not in tracked()
    assert ".env" in (ROOT / ".gitignore").read_text().splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "token = '" + "123456789" + ":" + "A" * 35 + "'",
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "WEBHOOK_SECRET=" + "f00dcafe",
        "ghp_" + "a1" * 18,
    ],
)
def test_a_secret_is_seen(text: str) -> None:
    assert len(secrets_in(text)) == 1
