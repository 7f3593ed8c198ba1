"""Understanding a question: time, category, terms, and what came before."""
