"""The command ``holidays``."""

from __future__ import annotations

from typing import Annotated

import typer

from tripact.cli import output


def holidays(
    place: Annotated[str, typer.Argument(help="A country, with its part: SK, DE-BY.", metavar="COUNTRY[-PART]")],
    years: Annotated[str, typer.Option(help="The years to freeze, such as 2025-2028.", metavar="FIRST-LAST")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print the public holidays of a country as the clause to put into a calendar of the agreement.

    Read them before you do: laws change, and libraries disagree.

    Example: tripact holidays SK --years 2025-2028
    """
    from tripact.agreement.calendars import parse_years
    from tripact.agreement.freezing import frozen_holidays
    from tripact.worktime.clock import system_now
    from tripact.worktime.instant import local_date
    from tripact.worktime.public_holidays import library, public_holidays

    try:
        first, last = parse_years(years)
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong), param_hint="--years") from wrong
    country, _, part = place.upper().partition("-")
    days = sorted(public_holidays(country, part or None, range(first, last + 1)))
    source = f"{library()}, read {local_date(system_now(), 'UTC')}"
    if as_json:
        frozen = {"country": country, **({"subdivision": part} if part else {}), "years": f"{first}-{last}"}
        output.print_json({"holidays": {**frozen, "source": source, "closed": [str(day) for day in days]}})
    else:
        typer.echo(frozen_holidays(place.upper(), (first, last), days, source))
