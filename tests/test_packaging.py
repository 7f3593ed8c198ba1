"""The container, compose and systemd files: valid, and as closed as they say."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
_EXPOSURE = 20
"""Of 100, what `systemd-analyze security` may find exposed at most; 14 when it was written."""


def run(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(list(words), cwd=ROOT, capture_output=True, text=True, check=False)


def tool(name: str) -> Path:
    """A program that the tests' packages bring."""
    return Path(sys.executable).with_name(name)


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    with (ROOT / "compose.yaml").open(encoding="utf-8") as opened:
        return dict(yaml.safe_load(opened)["services"])


def test_the_containerfile_keeps_to_the_rules_for_them() -> None:
    done = run(tool("hadolint"), "Containerfile")
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0


def test_the_image_runs_as_nobody_in_particular_and_asks_how_it_is() -> None:
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    last = lines[max(n for n, line in enumerate(lines) if line.startswith("FROM")) :]
    assert "USER 10001:10001" in last
    assert any('"bot.health"' in line for line in last)
    assert 'ENTRYPOINT ["annals"]' in last
    assert all(":" in line.split()[1] for line in lines if line.startswith("FROM"))


def test_only_what_the_image_is_built_from_is_sent_to_the_builder() -> None:
    lines = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line and not line.startswith("#")]
    assert told[0] == "*"
    kept = {line.removeprefix("!") for line in told if line.startswith("!")}
    copied = {
        word
        for line in (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
        if line.startswith("COPY") and "--from" not in line
        for word in line.split()[1:-1]
    }
    assert kept == copied
    assert (ROOT / ".dockerignore").read_text() == (ROOT / ".containerignore").read_text()


def test_the_compose_file_has_the_form_of_one() -> None:
    done = run(tool("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", "compose.yaml")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["bot", "database", "proxy"])
def test_every_service_is_closed(services: dict[str, Any], name: str) -> None:
    service = services[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert ":" in service["image"] or "build" in service


def test_only_the_proxy_is_reached_from_outside(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert services["proxy"]["profiles"] == ["webhook"]
    assert services["database"]["networks"] == ["inside"]
    assert all("profiles" not in services[name] for name in ("bot", "database"))


def test_no_secret_stands_in_the_compose_file(services: dict[str, Any]) -> None:
    assert services["bot"]["env_file"] == ".env"
    assert services["database"]["environment"]["POSTGRES_PASSWORD"].startswith("${")
    assert "@" not in services["bot"]["environment"]["DATABASE_URL"].partition("${")[0]


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with a program that is there, as it has to be for `systemd-analyze`."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd here")
    text = (ROOT / "deploy/annals.service").read_text(encoding="utf-8")
    path = tmp_path / "annals.service"
    text = text.replace("/opt/annals/bin/annals", "/bin/true").replace("=annals\n", "=daemon\n")
    path.write_text(text, encoding="utf-8")
    return path


def test_the_unit_is_one_that_systemd_takes(unit: Path) -> None:
    done = run("systemd-analyze", "verify", unit)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_unit_leaves_little_open(unit: Path) -> None:
    limit = f"--threshold={_EXPOSURE}"
    done = run("systemd-analyze", "security", "--offline=true", "--no-pager", limit, unit)
    assert done.returncode == 0, done.stdout
    assert "exposure level" in done.stdout


def test_every_service_knows_where_to_keep_its_data(services: dict[str, Any]) -> None:
    unit = (ROOT / "deploy/annals.service").read_text(encoding="utf-8")
    assert "StateDirectory=annals" in unit
    assert "User=annals" in unit
    assert "data:/data" in services["bot"]["volumes"]
    assert "sqlite:////data/" in (ROOT / "Containerfile").read_text(encoding="utf-8")
