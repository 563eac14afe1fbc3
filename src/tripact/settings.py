"""Process settings from the environment; policy never stands here, only in the agreement."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """What the environment decides.

    Attributes:
        workspace: ``TRIPACT_WORKSPACE``: the folder used when ``--workspace`` is not given.
    """

    workspace: Path = Path()


def read_settings() -> Settings:
    """Read the settings of this process."""
    return Settings(workspace=Path(os.environ.get("TRIPACT_WORKSPACE", ".")))
