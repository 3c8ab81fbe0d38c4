"""What a cohort may be balanced by: answers marked so, and the sector.

Equality monitoring answers are on a floor that knows no people or applications, so
no feature can be made of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lehc.places.models import Area
from lehc.programmes.enums import Sector
from lehc.recruitment.enums import (
    KINDS_FOR_TARGETS,
    Characteristic,
    QuestionKind,
)
from lehc.recruitment.models import Application, Call, Question
from lehc.recruitment.queries.answers import AnswersByKey, collect_answers
from lehc.selection.protected import DECLARED, Trait, find_traits

SECTOR_KEY = "sector"
UNKNOWN = "not-given"
YES_NO_LABELS = {"yes": "Yes", "no": "No"}


@dataclass(frozen=True)
class Feature:
    """One thing the cohort may be balanced by; `labels` name its values in words.

    `traits` are the protected characteristics it looks like: targets on it then need a
    statement.
    """

    key: str
    label: str
    labels: dict[str, str]
    traits: tuple[Trait, ...] = ()

    def name(self, value: str) -> str:
        if value == UNKNOWN:
            return "Not given"
        return self.labels.get(value, value)

    def name_traits(self) -> str:
        """The protected characteristics in words, with what made us think so."""
        return ", ".join(
            str(Characteristic(trait.name).label).lower()
            + (
                ", as the form says"
                if trait.because == DECLARED
                else f", by the word “{trait.because}”"
            )
            for trait in self.traits
        )


def list_features(call: Call) -> list[Feature]:
    """The features of a call: sector first, then the marked questions in order.

    A question in several versions of the form counts once, as in the newest.
    """
    questions = (
        Question.objects.filter(
            section__form_version__call=call,
            section__form_version__published_at__isnull=False,
            may_be_target=True,
            kind__in=KINDS_FOR_TARGETS,
        )
        .prefetch_related("choices")
        .order_by("-section__form_version__number", "section__position", "position")
    )
    found = {SECTOR_KEY: Feature(SECTOR_KEY, "Sector", dict(Sector.choices))}
    for question in questions:
        if question.key not in found:
            found[question.key] = make_feature(question)
    return list(found.values())


def make_feature(question: Question) -> Feature:
    """The feature a question makes; every text of it is looked at for what it names."""
    choices = question.choices.all()
    texts = [question.words, question.hint, question.key.replace("-", " ")]
    texts += [text for choice in choices for text in (choice.label, choice.hint)]
    return Feature(
        question.key,
        question.words,
        name_values(question),
        find_traits(texts, declared=question.characteristic),
    )


def name_values(question: Question) -> dict[str, str]:
    """A question's values with their words; places are named later, from the pool."""
    if question.kind == QuestionKind.YES_NO:
        return dict(YES_NO_LABELS)
    return {choice.value: choice.label for choice in question.choices.all()}


def read_values(
    applications: Iterable[Application], features: list[Feature]
) -> dict[int, dict[str, str]]:
    """Each application's value of each feature; `UNKNOWN` where there is none."""
    rows = list(applications)
    answers = collect_answers(rows)
    return {row.pk: read_one(row, answers[row.pk], features) for row in rows}


def read_one(
    application: Application, answers: AnswersByKey, features: list[Feature]
) -> dict[str, str]:
    values = {}
    for feature in features:
        if feature.key == SECTOR_KEY:
            organisation = application.organisation
            values[feature.key] = organisation.sector if organisation else UNKNOWN
        else:
            answer = answers.get(feature.key)
            values[feature.key] = str(answer.value) if answer else UNKNOWN
    return values


def name_places(features: list[Feature], values: Iterable[dict[str, str]]) -> None:
    """Add the names of places, found by their codes, to the features' labels."""
    rows = list(values)
    codes = {
        value
        for feature in features
        if not feature.labels
        for row in rows
        if (value := row[feature.key]) != UNKNOWN
    }
    names = dict(
        Area.objects.filter(code__in=codes)
        .order_by("vintage")
        .values_list("code", "name")
    )
    in_order = dict(sorted(names.items(), key=lambda item: item[1]))
    for feature in features:
        if not feature.labels:
            feature.labels.update(in_order)


def list_named_features(call: Call, codes: Iterable[str]) -> list[Feature]:
    """The features with the names of these places, for pages about a past run."""
    features = list_features(call)
    names = dict(
        Area.objects.filter(code__in=list(codes))
        .order_by("vintage")
        .values_list("code", "name")
    )
    for feature in features:
        if not feature.labels:
            feature.labels.update(names)
    return features
