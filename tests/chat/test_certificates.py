"""Which certificates calls trust, and that no others are loaded."""

import json
import subprocess
import sys
from pathlib import Path

import certifi

_CERTIFICATE = """
-----BEGIN CERTIFICATE-----
MIIBiDCCAS+gAwIBAgIUX6XxpoaimBLIeg1IFE9KSltzjgYwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOYW5uYWxzLmludmFsaWQwIBcNMjYxMTI0MTYyODI5WhgPMjEy
NjEwMzExNjI4MjlaMBkxFzAVBgNVBAMMDmFubmFscy5pbnZhbGlkMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEPxgrn3AyP7Js5V28jCFenfbRyDN52GpYtjDou4o7
vel0UgyAVmoDTwl0YYuq5AcJcR/VE8PGVqOjVwg4JdlDO6NTMFEwHQYDVR0OBBYE
FLMJgc85GEPdrXiC9r7xLLACn/NAMB8GA1UdIwQYMBaAFLMJgc85GEPdrXiC9r7x
LLACn/NAMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgfOpD2DrB
wGVFMRUVbWkG8uKFH/duEf7vzryH+K5Grv4CIBL9eJeWg2/9Via/IozHVHAJhv7W
Q1a1ZR8XgUgJgzq3
-----END CERTIFICATE-----
"""
"""Of annals.invalid, by itself; its key was never kept."""
_TOLD = """
import gc, json, os, ssl
from bot.chat.certificates import trusted
import bot.chat.request

at_start = sum(c.cert_store_stats()["x509"] for c in gc.get_objects() if type(c) is ssl.SSLContext)
names = [dict(part[0] for part in c["subject"]).get("commonName") for c in trusted().get_ca_certs()]
print(json.dumps([at_start, names, os.environ.get("SSL_CERT_FILE")]))
"""


def told(**environment: str) -> tuple[int, list[str | None], str | None]:
    """The certificates loaded at the start, the names of those trusted, and SSL_CERT_FILE after."""
    ended = subprocess.run(
        [sys.executable, "-c", _TOLD], check=True, capture_output=True, env=environment
    )
    loaded, names, variable = json.loads(ended.stdout)
    return loaded, names, variable


def test_no_certificate_is_loaded_before_a_call_needs_it() -> None:
    loaded, names, variable = told()
    assert loaded == 0
    assert len(names) >= Path(certifi.where()).read_text("utf-8").count("BEGIN CERTIFICATE") > 100
    assert variable is None


def test_the_certificates_are_trusted_that_the_environment_names(tmp_path: Path) -> None:
    file = tmp_path / "own.pem"
    file.write_text(_CERTIFICATE, encoding="ascii")
    loaded, names, variable = told(SSL_CERT_FILE=str(file))
    assert loaded == 0
    assert "annals.invalid" in names
    assert variable == str(file)
