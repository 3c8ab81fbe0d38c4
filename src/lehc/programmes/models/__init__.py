from __future__ import annotations

from lehc.programmes.models.enquiries import (
    Enquiry,
    EnquiryNote,
    EnquiryQuerySet,
    EnquiryReply,
)
from lehc.programmes.models.programmes import (
    Cohort,
    CohortQuerySet,
    Milestone,
    Organisation,
    Partner,
    Programme,
    RoleGrant,
    RoleGrantQuerySet,
    Session,
    Visit,
)

__all__ = [
    "Cohort",
    "CohortQuerySet",
    "Enquiry",
    "EnquiryNote",
    "EnquiryQuerySet",
    "EnquiryReply",
    "Milestone",
    "Organisation",
    "Partner",
    "Programme",
    "RoleGrant",
    "RoleGrantQuerySet",
    "Session",
    "Visit",
]
