"""How well questions are answered: sets of questions, their scoring, and peers beside it."""
