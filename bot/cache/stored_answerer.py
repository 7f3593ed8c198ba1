"""An answerer as sections of a file, and back."""

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from bot.answers.answering import Answerer
from bot.cache.stored_events import EventsByKey, StoredEvents, write_events
from bot.events.event import Source, Vocabulary
from bot.events.knowledge import Knowledge
from bot.events.timeline import Numbers, Timeline
from bot.matching.index import Index
from bot.matching.phrases import Phrases
from bot.matching.postings import Postings
from bot.questions.han_phrases import PairRows
from bot.questions.learning import Learnt
from bot.questions.lexicon import Lexicon
from bot.questions.phrases import PhraseSet

Sections = dict[str, bytes | memoryview]


def to_sections(answerer: Answerer) -> Sections:
    """All that `from_sections` needs beside the vocabulary."""
    knowledge, index = answerer.knowledge, answerer.index
    rows, ends, sources = write_events(knowledge.events)
    timeline = knowledge.timeline
    learnt, han = answerer.lexicon.learnt, answerer.lexicon.han_phrases
    pairs = han.by_pair
    naming = [[key, phrase, *told] for (key, phrase), told in learnt.naming.items()]
    return {
        "events": rows,
        "event ends": _bytes(ends),
        "sources": _json([asdict(source) for source in sources]),
        "keys": _joined(event.key for event in knowledge.events),
        "ids": _json({e.id: p for p, e in enumerate(knowledge.events) if e.id != e.key}),
        "firsts": _bytes(timeline.firsts),
        "lasts": _bytes(timeline.lasts),
        "precisions": _bytes(timeline.precisions),
        "categories": _bytes(timeline.categories),
        "category keys": _json(timeline.category_keys),
        "word features": _joined(index.words.numbers),
        "word ends": _bytes(index.words.ends),
        "word positions": _bytes(index.words.positions),
        "word worths": _bytes(index.words.worths),
        "phrase digests": _bytes(index.phrases.digests),
        "phrase positions": _bytes(index.phrases.positions),
        "phrase worths": _bytes(index.phrases.worths),
        "kin": _bytes(index.kin_counts(answerer.lexicon)),
        "words": _joined(learnt.words),
        "stems": _joined(learnt.words.values()),
        "Han pairs": _joined(sorted(learnt.han_bigrams)),
        "Han phrases": _joined(learnt.han_phrases),
        "phrases": _bytes(learnt.phrases.digests),
        "bodies": _joined(sorted(learnt.bodies)),
        "source words": _joined(sorted(learnt.source_words)),
        "naming": _json(naming),
        "Han rows": _joined(pairs.numbers),
        "Han row ends": _bytes(pairs.ends),
        "Han row phrases": _bytes(pairs.phrases),
        "Han sounds": _joined(han.by_sound),
        "Han heard": _bytes(array("I", han.by_sound.values())),
    }


def from_sections(sections: Mapping[str, memoryview], vocabulary: Vocabulary) -> Answerer:
    """The answerer that was stored; its vocabulary is small and read anew."""
    knowledge = _knowledge(sections, vocabulary)
    knowledge.timeline.prepare()
    lexicon = _lexicon(sections, knowledge)
    index = _index(sections, knowledge)
    index.restore(lexicon, sections["kin"].cast("I"))
    index.prepare(lexicon)
    return Answerer(knowledge, lexicon, index)


def _knowledge(sections: Mapping[str, memoryview], vocabulary: Vocabulary) -> Knowledge:
    sources = [Source(**source) for source in json.loads(bytes(sections["sources"]))]
    events = StoredEvents(sections["events"], sections["event ends"].cast("Q"), sources)
    return Knowledge.of(
        events,
        vocabulary,
        Timeline(
            sections["firsts"].cast("i"),
            sections["lasts"].cast("i"),
            sections["precisions"],
            sections["categories"].cast("H"),
            tuple(json.loads(bytes(sections["category keys"]))),
        ),
        EventsByKey(events, _numbered(sections["keys"])),
        EventsByKey(events, json.loads(bytes(sections["ids"]))),
    )


def _lexicon(sections: Mapping[str, memoryview], knowledge: Knowledge) -> Lexicon:
    naming = json.loads(bytes(sections["naming"]))
    learnt = Learnt(
        words=dict(zip(_parted(sections["words"]), _parted(sections["stems"]), strict=True)),
        han_bigrams=frozenset(_parted(sections["Han pairs"])),
        han_phrases=_parted(sections["Han phrases"]),
        phrases=PhraseSet(sections["phrases"].cast("Q")),
        bodies=frozenset(_parted(sections["bodies"])),
        source_words=frozenset(_parted(sections["source words"])),
        naming={(key, tuple(phrase)): (n, titled) for key, phrase, n, titled in naming},
    )
    lexicon = Lexicon(knowledge, learnt)
    pairs = PairRows(
        _numbered(sections["Han rows"]),
        sections["Han row ends"].cast("Q"),
        sections["Han row phrases"].cast("I"),
    )
    sounds, heard = _parted(sections["Han sounds"]), sections["Han heard"].cast("I")
    lexicon.han_phrases.restore(pairs, dict(zip(sounds, heard, strict=True)))
    return lexicon


def _index(sections: Mapping[str, memoryview], knowledge: Knowledge) -> Index:
    words = Postings(
        _numbered(sections["word features"]),
        sections["word ends"].cast("Q"),
        sections["word positions"].cast("I"),
        sections["word worths"],
    )
    phrases = Phrases(
        sections["phrase digests"].cast("Q"),
        sections["phrase positions"].cast("I"),
        sections["phrase worths"],
    )
    return Index(knowledge, words, phrases)


def _bytes(numbers: Numbers | Sequence[int]) -> bytes | memoryview:
    return memoryview(numbers).cast("B")  # type: ignore[arg-type]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _joined(texts: Iterable[str]) -> bytes:
    return "\n".join(texts).encode()


def _parted(section: memoryview) -> list[str]:
    text = str(section, "utf-8")
    return text.split("\n") if text else []


def _numbered(section: memoryview) -> dict[str, int]:
    texts = _parted(section)
    return dict(zip(texts, range(len(texts)), strict=True))
