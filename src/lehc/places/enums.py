from __future__ import annotations

from django.db.models import TextChoices


class AreaKind(TextChoices):
    COUNTRY = "country", "Country"
    REGION = "region", "Region"
    COUNTY = "county", "County or combined authority"
    LOCAL_AUTHORITY = "local_authority", "Local authority"
    CONSTITUENCY = "constituency", "Constituency"
    WARD = "ward", "Ward"
    MSOA = "msoa", "Neighbourhood (MSOA)"
    LSOA = "lsoa", "Small area (LSOA)"
    OUTPUT_AREA = "output_area", "Output area"


class Sex(TextChoices):
    FEMALE = "female", "Women"
    MALE = "male", "Men"
    PERSONS = "persons", "Everyone"


class Reason(TextChoices):
    """Why a figure has no value. What each says in full: presenters/words.py."""

    NOT_PUBLISHED = "not_published", "Not published"
    FEW_PERSON_YEARS = "few_person_years", "Too few people"
    NO_DEATHS_AT_90 = "no_deaths_at_90", "No deaths at 90 or over"
    WIDE_INTERVAL = "wide_interval", "Too uncertain to show"
    BAD_COUNTS = "bad_counts", "Counts that do not fit together"


class NoteKind(TextChoices):
    CARE_HOMES = "care_homes", "Care homes"
    STUDENTS = "students", "Students"
    PRISON = "prison", "A prison"
    ARMED_FORCES = "armed_forces", "A base of the armed forces"
    OTHER = "other", "Something else"


class IndicatorKey(TextChoices):
    """The indicators that pages know by name; imports may bring others."""

    LIFE_EXPECTANCY = "life-expectancy", "Life expectancy at birth"
    IMD_2019 = "imd-2019", "Index of Multiple Deprivation 2019, score"
    IMD_2025 = "imd-2025", "Index of Multiple Deprivation 2025, score"
