"""The people of a run, for the programme team only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from lehc.selection.enums import Standing
from lehc.selection.models import Run, RunPerson
from lehc.selection.presenters.runs import say_chance


@dataclass(frozen=True)
class PersonRow:
    """A person of a run; `chance` is a number and `chance_words` says it."""

    anonymous_id: str
    name: str
    reference: str
    organisation: str
    team: str
    is_chosen: bool
    standing: str
    has_place: bool
    chance: float = 0.0
    chance_words: str = ""


def show_person(person: RunPerson, chance: float, *, is_named: bool) -> PersonRow:
    """A row of the team's list; only the anonymous id and the chance without a name."""
    application = person.application
    facts: dict[str, Any] = {
        "anonymous_id": person.anonymous_id,
        "is_chosen": person.is_chosen,
        "standing": person.get_standing_display(),
        "has_place": person.standing == Standing.ACCEPTED,
        "chance": chance,
        "chance_words": say_chance(chance),
    }
    if not is_named:
        return PersonRow(
            name="Not shown",
            reference="",
            organisation="",
            team="",
            **facts,
        )
    return PersonRow(
        name=str(application.person),
        reference=application.reference,
        organisation=str(application.organisation or ""),
        team=str(application.team or ""),
        **facts,
    )


def read_chances(run: Run) -> dict[str, float]:
    """Everybody's chance by id, as certified."""
    chances: dict[str, float] = (run.certificate or {}).get("probabilities", {})
    return chances


def show_spread(chances: dict[str, float]) -> list[dict[str, Any]]:
    """How many people have which chance, largest first, as a figure draws it."""
    counts = Counter(say_chance(chance) for chance in chances.values())
    most = max(counts.values(), default=1)
    in_order = dict.fromkeys(say_chance(p) for p in sorted(chances.values())[::-1])
    return [
        {"chance": words, "people": counts[words], "share": 100 * counts[words] // most}
        for words in in_order
    ]
