"""Appends notifications to a file; each line is on disk before the message counts as sent."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tripact.ledger.outbox import Message


class FileNotifier:
    """Appends lines of JSON to a file, which is created when missing.

    A reader may find a message twice, after a crash in between; then both lines carry the same ``key``.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, message: Message) -> None:
        """Append a message.

        Raises:
            OSError: If the file cannot be written.
        """
        said = {"key": message.key, "kind": message.kind, "to": message.recipient, **json.loads(message.payload)}
        line = json.dumps(said, ensure_ascii=False) + "\n"
        # one write each: lines of several processes do not mix
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(handle, line.encode())
            os.fsync(handle)
        finally:
            os.close(handle)
