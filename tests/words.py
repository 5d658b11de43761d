"""The words of the house for the tests that read with them: compiled once in a process, not in every file."""

from bot.wiring import words_of
from bot.words import read_kinds, read_languages
from parsers.vocabulary import Vocabulary
from templates import ROOT

LANGUAGES = read_languages()
KINDS = read_kinds()
VOCABULARY: Vocabulary = words_of("de", "Europe/Berlin", ROOT)["vocabulary"]  # that of the clerk, too
