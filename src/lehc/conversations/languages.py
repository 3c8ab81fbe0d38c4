"""Languages in which people write, and in which others read it. Pure."""

from __future__ import annotations

ENGLISH = "en"
LANGUAGES = {
    "ar": "Arabic",
    "bn": "Bengali",
    "cy": "Welsh",
    ENGLISH: "English",
    "fa": "Farsi",
    "gd": "Scottish Gaelic",
    "gu": "Gujarati",
    "ne": "Nepali",
    "pa": "Punjabi",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian",
    "so": "Somali",
    "uk": "Ukrainian",
    "ur": "Urdu",
}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps", "ur"})


def find_direction(language: str) -> str:
    """What HTML's `dir` says of a language."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def name_language(language: str) -> str:
    """Its name, or its code where we have none."""
    return LANGUAGES.get(language, language)


def list_languages(*, without: str = "") -> list[tuple[str, str]]:
    """(code, name) to choose from: English first, then by name."""
    named = sorted(LANGUAGES.items(), key=lambda item: (item[0] != ENGLISH, item[1]))
    return [(code, name) for code, name in named if code != without]
