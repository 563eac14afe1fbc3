"""The portable SQL subset: every `.sql` file of the product must mean the same on every engine.

Run as `python -m tools.lints.sql [FOLDER]`. The rules work on the tree, by node class and by name, because sqlglot
reads `now()` as an unknown function. `name.sql` is the portable text in DuckDB dialect and has its twin `name.py`;
`name.ENGINE.sql` is a declared variant in that engine's dialect: it stands beside the portable text and may use
what only that engine has, but still no clock, no chance, no calendar and no rounding.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlglot
from sqlglot import ErrorLevel, exp
from sqlglot.errors import ParseError, TokenError, UnsupportedError

from tripact.evaluate.compose import with_null_order_spelt

ENGINES = ("postgres", "spark", "clickhouse", "snowflake", "bigquery")
DIALECTS = ("duckdb", *ENGINES)

CLOCK = "reads the clock; `:as_of` is a parameter"
CHANCE = "gives another answer each time"
ZONE = "no zones, calendars or date types; instants are integer UTC milliseconds, period keys come from Python"
ROUND = "no rounding in SQL; round in Python"
DIVIDE = "divide by `nullif(…, 0)`, a number or a parameter"
VARIANT = "only in a declared variant (name.ENGINE.sql)"
TEXT = "text is normalised in Python at the door; engines compare it differently"

# Forbidden everywhere, also in a variant.
NODES = {
    **dict.fromkeys(
        ("CurrentDate", "CurrentDatetime", "CurrentTime", "CurrentTimestamp", "CurrentTimestampLTZ", "Localtime",
         "Localtimestamp", "UtcDate", "UtcTime", "UtcTimestamp", "Systimestamp"), CLOCK),
    **dict.fromkeys(("Rand", "Randn", "Uuid", "TableSample"), CHANCE),
    **dict.fromkeys(
        ("AtTimeZone", "FromTimeZone", "ConvertTimezone", "TimestampTrunc", "DateTrunc", "DatetimeTrunc", "Extract",
         "Year", "Quarter", "Month", "Week", "Day", "DayOfWeek", "DayOfWeekIso", "DayOfMonth", "DayOfYear", "Hour",
         "Minute", "Second", "TimeToStr", "StrToTime", "StrToDate", "UnixToTime", "Interval", "DateAdd", "DateSub",
         "DateDiff"), ZONE),
    "Round": ROUND,
}  # fmt: skip
NAMES = {
    **dict.fromkeys(
        ("now", "now64", "today", "yesterday", "get_current_timestamp", "get_current_time", "transaction_timestamp",
         "statement_timestamp", "clock_timestamp", "current_localtime", "current_localtimestamp", "timeofday",
         "getdate", "sysdate", "systimestamp", "unix_timestamp", "age"), CLOCK),
    **dict.fromkeys(("random", "rand", "setseed", "uuid", "gen_random_uuid", "nextval"), CHANCE),
    **dict.fromkeys(("timezone", "from_utc_timestamp", "to_utc_timestamp", "totimezone", "convert_timezone"), ZONE),
    **dict.fromkeys(("round_even", "roundbankers"), ROUND),
    **dict.fromkeys(("divide", "fdiv", "divide_or_null"), DIVIDE),
}  # fmt: skip
DATE_TYPES = ("DATE", "DATETIME", "TIME", "TIMESTAMP", "INTERVAL")

# Forbidden in the portable text only.
UNPORTABLE_NODES = {
    **dict.fromkeys(
        ("PercentileCont", "PercentileDisc", "Quantile", "ApproxQuantile", "Median", "Mode", "ArgMax", "ArgMin",
         "First", "Last", "GroupConcat", "AnyValue", "Pivot"), VARIANT),
    **dict.fromkeys(("Like", "ILike", "SimilarTo", "RegexpLike", "RegexpILike", "Lower", "Upper"), TEXT),
}  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """One broken rule with its place."""

    file: str
    line: int
    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}: {self.why}"


def check_folder(folder: Path) -> list[Problem]:
    """All problems of all `.sql` files below a folder."""
    return [problem for path in sorted(folder.rglob("*.sql")) for problem in check_file(path)]


def check_file(path: Path) -> list[Problem]:
    """All problems of one file: its name, its neighbours, its text."""
    stem, _, engine = path.stem.partition(".")
    problems = []
    if engine:
        if engine not in DIALECTS:
            problems.append(Problem(str(path), 1, path.name, f"no such engine; one of {', '.join(DIALECTS)}"))
        if not path.with_name(f"{stem}.sql").exists():
            problems.append(Problem(str(path), 1, path.name, f"a variant needs the portable {stem}.sql beside it"))
    elif not path.with_suffix(".py").exists():
        problems.append(Problem(str(path), 1, path.name, f"its twin {stem}.py is missing"))
    text = path.read_text(encoding="utf-8")
    return problems + check_text(text, str(path), engine=engine if engine in DIALECTS else "")


def check_text(text: str, file: str, *, engine: str = "") -> list[Problem]:
    """All problems of one statement; `engine` names the dialect of a variant, nothing means portable.

    Example:
        >>> [p.what for p in check_text("select now() as v from t", "a.sql")]
        ['now']
    """
    try:
        trees = [t for t in sqlglot.parse(text, read=engine or "duckdb") if t and not isinstance(t, exp.Semicolon)]
    except (ParseError, TokenError) as error:
        return [Problem(file, _error_line(error), "does not parse", str(error).splitlines()[0])]
    if len(trees) != 1 or not isinstance(trees[0], exp.Query):
        return [Problem(file, 1, "not one query", "a file holds exactly one SELECT, one verdict or measure")]
    found = [*_everywhere(trees[0])] if engine else [*_everywhere(trees[0]), *_portable(trees[0])]
    problems = [Problem(file, _line(node), what, why) for node, what, why in found]
    return sorted(set(problems), key=lambda p: p.line) + ([] if engine else _untranslatable(trees[0], file))


Finding = tuple[exp.Expr, str, str]


def _everywhere(tree: exp.Expr) -> Iterator[Finding]:
    for node in tree.walk():
        name = _name(node)
        if why := NODES.get(type(node).__name__) or (isinstance(node, exp.Func) and NAMES.get(name)):
            yield node, name, why
        elif isinstance(node, exp.DataType) and node.this.name.startswith(DATE_TYPES):
            yield node, node.sql("duckdb"), ZONE
        elif isinstance(node, exp.Div | exp.IntDiv | exp.Mod) and not _safe_divisor(node.expression):
            yield node, node.expression.sql("duckdb"), DIVIDE
        elif isinstance(node, exp.Identifier) and name == "at":
            yield node, "at", "a column named `at` is a syntax error in DuckDB; call it `ts` or `occurred_at`"


def _portable(tree: exp.Expr) -> Iterator[Finding]:
    for node in tree.walk():
        if why := UNPORTABLE_NODES.get(type(node).__name__):
            yield node, _name(node), why
        elif isinstance(node, exp.Join) and node.args.get("method"):
            yield node, f"{node.args['method']} join".lower(), VARIANT
        elif isinstance(node, exp.IgnoreNulls) and not isinstance(node.this, exp.AnyValue):
            yield node, "ignore nulls", f"dropped silently on some engines; {VARIANT}"
        elif isinstance(node, exp.With) and node.recursive:
            yield node, "with recursive", VARIANT
        elif isinstance(node, exp.Anonymous) and _name(node) not in NAMES:
            yield node, _name(node), f"sqlglot does not know it, so it is not translated; {VARIANT}"


def _safe_divisor(node: exp.Expr) -> bool:
    """True for `nullif(…)`, a number other than zero, a parameter, and products of these.

    A parameter stands for a number that the composition puts into the tree; the agreement's checks keep it above zero.
    """
    node = node.unnest()
    if isinstance(node, exp.Cast):
        return _safe_divisor(node.this)
    if isinstance(node, exp.Literal):
        return not node.is_string and float(node.name) != 0
    if isinstance(node, exp.Neg):
        return _safe_divisor(node.this)
    if isinstance(node, exp.Mul):
        return _safe_divisor(node.left) and _safe_divisor(node.right)
    return isinstance(node, exp.Nullif | exp.Placeholder)


def _untranslatable(tree: exp.Expr, file: str) -> list[Problem]:
    problems: list[Problem] = []
    for engine in ENGINES:
        try:
            spelt = with_null_order_spelt(tree) if engine == "bigquery" else tree
            spelt.sql(engine, unsupported_level=ErrorLevel.RAISE)
        except UnsupportedError as error:
            problems.append(Problem(file, 1, f"cannot be said in {engine}", str(error).splitlines()[0]))
    return problems


def _name(node: exp.Expr) -> str:
    if isinstance(node, exp.Anonymous | exp.Identifier):
        return node.name.lower()
    return node.sql_name().lower() if isinstance(node, exp.Func) else type(node).__name__.lower()


def _line(node: exp.Expr) -> int:
    """The line of a node, or of the first part of it that remembers one."""
    candidates = [*node.walk(), *(node.parent.walk() if node.parent else [])]
    return next((int(n.meta["line"]) for n in candidates if "line" in n.meta), 1)


def _error_line(error: Exception) -> int:
    details = getattr(error, "errors", None) or [{}]
    return int(details[0].get("line") or 1)


def main(arguments: list[str] | None = None) -> int:
    """Prints every problem; 1 when there is one."""
    given = sys.argv[1:] if arguments is None else arguments
    folder = Path(given[0]) if given else Path("src/tripact")
    problems = check_folder(folder)
    for problem in problems:
        print(problem)
    print(f"portable SQL: {len(list(folder.rglob('*.sql')))} files, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
