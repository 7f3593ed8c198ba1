"""Inputs chosen by the code they reach: atheris' bytes take the place of chance."""

import gc
import sys
from importlib import import_module
from types import FunctionType
from typing import NoReturn

from tests.fuzz.chance import FromBytes
from tests.fuzz.target import Target

_LONGEST = 4096


def explore(target: Target, inputs: int, seed: int) -> NoReturn:
    """Put inputs to a target until the first that raises, which atheris then shows and keeps."""
    atheris = import_module("atheris")
    for function in gc.get_objects():  # Libraries' code leads nowhere, and takes long.
        if isinstance(function, FunctionType) and (function.__module__ or "").startswith("bot."):
            atheris.instrument_func(function)

    def put(data: bytes) -> None:
        target.put(target.make(FromBytes(data)))

    options = [f"-runs={inputs}", f"-seed={seed}", f"-max_len={_LONGEST}", "-len_control=0"]
    atheris.Setup([sys.argv[0], *options], put)
    atheris.Fuzz()
    sys.exit(0)
