"""A small knowledge of another department, for tests that must not lean on the shipped one."""

from pathlib import Path

from bot.events.event import Vocabulary
from bot.events.knowledge import SHIPPED, VOCABULARY, Knowledge
from bot.events.pack import read_pack, read_vocabulary
from bot.events.yaml_nodes import NodeReader

PARKS = """\
source: {title: Events of 2018 and 2019, publisher: Parks Department}
events:
  - id: rose-garden
    date: 2018-05-04/2018-05-06
    category: launch
    title: {en: Rose garden opened, zh-Hant: 玫瑰園開幕}
    summary: {en: The garden opened with 300 roses., zh-Hant: 玫瑰園開幕，種了300株玫瑰。}
    keywords: {en: [roses, flowers], zh-Hant: [玫瑰, 花園]}
    facts:
      - about: {en: [roses], zh-Hant: [玫瑰]}
        answer: {en: 300 roses, zh-Hant: 300株玫瑰}
  - id: tree-award
    date: 2018-11
    category: award
    title: {en: Tree Care Award, zh-Hant: 護樹獎}
    summary: {en: Won for the care of old trees., zh-Hant: 因照護老樹獲獎。}
    keywords: {en: [trees, arborists], zh-Hant: [老樹, 樹醫]}
  - id: bench-award
    date: 2019-11-02
    category: award
    title: {en: Bench Design Award, zh-Hant: 座椅設計獎}
    summary: {en: Won for a bench of bamboo., zh-Hant: 以竹製座椅獲獎。}
    keywords: {en: [bench, bamboo], zh-Hant: [座椅, 竹子]}
  - id: frog-count
    date: 2019-11
    category: launch
    title: {en: Frog counting app, zh-Hant: 數青蛙應用程式}
    summary: {en: Citizens counted frogs in 12 ponds., zh-Hant: 市民在12座池塘數青蛙。}
    keywords: {en: [frogs, ponds, amphibians], zh-Hant: [青蛙, 池塘]}
  - id: leap-festival
    date: 2016-02-29
    category: conference
    title: {en: Leap Day Festival, zh-Hant: 閏日節}
    summary: {en: A feast on the rarest day., zh-Hant: 最少見的一天的慶典。}
    keywords: {en: [leap day, feast], zh-Hant: [閏日]}
"""


def knowledge(pack: str = PARKS) -> Knowledge:
    """The knowledge of a pack's text, with the shipped vocabulary."""
    reader = NodeReader("pack.yaml")
    words = vocabulary()
    events = read_pack(reader, pack.encode(), words.categories)
    assert reader.faults == []
    return Knowledge(tuple(sorted(events, key=lambda e: (e.when.first, e.id))), words)


def vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    reader = NodeReader(VOCABULARY)
    return read_vocabulary(reader, Path(SHIPPED / VOCABULARY).read_bytes())
