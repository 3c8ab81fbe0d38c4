"""LEHC: runs a co-produced leadership programme and proves what it changes."""

from __future__ import annotations

import os

__version__ = "0.1.0"

# One thread for NumPy's algebra, said before NumPy is loaded: with matrices of our size
# several wait for one another, and take twice the processor's time to do it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
