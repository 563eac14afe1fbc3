"""A process that opens deals as fast as it can: ``FOLDER NAME COUNT``; it prints what became of each."""

import sys
from pathlib import Path

from tripact.boot import open_workspace
from tripact.service.record import Recorder
from tripact.worktime.clock import system_now, wait


def main(folder: str, name: str, count: str) -> None:
    """Wait for the file ``go``, then state deals and bring each into its first stage."""
    workspace = open_workspace(Path(folder))
    recorder = Recorder(workspace.agreement, workspace.store, workspace.trying, system_now)
    (Path(folder) / f"ready-{name}").touch()
    while not (Path(folder) / "go").exists():
        wait(5)
    for number in range(int(count)):
        deal = f"{name}-{number}"
        outcome = recorder.record("deal", {"deal": deal, "owner": "ada", "amount": "100"})
        if outcome.state == "recorded":
            outcome = recorder.record("move", {"deal": deal, "stage": "talk"})
        sys.stdout.write(" ".join([deal, outcome.state, *(each.rule for each in outcome.refused)]) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
