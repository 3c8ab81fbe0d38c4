from __future__ import annotations

from django.db.models import TextChoices


class Role(TextChoices):
    """What a person may be in a programme or a cohort."""

    LEAD = "lead", "Programme lead"
    COORDINATOR = "coordinator", "Coordinator"
    ASSESSOR = "assessor", "Assessor"
    FACILITATOR = "facilitator", "Facilitator"
    CO_PRODUCER = "co_producer", "Co-producer"
    PARTICIPANT = "participant", "Participant"
    BACKER = "backer", "Backer"
    EDITOR = "editor", "Editor"


TEAM_ROLES = frozenset({Role.LEAD, Role.COORDINATOR})
# Who looks after what the public reads of a programme.
EDITING_ROLES = TEAM_ROLES | {Role.EDITOR}
NEED_AWARE_ROLES = frozenset({Role.LEAD, Role.COORDINATOR, Role.FACILITATOR})


class CommunicationNeedKind(TextChoices):
    LARGE_PRINT = "large_print", "Large print"
    EASY_READ = "easy_read", "Easy Read"
    BRAILLE = "braille", "Braille"
    AUDIO = "audio", "Audio"
    SCREEN_READER = "screen_reader", "Documents that work with a screen reader"
    BSL = "bsl", "British Sign Language interpreter"
    LIPSPEAKER = "lipspeaker", "Lipspeaker or speech-to-text"
    HEARING_LOOP = "hearing_loop", "Hearing loop"
    PHONE = "phone", "Phone call instead of writing"
    ADVOCATE = "advocate", "An advocate or supporter comes with me"
    MORE_TIME = "more_time", "More time"
    WELSH = "welsh", "Welsh"
    OTHER_LANGUAGE = "other_language", "Another language"
    SOMETHING_ELSE = "something_else", "Something else"


class ConsentKind(TextChoices):
    CONTACT_LATER = "contact_later", "Write to me about later programmes"
    STAY_SIGNED_IN = "stay_signed_in", "Keep me signed in on this device"


NEEDS_OF_OWN_WORDS = frozenset(
    {CommunicationNeedKind.OTHER_LANGUAGE, CommunicationNeedKind.SOMETHING_ELSE}
)
