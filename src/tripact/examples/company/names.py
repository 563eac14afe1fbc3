"""Invented names of people and companies; every address lies under a domain reserved for examples."""

from __future__ import annotations

import unicodedata

from tripact.examples.company.dice import Dice

_WOMEN = (
    "Anna", "Mária", "Zuzana", "Katarína", "Jana", "Eva", "Lucia", "Petra", "Monika", "Veronika", "Martina", "Ivana",
    "Lenka", "Barbora", "Kristína", "Emily", "Charlotte", "Grace", "Hannah", "Sophie",
)  # fmt: skip
_MEN = (
    "Peter", "Ján", "Martin", "Tomáš", "Michal", "Jozef", "Milan", "Pavol", "Marek", "Lukáš", "Juraj", "Andrej",
    "Roman", "Rastislav", "Ľuboš", "Oliver", "Henry", "Thomas", "George", "Samuel",
)  # fmt: skip
_FAMILIES = (
    "Kováč", "Horváth", "Varga", "Tóth", "Nagy", "Baláž", "Molnár", "Szabó", "Polák", "Hudák", "Šimko", "Kráľ",
    "Benko", "Lukáč", "Hruška", "Čierny", "Oravec", "Mráz", "Gajdoš", "Sýkora", "Urban", "Krajčír", "Bielik", "Holub",
)  # fmt: skip
_FOREIGN = (
    "Baker", "Cooper", "Foster", "Gruber", "Huber", "Mason", "Palmer", "Reed", "Steiner", "Turner", "Wagner", "Walker",
)  # fmt: skip
_PLACES = (
    "Tatra", "Váh", "Orava", "Liptov", "Zemplín", "Turiec", "Gemer", "Spiš", "Hron", "Nitra", "Morava", "Danube",
    "Alpen", "Carpathia", "Bohemia", "Silesia", "Kriváň", "Fatra", "Poľana", "Rysy", "Javorina", "Dunaj", "Hornád",
    "Laborec",
)  # fmt: skip
_TRADES = {
    "manufacturing": ("Strojárne", "Kov", "Plast", "Precision", "Automotive", "Castings", "Elektro", "Tools"),
    "logistics": ("Cargo", "Logistika", "Spedícia", "Freight", "Trans", "Sklady", "Transport", "Depot"),
    "retail": ("Obchod", "Market", "Stores", "Trade"),
    "it": ("Soft", "Data", "Systems", "Cloud"),
    "finance": ("Leasing", "Invest", "Capital", "Poisťovňa"),
    "construction": ("Stav", "Bau", "Construct", "Stavby"),
}
_FORMS = {"sk": "s. r. o.", "cz": "s.r.o.", "at": "GmbH", "de": "GmbH", "pl": "sp. z o.o.", "hu": "Kft."}


def company_name(dice: Dice, industry: str, country: str) -> str:
    """Return an invented company, such as ``Orava Cargo s. r. o.``."""
    return f"{dice.pick(_PLACES)} {dice.pick(_TRADES[industry])} {_FORMS[country]}"


def person_name(dice: Dice, country: str) -> tuple[str, str]:
    """Return an invented first and family name; Slovak and Czech women have the ending of a woman."""
    woman = dice.chance(0.46)
    first = dice.pick(_WOMEN if woman else _MEN)
    if country not in ("sk", "cz"):
        return first, dice.pick(_FOREIGN)
    family = dice.pick(_FAMILIES)
    return first, _of_a_woman(family) if woman else family


def _of_a_woman(family: str) -> str:
    if family.endswith("ý"):
        return family[:-1] + "á"
    return family[:-1] + "ová" if family[-1] in "ao" else family + "ová"


def plain(text: str) -> str:
    """Return a text in small ASCII letters, for addresses.

    Example:
        >>> plain("Ľuboš Čierny")
        'lubos-cierny'
    """
    bare = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return "".join(sign if sign.isalnum() else "-" if sign == " " else "" for sign in bare)
