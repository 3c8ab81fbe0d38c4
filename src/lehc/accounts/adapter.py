"""Where allauth meets our accounts: its letters, its words, who needs what."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from lehc.accounts.actions.consents import give_consent
from lehc.accounts.enums import ConsentKind
from lehc.accounts.models import Person
from lehc.accounts.second_step import (
    PROOFS,
    must_have_second_step,
    wants_second_step,
)
from lehc.audit.actions import record
from lehc.letters.actions import write_letter
from lehc.letters.drafts import draft_letter
from lehc.letters.enums import LetterKind

STAY_KEY = "stay_signed_in"
FRESH_SECONDS = 15 * 60
CODE_IS_WRONG = "That code is not right. Check it and type it again"
TRY_LATER = "That was too many tries. Wait five minutes, then try again"
SPOKEN = {
    "account/messages/logged_out.txt": "You have signed out.",
    "mfa/messages/webauthn_added.txt": "Your passkey is ready.",
    "mfa/messages/webauthn_removed.txt": "The passkey is removed.",
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "The authenticator app is switched off.",
    "mfa/messages/recovery_codes_generated.txt": "You have new recovery codes.",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": CODE_IS_WRONG,
        "too_many_login_attempts": TRY_LATER,
        "rate_limited": TRY_LATER,
    }

    def get_login_stages(self) -> list[str]:
        return [
            "allauth.account.stages.LoginByCodeStage",
            "lehc.accounts.stages.SecondStepStage",
        ]

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Write allauth's letter from our own template of the same name."""
        name = template_prefix.rpartition("/")[2]
        subject, body = draft_letter(f"accounts/letters/{name}.txt", **context)
        write_letter(
            kind=LetterKind.SIGN_IN, recipient=email, subject=subject, body=body
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Note that somebody's way of signing in has changed, and tell them by letter.

        Each change of passkeys, apps and recovery codes comes by here.
        """
        person = Person.objects.get(pk=user.pk)
        with transaction.atomic():
            record(f"accounts.{template_prefix.rpartition('/')[2]}", person, by=person)
            self.send_mail(template_prefix, email or person.email, {"person": person})

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what SPOKEN has words for and what allauth says in words; no more."""
        words = message or SPOKEN.get(message_template or "")
        if words:
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def post_login(
        self, request: HttpRequest, user: Any, **kwargs: Any
    ) -> HttpResponse:
        """Keep the session only if that was ticked, and note the sign-in."""
        stays = bool(request.session.pop(STAY_KEY, False))
        request.session.set_expiry(None if stays else 0)
        with transaction.atomic():
            if stays:
                give_consent(person=user, kind=ConsentKind.STAY_SIGNED_IN, by=user)
            ways = [r["method"] for r in get_authentication_records(request, user)]
            record("accounts.sign_in", user, by=user, ways=ways)
        return super().post_login(request, user, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        """A passkey first, for those who have one: it is at hand, a code may not be."""
        methods = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda way: way["id"] == "mfa_reauthenticate")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again before keys change, unless a plain sign-in was just now.

        Whoever has no second step may come in by e-mailed code and remove a passkey
        that they have lost.
        """
        person = self.request.user
        if wants_second_step(person):
            return True
        records = get_authentication_records(self.request, person)
        return not records or time.time() - records[-1]["at"] > FRESH_SECONDS


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": CODE_IS_WRONG,
        "cannot_delete_authenticator": (
            "You work in a programme team, so you need a second step. "
            "Add a passkey first, then switch the app off."
        ),
        "cannot_generate_recovery_codes": (
            "Set up a passkey or an authenticator app first."
        ),
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return "My passkey" if number == 1 else f"My passkey {number}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last second step of somebody who must have one."""
        others = Authenticator.objects.filter(
            user_id=authenticator.user_id, type__in=PROOFS
        ).exclude(pk=authenticator.pk)
        return others.exists() or not must_have_second_step(authenticator.user)

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return super().get_public_key_credential_user_entity(user) | {
            "display_name": str(user)
        }
