"""SQLAlchemy's engine for asyncio, without the ORM that comes with it.

To be imported before `sqlalchemy.ext.asyncio`, which may then be imported as ever.
"""

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec

_PACKAGE = "sqlalchemy.ext.asyncio"


def _postpone_orm() -> None:
    """Have the package load the ORM and its sessions, 7 MB, only when one of them is asked for."""
    spec = find_spec(_PACKAGE)
    if _PACKAGE in sys.modules or spec is None or spec.loader is None:
        return
    loader, package = spec.loader, module_from_spec(spec)

    def defined(name: str) -> object:
        if find_spec(f"{_PACKAGE}.{name}"):
            return import_module(f"{_PACKAGE}.{name}")
        engine = vars(import_module(f"{_PACKAGE}.engine"))
        if name in engine:
            return engine[name]
        del vars(package)["__getattr__"]
        loader.exec_module(package)
        return getattr(package, name)

    vars(package)["__getattr__"] = defined
    sys.modules[_PACKAGE] = package


_postpone_orm()

from sqlalchemy.ext.asyncio import (  # noqa: E402 - see above
    AsyncConnection,
    AsyncEngine,
    create_async_engine,
)

__all__ = ["AsyncConnection", "AsyncEngine", "create_async_engine"]
