"""All that a translator or an operator may edit: kinds, languages, mails, pages and papers."""

from pathlib import Path

ROOT = Path(__file__).parent
