"""Files of other publishers, read as a stream: all of a file goes in, or nothing does.

A reader turns rows into records. What it can't read it refuses with a reason; whoever
runs it collects every refusal with its line, so that a file is mended once.
"""

from __future__ import annotations
