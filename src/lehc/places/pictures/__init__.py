"""Charts and maps as SVG, drawn on the server; each equal to a table beside it.

A picture is plain text without a colour in it. In a page the stylesheet colours it, for
light, dark and print; by itself it brings the light colours along.
"""

from __future__ import annotations
