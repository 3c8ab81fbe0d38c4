from __future__ import annotations

from lehc.design.forms import Form, TickField


class EraseForm(Form):
    sure = TickField(
        label="I understand that this can't be undone",
        error_messages={"required": "Tick the box if you want to go on"},
    )
