"""What the settings accept and refuse, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAFE = {
    "LEHC_MODE": "production",
    "SECRET_KEY": "k" * 50,
    "LEHC_BASE_URL": "https://programme.example.org",
    "EMAIL_URL": "smtp+tls://name:p%40ss@mail.example.org:587",
}
SHOW = (
    "from lehc.config import settings as s;"
    "print(s.DATABASES['default']['ENGINE'], s.EMAIL_BACKEND, s.DEMONSTRATION,"
    " s.SECOND_FACTOR_FOR_TEAM, s.SESSION_COOKIE_SECURE)"
)


def start(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ
    }
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SHOW],
        env=kept | {"LEHC_DATA": str(folder)} | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_settings_a_laptop_works(tmp_path: Path) -> None:
    assert start(tmp_path).stdout == (
        "django.db.backends.sqlite3 "
        "django.core.mail.backends.filebased.EmailBackend True False False\n"
    )


def test_safe_production_settings_are_accepted(tmp_path: Path) -> None:
    url = "postgres://lehc:p%40ss@db.example.org:5432/lehc?sslmode=require"
    answer = start(tmp_path, **SAFE, DATABASE_URL=url)
    assert answer.stdout == (
        "django.db.backends.postgresql "
        "django.core.mail.backends.smtp.EmailBackend False True True\n"
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"SECRET_KEY": ""}, "Set SECRET_KEY to at least 50 random characters."),
        ({"SECRET_KEY": "short"}, "Set SECRET_KEY to at least 50 random characters."),
        ({"DEBUG": "yes"}, "Set DEBUG to no: error pages would show people's data."),
        (
            {"LEHC_DEMONSTRATION": "yes"},
            "Set LEHC_DEMONSTRATION to no: anyone could sign in as anyone.",
        ),
        (
            {"LEHC_BASE_URL": "http://programme.example.org"},
            "Set LEHC_BASE_URL to the site's https:// address.",
        ),
        ({"EMAIL_URL": ""}, "Set EMAIL_URL to your mail server"),
        ({"DATABASE_URL": "mysql://a@b/c"}, "Set DATABASE_URL to a sqlite:/// or"),
        ({"DATABASE_URL": "nonsense"}, "Set DATABASE_URL to"),
        ({"LEHC_MODE": "prodution"}, "Set LEHC_MODE to laptop or production"),
    ],
)
def test_unsafe_production_settings_are_refused(
    tmp_path: Path, change: dict[str, str], words: str
) -> None:
    answer = start(tmp_path, **(SAFE | change))
    assert answer.returncode != 0
    assert words in answer.stderr.splitlines()[-1]


def test_all_reasons_are_given_at_once(tmp_path: Path) -> None:
    answer = start(tmp_path, **(SAFE | {"SECRET_KEY": "", "DEBUG": "yes"}))
    last = answer.stderr.splitlines()[-1]
    assert "Set SECRET_KEY" in last
    assert "Set DEBUG" in last


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads as Linux does")
def test_algebra_has_one_thread_however_many_processors() -> None:
    count = "import lehc, numpy, os; print(len(os.listdir('/proc/self/task')))"
    kept = {name: text for name, text in os.environ.items() if "OPENBLAS" not in name}
    found = subprocess.run(
        [sys.executable, "-c", count], env=kept, capture_output=True, text=True
    )
    assert found.stdout == "1\n"
