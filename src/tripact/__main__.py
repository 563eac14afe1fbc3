"""``python -m tripact`` and the ``tripact`` command."""

from __future__ import annotations

from tripact.cli.main import main

if __name__ == "__main__":
    main()
