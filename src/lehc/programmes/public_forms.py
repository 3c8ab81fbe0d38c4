from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.utils import timezone

from lehc.design import forms
from lehc.programmes.enums import EnquiryTopic, Sector
from lehc.programmes.logos import EXTENSIONS, clean_logo
from lehc.programmes.models import Milestone, Partner, Visit

FIRST_YEAR = 1900


class MilestoneForm(forms.Form):
    """One moment of a programme's timeline."""

    year = forms.WholeNumberField(label="Which year?", min_value=FIRST_YEAR)
    title = forms.TextField(label="What happened, in a few words?", max_length=120)
    text = django_forms.CharField(
        label="What is there to tell about it?",
        widget=django_forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise django_forms.ValidationError("Enter a year that has begun")
        return year

    @classmethod
    def describe(cls, milestone: Milestone | None) -> dict[str, Any]:
        return read_values(milestone, cls)


class VisitForm(forms.Form):
    """A visit by somebody of influence."""

    on = forms.DateField(label="Which day was it?")
    visitor = forms.TextField(label="Who came?", max_length=120)
    visitor_role = forms.TextField(
        label="What is their office or role?",
        help_text="As on that day, such as “Minister of State for Care”",
        max_length=150,
    )
    place = forms.TextField(label="Where?", max_length=120, required=False)
    text = django_forms.CharField(
        label="What did they see, and what came of it?",
        widget=django_forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    @classmethod
    def describe(cls, visit: Visit | None) -> dict[str, Any]:
        return read_values(visit, cls)


def read_values(thing: Any, form: Any) -> dict[str, Any]:
    if thing is None:
        return {}
    return {name: getattr(thing, name) for name in form.base_fields}


class PartnerForm(forms.Form):
    """An organisation that backs the programme. `read_fields` fits `save_partner`."""

    name = forms.TextField(label="What is the organisation called?", max_length=200)
    sector = django_forms.ChoiceField(
        label="What kind of organisation is it?", choices=Sector.choices
    )
    website = django_forms.URLField(
        label="What is its website?",
        help_text="The whole address, with https:// before it",
        assume_scheme="https",
        required=False,
    )
    logo = forms.UploadField(
        label="Its logo",
        max_megabytes=5,
        extensions=EXTENSIONS,
        help_text="Only with their leave. PNG, JPG, WebP or GIF, up to 5 MB",
        required=False,
    )
    logo_alt = forms.TextField(
        label="What does the logo show, in words?",
        help_text="For people who can't see it. Leave empty without a logo",
        max_length=150,
        required=False,
    )
    removes_logo = forms.TickField(label="Show no logo any more", required=False)

    def __init__(self, *args: Any, has_logo: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_logo:
            del self.fields["removes_logo"]

    def clean_logo(self) -> Any:
        file = self.cleaned_data.get("logo")
        return clean_logo(file) if file else None

    @classmethod
    def describe(cls, partner: Partner | None) -> dict[str, Any]:
        if partner is None:
            return {}
        organisation = partner.organisation
        return {
            "name": organisation.name,
            "sector": organisation.sector,
            "website": organisation.website,
            "logo_alt": partner.logo_alt,
        }


class EnquiryForm(forms.Form):
    """A question from anybody."""

    name = forms.TextField(label="Your name", max_length=120, autocomplete="name")
    email = forms.EmailField(
        label="Your e-mail address", help_text="We use it only to answer you"
    )
    topic = forms.ChoiceField(label="What is it about?", choices=EnquiryTopic.choices)
    message = forms.WordLimitedField(
        label="What would you like to ask?", word_limit=500
    )


class ReplyForm(forms.Form):
    text = django_forms.CharField(
        label="Your answer",
        help_text="It goes by e-mail, with a greeting, your name and their question",
        widget=django_forms.Textarea(attrs={"rows": 8}),
    )


class NoteForm(forms.Form):
    text = django_forms.CharField(
        label="Note for the team",
        help_text="They may ask to read what we wrote about their question",
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )


class AssignForm(forms.Form):
    """Who answers it; `read_person` gives the person, or None for nobody."""

    to = django_forms.ChoiceField(label="Who answers it?", required=False)

    def __init__(self, *args: Any, team: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in team}
        names = [(key, str(person)) for key, person in self.people.items()]
        self.fields["to"].choices = [("", "Nobody yet"), *names]  # type: ignore[attr-defined]

    def read_person(self) -> Any:
        return self.people.get(self.cleaned_data["to"])


class InboxForm(forms.Form):
    """The filters of the inbox, in the address."""

    words = forms.TextField(label="Words", required=False, max_length=100)
    topic = django_forms.ChoiceField(
        label="About", choices=[("", "Anything"), *EnquiryTopic.choices], required=False
    )
    who = django_forms.ChoiceField(
        label="With",
        choices=[("", "Anybody"), ("me", "Me"), ("nobody", "Nobody yet")],
        required=False,
    )

    def read(self) -> dict[str, str]:
        """The filters given; those that make no sense ask for nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
