"""`python -m bot run`, but for the clock: started by the soak test alone.

python -m tests.soak.bot
"""

from functools import partial

from bot.chat import application, serving
from bot.commands import annals
from tests.soak.clock import clock_of_environment

if __name__ == "__main__":
    hastened = partial(application.build, clock=clock_of_environment())
    serving.build = hastened  # type: ignore[attr-defined]
    annals(["run"])
