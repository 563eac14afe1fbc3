"""What is measured at one size, and in which order."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from multiprocessing import get_context

from bench.answers import differences
from bench.child import Figures, best, measured
from bench.generate import generate
from bench.rules import RULES, RuleName
from bench.sizes import Size

ROUNDS = 3


@dataclass
class Measured:
    """All figures of one size, by (contestant or phase, rule)."""

    size: Size
    runs: dict[tuple[str, RuleName], list[Figures]] = field(default_factory=dict)
    differing: dict[tuple[str, RuleName], int] = field(default_factory=dict)

    def run(self, phase: str, rule: RuleName = "default", *, name: str = "") -> None:
        """Run a phase once more."""
        self.runs.setdefault((name or phase, rule), []).append(measured(phase, self.size.folder, rule))

    def best(self, phase: str, rule: RuleName = "default") -> Figures:
        """Return the quickest run of a phase."""
        return best(self.runs[phase, rule])

    @property
    def peak(self) -> float:
        """The highest peak memory of any phase of ours, in GiB."""
        ours = [each for (phase, _), runs in self.runs.items() if phase not in ("query", "pandas") for each in runs]
        return max(each["peak"] for each in ours)


def prepare(size: Size) -> Measured:
    """Make the data, import it anew and fill the copy."""
    print(size.text, flush=True)
    _generated(size)
    shutil.rmtree(size.folder / "workspace", ignore_errors=True)
    found = Measured(size)
    for phase in ("import", "copy"):
        found.run(phase)
    return found


def _generated(size: Size) -> None:
    """Make the data in a process of its own: what this one needs, its children would inherit as their peak memory."""
    worker = get_context("spawn").Process(target=generate, args=(size, size.folder / "data"))
    worker.start()
    worker.join()
    if worker.exitcode:
        raise SystemExit(f"The data could not be made: exit code {worker.exitcode}.")


def scale(size: Size) -> Measured:
    """Measure what must not grow faster than the number of facts."""
    found = prepare(size)
    for _ in range(ROUNDS):
        found.run("evaluate")
        found.run("evaluate", "unprunable")
    return found


def compete(size: Size) -> Measured:
    """Measure everything, the contestants by turns so that a busy moment hits them alike."""
    found = prepare(size)
    for _ in range(ROUNDS):
        for rule in RULES:
            for contestant in ("evaluate", "query", "pandas"):
                found.run(contestant, rule)
    for rule in RULES:
        for rival in ("query", "pandas"):
            found.differing[rival, rule] = differences(size.folder, "tripact", rival, rule)
    found.run("funnel")
    found.run("append")
    found.run("copy", name="copy again")
    return found


def import_again(found: Measured) -> None:
    """Import the same files once more: everything is there already."""
    found.run("import", name="import again")
