"""Where areas lie: from longitude and latitude to lines that a picture can draw.

Pure: no database, no files.
"""

from __future__ import annotations
