from __future__ import annotations

from django.db.models import TextChoices


class Sector(TextChoices):
    """The kind of organisation, as the field names them."""

    NHS_PROVIDER = "nhs_provider", "NHS provider"
    ICB = "icb", "Integrated care board"
    PRIMARY_CARE = "primary_care", "Primary care"
    LOCAL_AUTHORITY = "local_authority", "Local authority"
    VCSE = "vcse", "Voluntary, community or social enterprise"
    SOCIAL_CARE = "social_care", "Social care provider"
    HOUSING = "housing", "Housing"
    POLICE_FIRE = "police_fire", "Police or fire"
    EDUCATION = "education", "Education"
    INDEPENDENT = "independent", "Independent sector"
    COMMUNITY_GROUP = "community_group", "Community group"
    NATIONAL_BODY = "national_body", "National body"


class SessionKind(TextChoices):
    WORKSHOP = "workshop", "Workshop"
    RESIDENTIAL = "residential", "Residential"
    MASTERCLASS = "masterclass", "Masterclass"
    TASTER = "taster", "Taster session"
    LEARNING_SET = "learning_set", "Action learning set"
    CELEBRATION = "celebration", "Celebration"


class EnquiryState(TextChoices):
    WAITING = "waiting", "Waiting"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"


class EnquiryTopic(TextChoices):
    APPLYING = "applying", "Applying and taking part"
    DATES = "dates", "Dates and places"
    PARTNERS = "partners", "Backing the programme or working with it"
    PRESS = "press", "Writing or speaking about the programme"
    ACCESS = "access", "Something in my way on this site"
    OTHER = "other", "Something else"
