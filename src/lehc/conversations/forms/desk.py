from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lehc.conversations.enums import Rung, Scope
from lehc.conversations.forms.fields import DAY_ENDS, DAY_STARTS, long_text
from lehc.conversations.models import Conversation
from lehc.design import forms
from lehc.places.models import Area
from lehc.programmes.models import Cohort
from lehc.programmes.times import join_moment
from lehc.recruitment.places import match_places

DOORS = (
    ("has_open_door", "An open link, on this site"),
    ("has_room_door", "One link for a room, with a poster"),
    ("has_invitation_door", "Personal invitations, each used once"),
)
DOOR_HINTS = {
    "has_open_door": "Easiest. One person can vote more than once",
    "has_room_door": "For a meeting. Whoever has the link can come in",
    "has_invitation_door": "One person, one vote, as far as you hand them out so",
}

# People have been told these once it is launched.
FIXED_FIELDS = ("question", "scope", "place", "opens_on", "reads_first")


class ConversationForm(forms.Form):
    """What a conversation is about, for whom, when and by which doors."""

    question = forms.TextField(
        label="What is the question?",
        help_text="One question, in words that a neighbour would use",
        max_length=150,
    )
    context = long_text(
        "What should people know before they answer?",
        help_text="In plain words: why you ask, what is fixed, what is open. An empty "
        "line starts a new paragraph",
    )
    audience = forms.TextField(
        label="Who may vote?",
        help_text="For example, anybody who lives or works in Whitley",
        max_length=150,
    )
    scope = forms.ChoiceField(label="What does it belong to?", choices=())
    place = forms.TextField(
        label="Which place?",
        help_text="Only for a conversation about one place. A town, city or district",
        required=False,
    )
    opens_on = forms.DateField(label="When does it open?")
    closes_on = forms.DateField(
        label="What is its last day?", help_text="It closes at 8pm that day"
    )
    doors = forms.CheckboxesField(
        label="How do people come in?", choices=DOORS, choice_hints=DOOR_HINTS
    )
    takes_statements = forms.YesNoField(label="May people write statements?")
    reads_first = forms.YesNoField(
        label="Does somebody read a statement before others vote on it?",
        help_text="Say yes unless you have a strong reason",
    )
    rung = django_forms.TypedChoiceField(
        label="Which step of the ladder of co-production is this?",
        choices=[("", "Not decided yet"), *Rung.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        cohort: Cohort,
        is_whole: bool,
        is_launched: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.is_launched = is_launched
        choices = [(Scope.COHORT.value, f"The {cohort.name.lower()}")]
        if is_whole:
            choices = [
                (Scope.PROGRAMME.value, "The whole programme"),
                *choices,
                (Scope.PLACE.value, "One place"),
            ]
        self.fields["scope"].choices = choices  # type: ignore[attr-defined]
        if is_launched:
            for name in FIXED_FIELDS:
                del self.fields[name]

    @classmethod
    def describe(cls, conversation: Conversation | None) -> dict[str, Any]:
        """First values: those of a conversation, or what is usual."""
        if conversation is None:
            today = timezone.localdate()
            return {
                "takes_statements": True,
                "reads_first": True,
                "opens_on": today,
                "doors": ["has_open_door"],
            }
        return {
            "question": conversation.question,
            "context": conversation.context,
            "audience": conversation.audience,
            "scope": conversation.scope,
            "place": str(conversation.place or ""),
            "opens_on": timezone.localdate(conversation.opens_at),
            "closes_on": timezone.localdate(conversation.closes_at),
            "doors": [name for name, _ in DOORS if getattr(conversation, name)],
            "takes_statements": conversation.takes_statements,
            "reads_first": conversation.reads_first,
            "rung": conversation.rung,
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["area"] = None
        if values.get("scope") == Scope.PLACE:
            area, near = match_places(
                values.get("place", ""), Area.objects.local_authorities()
            )
            if area is None:
                names = " or ".join(each.name for each in near)
                hint = f" Did you mean {names}?" if names else ""
                self.add_error("place", f"Enter a town, city or district.{hint}")
            values["area"] = area
        return values

    def read_fields(self) -> dict[str, Any]:
        values = self.cleaned_data
        fields = {
            **{name: values[name] for name in ("context", "audience", "rung")},
            "closes_at": join_moment(values["closes_on"], DAY_ENDS),
            "takes_statements": bool(values["takes_statements"]),
            **{name: name in values["doors"] for name, _ in DOORS},
        }
        return fields if self.is_launched else fields | self.read_fixed_fields()

    def read_fixed_fields(self) -> dict[str, Any]:
        values, scope = self.cleaned_data, self.cleaned_data["scope"]
        return {
            "question": values["question"],
            "scope": scope,
            "cohort": self.cohort if scope == Scope.COHORT else None,
            "place": values["area"],
            "opens_at": join_moment(values["opens_on"], DAY_STARTS),
            "reads_first": bool(values["reads_first"]),
        }


class PolicyForm(forms.Form):
    policy = long_text(
        "How are statements read?",
        help_text="Who reads them, how soon, and what happens then",
    )
    reasons = long_text(
        "For which reasons may a statement be sent back?",
        help_text="One on each line. Everybody sees them",
    )

    def clean_reasons(self) -> list[str]:
        lines = [
            " ".join(line.split()) for line in self.cleaned_data["reasons"].split("\n")
        ]
        reasons = [line for line in lines if line]
        if any(len(line) > 150 for line in reasons):
            raise ValidationError("Make each reason 150 characters or fewer")
        return reasons


class GunningForm(forms.Form):
    """The four Gunning principles, as questions to the team."""

    still_open = long_text(
        "What is not decided yet?",
        help_text="People must be asked while their answer can still change something",
    )
    enough_said = long_text(
        "What are people told, so that they can answer well?",
    )
    enough_time = long_text("Why is the time enough?")
    will_listen = long_text("Who will consider the answers, and how?")
