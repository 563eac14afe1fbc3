"""The second rival: a vectorised pandas script, as an analyst would write it in a notebook; no loop over people."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

from bench.answers import write_answer
from bench.rules import RuleName

DAY = 86_400_000
WEEK = 7 * DAY
GAP = 30 * 60_000
POINTS = {
    "demo_request": 30, "cta_reply": 20, "event": 15, "pricing_page": 12, "chat": 10, "technical_docs": 10,
    "download": 8, "product_page": 5, "blog": 3, "email_click": 2,
}  # fmt: skip


def run(folder: Path, rule: RuleName) -> dict[str, float]:
    """Read the Parquet files with pandas and compute the promotions."""
    start = perf_counter()
    people = pd.read_parquet(folder / "data" / "people.parquet")
    signals = pd.read_parquet(folder / "data" / "signals.parquet", columns=["person", "ts", "name", "topic"])
    moves = pd.read_parquet(folder / "data" / "moves.parquet")
    read = perf_counter()
    promoted = standing_before(promotions(people, signals, rule), moves)
    done = perf_counter()
    write_answer(folder, "pandas", rule, zip(promoted.index.tolist(), promoted.tolist(), strict=True))
    return {"seconds": done - read, "loading": read - start, "promoted": len(promoted)}


def promotions(people: pd.DataFrame, signals: pd.DataFrame, rule: RuleName) -> pd.Series:
    """Return the first instant at which the rule held, by person."""
    frame = ordered(signals, people["id"])
    holds = (engagement(frame) >= 50) | (intent(frame) >= 2)
    if rule == "default":
        fits = (fit(people) >= 70) & people["role"].isin(["decision_maker", "influencer"])
        holds &= fits.to_numpy()[frame["person"].to_numpy()]
    first = frame.loc[holds, ["person", "ts"]].groupby("person", sort=False)["ts"].min()
    first.index = pd.Index(people["id"].to_numpy()[first.index])
    return first


def standing_before(crossed: pd.Series, moves: pd.DataFrame) -> pd.Series:
    """Leave out whoever stood beyond the stage already, or off the path."""
    beyond = moves[moves["stage"] != "lead"].groupby("person")["ts"].min()
    latest = beyond.reindex(crossed.index).astype("datetime64[ms]").astype("int64")
    return crossed[beyond.reindex(crossed.index).isna() | (crossed <= latest)]


def ordered(signals: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    """People as numbers, instants as milliseconds, in order; repeated e-mail clicks of a day left out."""
    frame = pd.DataFrame(
        {
            "person": pd.Index(ids).get_indexer(signals["person"]),
            "ts": signals["ts"].to_numpy().astype("datetime64[ms]").astype("int64"),
            "name": signals["name"].astype("category"),
            "topic": signals["topic"].astype("category").cat.codes,
        }
    ).sort_values(["person", "ts"], ignore_index=True)
    clicks = frame[frame["name"] == "email_click"]
    pause = clicks["ts"] - clicks.groupby("person")["ts"].shift()
    return frame.drop(index=clicks.index[pause < DAY]).reset_index(drop=True)


def fit(people: pd.DataFrame) -> pd.Series:
    """Return the normalised fit of each person."""
    points = (
        people["industry"].isin(["manufacturing", "logistics"]) * 15
        + people["employees"].between(50, 1000) * 10
        + people["region"].isin(["sk", "cz", "at"]) * 5
        + people["tech"].isin(["salesforce", "hubspot"]) * 5
        + (people["compliance"] == "iso27001") * 5
        + people["seniority"].map({"c_level": 12, "manager": 8}).fillna(0)
    )
    return 100 * points / 52


def engagement(frame: pd.DataFrame) -> pd.Series:
    """Return the points so far, ten percent less for each whole week without interaction."""
    points = frame["name"].astype(object).map(POINTS)
    warm = points.notna()
    last = frame["ts"].where(warm).groupby(frame["person"]).ffill()
    before = last.groupby(frame["person"]).shift()
    weeks = ((frame["ts"] - before) // WEEK).fillna(0)
    idle = weeks.where(warm, 0).groupby(frame["person"]).cumsum() + weeks.where(~warm, 0)
    grown = (points.fillna(0) * 0.9**-idle).groupby(frame["person"]).cumsum()
    return at_once(frame, (0.9**idle * grown)).round(6)


def at_once(frame: pd.DataFrame, values: pd.Series) -> pd.Series:
    """What happens in the same instant counts together: every row gets the value of the last of them."""
    later = frame.duplicated(["person", "ts"], keep="last")
    return values.where(~later).bfill() if later.any() else values


def intent(frame: pd.DataFrame) -> np.ndarray:
    """Return the tier of intent at each row; tier 1 decides nothing here."""
    pricing = frame["name"] == "pricing_page"
    product = frame["name"].isin(["pricing_page", "product_page"])
    demos = counted(frame, frame["name"].isin(["demo_request", "price_request"]), 14 * DAY)
    visits = counted(frame, product, 14 * DAY)
    topics = topics_within(frame, 14 * DAY)
    tier_3 = (demos >= 1) | ((visits_within(frame, pricing, 7 * DAY) >= 2) & (topics >= 1))
    tier_2 = ((visits >= 1) & (visits_within(frame, product, 14 * DAY) >= 2)) | (topics >= 2)
    return np.select([tier_3, tier_2], [3, 2], 0)


def key(person: pd.Series, ts: pd.Series) -> np.ndarray:
    """One number that orders by person, then by time; times are below 2^42 milliseconds."""
    return np.asarray(person, dtype="int64") * 2**42 + np.asarray(ts, dtype="int64")


def window(frame: pd.DataFrame, mask: pd.Series, within: int) -> tuple[np.ndarray, np.ndarray]:
    """Return where among the marked rows the window of each row begins and ends."""
    marked = key(frame["person"][mask], frame["ts"][mask])
    now = key(frame["person"], frame["ts"])
    return np.searchsorted(marked, now - within, side="left"), np.searchsorted(marked, now, side="right")


def counted(frame: pd.DataFrame, mask: pd.Series, within: int) -> np.ndarray:
    """Return how many marked rows lie in the window that ends at each row."""
    first, after = window(frame, mask, within)
    return after - first


def visits_within(frame: pd.DataFrame, mask: pd.Series, within: int) -> np.ndarray:
    """Return how many visits, parted by pauses of half an hour, have marked rows in the window."""
    marked = frame[mask]
    begins = ~(marked.groupby("person")["ts"].diff() < GAP)
    visit = np.append(begins.cumsum().to_numpy(), 0)
    first, after = window(frame, mask, within)
    return np.where(after > first, visit[after - 1] - visit[np.minimum(first, len(visit) - 1)] + 1, 0)


def topics_within(frame: pd.DataFrame, within: int) -> np.ndarray:
    """Return how many topics surged in the window: each begins to count, and ceases when it has been silent."""
    surges = frame[frame["name"] == "topic_surge"].sort_values(["person", "topic", "ts"])
    by_topic = surges.groupby(["person", "topic"])["ts"]
    begins = surges[~(by_topic.diff() <= within)]
    ends = surges[~(-by_topic.diff(-1) <= within)]
    begun = np.sort(key(begins["person"], begins["ts"]))
    ended = np.sort(key(ends["person"], ends["ts"] + within))
    now = key(frame["person"], frame["ts"])
    return np.searchsorted(begun, now, side="right") - np.searchsorted(ended, now, side="left")
