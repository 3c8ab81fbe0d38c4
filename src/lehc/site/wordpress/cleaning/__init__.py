"""From the HTML of a WordPress post to blocks of ours, with a note of what was left.

`clean` is the door. WordPress keeps three languages in one text: HTML with paragraphs
that are only blank lines, shortcodes in square brackets, and block comments. They are
read in this order: shortcodes become elements, blank lines paragraphs, and the tree of
elements becomes blocks. Everything that is written out passes nh3 last.
"""

from __future__ import annotations
