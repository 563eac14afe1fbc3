import re
from importlib.resources import files
from string import Formatter

import pytest
from babel import Locale

from tripact.report.words import LANGUAGES, LOCALES, Words, catalogue

TERMS = ("MQL", "SAL", "SQL", "SQO")


def forms(message):
    return list(message.values()) if isinstance(message, dict) else [message]


def names(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_say_the_same_things():
    assert list(catalogue("en")) == list(catalogue("sk"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_stands_in_one_file(language):
    folder = files("tripact.report").joinpath("locales", language)
    texts = [file.read_text(encoding="utf-8") for file in folder.iterdir()]
    said = [key for text in texts for key in re.findall(r"^([\w.-]+):", text, re.MULTILINE)]
    assert len(said) == len(set(said)) == len(catalogue(language))


@pytest.mark.parametrize("key", catalogue("en"))
def test_translations_ask_for_the_same_values(key):
    asked = {language: [names(form) for form in forms(catalogue(language)[key])] for language in LANGUAGES}
    everything = set().union(*asked["en"], *asked["sk"])
    assert all(found == everything for each in asked.values() for found in each), asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_plural_form_of_the_language_is_there(language):
    needed = set(Locale.parse(LOCALES[language]).plural_form.tags) | {"other"}
    plural = {key: message for key, message in catalogue(language).items() if isinstance(message, dict)}
    assert plural
    assert {key: set(message) for key, message in plural.items()} == dict.fromkeys(plural, needed)


@pytest.mark.parametrize(
    ("n", "text"), [(1, "a 1 ďalšie"), (4, "a 4 ďalšie"), (5, "a 5 ďalších"), (22, "a 22 ďalších")]
)
def test_slovak_counts_as_slovaks_do(n, text):
    assert Words("sk").say("notes.more", n=n) == text


def test_percent_signs_stand_as_the_language_wants_them():
    english = [text for message in catalogue("en").values() for text in forms(message)]
    slovak = [text for message in catalogue("sk").values() for text in forms(message)]
    assert not [text for text in english if re.search(r"\d\s%", text)]
    assert not [text for text in slovak if re.search(r"\d(?!\u00a0)\s?%", text)]


def test_a_missing_message_is_an_error():
    with pytest.raises(KeyError):
        Words("en").say("no.such.message")
