from __future__ import annotations

from datetime import time
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lehc.conversations.enums import Answer, Rung, Scope
from lehc.conversations.models import Conversation, Decision, Statement
from lehc.conversations.presenters.voting import LANGUAGES
from lehc.conversations.validators import LONGEST_STATEMENT, check_statement_words
from lehc.design import forms
from lehc.places.models import Area
from lehc.programmes.models import Cohort
from lehc.programmes.times import join_moment
from lehc.recruitment.places import match_places

DAY_STARTS, DAY_ENDS = time(8), time(20)
LONG = {"rows": 5}
OTHER_LANGUAGES = [
    (code, name)
    for name, code in sorted((name, code) for code, name in LANGUAGES.items())
    if code != "en"
]
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


def long_text(label: str, **kwargs: Any) -> django_forms.CharField:
    return django_forms.CharField(
        label=label, widget=django_forms.Textarea(attrs=LONG), **kwargs
    )


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
        self, *args: Any, cohort: Cohort, is_whole: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        choices = [(Scope.COHORT.value, f"The {cohort.name.lower()}")]
        if is_whole:
            choices = [
                (Scope.PROGRAMME.value, "The whole programme"),
                *choices,
                (Scope.PLACE.value, "One place"),
            ]
        self.fields["scope"].choices = choices  # type: ignore[attr-defined]

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
        scope = values["scope"]
        return {
            **{
                name: values[name]
                for name in ("question", "context", "audience", "scope", "rung")
            },
            "cohort": self.cohort if scope == Scope.COHORT else None,
            "place": values["area"],
            "opens_at": join_moment(values["opens_on"], DAY_STARTS),
            "closes_at": join_moment(values["closes_on"], DAY_ENDS),
            "takes_statements": bool(values["takes_statements"]),
            "reads_first": bool(values["reads_first"]),
            **{name: name in values["doors"] for name, _ in DOORS},
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


class WordsForm(forms.Form):
    """The words of one statement."""

    text = django_forms.CharField(
        label="The statement",
        help_text="One thing at a time, so that people can agree or disagree",
        max_length=LONGEST_STATEMENT,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )

    def clean_text(self) -> str:
        return check_statement_words(self.cleaned_data["text"])


PUBLISH, REWORD, MERGE, RETURN = "publish", "reword", "merge", "return"
OUTCOME_CHOICES = (
    (PUBLISH, "Open it for votes"),
    (REWORD, "Open it in other words"),
    (MERGE, "Join it with another statement"),
    (RETURN, "Send it back"),
)


class ReviewForm(forms.Form):
    """What becomes of a statement."""

    outcome = forms.ChoiceField(
        label="What becomes of it?",
        choices=OUTCOME_CHOICES,
        choice_hints={
            REWORD: "Votes on the old words no longer count",
            RETURN: "For one of the published reasons. The author is told",
        },
    )
    text = django_forms.CharField(
        label="If in other words: which?",
        max_length=LONGEST_STATEMENT,
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )
    into: Any = django_forms.ModelChoiceField(
        label="If joined: with which?", queryset=None, required=False
    )
    reason: Any = django_forms.ModelChoiceField(
        label="If sent back: why?", queryset=None, required=False
    )
    note = django_forms.CharField(
        label="A word to the author",
        max_length=400,
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statement = statement
        conversation = statement.conversation
        others = conversation.statements.published().exclude(pk=statement.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]
        self.fields["into"].label_from_instance = (  # type: ignore[attr-defined]
            lambda row: f"{row.number}. {row.text[:80]}"
        )
        self.fields["reason"].queryset = (  # type: ignore[attr-defined]
            conversation.reasons.all()
        )
        if statement.state != "waiting":
            choices = [pair for pair in OUTCOME_CHOICES if pair[0] != PUBLISH]
            self.fields["outcome"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        outcome = values.get("outcome")
        if outcome == REWORD and not values.get("text"):
            self.add_error("text", "Write the new words")
        if outcome == MERGE and not values.get("into"):
            self.add_error("into", "Choose the statement to join it with")
        if outcome == RETURN and not values.get("reason"):
            self.add_error("reason", "Choose the reason")
        return values


class TranslationForm(forms.Form):
    language = django_forms.ChoiceField(
        label="Language",
        choices=OTHER_LANGUAGES,
    )
    text = django_forms.CharField(
        label="The translation",
        max_length=400,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )
    made_by = forms.TextField(
        label="Who translated it?",
        help_text="A name or a role, or the program that did. Shown beside it",
        max_length=100,
    )


class SecondLookForm(forms.Form):
    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[("grant", "Open it for votes"), ("keep", "Leave it as it is")],
    )
    answer = django_forms.CharField(
        label="A word to the author",
        max_length=400,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )


class BatchForm(forms.Form):
    name = forms.TextField(
        label="Who are they for?",
        help_text="For example, patients of the surgery in Basingstoke Road",
        max_length=100,
    )
    size = forms.WholeNumberField(
        label="How many?", help_text="Up to 500 at once", min_value=1, max_value=500
    )
    expires_on = forms.DateField(label="Until when can they be used?")

    def read_fields(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {
            "name": values["name"],
            "size": values["size"],
            "expires_at": join_moment(values["expires_on"], DAY_ENDS),
        }


class RevokeForm(forms.Form):
    number = forms.WholeNumberField(
        label="Number on the invitation", min_value=1, max_value=500
    )


class DecisionForm(forms.Form):
    """What we say to statements."""

    statements = forms.CheckboxesField(label="Which statements does it answer?")
    title = forms.TextField(label="What is it about?", max_length=120)
    answer = forms.ChoiceField(label="What do we say?", choices=Answer.choices)
    words = long_text(
        "In words",
        help_text="What you will do or did. If you did not: why not, honestly",
    )
    who = forms.TextField(
        label="Who sees to it?", help_text="A team or a role", max_length=120
    )
    by_when = forms.DateField(
        label="By when?", help_text="Needed when you will do it", required=False
    )
    rung = django_forms.TypedChoiceField(
        label="How together is it done?",
        help_text="The ladder of co-production, from 1 to 7",
        choices=[(value, f"{value}. {label}") for value, label in Rung.choices],
        coerce=int,
    )

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = conversation.statements.published()
        self.by_id = {str(row.pk): row for row in rows}
        self.fields["statements"].choices = [  # type: ignore[attr-defined]
            (pk, f"{row.number}. {row.text}") for pk, row in self.by_id.items()
        ]

    @classmethod
    def describe(cls, decision: Decision | None) -> dict[str, Any]:
        if decision is None:
            return {}
        return {
            "statements": [str(row.pk) for row in decision.statements.all()],
            **{
                name: getattr(decision, name)
                for name in ("title", "answer", "words", "who", "by_when", "rung")
            },
        }

    def read_fields(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        values["statements"] = [self.by_id[pk] for pk in values["statements"]]
        return values


class StepForm(forms.Form):
    """The next step of a decision that people know."""

    answer = forms.ChoiceField(label="What do we say now?", choices=Answer.choices)
    words = long_text(
        "In words", help_text="Authors and followers get this in a letter"
    )
    by_when = forms.DateField(
        label="By when?", help_text="Needed when you will do it", required=False
    )


class LeaveOutForm(forms.Form):
    because = forms.TextField(
        label="Why are these votes left out?",
        help_text="The record says how many votes were left out, not this reason",
        max_length=300,
    )
