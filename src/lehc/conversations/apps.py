from __future__ import annotations

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "lehc.conversations"
    verbose_name = "conversations"

    def ready(self) -> None:
        from lehc.conversations import tasks  # noqa: F401  registers the tasks
        from lehc.conversations.todo import list_conversation_todos
        from lehc.programmes.desk import register_desk_page
        from lehc.programmes.todo import register_personal_todo

        register_personal_todo(list_conversation_todos)
        register_desk_page(
            position=85,
            label="Conversations",
            url_name="desk_conversations",
            summary="Ask people, read what they write, say what you did",
        )
