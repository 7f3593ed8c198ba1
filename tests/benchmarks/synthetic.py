"""A century of made-up events, as many as wanted, and questions with one right answer each."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bot.events.dates import EventDate, Precision
from bot.events.event import Event, Fact, Source
from bot.events.knowledge import Knowledge
from tests.evaluation.typing_errors import with_errors
from tests.packs import vocabulary

_SOURCE = Source("Annals of a Century", "City Archive")
_SYLLABLES = (
    "ba be bi bo da de di do fa fe ga go ha he ka ke ki ko la le li lo ma me mi mo na ne".split()
)
_SYLLABLES += "ni no pa pe ra re ri ro sa se so ta te ti to va ve vi vo wa za ze zo".split()
_ENDINGS = "n r l s th nd rt st m x".split()
_THINGS = {
    "bridge": "橋梁", "library": "圖書館", "tramway": "電車", "hospital": "醫院",
    "museum": "博物館", "market": "市場", "school": "學校", "harbour": "港口",
    "garden": "花園", "theatre": "劇院",
    "stadium": "體育場", "reservoir": "水庫", "archive": "檔案館", "lighthouse": "燈塔",
    "aqueduct": "水道", "observatory": "天文台", "nursery": "托兒所", "shelter": "收容所",
    "laboratory": "實驗室", "greenhouse": "溫室", "playground": "遊樂場", "cemetery": "墓園",
    "barracks": "營房", "foundry": "鑄造廠", "brewery": "釀酒廠", "windmill": "風車",
}  # fmt: skip
_DEEDS = {
    "opening": ("launch", "啟用"), "award": ("award", "獎"), "exhibition": ("conference", "展覽"),
    "agreement": ("agreement", "協議"), "regulation": ("governance", "規定"),
    "ranking": ("ranking", "排名"), "renovation": ("launch", "整修"),
    "anniversary": ("conference", "週年慶"),
}  # fmt: skip
_WORDS = (
    "lantern copper velvet granite orchid falcon cedar marble ember willow canyon meadow".split()
)
_WORDS += "saffron cobalt thistle heron juniper quarry pebble cinder walnut bramble sparrow".split()
_FIRST = "東西南北中大新古金銀青白玉石松竹梅蘭春秋"
_SECOND = "山河湖海林園橋門城坊里港灣嶺溪泉"
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the id of the event that answers it."""

    text: str
    expect: str


def events(number: int, seed: int = 1) -> Iterator[Event]:
    """`number` events from 1920 on, each told from all others by its title."""
    choose = random.Random(seed)
    names = [_name(choose) for _ in range(max(50, number // 8))]
    things, deeds = list(_THINGS), list(_DEEDS)
    seen: set[tuple[str, str, str]] = set()
    while len(seen) < number:
        name, thing, deed = choose.choice(names), choose.choice(things), choose.choice(deeds)
        if (name, thing, deed) in seen:
            continue
        seen.add((name, thing, deed))
        yield _event(choose, len(seen), name, thing, deed)


def knowledge(number: int, seed: int = 1) -> Knowledge:
    """A knowledge of `number` events, with the shipped vocabulary."""
    made = sorted(events(number, seed), key=lambda e: (e.when.first, e.when.last, e.id))
    return Knowledge(tuple(made), vocabulary())


def questions(known: Knowledge, number: int, errors: int = 0, seed: int = 2) -> list[Asked]:
    """Questions on events chosen by chance, naming each and the month of it."""
    choose = random.Random(seed)
    forms = (
        "{title} {month}", "what about the {title} in {month} {year}",
        "when was the {title}, {month}?", "tell me about {title} in {month}",
        "{month} {year} {title}",
    )  # fmt: skip
    asked = []
    for event in choose.sample(known.events, min(number, len(known.events))):
        title = with_errors(event.title["en"], errors, seed)
        month = _MONTHS[event.when.first.month - 1]
        text = choose.choice(forms).format(title=title, month=month, year=event.when.first.year)
        asked.append(Asked(text, event.id))
    return asked


def write_packs(number: int, folder: Path, each: int = 1000) -> None:
    """Write `number` events as packs, so many in each."""
    made = knowledge(number).events
    for start in range(0, number, each):
        entries = "".join(map(_entry, made[start : start + each]))
        source = {"title": _SOURCE.title, "publisher": _SOURCE.publisher}
        text = f"source: {json.dumps(source)}\nevents:\n{entries}"
        (folder / f"{start // each:04}.yaml").write_text(text, encoding="utf-8")


def _entry(event: Event) -> str:
    """An event as it stands in a pack."""
    facts = [{"about": fact.about, "answer": fact.answer} for fact in event.facts]
    texts = {"title": event.title, "summary": event.summary, "keywords": event.keywords}
    lines = [f"id: {event.id}", f"date: {event.when}", f"category: {event.category}"]
    for key, value in (*texts.items(), ("facts", facts)):
        lines.append(f"{key}: {json.dumps(value, ensure_ascii=False)}")
    return "  - " + "\n    ".join(lines) + "\n"


def _name(choose: random.Random) -> str:
    syllables = choose.choices(_SYLLABLES, k=choose.randint(2, 4))
    return "".join(syllables).capitalize() + choose.choice(_ENDINGS)


def _event(choose: random.Random, number: int, name: str, thing: str, deed: str) -> Event:
    category, deed_zh = _DEEDS[deed]
    word, other = choose.sample(_WORDS, 2)
    day = date(1920, 1, 1) + timedelta(days=choose.randrange(36_500))
    count = choose.randint(11, 9_999)
    name_zh = choose.choice(_FIRST) + choose.choice(_SECOND) + choose.choice(_FIRST)
    thing_zh = _THINGS[thing]
    return Event(
        id=f"{day.year}-{day.month:02}-{name.lower()}-{thing}-{deed}-{number}",
        when=EventDate(day, day, Precision.DAY),
        category=category,
        title={"en": f"{name} {thing} {deed}", "zh-Hant": f"{name_zh}{thing_zh}{deed_zh}"},
        summary={
            "en": f"The {deed} of the {name} {thing} drew {count} people to the {word} hall; the "
            f"mayor thanked the {other} society for its help.",
            "zh-Hant": f"{name_zh}{thing_zh}{deed_zh}吸引{count}人參加。",
        },
        keywords={
            "en": (f"{name} {thing}", f"{word} hall", f"{other} society"),
            "zh-Hant": (f"{name_zh}{thing_zh}",),
        },
        source=_SOURCE,
        facts=(
            Fact(
                {"en": ("people", "visitors"), "zh-Hant": ("人數",)},
                {"en": f"{count} people came.", "zh-Hant": f"{count}人。"},
            ),
        ),
    )
