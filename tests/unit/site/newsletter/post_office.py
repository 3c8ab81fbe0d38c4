"""A mail server for tests that counts, refuses, is slow, or goes away."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from aiosmtpd.smtp import SMTP, Envelope, Session

Hook = Callable[[str], str]


class PostOffice(MessageHandler):
    """Keeps what it gets. Hooks are asked before each answer: “” means yes."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[Message] = []
        self.senders: list[str] = []
        self.on_sender: Hook = lambda address: ""
        self.on_recipient: Hook = lambda address: ""
        self.on_taken: Hook = lambda address: ""

    @property
    def recipients(self) -> list[str]:
        return [letter["X-RcptTo"] for letter in self.letters]

    def handle_message(self, message: Message) -> None:
        self.letters.append(message)

    async def handle_MAIL(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        answer = self.on_sender(address)
        if not answer:
            envelope.mail_from = address
            self.senders.append(address)
        return answer or "250 OK"

    async def handle_RCPT(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        *_: object,
    ) -> str:
        answer = self.on_recipient(address)
        if not answer:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer: str = await super().handle_DATA(server, session, envelope)
        said = self.on_taken(envelope.rcpt_tos[0])
        if said == "cut":  # it has the copy, but its answer never arrives
            server.transport.abort()
        if said.startswith(("4", "5")):
            self.letters.pop()
            return said
        return answer


def find_free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def open_post_office() -> Iterator[tuple[PostOffice, int]]:
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=find_free_port())
    controller.start()
    try:
        yield office, controller.port
    finally:
        controller.stop()
