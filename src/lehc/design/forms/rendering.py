"""The renderer of forms and the bound field that knows the design system's classes.

Set ``FORM_RENDERER = "lehc.design.forms.Renderer"`` once, in the settings: a
renderer on each form would build a template engine each time.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import boundfield, renderers
from django.forms.widgets import Widget

from lehc.design.forms.counting import describe_count, describe_limit
from lehc.design.forms.dates import DateInput

# Forms of other packages' own screens keep their own look.
FOREIGN_FORMS = ("wagtail.", "django.contrib.admin")

# The first kind whose widget class fits is the field's kind.
KINDS: list[tuple[type[Widget], str]] = [
    (DateInput, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.widgets.Input, "input"),
]
CLASSES = {
    "input": "nhsuk-input",
    "password": "nhsuk-input nhsuk-password-input__input nhsuk-js-password-input-input",
    "textarea": "nhsuk-textarea",
    "select": "nhsuk-select",
    "file": "nhsuk-file-upload__input",
    "radios": "nhsuk-radios__input",
    "checkboxes": "nhsuk-checkboxes__input",
    "checkbox": "nhsuk-checkboxes__input",
}
ERROR_CLASSES = {
    "input": "nhsuk-input--error",
    "password": "nhsuk-input--error",
    "textarea": "nhsuk-textarea--error",
    "select": "nhsuk-select--error",
}
TEMPLATES = {
    "radios": "design/forms/widgets/radios.html",
    "checkboxes": "design/forms/widgets/checkboxes.html",
    "checkbox": "design/forms/widgets/checkbox.html",
    "file": "design/forms/widgets/file.html",
}
FIELDSET_KINDS = {"date", "radios", "checkboxes"}
UNMARKED_KINDS = {"checkbox", "hidden"}
# What a browser may fill in or should leave alone, by the type of an input.
INPUT_HABITS: dict[str, dict[str, str]] = {
    "email": {"autocomplete": "email", "spellcheck": "false"},
    "tel": {"autocomplete": "tel"},
    "password": {
        "autocomplete": "current-password",
        "spellcheck": "false",
        "autocapitalize": "none",
    },
}
# Limits are explained, never enforced by silently stopping somebody's typing.
NO_SILENT_LIMIT = {"maxlength": False, "minlength": False}


def kind_of(widget: Widget) -> str:
    """The kind of markup that a widget needs."""
    if widget.is_hidden:
        return "hidden"
    for widget_class, kind in KINDS:
        if isinstance(widget, widget_class):
            return kind
    return "other"


def is_foreign(form: forms.BaseForm) -> bool:
    """Whether the form belongs to another package's own screens."""
    return any(
        ancestor.__module__.startswith(FOREIGN_FORMS) for ancestor in type(form).__mro__
    )


class BoundField(boundfield.BoundField):
    """A field of a form, with what the design system's markup needs to know."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        self.kind = "other" if is_foreign(form) else kind_of(field.widget)
        template = TEMPLATES.get(self.kind)
        if template and field.widget.template_name.startswith("django/forms/"):
            field.widget.template_name = template

    @property
    def is_page_heading(self) -> bool:
        """Whether this field's label is the page's h1."""
        return getattr(self.form, "page_heading", None) == self.name

    @property
    def size(self) -> str:
        """The size of the label: large as the page's heading, else small and bold."""
        return "l" if self.is_page_heading else "s"

    @property
    def caption(self) -> str:
        """The quiet line above a label that is the page's heading."""
        return getattr(self.form, "page_caption", "") if self.is_page_heading else ""

    @property
    def is_marked_optional(self) -> bool:
        """Whether the label ends in "(optional)"."""
        return (
            not self.field.required
            and self.kind not in UNMARKED_KINDS
            and getattr(self.form, "marks_optional", False)
        )

    @property
    def hint_id(self) -> str:
        """The id of the hint, empty without one."""
        return f"{self.auto_id}-hint" if self.help_text else ""

    @property
    def error_id(self) -> str:
        """The id of the error message, empty without one."""
        return f"{self.auto_id}-error" if self.errors else ""

    @property
    def info_id(self) -> str:
        """The id of the line that says how long the answer may be."""
        return f"{self.auto_id}-info" if self.limit_text else ""

    @property
    def aria_describedby(self) -> str | None:
        """The ids of what describes the field, in the order they are read."""
        if self.field.widget.attrs.get("aria-describedby"):
            return None
        return " ".join(filter(None, (self.info_id, self.hint_id, self.error_id)))

    @property
    def use_fieldset(self) -> bool:
        """Whether several controls make one answer."""
        if self.kind == "other":
            return super().use_fieldset
        return self.kind in FIELDSET_KINDS

    @property
    def first_control_id(self) -> str:
        """Where a link from the error summary leads: the first control."""
        widget_id = self.field.widget.attrs.get("id") or self.auto_id
        if self.kind in {"radios", "checkboxes"}:
            return f"{widget_id}_0"
        return self.id_for_label or widget_id

    @property
    def limit_text(self) -> str:
        """How long the answer may be, in words; empty without a limit."""
        return describe_limit(self.field) if self.kind == "textarea" else ""

    @property
    def count_text(self) -> str:
        """How long the answer is now, for those without script; empty when blank."""
        return describe_count(self.field, str(self.value() or ""))

    @property
    def error_codes(self) -> list[str]:
        """The codes of the errors, so that a date can mark the box that is wrong."""
        errors = self.form.errors.as_data().get(self.name, [])
        return [error.code or "" for error in errors]

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        """Django's attributes, with the classes and habits of the design system."""
        built = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if widget is not self.field.widget or self.kind in {"other", "hidden"}:
            return built
        built.pop("aria-invalid", None)
        for name, value in self._own_attributes(widget).items():
            if name not in widget.attrs or value is False:
                built.setdefault(name, value)
        built["class"] = self._class_names(widget, attrs.get("class", ""))
        return built

    def _own_attributes(self, widget: Widget) -> dict[str, Any]:
        habits = INPUT_HABITS.get(getattr(widget, "input_type", "") or "", {})
        if self.kind == "textarea":
            return {**NO_SILENT_LIMIT, "cols": False}
        if self.kind == "date":
            return {"error_codes": self.error_codes}
        return {**NO_SILENT_LIMIT, **habits} if self.kind == "input" else dict(habits)

    def _class_names(self, widget: Widget, extra: str) -> str:
        names = [CLASSES.get(self.kind, "")]
        if self.errors:
            names.append(ERROR_CLASSES.get(self.kind, ""))
        if self.kind == "textarea" and self.limit_text:
            names.append("nhsuk-js-character-count")
        names += [widget.attrs.get("class", ""), extra]
        return " ".join(filter(None, names))


class Renderer(renderers.TemplatesSetting):
    """Renders every form of the site with the templates of this app."""

    form_template_name = "design/forms/form.html"
    formset_template_name = "design/forms/formset.html"
    field_template_name = "design/forms/field.html"
    bound_field_class = BoundField
