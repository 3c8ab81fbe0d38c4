from __future__ import annotations

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """The blocks of a page.

    Migrations don't list its kinds of block: the column holds JSON whatever they are,
    so a new kind of block needs no migration. The price: a data migration sees plain
    JSON.
    """

    def deconstruct(self) -> Any:
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup")
        return name, path, [[]], kwargs
