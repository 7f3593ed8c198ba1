"""SQLAlchemy's engine for asyncio, without the ORM that comes with it."""

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec

_PACKAGE = "sqlalchemy.ext.asyncio"


def _postpone(name: str) -> None:
    """Have a package's own code run when something that it defines is first looked for.

    Its modules can be imported before.
    """
    spec = find_spec(name)
    if name in sys.modules or spec is None or spec.loader is None:
        return
    loader, package = spec.loader, module_from_spec(spec)

    def defined(attribute: str) -> object:
        if find_spec(f"{name}.{attribute}"):
            return import_module(f"{name}.{attribute}")
        del package.__dict__["__getattr__"]
        loader.exec_module(package)
        return getattr(package, attribute)

    package.__dict__["__getattr__"] = defined
    sys.modules[name] = package


_postpone(_PACKAGE)  # It would load the sessions of the ORM: 7 MB, and nobody here uses them.

from sqlalchemy.ext.asyncio.engine import (  # noqa: E402 - see above
    AsyncConnection,
    AsyncEngine,
    create_async_engine,
)

__all__ = ["AsyncConnection", "AsyncEngine", "create_async_engine"]
