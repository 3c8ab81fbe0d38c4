"""Every letter that leaves by e-mail: written, held, released, sent once."""

from __future__ import annotations
