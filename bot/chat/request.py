"""The HTTP requests that carry calls to Telegram, and what is known of those that fail."""

import asyncio
import logging
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.chat.certificates import none_loaded, trusted
from bot.chat.retrying import NoAnswer, NotSent

with none_loaded():
    import aiohttp

logger = logging.getLogger(__name__)

_SECONDS = 5.0
_UPLOAD_SECONDS = 20.0
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_NOT_MADE = (aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError, aiohttp.InvalidURL)
"""No connection came about: no such host, refused, TLS failed, the proxy is not willing."""
_PROXIES = ("http", "https")


class Request(BaseRequest):
    """Carries calls over connections that are kept and used again.

    Proxies are taken from the environment (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY` …), certificates
    are trusted that the system or certifi trusts; `SSL_CERT_FILE` names further ones.

    Args:
        connections: so many calls at once; more wait for one to end.
        read_seconds: how long an answer may take, and each further part of it.
        pool_seconds: how long a call waits for a connection to be free.
    """

    def __init__(
        self, connections: int, read_seconds: float = _SECONDS, pool_seconds: float = 1.0
    ) -> None:
        self._connections = connections
        self._read_seconds = read_seconds
        self._pool_seconds = pool_seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may take where a call does not say."""
        return self._read_seconds

    async def initialize(self) -> None:
        """Nothing to set up: the first call opens the session."""

    async def shutdown(self) -> None:
        """Close every connection."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; the status and the body of its answer.

        Raises:
            TimedOut: it took too long; the cause is NotSent or NoAnswer.
            NetworkError: it failed otherwise; likewise.
        """
        is_upload = request_data is not None and request_data.contains_files
        limits = self._limits(is_upload, read_timeout, write_timeout, connect_timeout, pool_timeout)
        session = self._session or self._open(url)
        # In these two turns of the loop it is heard when the server has closed a connection that
        # was idle: before anything is written to it, so that the call is made over another one.
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        try:
            async with session.request(
                method,
                url,
                data=_body(request_data),
                headers=None if is_upload else _FORM,
                timeout=limits,
                allow_redirects=False,
            ) as answer:
                return answer.status, await answer.read()
        except aiohttp.ConnectionTimeoutError as error:
            raise TimedOut from NotSent(_kind(error))
        except TimeoutError as error:
            raise TimedOut from NoAnswer(_kind(error))
        except _NOT_MADE as error:
            raise NetworkError(_kind(error)) from NotSent(_kind(error))
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(_kind(error)) from NoAnswer(_kind(error))

    def _open(self, url: str) -> aiohttp.ClientSession:
        """Begin a session; all its calls go to where this URL does."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._connections, ssl=trusted() if url.startswith("https:") else True
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
            # Looked up once: the library's own `trust_env` starts two threads for every call.
            proxy=_proxy_for(url),
        )
        return self._session

    def _limits(
        self, is_upload: bool, read: object, write: object, connect: object, pool: object
    ) -> aiohttp.ClientTimeout:
        """The time limits of one call, each as given or else the usual one; None is none."""
        read = _or_usual(read, self._read_seconds)
        write = _or_usual(write, _UPLOAD_SECONDS if is_upload else _SECONDS)
        connect = _or_usual(connect, _SECONDS)
        pool = _or_usual(pool, self._pool_seconds)
        begun = None if connect is None or pool is None else connect + pool
        ended = None if read is None or write is None else read + write
        return aiohttp.ClientTimeout(
            connect=begun,
            sock_connect=connect,
            sock_read=read,
            # There is none for writing alone.
            total=None if begun is None or ended is None else begun + ended,
        )


def _or_usual(given: object, usual: float) -> float | None:
    if given is BaseRequest.DEFAULT_NONE:
        return usual
    return float(given) if isinstance(given, int | float) else None


def _body(data: RequestData | None) -> bytes | aiohttp.FormData | None:
    if data is None:
        return None
    if not data.contains_files:
        # Several times as fast as urllib's, above all for Chinese.
        return URL.build(query=data.json_parameters).raw_query_string.encode()
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return form


def _proxy_for(url: str) -> str | None:
    """The proxy that the environment names for a URL.

    Raises:
        NetworkError: it is of a kind that cannot be used, such as SOCKS.
    """
    parts = urlsplit(url)
    if proxy_bypass(parts.netloc):
        return None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if proxy and urlsplit(proxy).scheme not in _PROXIES:
        logger.warning("a proxy named in the environment has to begin with http:// or https://")
        raise NetworkError("unknown kind of proxy") from NotSent("unknown kind of proxy")
    return proxy


def _kind(error: BaseException) -> str:
    """What went wrong in a word: the library's own messages may hold the URL, with the token."""
    return type(error).__name__
