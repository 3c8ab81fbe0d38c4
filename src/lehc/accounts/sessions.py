"""Sessions in the database, as Django keeps them, read by a question put once.

Every page of somebody signed in begins with it.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from lehc.prepared import Prepared


def ask_session(key: Any) -> Any:
    found = db.SessionStore.get_model_class().objects.filter(session_key=key)
    return found.values_list("session_data", "expire_date")


SESSION = Prepared(ask_session, about=1)


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        """What is kept under the key; nothing, and no key, if it is over or unknown."""
        for data, expires_at in SESSION.read(self.session_key or ""):
            if expires_at > timezone.now():
                kept: dict[str, Any] = self.decode(data)
                return kept
        self._session_key = None
        return {}
