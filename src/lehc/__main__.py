"""Lets `python -m lehc` do what the command `lehc` does."""

from __future__ import annotations

import sys

from lehc.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
