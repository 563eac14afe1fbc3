"""How often what is forbidden happened: per prohibition its runs, kept, broken and still running (CLK-5)."""

from __future__ import annotations

from dataclasses import dataclass

from tripact.agreement.agreement import Agreement
from tripact.agreement.values import Texts
from tripact.evaluate.clock_parameters import prohibited
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.prohibitions import Prohibition
from tripact.report.clock_options import ClockOptions
from tripact.report.proportion import Rate, rate


@dataclass(frozen=True)
class ProhibitionSums:
    """The runs of one prohibition: ``runs = kept + broken + running``.

    Attributes:
        kept: Over or lifted, and nothing forbidden happened.
        broken: Something forbidden happened, whether the run is over or not.
        running: Still in force and not broken.
        violations: The facts that broke them.
    """

    commitment: str
    title: Texts
    kept: int
    broken: int
    running: int
    violations: int

    @property
    def runs(self) -> int:
        """All runs."""
        return self.kept + self.broken + self.running

    @property
    def attainment(self) -> Rate:
        """Kept out of kept and broken, with the Wilson interval; running ones beside."""
        return rate(self.kept, self.kept + self.broken, open=self.running)


def prohibition_sums(clocks: Clocks, evaluation: Evaluation, options: ClockOptions) -> tuple[ProhibitionSums, ...]:
    """Return the sums of every prohibition, of the runs that count in the period."""
    agreement, as_of = evaluation.agreement, evaluation.moment.as_of
    names = prohibited(agreement)
    runs = [each for each in clocks.prohibitions() if _counts(each, options, as_of)] if names else []
    return tuple(_sums(agreement, name, [each for each in runs if each.commitment == name]) for name in names)


def _sums(agreement: Agreement, name: str, runs: list[Prohibition]) -> ProhibitionSums:
    states = [each.state for each in runs]
    broken, running = states.count("violated"), states.count("running")
    violations = sum(each.violations for each in runs)
    title = agreement.clocks[name].title or name
    return ProhibitionSums(name, title, len(runs) - broken - running, broken, running, violations)


def _counts(run: Prohibition, options: ClockOptions, as_of: int) -> bool:
    """Tell whether a run counts: by its start, or by its verdict; one without stands at the moment of the report."""
    ts = run.started_at if options.counted == "start" else _decided_at(run, as_of)
    after = options.since is None or ts >= options.since
    return after and (options.until is None or ts < options.until)


def _decided_at(run: Prohibition, as_of: int) -> int:
    if run.violated_at is not None:
        return run.violated_at
    over = run.lifted_at if run.state == "lifted" else run.until_at
    return as_of if over is None else min(over, as_of)


def sums_document(sums: ProhibitionSums) -> dict[str, object]:
    """Return the sums as plain values."""
    kept = sums.attainment
    return {
        "commitment": sums.commitment,
        "runs": sums.runs,
        "kept": sums.kept,
        "broken": sums.broken,
        "running": sums.running,
        "violations": sums.violations,
        "attainment": kept.value,
        "low": kept.low,
        "high": kept.high,
    }
