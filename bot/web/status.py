"""The web application that tells how the bot is: alive, ready, and its numbers."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Check = Callable[[], Awaitable[str | None]]
"""What is wrong, in words for people; None where nothing is."""


def status(
    checks: Mapping[str, Check], metrics: Callable[[str], Awaitable[tuple[bytes, str]]]
) -> Starlette:
    """The application.

    Args:
        checks: by the name of what is checked; it is ready where nothing is wrong with any.
        metrics: makes the page of numbers and its content type, from what the client accepts.
    """

    async def healthz(_: Request) -> Response:
        """The loop lives: it got here."""
        return JSONResponse({"status": "ok"})

    async def readyz(_: Request) -> Response:
        found = {name: await check() for name, check in checks.items()}
        is_ready = not any(found.values())
        told = {name: wrong or "ok" for name, wrong in found.items()}
        content = {"status": "ok" if is_ready else "not ready", **told}
        return JSONResponse(content, 200 if is_ready else 503)

    async def numbers(request: Request) -> Response:
        content, kind = await metrics(request.headers.get("Accept", ""))
        return Response(content, headers={"Content-Type": kind})

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", numbers),
        ],
        max_body_size=0,
    )
