"""Calls of the command line in this process, as its users call it: what came out, and with which exit code."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any

from tripact.cli.main import main


@dataclass(frozen=True)
class Called:
    """What a call left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output; NaN and infinities are refused."""
        return json.loads(self.out, parse_constant=_refuse)


def call(*arguments: object) -> Called:
    """Run ``tripact ARGUMENTS``; anything but an ordered end (a traceback) escapes."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    before, sys.argv, sys.stdin = (sys.argv, sys.stdin), ["tripact", *map(str, arguments)], io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.argv, sys.stdin = before
    return Called(code, out.getvalue(), err.getvalue())


def done(*arguments: object) -> Called:
    """Run a call that must succeed."""
    called = call(*arguments)
    assert called.code == 0, called.err
    return called


def _refuse(name: str) -> Any:
    raise AssertionError(f"{name} is no JSON")
