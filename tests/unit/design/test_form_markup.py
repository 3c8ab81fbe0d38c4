"""Each field's HTML is the design system's, plain, hinted, refused, as heading."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms as django_forms
from django.template.loader import render_to_string

from lehc.design import forms
from tests.unit.design.markup import normalise
from tests.unit.design.reference import render_reference

LABEL = {"text": "Question", "size": "s"}
HINT = {"text": "A hint"}
ERROR = {"text": "Put this right"}
CHOICES = [("a", "First"), ("b", "Second")]


def make_form(
    field: django_forms.Field, data: dict[str, Any] | None = None, **attributes: Any
) -> forms.Form:
    """A form of one field called ``n``."""
    form_class = type("OneForm", (forms.Form,), {"n": field, **attributes})
    form: forms.Form = form_class(data)
    return form


def words(**extra: Any) -> dict[str, Any]:
    """A label, a hint and a message for the field left empty."""
    return {
        "label": "Question",
        "help_text": "A hint",
        "error_messages": {"required": "Put this right"},
        **extra,
    }


def assert_field(
    field: django_forms.Field,
    component: str,
    data: dict[str, Any] | None = None,
    **parameters: Any,
) -> None:
    ours = str(make_form(field, data)["n"].as_field_group())
    if "idPrefix" not in parameters:
        parameters["id"] = "id_n"
    reference = render_reference(component, name="n", **parameters)
    for part in ("day", "month", "year"):
        reference = reference.replace(f"n[{part}]", f"n-{part}")
    assert normalise(ours) == normalise(reference)


def test_text_refused() -> None:
    assert_field(
        forms.TextField(**words()),
        "input",
        {"n": ""},
        label=LABEL,
        hint=HINT,
        errorMessage=ERROR,
    )


def test_text_keeps_what_was_typed() -> None:
    assert_field(
        forms.TextField(label="Question", max_length=3),
        "input",
        {"n": "four"},
        label=LABEL,
        errorMessage="Use 3 characters or fewer: there are 4",
        value="four",
    )


def test_text_with_width_and_browser_help() -> None:
    assert_field(
        forms.TextField(label="Question", width=10, autocomplete="given-name"),
        "input",
        label=LABEL,
        width=10,
        autocomplete="given-name",
    )


def test_text_between_prefix_and_suffix() -> None:
    assert_field(
        forms.WholeNumberField(label="Question", prefix="£", suffix="a day"),
        "input",
        label=LABEL,
        width=5,
        prefix="£",
        suffix="a day",
        inputmode="numeric",
    )


def test_email() -> None:
    assert_field(
        forms.EmailField(label="Question"),
        "input",
        label=LABEL,
        type="email",
        autocomplete="email",
        spellcheck=False,
    )


def test_telephone() -> None:
    assert_field(
        forms.PhoneField(label="Question"),
        "input",
        label=LABEL,
        type="tel",
        autocomplete="tel",
        width=20,
    )


def test_one_time_code() -> None:
    assert_field(
        forms.OneTimeCodeField(label="Question"),
        "input",
        label=LABEL,
        width=10,
        code=True,
        autocomplete="one-time-code",
        inputmode="numeric",
        autocapitalize="none",
        spellcheck=False,
    )


def test_password() -> None:
    field = django_forms.CharField(label="Question", widget=django_forms.PasswordInput)
    assert_field(field, "password-input", label=LABEL)


def test_text_area() -> None:
    field = django_forms.CharField(
        label="Question", widget=django_forms.Textarea(attrs={"rows": 8})
    )
    assert_field(field, "textarea", {"n": "Long"}, label=LABEL, rows=8, value="Long")


def test_words_are_counted_by_the_script() -> None:
    assert_field(
        forms.WordLimitedField(word_limit=100, **words()),
        "character-count",
        {"n": ""},
        label=LABEL,
        hint=HINT,
        errorMessage=ERROR,
        maxlength=100,
        countType="words",
        value="",
    )


def test_words_are_counted_without_the_script() -> None:
    form = make_form(
        forms.WordLimitedField(word_limit=3), {"n": "one  two\nthree four"}
    )
    lines = normalise(str(form["n"].as_field_group()))
    assert "You can enter up to 3 words. Your answer has 4 words now" in lines
    assert form.errors == {
        "n": ["Your answer is 1 word too long: make it 3 words or fewer"]
    }


def test_characters_are_counted() -> None:
    field = django_forms.CharField(
        label="Question",
        max_length=20,
        widget=django_forms.Textarea(attrs={"rows": 5}),
    )
    assert_field(
        field,
        "character-count",
        label=LABEL,
        maxlength=20,
        countType="characters",
    )


def test_radios_with_hints_refused() -> None:
    assert_field(
        forms.ChoiceField(choices=CHOICES, choice_hints={"a": "About a"}, **words()),
        "radios",
        {},
        idPrefix="id_n",
        fieldset={"legend": LABEL},
        hint=HINT,
        errorMessage=ERROR,
        items=[
            {"value": "a", "text": "First", "hint": {"text": "About a"}},
            {"value": "b", "text": "Second"},
        ],
    )


def test_radios_divided_with_one_chosen() -> None:
    assert_field(
        forms.ChoiceField(label="Question", choices=CHOICES, divided_before="b"),
        "radios",
        {"n": "b"},
        idPrefix="id_n",
        fieldset={"legend": LABEL},
        items=[
            {"value": "a", "text": "First"},
            {"divider": "or"},
            {"value": "b", "text": "Second", "checked": True},
        ],
    )


def test_yes_or_no_side_by_side() -> None:
    assert_field(
        forms.YesNoField(label="Question", initial=False),
        "radios",
        idPrefix="id_n",
        inline=True,
        fieldset={"legend": LABEL},
        items=[
            {"value": "yes", "text": "Yes"},
            {"value": "no", "text": "No", "checked": True},
        ],
    )


def test_checkboxes() -> None:
    assert_field(
        forms.CheckboxesField(
            choices=CHOICES, choice_hints={"b": "About b"}, **words()
        ),
        "checkboxes",
        {"n": ["b"]},
        idPrefix="id_n",
        fieldset={"legend": LABEL},
        hint=HINT,
        items=[
            {"value": "a", "text": "First"},
            {"value": "b", "text": "Second", "hint": "About b", "checked": True},
        ],
    )


def test_single_tick() -> None:
    ours = str(make_form(forms.TickField(label="I agree"), {})["n"].as_field_group())
    reference = render_reference(
        "checkboxes",
        name="n",
        idPrefix="id_n",
        errorMessage={"text": "Tick the box to go on"},
        items=[{"value": "", "text": "I agree"}],
    )
    expected = [line.replace(' value=""', "") for line in normalise(reference)]
    assert [line.replace(" value ", " ") for line in normalise(ours)] == [
        line.replace(" value>", ">") for line in expected
    ]


def test_select_refused() -> None:
    field = django_forms.ChoiceField(choices=[("", "Choose"), *CHOICES], **words())
    assert_field(
        field,
        "select",
        {"n": ""},
        label=LABEL,
        hint=HINT,
        errorMessage=ERROR,
        items=[
            {"value": "", "text": "Choose", "selected": True},
            {"value": "a", "text": "First"},
            {"value": "b", "text": "Second"},
        ],
    )


def test_date_refused_marks_every_box() -> None:
    assert_field(
        forms.DateField(**words()),
        "date-input",
        {},
        namePrefix="n",
        fieldset={"legend": LABEL},
        hint=HINT,
        errorMessage=ERROR,
    )


def test_date_marks_the_box_that_is_wrong() -> None:
    form = make_form(
        forms.DateField(), {"n-day": "1", "n-month": "13", "n-year": "2026"}
    )
    lines = normalise(str(form["n"]))
    assert [line for line in lines if "nhsuk-input--error" in line] == [
        '<input class="nhsuk-date-input__input nhsuk-input nhsuk-input--error '
        'nhsuk-input--width-2" id="id2" inputmode="numeric" name="n-month" '
        'type="text" value="13">'
    ]


def test_file_refused() -> None:
    assert_field(
        forms.UploadField(extensions=["pdf"], **words()),
        "file-upload",
        {},
        label=LABEL,
        hint=HINT,
        errorMessage=ERROR,
        attributes={"accept": ".pdf"},
    )


def test_hidden_has_no_label() -> None:
    field = django_forms.CharField(widget=django_forms.HiddenInput, initial="x")
    html = str(make_form(field))
    assert normalise(html) == ['<input id="id0" name="n" type="hidden" value="x">']


def test_label_as_heading() -> None:
    form = make_form(forms.TextField(label="Question"), page_heading="n")
    reference = render_reference(
        "input",
        name="n",
        id="id_n",
        label={"text": "Question", "size": "l", "isPageHeading": True},
    )
    assert normalise(str(form)) == normalise(reference)


def test_legend_as_heading() -> None:
    form = make_form(
        forms.ChoiceField(label="Question", choices=CHOICES), page_heading="n"
    )
    reference = render_reference(
        "radios",
        name="n",
        idPrefix="id_n",
        fieldset={"legend": {"text": "Question", "size": "l", "isPageHeading": True}},
        items=[{"value": "a", "text": "First"}, {"value": "b", "text": "Second"}],
    )
    assert normalise(str(form)) == normalise(reference)


def test_heading_with_caption() -> None:
    form = make_form(
        forms.TextField(label="Question"), page_heading="n", page_caption="Part 2"
    )
    reference = render_reference(
        "input",
        name="n",
        id="id_n",
        label={
            "text": "Question",
            "size": "l",
            "isPageHeading": True,
            "caption": {"text": "Part 2", "size": "l"},
        },
    )
    assert normalise(str(form)) == normalise(reference)


@pytest.mark.parametrize(
    ("field", "is_marked"),
    [
        (forms.TextField(label="Q", required=False), True),
        (forms.CheckboxesField(label="Q", choices=CHOICES, required=False), True),
        (forms.TextField(label="Q"), False),
        (forms.TickField(label="Q", required=False), False),
    ],
)
def test_optional_fields_say_so(field: django_forms.Field, is_marked: bool) -> None:
    html = make_form(field)["n"].as_field_group()
    assert ("Q (optional)" in html) is is_marked


def test_filters_do_not_say_optional() -> None:
    form = make_form(forms.TextField(label="Q", required=False), marks_optional=False)
    assert "(optional)" not in str(form)


def test_nothing_stops_typing_or_validates_in_the_browser() -> None:
    form = make_form(forms.TextField(label="Q", max_length=3, min_length=2))
    assert "length" not in str(form)
    assert "required" not in str(form)


def test_error_summary_links_to_the_first_control_with_the_same_words() -> None:
    fields = {
        "name": forms.TextField(label="Your name"),
        "sector": forms.ChoiceField(label="Your sector", choices=CHOICES),
        "day": forms.DateField(label="Which day?"),
    }
    form = type("Several", (forms.Form,), fields)({})
    form.add_error(None, "Somebody else changed this answer: read it again")
    ours = render_to_string("design/components/_error_summary.html", {"form": form})
    reference = render_reference(
        "error-summary",
        titleText="There is a problem",
        errorList=[
            {"text": "Somebody else changed this answer: read it again"},
            {"text": "Enter your name", "href": "#id_name"},
            {"text": "Choose your sector", "href": "#id_sector_0"},
            {
                "text": "Answer the question: Which day?",
                "href": "#id_day-day",
            },
        ],
    )
    assert normalise(ours) == normalise(reference)
    page = str(form)
    assert 'id="id_sector_0"' in page
    assert 'id="id_day-day"' in page
    assert "Enter your name</span>" in page


def test_error_summary_of_a_fresh_form_is_nothing() -> None:
    form = make_form(forms.TextField())
    html = render_to_string("design/components/_error_summary.html", {"form": form})
    assert html.strip() == ""


def test_form_component_sends_files_and_leaves_validation_to_us() -> None:
    html = render_to_string(
        "design/components/_form.html",
        {"form": make_form(forms.UploadField()), "heading": "A letter"},
    )
    lines = normalise(html)
    assert lines[:3] == ['<h1 class="nhsuk-heading-l">', "A letter", "</h1>"]
    assert lines[3] == '<form enctype="multipart/form-data" method="post" novalidate>'
    assert lines[-3:] == ["Continue", "</button>", "</form>"]


def test_several_forms_in_a_formset() -> None:
    form_class = type("OneForm", (forms.Form,), {"n": forms.TextField(label="Q")})
    formset = django_forms.formset_factory(form_class, extra=2)()
    html = str(formset)
    assert html.count('class="nhsuk-form-group"') == 2
    assert 'name="form-TOTAL_FORMS"' in html


def test_forms_of_other_packages_keep_their_own_look() -> None:
    base = type(
        "AdminForm", (django_forms.Form,), {"__module__": "wagtail.admin.forms"}
    )
    form = type("PageForm", (base,), {"n": django_forms.CharField()})()
    assert str(form["n"]) == '<input type="text" name="n" required id="id_n">'
