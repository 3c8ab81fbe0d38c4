"""Takes the files of other people's packages that the pages need into this app.

Run ``python -m lehc.design.vendoring`` when a version changes (it needs npm),
and ``python -m lehc.design.vendoring styles`` when a file under ``styles`` did.
"""

from __future__ import annotations
