"""Fields read what people type forgivingly and say what to put right."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from lehc.design import forms
from lehc.design.forms.counting import count_words, describe_count


def refuse(field: django_forms.Field, value: Any) -> list[str]:
    """The messages with which the field refuses the value."""
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return list(caught.value.messages)


@pytest.mark.parametrize(
    ("typed", "number"), [("12", 12), (" 1,200 ", 1200), ("1 200", 1200), ("-3", -3)]
)
def test_whole_number_forgives_separators(typed: str, number: int) -> None:
    assert forms.WholeNumberField().clean(typed) == number


@pytest.mark.parametrize("typed", ["a few", "1.5", "12 people"])
def test_whole_number_asks_for_one(typed: str) -> None:
    assert refuse(forms.WholeNumberField(), typed) == ["Enter a whole number, like 12"]


def test_whole_number_names_its_limits() -> None:
    field = forms.WholeNumberField(min_value=3, max_value=8)
    assert refuse(field, "2") == ["Enter 3 or more"]
    assert refuse(field, "9") == ["Enter 8 or fewer"]


def test_whole_number_may_be_left_open() -> None:
    assert forms.WholeNumberField(required=False).clean(" ") is None


@pytest.mark.parametrize(
    "typed", ["0118 496 0123", "+44 (0)7700 900982", "01632-960-001", "01632.960001 x3"]
)
def test_telephone_keeps_what_can_be_dialled(typed: str) -> None:
    assert forms.PhoneField().clean(f" {typed} ") == typed


@pytest.mark.parametrize(
    "typed", ["12", "ask my sister", "0118 496 0123 0118 496 0123"]
)
def test_telephone_asks_for_a_number(typed: str) -> None:
    assert refuse(forms.PhoneField(), typed) == [
        "Enter a telephone number, like 0118 496 0123 or +44 7700 900 982"
    ]


@pytest.mark.parametrize("typed", ["123 456", "123-456", " 123456 ", "123–456"])
def test_code_forgives_spaces_and_dashes(typed: str) -> None:
    assert forms.OneTimeCodeField().clean(typed) == "123456"


@pytest.mark.parametrize(
    ("sent", "answer"), [("yes", True), ("no", False), ("", None), ("unsure", None)]
)
def test_yes_no_gives_a_bool_or_nothing(sent: str, answer: bool | None) -> None:
    field = forms.YesNoField(required=False, unsure="I am not sure")
    assert field.clean(sent) is answer


def test_yes_no_refuses_other_answers() -> None:
    form_class = type("F", (forms.Form,), {"n": forms.YesNoField(label="Now?")})
    assert form_class({"n": "maybe"}).errors == {
        "n": ["Choose one of the answers in the list"]
    }


def test_word_limit_names_the_excess() -> None:
    field = forms.WordLimitedField(word_limit=2)
    assert field.clean("one two") == "one two"
    assert refuse(field, "one two three four") == [
        "Your answer is 2 words too long: make it 2 words or fewer"
    ]


@given(st.lists(st.text("abc'-é", min_size=1)), st.sampled_from([" ", "\n", " \t "]))
def test_words_are_what_stands_between_spaces(words: list[str], gap: str) -> None:
    assert count_words(gap.join(words)) == len(words)


def test_new_line_is_one_character_however_sent() -> None:
    field = django_forms.CharField(max_length=9)
    assert describe_count(field, "a\r\nb") == "Your answer has 3 characters now"
    assert describe_count(field, " ") == ""


def upload(name: str, size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"x" * size)


def test_upload_takes_the_kinds_it_names() -> None:
    field = forms.UploadField(max_megabytes=1, extensions=["pdf", "docx"])
    assert field.help_text == "PDF or DOCX, up to 1 MB"
    assert field.clean(upload("Letter.PDF", 3)).name == "Letter.PDF"
    assert refuse(field, upload("letter.exe", 3)) == [
        "Choose a file of one of these kinds: PDF or DOCX"
    ]


def test_upload_refuses_what_is_too_big_or_empty() -> None:
    field = forms.UploadField(max_megabytes=1)
    assert field.help_text == "Any file up to 1 MB"
    assert refuse(field, upload("a.pdf", 1024 * 1024 + 1)) == [
        "This file is bigger than 1 MB: choose a smaller one"
    ]
    assert refuse(field, upload("a.pdf", 0)) == [
        "This file is empty: choose another one"
    ]
    assert refuse(field, None) == ["Choose a file"]


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (forms.TextField(label="Your name"), "Enter your name"),
        (forms.TextField(label="NHS trust"), "Enter NHS trust"),
        (forms.TextField(), "Enter n"),
        (forms.TextField(label="Who?"), "Answer the question: Who?"),
        (forms.ChoiceField(label="Your place"), "Choose your place"),
        (forms.TickField(label="I agree"), "Tick the box to go on"),
        (
            forms.TextField(label="Who?", error_messages={"required": "Say who"}),
            "Say who",
        ),
    ],
)
def test_open_answers_are_asked_for(field: django_forms.Field, message: str) -> None:
    form_class = type("F", (forms.Form,), {"n": field})
    assert form_class({}).errors == {"n": [message]}


@pytest.mark.parametrize(
    ("field", "sent", "message"),
    [
        (forms.EmailField(), "a@", "Enter an e-mail address like name@example.org"),
        (
            django_forms.EmailField(),
            "a@",
            "Enter an e-mail address like name@example.org",
        ),
        (django_forms.IntegerField(), "x", "Enter a whole number, like 12"),
        (django_forms.DecimalField(), "x", "Enter a number, like 12.5"),
        (
            django_forms.URLField(assume_scheme="https"),
            "x y",
            "Enter a web address like https://example.org",
        ),
        (
            django_forms.CharField(min_length=5),
            "abc",
            "Use 5 characters or more: there are 3",
        ),
        (
            django_forms.CharField(max_length=2),
            "abc",
            "Use 2 characters or fewer: there are 3",
        ),
        (
            django_forms.MultipleChoiceField(choices=[("a", "A")]),
            ["b"],
            "Choose one of the answers in the list",
        ),
    ],
)
def test_django_messages_become_instructions(
    field: django_forms.Field, sent: Any, message: str
) -> None:
    form_class = type("F", (forms.Form,), {"n": field})
    assert form_class({"n": sent}).errors == {"n": [message]}
