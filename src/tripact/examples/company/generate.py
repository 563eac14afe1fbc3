"""The generator: everything the invented company's systems would export, and how to import it."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

from tripact.errors import TripactError
from tripact.examples.company import flaws
from tripact.examples.company.book import Book
from tripact.examples.company.consents import slip
from tripact.examples.company.deals import Won
from tripact.examples.company.journey import travel
from tripact.examples.company.market import make_account, write_account
from tripact.examples.company.partners import register
from tripact.examples.company.people import Person, arrivals, make_person, write_person
from tripact.examples.company.product import customer_use, trial
from tripact.examples.company.spend import write_spend
from tripact.examples.company.success import old_customers, onboard
from tripact.examples.company.world import World
from tripact.examples.company.write import write_all

FIRST_DAY = date(2025, 10, 1)

_TABLE = "\n  - file: "


def describe() -> str:
    """Return one paragraph that says what this company is."""
    return (
        "This company is invented: a seller of business software in Bratislava with its leads, accounts, calls, deals"
        " and customers, made up by a seeded generator. No person and no company in it exists, all addresses lie under"
        " names reserved for examples, and its numbers prove nothing about any market."
    )


def generate(
    folder: Path, leads: int = 6000, months: int = 12, seed: int = 20260101, first_day: date = FIRST_DAY
) -> None:
    """Write the exports of the invented company, ``mapping.yaml`` that imports them all, and a README.

    The same arguments give the same bytes; those of the Parquet file are DuckDB's, release by release.

    Args:
        folder: Where the files go; it is created when missing.
        leads: How many leads are captured.
        months: How many months are told.
        seed: What the dice are made from.
        first_day: The first day.

    Raises:
        TripactError: If there are too few leads or no month.
    """
    if leads < 1 or months < 1:
        raise TripactError("invalid", "The example company needs at least one lead and one month.")
    world = World(leads, months, seed, first_day)
    written = write_all(_tell(world), folder, flaws.DIRT)
    _add(folder, "mapping.yaml", _only(_text("mapping.yaml"), written), world)
    _add(folder, "README.md", _text("README.md"), world)


def _text(name: str) -> str:
    return files("tripact.examples.company").joinpath(f"files/{name}").read_text(encoding="utf-8")


def _only(mapping: str, written: set[str]) -> str:
    """Return the mapping without the tables that have no file: of few leads nobody may ever be merged."""
    head, *tables = mapping.split(_TABLE)
    return _TABLE.join([head, *(each for each in tables if each.split()[0].strip('"') in written)])


def _add(folder: Path, name: str, text: str, world: World) -> None:
    words = {"leads": world.leads, "months": world.months, "seed": world.seed, "first_day": world.first_day}
    for word, value in words.items():
        text = text.replace(f"<{word}>", str(value))
    (folder / name).write_text(text.replace("<about>", describe()), encoding="utf-8", newline="\n")


def _tell(world: World) -> Book:
    """Return all rows of all exports."""
    book = Book(world.end)
    number = max(3, world.leads // 3)
    accounts = [make_account(world, each) for each in range(1, number + 1)]
    old = [make_account(world, number + each) for each in range(1, max(2, world.leads // 90) + 1)]
    people = [make_person(world, each, at, accounts) for each, at in enumerate(arrivals(world), start=1)]
    people = [person for person in people if person.captured < world.end]
    _walk(world, book, people)
    old_customers(world, book, old)
    for account in old:
        customer_use(world, book, account)
    for account in (*accounts, *old):
        write_account(book, account)
    write_spend(book, world)
    flaws.mistake(book, world, people)
    flaws.duplicate(world, book, people)
    flaws.correct(world, book)
    return book


def _walk(world: World, book: Book, people: list[Person]) -> None:
    withdrawn: list[tuple[int, Person]] = []
    signed: list[Won] = []
    for person in people:
        write_person(book, world, person)
        won, moment = travel(world, book, person)
        withdrawn.append((moment, person))
        if won and won.moment < world.end:
            signed.append(won)
    slip(world, book, [each for each in withdrawn if each[0] < world.end])
    register(world, book, [person for person in people if person.channel == "partner"])
    for person in _first_of_each([person for person in people if person.channel == "plg"]):
        trial(world, book, person)
    _onboard(world, book, sorted(signed, key=lambda won: won.moment))
    flaws.backdate(book)


def _onboard(world: World, book: Book, signed: list[Won]) -> None:
    customers: set[str] = set()
    for won in signed:
        onboard(world, book, won, first=won.person.account.key not in customers)
        customers.add(won.person.account.key)


def _first_of_each(people: list[Person]) -> list[Person]:
    first: dict[str, Person] = {}
    for person in people:
        first.setdefault(person.account.key, person)
    return list(first.values())
