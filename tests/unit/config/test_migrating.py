"""What `lehc migrate` does in an order of its own comes to the same tables."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models
from django.db.migrations.operations import AddField, CreateModel
from django.db.migrations.state import ProjectState

from lehc.config.management.commands.migrate import CreateModels, join_creations


def create(name: str, *leads_to: str) -> CreateModel:
    links = [
        (target.lower(), models.ForeignKey(f"garden.{target}", models.CASCADE))
        for target in leads_to
    ]
    return CreateModel(name, [("id", models.AutoField(primary_key=True)), *links])


TREE, BED, PLANT = create("Tree"), create("Bed", "Tree"), create("Plant", "Bed", "Tree")
HEIGHT = AddField("Plant", "height", models.IntegerField(default=0))
SEED = create("Seed", "Plant")


def test_only_new_tables_in_a_row_are_joined() -> None:
    joined = join_creations([TREE, BED, HEIGHT, SEED])

    assert [type(one) for one in joined] == [CreateModels, AddField, CreateModel]
    assert joined[0].creations == [TREE, BED]
    assert joined[1:] == [HEIGHT, SEED]


def describe(state: ProjectState) -> dict[str, list[str]]:
    """The fields of each model as drawn, those that lead to it among them."""
    return {
        model.__name__: sorted(field.name for field in model._meta.get_fields())
        for model in state.apps.get_models()
    }


@pytest.mark.parametrize("is_drawn", [True, False])
def test_the_models_are_those_drawn_one_by_one(is_drawn: bool) -> None:
    def play(operations: list[Any]) -> ProjectState:
        state = ProjectState()
        if is_drawn:
            assert state.apps is not None
        for operation in operations:
            operation.state_forwards("garden", state)
        return state

    steps = [TREE, BED, PLANT, HEIGHT, SEED]
    one_by_one, together = play(steps), play(join_creations(steps))

    assert together == one_by_one
    assert describe(together) == describe(one_by_one)
    assert describe(together) == {
        "Tree": ["bed", "id", "plant"],
        "Bed": ["id", "plant", "tree"],
        "Plant": ["bed", "height", "id", "seed", "tree"],
        "Seed": ["id", "plant"],
    }
