"""Fields that ask for one thing, read it forgivingly, and say what to put right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lehc.design.forms.counting import count_words, name_number
from lehc.design.forms.widgets import Checkboxes, Radios

MEGABYTE = 1024 * 1024
LONG_ANSWER_WORDS = 150
SHORT_ROWS, LONG_ROWS = 5, 10
SEPARATORS = re.compile(r"[\s,]")
CODE_SEPARATORS = re.compile(r"[\s\-–.]")

Choices = Iterable[tuple[Any, Any]]


class TextField(forms.CharField):
    """One line of text.

    ``autocomplete`` is the name by which a browser fills it in; ``width`` the
    characters it shows (2, 3, 4, 5, 10, 20 or 30), when that hints at the answer;
    ``prefix`` and ``suffix`` stand beside the box.
    """

    def __init__(
        self,
        *,
        autocomplete: str = "",
        width: int | None = None,
        prefix: str = "",
        suffix: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.prefix = prefix
        self.suffix = suffix
        if autocomplete:
            self.widget.attrs["autocomplete"] = autocomplete
        if width:
            self.widget.attrs["class"] = f"nhsuk-input--width-{width}"


class EmailField(forms.EmailField):
    """An e-mail address."""

    default_error_messages = {
        "invalid": "Enter an e-mail address like name@example.org"
    }


class PhoneField(forms.CharField):
    """A telephone number, kept as it was typed but for the space around it."""

    widget = forms.TextInput(attrs={"type": "tel", "class": "nhsuk-input--width-20"})
    default_error_messages = {
        "invalid": "Enter a telephone number, like 0118 496 0123 or +44 7700 900 982"
    }
    digits = range(7, 16)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "tel")

    def validate(self, value: str) -> None:
        """Refuse what nobody could dial."""
        super().validate(value)
        if not value:
            return
        digits = re.sub(r"\D", "", value)
        if len(digits) not in self.digits or re.search(r"[^\d\s()+\-.x]", value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")


class WordLimitedField(forms.CharField):
    """A longer answer, up to a number of words, counted below the box."""

    widget = forms.Textarea
    default_error_messages = {
        "too_long": "Your answer is %(excess)s too long: make it %(limit)s or fewer"
    }

    def __init__(self, *, word_limit: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.word_limit = word_limit
        rows = LONG_ROWS if word_limit > LONG_ANSWER_WORDS else SHORT_ROWS
        self.widget.attrs["rows"] = rows

    def validate(self, value: str) -> None:
        """Refuse more words than the limit, saying by how many."""
        super().validate(value)
        excess = count_words(value) - self.word_limit
        if excess > 0:
            params = {
                "excess": name_number(excess, "word"),
                "limit": name_number(self.word_limit, "word"),
            }
            message = self.error_messages["too_long"]
            raise ValidationError(message, code="too_long", params=params)


class WholeNumberField(forms.IntegerField):
    """A whole number; spaces and thousands commas are forgiven."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": "Enter a whole number, like 12",
        "min_value": "Enter %(limit_value)s or more",
        "max_value": "Enter %(limit_value)s or fewer",
    }

    def __init__(
        self, *, width: int = 5, prefix: str = "", suffix: str = "", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.prefix = prefix
        self.suffix = suffix
        self.widget.attrs.setdefault("inputmode", "numeric")
        self.widget.attrs.setdefault("class", f"nhsuk-input--width-{width}")

    def to_python(self, value: Any) -> int | None:
        """The number, without what people put between its digits."""
        if isinstance(value, str):
            value = SEPARATORS.sub("", value)
        return super().to_python(value)


class ChoiceField(forms.ChoiceField):
    """One of several, as radios; ``choice_hints`` puts a hint under an option.

    ``divided_before`` is the value of the option that "or" stands before, such as
    "I am not sure". ``inline`` sets two short options side by side.
    """

    widget: type[forms.Widget] = Radios

    def __init__(
        self,
        *,
        choices: Any = (),
        choice_hints: Mapping[str, str] | None = None,
        divided_before: str | None = None,
        inline: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(choices=choices, **kwargs)
        _describe_choices(self.widget, choice_hints, divided_before, inline=inline)


class CheckboxesField(forms.MultipleChoiceField):
    """Any number of several, as checkboxes; options as in ``ChoiceField``."""

    widget = Checkboxes

    def __init__(
        self,
        *,
        choices: Any = (),
        choice_hints: Mapping[str, str] | None = None,
        divided_before: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(choices=choices, **kwargs)
        _describe_choices(self.widget, choice_hints, divided_before, inline=False)


def _describe_choices(
    widget: Any,
    hints: Mapping[str, str] | None,
    divided_before: str | None,
    *,
    inline: bool,
) -> None:
    """Hand the widget what it shows; a widget that cannot show it ignores it."""
    widget.choice_hints = {str(key): hint for key, hint in (hints or {}).items()}
    widget.divided_before = divided_before
    widget.is_inline = inline


class YesNoField(forms.TypedChoiceField):
    """Yes or no, as radios side by side; a bool, or None when left open.

    ``unsure`` adds a third answer with that text, which gives None too.
    """

    widget = Radios

    def __init__(self, *, unsure: str = "", **kwargs: Any) -> None:
        choices = [("yes", "Yes"), ("no", "No")]
        if unsure:
            choices.append(("unsure", unsure))
        kwargs.setdefault("empty_value", None)
        super().__init__(choices=choices, coerce=_read_yes_no, **kwargs)
        _describe_choices(
            self.widget,
            None,
            "unsure" if unsure else None,
            inline=not unsure,
        )

    def prepare_value(self, value: Any) -> Any:
        """A bool as the radio that says it."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value


def _read_yes_no(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


class TickField(forms.BooleanField):
    """One checkbox: a promise or a consent. Its label is the sentence agreed to."""


class OneTimeCodeField(forms.CharField):
    """The code from an e-mail or an app, which a phone may fill in by itself.

    Spaces and dashes are forgiven. ``numeric`` brings up the number keys.
    """

    def __init__(self, *, numeric: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update(
            {
                "autocomplete": "one-time-code",
                "class": "nhsuk-input--width-10 nhsuk-input--code",
                "spellcheck": "false",
                "inputmode": "numeric" if numeric else "text",
                "autocapitalize": "none" if numeric else "characters",
            }
        )

    def to_python(self, value: Any) -> str:
        """The code without what stood between its characters."""
        return CODE_SEPARATORS.sub("", super().to_python(value) or "")


class UploadField(forms.FileField):
    """A file of some kinds, up to a size; says both before and after.

    ``extensions`` are lower case and without their dot. What the file holds is for
    the caller to check: a name proves nothing.
    """

    widget = forms.FileInput
    default_error_messages = {
        "required": "Choose a file",
        "empty": "This file is empty: choose another one",
        "too_big": "This file is bigger than %(limit)s MB: choose a smaller one",
        "wrong_kind": "Choose a file of one of these kinds: %(kinds)s",
        "missing": "The file did not arrive: choose it again",
    }

    def __init__(
        self, *, max_megabytes: int = 10, extensions: Iterable[str] = (), **kwargs: Any
    ) -> None:
        self.max_megabytes = max_megabytes
        self.extensions = tuple(extensions)
        kwargs.setdefault("help_text", self._describe())
        super().__init__(**kwargs)
        if self.extensions:
            accepted = ",".join(f".{extension}" for extension in self.extensions)
            self.widget.attrs["accept"] = accepted

    def _describe(self) -> str:
        size = f"up to {self.max_megabytes} MB"
        kinds = self._name_kinds()
        return f"{kinds}, {size}" if kinds else f"Any file {size}"

    def _name_kinds(self) -> str:
        *first, last = [extension.upper() for extension in self.extensions] or [""]
        return f"{', '.join(first)} or {last}" if first else last

    def to_python(self, data: Any) -> Any:
        """The file, when its name and size are allowed."""
        file = super().to_python(data)
        if file is None:
            return None
        extension = PurePath(file.name or "").suffix.lower().lstrip(".")
        if self.extensions and extension not in self.extensions:
            raise self._error("wrong_kind", kinds=self._name_kinds())
        if file.size > self.max_megabytes * MEGABYTE:
            raise self._error("too_big", limit=str(self.max_megabytes))
        return file

    def _error(self, code: str, **params: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)
