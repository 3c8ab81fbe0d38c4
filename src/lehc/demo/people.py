"""Invents people and organisations from a seeded source of chance."""

from __future__ import annotations

from random import Random

from lehc.accounts.models import Person
from lehc.demo.words import FIRST_NAMES, LAST_NAMES, ORGANISATIONS
from lehc.places.models import Area
from lehc.programmes.models import Organisation


class Inventor:
    """Makes people who do not exist; the same seed makes the same ones.

    Names are used once each, so an address made from a name is unique too.
    """

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.names_used: set[str] = set()
        self.organisations: dict[str, Organisation] = {}

    def invent_name(self) -> str:
        while True:
            first = self.chance.choice(FIRST_NAMES)
            name = f"{first} {self.chance.choice(LAST_NAMES)}"
            if name not in self.names_used:
                self.names_used.add(name)
                return name

    def invent_person(self, organisation: Organisation | None = None) -> Person:
        name = self.invent_name()
        where = "home" if organisation is None else make_domain(organisation.name)
        person = Person(
            email=f"{name.lower().replace(' ', '.')}@{where}.example",
            name=name,
            is_invented=True,
        )
        person.set_unusable_password()
        return person

    def find_organisation(self, place: Area, sector: str) -> Organisation:
        """The invented organisation of that sector in that place."""
        name = ORGANISATIONS[sector][0].format(town=place.name)
        if name not in self.organisations:
            self.organisations[name] = Organisation.objects.create(
                name=name, sector=sector, place=place, is_invented=True
            )
        return self.organisations[name]

    def choose_sector(self) -> str:
        return self.chance.choice(list(ORGANISATIONS))


def make_domain(name: str) -> str:
    """A name under .example, which belongs to nobody (RFC 2606)."""
    return "".join(letter if letter.isalnum() else "-" for letter in name.lower())
