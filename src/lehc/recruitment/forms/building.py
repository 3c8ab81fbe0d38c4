from __future__ import annotations

from typing import Any

from django import forms as django_forms

from lehc.design import forms
from lehc.recruitment.actions.building import QuestionDraft
from lehc.recruitment.enums import Characteristic, QuestionKind, Visibility
from lehc.recruitment.models import Question, Section

MOST_WORDS = 2000
NO_CHARACTERISTIC = "none"
KIND_HINTS: dict[str, str] = {
    QuestionKind.SHORT_TEXT: "One line, such as a job title",
    QuestionKind.LONG_TEXT: "Needs a word limit",
    QuestionKind.ONE_OF: "Needs choices",
    QuestionKind.MANY_OF: "Needs choices",
    QuestionKind.PLACE: "A council area in England, found by its name",
    QuestionKind.FILE: "Up to 10 MB: a document or a picture",
}
VISIBILITY_HINTS: dict[str, str] = {
    Visibility.ASSESSED: "For everything that is scored",
    Visibility.DECLARING: "They see it before they read, to say whom they know",
    Visibility.TEAM_ONLY: "For arrangements, such as a phone number",
}


class SectionForm(forms.Form):
    """A group of questions: one row of the applicant's task list."""

    title = forms.TextField(label="What is the section called?", max_length=120)
    is_shared = forms.YesNoField(
        label="Does a place team answer it once, together?",
        help_text="Somebody who applies alone answers it too",
        initial=False,
    )

    @classmethod
    def describe(cls, section: Section | None) -> dict[str, Any]:
        if section is None:
            return {}
        return {"title": section.title, "is_shared": section.is_shared}


class QuestionForm(forms.Form):
    """A question as data. `read_draft` gives what `save_question` takes."""

    words = forms.TextField(label="What do you ask?", max_length=250)
    hint = forms.TextField(
        label="Hint",
        help_text="One short sentence that helps, with no full stop",
        max_length=300,
        required=False,
    )
    kind = forms.ChoiceField(
        label="What kind of answer is it?",
        choices=QuestionKind.choices,
        choice_hints=KIND_HINTS,
    )
    choices = django_forms.CharField(
        label="Choices",
        help_text="One on each line, for a question with a list",
        widget=django_forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    word_limit = forms.WholeNumberField(
        label="Most words",
        help_text="For a long text",
        min_value=10,
        max_value=MOST_WORDS,
        required=False,
    )
    is_required = forms.YesNoField(label="Must it be answered?", initial=True)
    visibility = forms.ChoiceField(
        label="Who reads the answer?",
        choices=Visibility.choices,
        choice_hints=VISIBILITY_HINTS,
        initial=Visibility.ASSESSED,
    )
    may_be_target = forms.YesNoField(
        label="May the cohort be balanced by it?",
        help_text="Only for one of a list, yes or no, and place",
        initial=False,
    )
    characteristic = forms.ChoiceField(
        label="Does it ask about a protected characteristic?",
        help_text="A cohort can’t be balanced by these unless a programme lead has "
        "written down why the law allows it",
        choices=[(NO_CHARACTERISTIC, "No"), *Characteristic.choices],
        initial=NO_CHARACTERISTIC,
    )

    @classmethod
    def describe(cls, question: Question | None) -> dict[str, Any]:
        if question is None:
            return {}
        same = set(cls.base_fields) - {"choices", "characteristic"}
        labels = [choice.label for choice in question.choices.all()]
        return {name: getattr(question, name) for name in same} | {
            "choices": "\n".join(labels),
            "characteristic": question.characteristic or NO_CHARACTERISTIC,
        }

    def read_draft(self) -> QuestionDraft:
        values = self.cleaned_data
        lines = (" ".join(line.split()) for line in values["choices"].splitlines())
        return QuestionDraft(
            words=values["words"],
            kind=QuestionKind(values["kind"]),
            hint=values["hint"],
            is_required=bool(values["is_required"]),
            word_limit=values["word_limit"],
            visibility=Visibility(values["visibility"]),
            may_be_target=bool(values["may_be_target"]),
            characteristic=values["characteristic"].replace(NO_CHARACTERISTIC, ""),
            choices=tuple(line for line in lines if line),
        )
