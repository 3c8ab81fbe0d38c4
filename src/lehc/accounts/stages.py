from __future__ import annotations

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from lehc.accounts.second_step import wants_second_step


class SecondStepStage(AuthenticateStage):
    """allauth's second step, for those who must or chose to have one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        person = self.login.user
        return (
            person is not None
            and super()._should_handle(request)
            and wants_second_step(person)
        )
