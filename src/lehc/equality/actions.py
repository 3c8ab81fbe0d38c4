"""Recording and withdrawing. Nothing here knows, or writes down, who answered.

There is no audit event either: one would say who was there when a row appeared.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from lehc.equality.enums import Stage
from lehc.equality.models import MonitoringResponse
from lehc.equality.question_sets import QuestionSet, load_question_set

CODE_LETTERS = "23456789BCDFGHJKMNPQRTVWXZ"  # none that look alike, no words
CODE_LENGTH = 12


def record_response(
    *,
    round_name: str,
    answers: Mapping[str, str],
    question_set: str,
    stage: Stage = Stage.APPLIED,
) -> str:
    """Store one anonymous response and return the code that withdraws it.

    `round_name` is the round's printed name. The code is shown once and kept only as
    a keyed hash.

    Raises:
        ValidationError: an answer that is not in the question set.
    """
    check_answers(answers, load_question_set(question_set))
    code = make_code()
    MonitoringResponse.objects.create(
        round_name=round_name,
        stage=stage,
        question_set=question_set,
        month=timezone.localdate().replace(day=1),
        answers=dict(sorted(answers.items())),
        withdrawal_hash=hash_code(code),
    )
    return code


def withdraw(code: str) -> bool:
    """Remove the response with this code; say whether there was one."""
    deleted, _ = MonitoringResponse.objects.filter(
        withdrawal_hash=hash_code(code)
    ).delete()
    return deleted == 1


def make_code() -> str:
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def hash_code(code: str) -> str:
    """The keyed hash of a code, however its letters and dashes were typed."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    key = f"equality withdrawal {settings.SECRET_KEY}".encode()
    return hmac.new(key, plain.encode(), sha256).hexdigest()


def check_answers(answers: Mapping[str, str], questions: QuestionSet) -> None:
    by_key = {question.key: question for question in questions.questions}
    for key, value in answers.items():
        question = by_key.get(key.removesuffix("-own-words"))
        if question is None or (
            not key.endswith("-own-words") and question.find_choice(value) is None
        ):
            raise ValidationError("This answer is not in the questions.", code="answer")
