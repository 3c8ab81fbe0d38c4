from __future__ import annotations

from django import forms as django_forms

from lehc.assessment.models import Assessor
from lehc.assessment.validators import MOST_WORDS, validate_easy_read
from lehc.design import forms
from lehc.recruitment.models import Application


class ReadingForm(forms.Form):
    """How an assessor likes to read."""

    marks_optional = False
    wants_easy_read = forms.TickField(
        label="Show me a summary in Easy Read first. Somebody in the programme team "
        "writes it, and the full words stay below",
        required=False,
    )
    reads_in_one_column = forms.TickField(
        label="Show me one thing after the other: first what they wrote, then the "
        "scores. This suits screen readers and large letters",
        required=False,
    )

    @staticmethod
    def describe(assessor: Assessor) -> dict[str, bool]:
        return {
            "wants_easy_read": assessor.wants_easy_read,
            "reads_in_one_column": assessor.reads_in_one_column,
        }


class EasyReadForm(forms.Form):
    """A summary in Easy Read, a sentence a line."""

    words = django_forms.CharField(
        label="The summary in Easy Read",
        help_text=f"One idea a line, at most {MOST_WORDS} words. Use everyday words. "
        "Say what they wrote, not what you think of it, and not who they are",
        widget=django_forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": "Write at least one sentence"},
    )

    def __init__(self, *args: object, application: Application, **more: object) -> None:
        super().__init__(*args, **more)
        self.application = application

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        validate_easy_read(words, self.application)
        return words
