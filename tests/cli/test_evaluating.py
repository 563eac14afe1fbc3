"""The command evaluate: kept verdicts, brought up to date."""

from __future__ import annotations

from tests.cli.calling import done
from tests.cli.test_clocks import AGREEMENT, MAPPING, MOVES


def test_a_second_round_judges_only_whom_new_facts_touch(tmp_path):
    for name, text in {"agreement.yaml": AGREEMENT, "mapping.yaml": MAPPING, "moves.csv": MOVES}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    workspace = tmp_path / "W"
    done("init", workspace, "--agreement", tmp_path / "agreement.yaml")
    done("-w", workspace, "import", tmp_path / "mapping.yaml")
    first = done("-w", workspace, "evaluate", "--as-of", "2025-03-18", "--json").json
    assert first["why_whole"] == "no verdicts were kept" and first["touched"] is None
    assert first["counts"]["commitments"] == 4
    (tmp_path / "moves.csv").write_text("id,stage,when\np4,sal,2025-03-18T09:30\n", encoding="utf-8")
    done("-w", workspace, "import", tmp_path / "mapping.yaml")
    second = done("-w", workspace, "evaluate", "--as-of", "2025-03-19", "--json").json
    assert (second["why_whole"], second["touched"]) == (None, 1)
    told = done("-w", workspace, "evaluate", "--as-of", "2025-03-19", "--all")
    assert "Everybody was judged" in told.err and "commitments" in told.out
