"""Other ways to find an event by its words, each measured as it is used best.

All get the month asked for: of what they find, only events of that month count.
"""

import sqlite3
from collections.abc import Callable, Container
from typing import Any

from rapidfuzz import fuzz, process

from bot.languages.text import stem, tokens

Find = Callable[[str, Container[int]], int | None]
"""The position of the best event for a text, of those that may be it."""
Build = Callable[[list[str]], Find]
_MOST = 500
"""Results among which one of the month is looked for, where a peer gives them in order."""


def token_set_ratio(documents: list[str]) -> Find:
    """RapidFuzz's token_set_ratio over all documents."""
    folded = [document.casefold() for document in documents]

    def find(text: str, within: Container[int]) -> int | None:
        scorer = fuzz.token_set_ratio
        scores = process.cdist([text.casefold()], folded, scorer=scorer, workers=1)[0]
        return _first_within(scores, within)

    return find


def trigrams(documents: list[str]) -> Find:
    """SQLite's FTS5 with trigrams, any of the question's, ranked by its BM25."""
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table events using fts5(text, tokenize='trigram')")
    database.executemany("insert into events (text) values (?)", [(d,) for d in documents])

    def find(text: str, within: Container[int]) -> int | None:
        folded = text.casefold()
        parts = {folded[i : i + 3].replace('"', '""') for i in range(len(folded) - 2)}
        wanted = " OR ".join(f'"{part}"' for part in sorted(parts))
        sql = f"select rowid from events where events match ? order by rank limit {_MOST}"
        found = (row - 1 for (row,) in database.execute(sql, (wanted,)))
        return next((position for position in found if position in within), None)

    return find


def tf_idf(documents: list[str]) -> Find:
    """Cosine of TF-IDF over character n-grams of two to four (scikit-learn)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    matrix = vectorizer.fit_transform(documents).T.tocsr()

    def find(text: str, within: Container[int]) -> int | None:
        return _first_within((vectorizer.transform([text]) @ matrix).toarray()[0], within)

    return find


def bm25(documents: list[str]) -> Find:
    """BM25 over stems (bm25s)."""
    import bm25s

    retriever = bm25s.BM25()
    retriever.index([_stems(document) for document in documents], show_progress=False)

    def find(text: str, within: Container[int]) -> int | None:
        known = [term for term in _stems(text) if term in retriever.vocab_dict]
        return _first_within(retriever.get_scores(known), within) if known else None

    return find


def tantivy_fuzzy(documents: list[str]) -> Find:
    """Tantivy, each word with one error allowed."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text")
    builder.add_unsigned_field("position", stored=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(num_threads=1)
    for position, document in enumerate(documents):
        writer.add_document(tantivy.Document(text=document, position=position))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def find(text: str, within: Container[int]) -> int | None:
        words = [token.text for token in tokens(text) if not token.is_han]
        wanted = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, query)
                for word in words
                for query in (
                    tantivy.Query.term_query(schema, "text", word),
                    tantivy.Query.fuzzy_term_query(schema, "text", word, distance=1),
                )
            ]
        )
        hits = searcher.search(wanted, limit=_MOST).hits
        found = (searcher.doc(address)["position"][0] for _, address in hits)
        return next((position for position in found if position in within), None)

    return find


def _stems(text: str) -> list[str]:
    return [stem(token.text) for token in tokens(text)]


def _first_within(scores: Any, within: Container[int]) -> int | None:
    """The best position that may be it, of the best of all."""
    import numpy

    most = min(len(scores), 20 * _MOST)
    best = numpy.argpartition(scores, len(scores) - most)[len(scores) - most :]
    for position in best[numpy.argsort(-scores[best], kind="stable")]:
        if int(position) in within:
            return int(position)
    return None


PEERS: dict[str, Build] = {
    "RapidFuzz token_set_ratio": token_set_ratio,
    "FTS5 trigram": trigrams,
    "TF-IDF n-grams": tf_idf,
    "bm25s": bm25,
    "tantivy fuzzy": tantivy_fuzzy,
}
