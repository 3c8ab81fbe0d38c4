from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms as django_forms

from lehc.assessment.models import Anchor, Review, Rubric, RubricLine
from lehc.design import forms

LONGEST_COMMENT = 4000
LONGEST_REASON = 300
MOST_MINUTES = 600


class ReviewForm(forms.Form):
    """Scores on each line of a rubric, a comment, or an abstention.

    `sends`: all lines are asked for. `abstains`: only the reason is.
    """

    marks_optional = False
    comment = django_forms.CharField(
        label="What stood out? What would you ask them?",
        help_text="The panel reads this. Applicants may ask to read it too",
        widget=django_forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_COMMENT,
        required=False,
    )
    minutes = forms.WholeNumberField(
        label="About how many minutes did this take you?",
        help_text="Only you and the coordinator see it. It helps to pay you fairly",
        min_value=0,
        max_value=MOST_MINUTES,
        width=3,
        required=False,
    )
    abstain_reason = forms.TextField(
        label="Why would you rather not review this one?",
        help_text="For example: I can tell who this is",
        max_length=LONGEST_REASON,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        rubric: Rubric,
        lived: bool,
        sends: bool = False,
        abstains: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(rubric.lines.all())
        self.fields["abstain_reason"].required = abstains
        self.fields["abstain_reason"].error_messages["required"] = (
            "Say why you would rather not review this one"
        )
        for line in self.lines:
            self.fields[name_line(line)] = make_line_field(line, lived, sends)
        self.order_fields(name_line(line) for line in self.lines)

    def read_scores(self) -> dict[int, int]:
        """Scores by line; lines left open are absent."""
        answers = {line.pk: self.cleaned_data[name_line(line)] for line in self.lines}
        return {pk: int(answer) for pk, answer in answers.items() if answer != ""}

    def says_the_same_as(self, review: Review, scores: Mapping[int, int]) -> bool:
        """Whether saving this would change no score and no word of a review."""
        said = (self.cleaned_data["comment"], self.read_scores())
        return said == (review.comment, dict(scores))

    @staticmethod
    def describe(review: Review | None, scores: Mapping[int, int]) -> dict[str, Any]:
        """The form's first values."""
        words: dict[str, Any] = {}
        if review:
            words = {
                "comment": review.comment,
                "minutes": review.minutes,
                "abstain_reason": review.abstain_reason,
            }
        return words | {f"line_{pk}": str(score) for pk, score in scores.items()}


def name_line(line: RubricLine) -> str:
    return f"line_{line.pk}"


def make_line_field(line: RubricLine, lived: bool, sends: bool) -> forms.ChoiceField:
    """Radios from 0 to 4 in the assessor's own wording."""
    return forms.ChoiceField(
        label=line.criterion.title,
        help_text=word_line(line, lived),
        choices=[
            (str(anchor.score), f"{anchor.score}: {word_anchor(anchor, lived)}")
            for anchor in line.anchors.all()
        ],
        required=sends,
        error_messages={"required": f"Choose a score for “{line.criterion.title}”"},
    )


def word_line(line: RubricLine, lived: bool) -> str:
    """The criterion as this assessor reads it."""
    wording = line.lived_experience_wording if lived else ""
    return wording or line.criterion.description


def word_anchor(anchor: Anchor, lived: bool) -> str:
    return (anchor.lived_experience_words if lived else "") or anchor.words
