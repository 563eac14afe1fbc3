"""What is wrong with the data, on purpose: duplicates, corrections, an impossible date, dirty rows."""

from __future__ import annotations

from tripact.examples.company.book import LABELS, Book, Row
from tripact.examples.company.clock import DAY, HOUR, MINUTE, at_work
from tripact.examples.company.people import Person, write_person
from tripact.examples.company.world import World

DIRT: dict[str, list[list[str]]] = {
    "leads": [
        # a day that does not exist, and a lead without an id
        ["L-99901", "Test", "Test", "test@nowhere.example", "", "ACC-0001", "manager", "influencer", "", "sdr-1",
         "website", "inbound", "organic", "", "", "consent", "2026-02-31 10:00:00"],
        ["", "Nobody", "Unknown", "nobody@nowhere.example", "", "ACC-0002", "", "", "", "sdr-2",
         "website", "inbound", "organic", "", "", "consent", "2026-01-15 10:00:00"],
    ],
    # a stage that no mapping knows
    "lead_stages": [["LS-999901", "L-00001", "Pending??", "", "", "sdr-1", *["2026-01-20 09:12:00"] * 2]],
    # a time that is none
    "activities": [["A-999901", "L-00001", "", "call", "outbound", "no_answer", "", "no", "sdr-1", "yesterday"]],
    # an amount that is none
    "deal_updates": [["DU-999901", "D-00001", "to be agreed", "", "", "", "", "", "", "", "", "", "", "", "", "ae-1",
                      "2026-01-20 09:12:00"]],
}  # fmt: skip
"""Rows that no import can take; they must land in the file of rejects."""


def duplicate(world: World, book: Book, people: list[Person]) -> None:
    """Write a few leads a second time, minutes after the first, and merge them days later."""
    quiet = [person for person in people if len(person.signals) < 3 and not person.penalty]
    step = max(1, len(quiet) // 14)
    for number, person in enumerate(quiet[::step][:14], start=1):
        dice = world.dice("duplicate", person.key)
        moment = person.captured + dice.whole(30, 110)
        name = (person.name[0], person.name[1].upper())
        twin = Person(
            f"L-9{number:04}", person.account, name, person.seniority, person.role, person.source, person.campaign,
            person.owner, person.basis, moment, person.interest,
        )  # fmt: skip
        merged = at_work(moment // DAY + dice.whole(1, 20), dice)
        if merged < world.end:
            write_person(book, world, twin)
            book.add("signals", moment + HOUR, twin.key, "email_open", None, 8, moment + HOUR)
            book.add("merges", merged, twin.key, person.key, "revops", merged)


def backdate(book: Book) -> None:
    """Give one win a date before its lead was captured, and type some moves in days later."""
    wins = [place for place, (_, row) in enumerate(book.rows["deal_stages"]) if row[1] == LABELS["won"]]
    if wins:
        captured = {str(row[0]): moment for moment, row in book.rows["leads"]}
        _, row = book.rows["deal_stages"][wins[len(wins) // 2]]
        wrong = captured[f"L-{str(row[0])[2:]}"] - 2 * DAY
        book.rows["deal_stages"][wins[len(wins) // 2]] = (wrong, (*row[:-1], wrong))


def correct(world: World, book: Book) -> None:
    """Take back some facts: page views of a robot, a move on the wrong lead, an invoice booked twice."""
    signals, moves, booked = book.ordered("signals"), book.ordered("lead_stages"), book.ordered("arr")
    views = [row for row in signals if row[2] == "blog"]
    for row in views[5 :: max(1, len(views) // 6)][:6]:
        _void(book, world, f"signal/{row[0]}", _moment(row), "robot")
    for row in _wrong_moves(moves):
        _void(book, world, f"lead-stage/{row[0]}", _moment(row), "wrong lead")
    for row in [row for row in booked if row[2] == "expansion"][:1]:
        _void(book, world, f"arr/{row[0]}", _moment(row) + 9 * DAY, "booked twice")


def mistake(book: Book, world: World, people: list[Person]) -> None:
    """Accept two leads that nobody meant to accept; ``correct`` takes it back."""
    quiet = [person for person in people if not person.signals and not person.penalty]
    for person in quiet[3 :: max(1, len(quiet) // 2)][:2]:
        moment = at_work(person.captured // DAY + 12, world.dice("mistake", person.key))
        cells = (person.key, LABELS["sal"], "by mistake", None, person.owner)
        book.add("lead_stages", moment, *cells, moment, moment + 5 * MINUTE)


def _wrong_moves(moves: list[Row]) -> list[Row]:
    return [row for row in moves if row[3] == "by mistake"]


def _moment(row: Row) -> int:
    return int(str(row[-1]))


def _void(book: Book, world: World, voided: str, moment: int, reason: str) -> None:
    found = at_work(moment // DAY + 1, world.dice("void", voided))
    book.add("corrections", found, voided, reason, "revops", found)
