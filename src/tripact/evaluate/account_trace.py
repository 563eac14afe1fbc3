"""What an explanation of an account holds: its product rules clause by clause, its people, its qualifications."""

from __future__ import annotations

from dataclasses import dataclass

from tripact.evaluate.explanation import RuleTrace


@dataclass(frozen=True)
class Member:
    """Somebody who belonged to the account, from and until when (None: still)."""

    person: str
    from_ts: int
    until_ts: int | None


@dataclass(frozen=True)
class Qualified:
    """One time at which a definition qualified the account.

    Attributes:
        definition: Its name.
        number: Which time it was.
        settled_at: When somebody first worked on the account after it.
        rule: The rule as it stood then; its instant is that of the qualification.
    """

    definition: str
    number: int
    settled_at: int | None
    rule: RuleTrace


@dataclass(frozen=True)
class AccountTrace:
    """Everything about the product rules of one account at one moment.

    Attributes:
        account: The id asked for; ``same_as`` other ids merged with it.
        rules: Each rule as it stands at ``as_of``; ``stage`` is the name of the definition.
        qualified: Each qualification, in order.
        paid_at: When it first began to pay (``account_payments``), if it did.
    """

    account: str
    same_as: tuple[str, ...]
    agreement_name: str
    agreement_version: int
    as_of: int
    zone: str
    rules: tuple[RuleTrace, ...]
    qualified: tuple[Qualified, ...]
    members: tuple[Member, ...]
    paid_at: int | None
