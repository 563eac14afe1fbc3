"""Messages of the reports in the languages of the founders: catalogues by id, plural forms by Babel."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

from babel import Locale
from babel.numbers import format_decimal
from ruamel.yaml import YAML

Language = Literal["en", "sk"]
Message = str | dict[str, str]

LANGUAGES: tuple[Language, ...] = ("en", "sk")
LOCALES: dict[str, str] = {"en": "en_GB", "sk": "sk_SK"}
MINUS = "\u2212"
NBSP = "\u00a0"


@cache
def catalogue(language: Language) -> dict[str, Message]:
    """Return all messages of a language, by id; a message with plural forms is a mapping of them.

    Each report has a file of its own; an id stands in one of them.
    """
    reader, messages = YAML(typ="safe", pure=True), dict[str, Message]()
    for file in sorted(files("tripact.report").joinpath("locales", language).iterdir(), key=lambda each: each.name):
        messages.update(reader.load(file.read_text(encoding="utf-8")))
    return messages


class Words:
    """Speaks one language.

    Example:
        >>> Words("sk").say("notes.more", n=3)
        'a 3 ďalšie'
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self.locale = Locale.parse(LOCALES[language])
        self._messages = catalogue(language)

    def knows(self, key: str) -> bool:
        """Return whether there is a message of this id."""
        return key in self._messages

    def say(self, key: str, **values: str | int) -> str:
        """Return the message, its whole numbers written as people write them, its plural form by ``n``.

        Raises:
            KeyError: If there is no such message, or a value that it needs is missing.
        """
        message = self._messages[key]
        if isinstance(message, dict):
            form = self.locale.plural_form(int(values["n"]))
            message = message.get(form, message["other"])
        shown = {name: self.count(value) if isinstance(value, int) else value for name, value in values.items()}
        return message.format(**shown)

    def count(self, value: int) -> str:
        """Return a whole number with its groups separated."""
        return str(format_decimal(value, locale=self.locale)).replace("-", MINUS)
