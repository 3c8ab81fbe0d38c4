"""The form of one question: a field for each kind, and the answer in storable words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from lehc.design import forms
from lehc.design.forms.wording import reword_errors
from lehc.places.models import Area
from lehc.recruitment.enums import QuestionKind
from lehc.recruitment.filekinds import ALLOWED_ENDINGS, has_honest_ending, sniff_kind
from lehc.recruitment.models import Answer, Question
from lehc.recruitment.places import match_places

LONGEST_SHORT_TEXT = 300
LONGEST_NAME = 120
KINDS_KEPT_UNFINISHED = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})
DRAFT_WORD_LIMIT = 10_000  # beyond any limit a form sets, short of a whole book
FILE_HINT = "A PDF, Word or OpenDocument file, or a photo, up to 10 MB"
TOO_BIG = "This file is bigger than 10 MB: choose a smaller one"
WRONG_KIND = (
    "This is not a PDF, Word or OpenDocument file or a photo: choose one that is"
)
UNKNOWN_PLACE = (
    "We don't know “%(place)s”. Enter the name of the council, such as Reading"
)
NEAR_PLACES = "Choose the place you mean, or enter another name"


class AnswerForm(forms.Form):
    """One question on a page of its own: its label is the page's heading.

    `is_draft` asks for nothing and measures nothing, so that unfinished words are
    kept. `value` and `file` are the answer once the form is valid; `typed` is what can
    be kept of an answer that is not.
    """

    page_heading = "answer"

    def __init__(
        self,
        *args: Any,
        question: Question,
        current: Answer | None = None,
        is_draft: bool = False,
        caption: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.current = current
        self.kind = QuestionKind(question.kind)
        self.page_caption = caption
        self.marks_optional = not question.is_required
        field = BUILDERS[self.kind](question, question.is_required and not is_draft)
        if is_draft and isinstance(field, forms.WordLimitedField):
            field.word_limit = DRAFT_WORD_LIMIT
        self.add_answer_field(field)

    def add_answer_field(self, field: Any) -> None:
        field.label = self.question.words
        field.help_text = self.question.hint or field.help_text
        if self.current is not None:
            field.initial = read_initial(self.current)
        self.fields["answer"] = field
        reword_errors(field, "answer")

    @property
    def value(self) -> Any:
        """The answer as it is stored; None for one that was skipped."""
        given = self.cleaned_data["answer"]
        if isinstance(given, date):
            return given.isoformat()
        if isinstance(given, bool):
            return "yes" if given else "no"
        if isinstance(given, str):
            return tidy_text(given) or None
        return given or None

    @property
    def file(self) -> UploadedFile | None:
        return None

    @property
    def typed(self) -> str | None:
        """Words that miss a requirement and are worth keeping all the same."""
        if self.kind not in KINDS_KEPT_UNFINISHED:
            return None
        return tidy_text(str(self["answer"].data or "")) or None


def tidy_text(text: str) -> str:
    """A text with plain line ends and nothing blank around it."""
    return text.replace("\r\n", "\n").strip()


class PlaceForm(AnswerForm):
    """A place by its name; when several or none fit, the near ones are offered."""

    def __init__(self, *args: Any, areas: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = areas
        self.place_names = sorted({area.name for area in areas})
        self.fields["answer"].widget.attrs["list"] = "places"
        self.found: Area | None = None
        self.near: list[Area] = []
        if self.is_bound:
            self.look_up(str(self["answer"].data or "").strip())

    def look_up(self, typed: str) -> None:
        if not typed:
            return
        self.found, self.near = match_places(typed, self.areas)
        if self.found is None and self.near:
            self.fields["near"] = forms.ChoiceField(
                label="Did you mean",
                choices=[(area.code, area.name) for area in self.near],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed = cleaned.get("answer")
        if not typed or self.found is not None or cleaned.get("near"):
            return cleaned
        if self.near:
            self.add_error("near", ValidationError(NEAR_PLACES, code="near"))
        else:
            error = ValidationError(UNKNOWN_PLACE, "unknown", {"place": typed})
            self.add_error("answer", error)
        return cleaned

    @property
    def value(self) -> str | None:
        if self.cleaned_data.get("near"):
            return str(self.cleaned_data["near"])
        return self.found.code if self.found else None


class FileForm(AnswerForm):
    """A file whose content is what it says it is.

    A file that is there already stays unless another is chosen or it is taken away.
    """

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_too_large = is_too_large
        self.has_file = bool(self.current and self.current.file)
        self.fields["answer"].initial = None
        if self.question.hint:
            hint = f"{self.question.hint.rstrip('.')}. {FILE_HINT}"
            self.fields["answer"].help_text = hint
        if is_too_large or self.has_file:
            self.fields["answer"].required = False
        if self.has_file:
            name = self.current.value if self.current else ""
            label = f"Take “{name}” away"
            self.fields["remove"] = forms.TickField(label=label, required=False)

    def clean_answer(self) -> UploadedFile | None:
        file = self.cleaned_data["answer"]
        if self.is_too_large:
            raise ValidationError(TOO_BIG, code="too_big")
        if file is None:
            return None
        if not has_honest_ending(file.name, sniff_kind(file)):
            raise ValidationError(WRONG_KIND, code="wrong_kind")
        return file

    @property
    def file(self) -> UploadedFile | None:
        return self.cleaned_data["answer"] or None

    @property
    def value(self) -> str | None:
        if self.file is not None:
            return clean_file_name(str(self.file.name))
        if self.cleaned_data.get("remove") or self.current is None:
            return None
        return self.current.value


def clean_file_name(name: str) -> str:
    """The name to show and to save under: no folders, no control characters."""
    base = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in base if sign.isprintable())
    stem, _, ending = kept.rpartition(".")
    return f"{stem[:LONGEST_NAME]}.{ending}" if stem else kept[:LONGEST_NAME]


def read_initial(answer: Answer) -> Any:
    """What the page shows of an answer that is there already."""
    kind = answer.question.kind
    if kind == QuestionKind.DATE and answer.value:
        return date.fromisoformat(answer.value)
    if kind == QuestionKind.PLACE:
        return answer.place_name
    return answer.value


def build_short_text(question: Question, required: bool) -> Any:
    return forms.TextField(max_length=LONGEST_SHORT_TEXT, required=required)


def build_long_text(question: Question, required: bool) -> Any:
    limit = question.word_limit or DRAFT_WORD_LIMIT
    return forms.WordLimitedField(word_limit=limit, required=required)


def build_one_of(question: Question, required: bool) -> Any:
    return forms.ChoiceField(required=required, **list_choices(question))


def build_many_of(question: Question, required: bool) -> Any:
    return forms.CheckboxesField(required=required, **list_choices(question))


def list_choices(question: Question) -> dict[str, Any]:
    choices = list(question.choices.all())
    return {
        "choices": [(choice.value, choice.label) for choice in choices],
        "choice_hints": {
            choice.value: choice.hint for choice in choices if choice.hint
        },
    }


def build_yes_no(question: Question, required: bool) -> Any:
    return forms.YesNoField(required=required)


def build_date(question: Question, required: bool) -> Any:
    return forms.DateField(required=required)


def build_place(question: Question, required: bool) -> Any:
    hint = "The council's area, such as Reading or Tower Hamlets"
    return forms.TextField(
        max_length=LONGEST_NAME, required=required, help_text=hint, autocomplete="off"
    )


def build_file(question: Question, required: bool) -> Any:
    return forms.UploadField(
        max_megabytes=10,
        extensions=ALLOWED_ENDINGS,
        required=required,
        help_text=FILE_HINT,
        error_messages={"wrong_kind": WRONG_KIND},
    )


Builder = Callable[[Question, bool], Any]
BUILDERS: dict[QuestionKind, Builder] = {
    QuestionKind.SHORT_TEXT: build_short_text,
    QuestionKind.LONG_TEXT: build_long_text,
    QuestionKind.ONE_OF: build_one_of,
    QuestionKind.MANY_OF: build_many_of,
    QuestionKind.YES_NO: build_yes_no,
    QuestionKind.DATE: build_date,
    QuestionKind.PLACE: build_place,
    QuestionKind.FILE: build_file,
}
FORMS: dict[QuestionKind, type[AnswerForm]] = {
    QuestionKind.PLACE: PlaceForm,
    QuestionKind.FILE: FileForm,
}


def choose_form(question: Question) -> type[AnswerForm]:
    return FORMS.get(QuestionKind(question.kind), AnswerForm)
