from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.forms import ChoiceField

from lehc.design import forms
from lehc.places.enums import NoteKind, Sex
from lehc.places.models import Area
from lehc.places.profiles import Neighbourhood
from lehc.places.widgets import LongSelect

NOTHING = ("", "Choose one")


class TownForm(forms.Form):
    """Which town, out of all of England's."""

    marks_optional = False
    town = ChoiceField(label="Which town, city or district?", widget=LongSelect)

    def __init__(self, *args: Any, towns: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [NOTHING, *((town.code, town.name) for town in towns)]
        self.fields["town"].choices = choices  # type: ignore[attr-defined]


class PairForm(forms.Form):
    """Two neighbourhoods, and whose lives."""

    marks_optional = False
    a = ChoiceField(label="From", widget=LongSelect)
    b = ChoiceField(label="To", widget=LongSelect)
    sex = forms.ChoiceField(label="Whose lives?", choices=Sex.choices, inline=True)

    def __init__(
        self, *args: Any, neighbourhoods: Sequence[Neighbourhood], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("a", "b"):
            field: Any = self.fields[name]
            field.choices = [NOTHING, *list_choices(neighbourhoods)]


class StopForm(forms.Form):
    """The next stop of a line."""

    marks_optional = False
    add = ChoiceField(label="Add a stop", widget=LongSelect, required=False)

    def __init__(
        self, *args: Any, neighbourhoods: Sequence[Neighbourhood], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["add"]
        field.choices = [NOTHING, *list_choices(neighbourhoods)]


class NoteForm(forms.Form):
    area = ChoiceField(
        label="Which neighbourhood?",
        widget=LongSelect,
        error_messages={"required": "Choose the neighbourhood that you write about"},
    )
    kind = forms.ChoiceField(
        label="What stands there?",
        choices=NoteKind.choices,
        error_messages={"required": "Choose what stands there"},
    )
    text = forms.WordLimitedField(
        label="What should people know when they read its figures?",
        help_text="For example: two large care homes stand here, and many who die "
        "there came from elsewhere. Name no person.",
        word_limit=60,
        max_length=500,
        error_messages={
            "required": "Write what people should know",
            "max_length": "Write 500 characters or fewer",
        },
    )

    def __init__(
        self, *args: Any, neighbourhoods: Sequence[Neighbourhood], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["area"]
        field.choices = [
            NOTHING,
            *((str(row.pk), row.name) for row in by_name(neighbourhoods)),
        ]


def list_choices(
    neighbourhoods: Sequence[Neighbourhood],
) -> list[tuple[str, Any]]:
    """Neighbourhoods by name; under their town where there are several towns."""
    towns = dict.fromkeys(row.town for row in neighbourhoods)
    if len(towns) < 2:
        return [(row.code, row.name) for row in by_name(neighbourhoods)]
    return [
        (
            town,
            [(r.code, r.name) for r in by_name(neighbourhoods) if r.town == town],
        )
        for town in towns
    ]


def by_name(neighbourhoods: Sequence[Neighbourhood]) -> list[Neighbourhood]:
    return sorted(neighbourhoods, key=lambda row: row.name)
