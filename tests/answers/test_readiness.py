"""What an answerer makes ready: all that a question would else have to wait for."""

import subprocess
import sys

_ASKED = """
import re
from datetime import date
from bot.answers.answering import Answerer
from bot.events.knowledge import SHIPPED, load
from bot.questions import spelling
from bot.questions.han_phrases import HanPhrases

answerer = Answerer.build(load(SHIPPED)).ready()
answerer.ask("expo", date(2026, 1, 1))  # The details of answers are read with the first.

def refuse(*_):
    raise AssertionError("it was not ready")

re._compiler.compile = refuse
spelling.Spelling.__init__ = refuse
for name in ("by_pair", "by_sound"):
    vars(HanPhrases)[name].func = refuse
for text in (
    "wen was teh expo", "may I march on the expo?", "智慧成市展什麼時候", "五月天三月有什麼活動",
    "十一月有什麼獎項", "月台票 3/4 的人", "last summer or q3?", "late March 2021",
):
    assert answerer.ask(text, date(2026, 1, 1)).query.text == text
"""


def test_nothing_is_compiled_or_sorted_for_a_question_once_the_answerer_is_ready() -> None:
    asked = subprocess.run([sys.executable, "-c", _ASKED], capture_output=True, text=True)
    assert asked.returncode == 0, asked.stderr
