"""Calls of the command line in this process, as its users call it: what came out, and with which exit code."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
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


@contextmanager
def started(*arguments: object, **pipes: int) -> Iterator[subprocess.Popen[str]]:
    """A process of ``tripact ARGUMENTS`` that Ctrl-C reaches, whatever started the tests; it is gone at the end."""
    command = [sys.executable, "-m", "tripact", *map(str, arguments)]
    with subprocess.Popen(command, text=True, preexec_fn=_interruptible, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def _interruptible() -> None:
    # what a shell runs in its background is started with the interrupt ignored
    signal.signal(signal.SIGINT, signal.default_int_handler)
