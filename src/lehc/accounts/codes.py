"""E-mailed codes: for the door, and for a new address."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import (
    AbstractCodeVerificationProcess,
)
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from lehc.accounts.actions.people import welcome_person
from lehc.accounts.models import Person


class EntranceCode(LoginCodeVerificationProcess):
    """allauth's sign-in by code, for people with an account and for newcomers alike.

    A newcomer's account is made only once the code has shown that the address is
    theirs, so a mistyped address leaves nothing behind.
    """

    @classmethod
    def start(
        cls, *, request: HttpRequest, person: Person | None, email: str
    ) -> EntranceCode:
        """Send a code and remember it in the session."""
        login = Login(user=person, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=person, email=email))
        stage.state["initiated_by_user"] = True
        entrance = cls(stage=stage)
        entrance.send()
        entrance.persist()
        return entrance

    @classmethod
    def resume(cls, stage: LoginByCodeStage) -> EntranceCode | None:
        """The code that was sent, or None once it has run out."""
        resumed: EntranceCode | None = cls(stage=stage).abort_if_invalid()
        return resumed

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        self.state["at"] = time.time()
        code = self.generate_code()
        get_adapter().send_mail("account/email/login_code", email, {"code": code})

    def resend(self) -> None:
        self.send()
        self.record_resend()
        self.persist()

    def finish(self, redirect_url: str | None) -> HttpResponseBase:
        """Sign the person in, after making a newcomer's account."""
        if self.user is None:
            self._user = welcome_person(email=self.state["email"], by=None)
        response: HttpResponseBase = super().finish(redirect_url)
        return response


class NewAddressCode(AbstractCodeVerificationProcess):
    """A code sent to the address a signed-in person wants to change to."""

    KEY = "new_address_code"
    TIMEOUT = 15 * 60
    MOST_ATTEMPTS = 5

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(
            max_attempts=self.MOST_ATTEMPTS, timeout=self.TIMEOUT, state=state
        )

    @property
    def email(self) -> str:
        return str(self.state["email"])

    @classmethod
    def start(
        cls, request: HttpRequest, *, person: Person, email: str
    ) -> NewAddressCode:
        process = cls(request, cls.initial_state(person, email))
        process.send()
        process.persist()
        return process

    @classmethod
    def resume(cls, request: HttpRequest) -> NewAddressCode | None:
        state = request.session.get(cls.KEY)
        if state is None:
            return None
        resumed: NewAddressCode | None = cls(request, state).abort_if_invalid()
        return resumed

    def send(self) -> None:
        adapter = get_adapter()
        self.state["code"] = adapter.generate_email_verification_code()
        facts = {"code": self.code, "site_url": settings.BASE_URL}
        adapter.send_mail("account/email/new_address", self.email, facts)

    def persist(self) -> None:
        self.request.session[self.KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(self.KEY, None)
