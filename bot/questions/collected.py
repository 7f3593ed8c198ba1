"""What is collected while a question's tokens are read: categories, terms and places."""

from dataclasses import dataclass, field, replace

from bot.languages.generic import generic_words
from bot.languages.text import stem
from bot.questions.lexicon import Lexicon
from bot.questions.query import Term


@dataclass
class Collected:
    """The categories, terms and places of one question, as far as it was read.

    Attributes:
        wants_list: whether the question asks for several events.
        places: names of several words, folded, that the knowledge holds word by word.
    """

    lexicon: Lexicon
    wants_list: bool
    categories: list[str] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    def category_of(self, phrase: tuple[str, ...], of_several: bool) -> str | None:
        """The category that a phrase asks for.

        One that names a single event of its category ("the expo") asks for the category only where
        several are wanted ("expos", "which expo"), or the category is asked for already.
        """
        category = self.lexicon.categories.get(phrase)
        if phrase in self.lexicon.particular and not of_several and category not in self.categories:
            return None
        return category

    def ask_for_category(self, category: str) -> None:
        """Note that a category is asked for."""
        if category not in self.categories:
            self.categories.append(category)

    def ask_for(self, word: str | None) -> None:
        """Note that a word, or the last where None, is what is asked for, the others of what.

        One that stands for whatever took part tells nothing beside others: an event that names the
        winner need not call it a project.
        """
        for at, term in enumerate(self.terms):
            is_meant = at == len(self.terms) - 1 > 0
            if word:
                is_meant = word == term.written.casefold() or (stem(word),) == term.features
            if is_meant and not (term.is_weak or term.names_category):
                self.terms[at] = replace(term, is_asked=True)
        if word in generic_words().participants and len(self.terms) > 1:
            self.terms = [term for term in self.terms if not term.is_asked]

    def settle(self) -> None:
        """Take words that name one event of a category for the category's where it is asked for."""
        for at, term in enumerate(self.terms):
            is_particular = term.features in self.lexicon.particular and not term.names_category
            if is_particular and self.lexicon.categories[term.features] in self.categories:
                self.terms[at] = replace(term, names_category=True)
