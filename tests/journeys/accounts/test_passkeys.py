"""Passkeys with a virtual authenticator: the one thing here that needs a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import BrowserContext, Page, expect

from lehc.accounts.enums import Role
from tests.accessibility import find_violations
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory, RoleGrantFactory
from tests.letterbox import read_code

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person() -> Any:
    return PersonFactory(email="amina@example.org", name="Amina Khan")


@pytest.fixture
def phone(page: Page) -> Page:
    """A page on a device that can keep passkeys and knows its owner's finger."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


@pytest.fixture
def given_signed_in(live_server: Any) -> Callable[[Page, str], None]:
    def sign_in(page: Page, email: str) -> None:
        page.goto(f"{live_server.url}/account/sign-in/?next=/account/")
        page.get_by_label("Enter your e-mail address").fill(email)
        page.get_by_role("button", name="Continue").click()
        page.get_by_label("Enter the code from the e-mail").fill(read_code())
        page.get_by_role("button", name="Continue").click()

    return sign_in


def then_it_is_accessible(page: Page) -> None:
    assert find_violations(page) == []


def add_passkey(page: Page) -> None:
    page.get_by_role("button", name="Add a passkey").click()
    then_it_is_accessible(page)
    page.get_by_role("button", name="Add this device").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    then_it_is_accessible(page)


def test_passkey_is_offered_made_and_opens_the_door(
    phone: Page, live_server: Any, person: Any, given_signed_in: Any
) -> None:
    given_signed_in(phone, person.email)
    then_it_is_accessible(phone)
    phone.get_by_role("link", name="Sign in faster next time").click()
    then_it_is_accessible(phone)
    add_passkey(phone)
    assert Authenticator.objects.filter(type="webauthn", user=person).count() == 1

    phone.goto(f"{live_server.url}/account/")
    phone.locator("main").get_by_role("link", name="Sign in faster").click()
    phone.get_by_role("link", name="See or change your passkeys").click()
    then_it_is_accessible(phone)

    phone.get_by_role("button", name="Sign out").click()
    phone.goto(f"{live_server.url}/account/sign-in/?next=/account/")
    then_it_is_accessible(phone)
    phone.get_by_role("button", name="Sign in with a passkey").click()
    expect(phone.get_by_role("heading", name="My account")).to_be_visible()


def test_lost_passkey_leaves_the_door_open(
    phone: Page, person: Any, given_signed_in: Any, browser: Any, live_server: Any
) -> None:
    """Another device, no passkey on it: the code alone lets an applicant in."""
    given_signed_in(phone, person.email)
    phone.get_by_role("link", name="Sign in faster next time").click()
    add_passkey(phone)
    other: BrowserContext = browser.new_context()
    page = other.new_page()
    given_signed_in(page, person.email)
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    page.goto(f"{live_server.url}/account/passkeys/")
    page.get_by_role("link", name="Remove").click()
    then_it_is_accessible(page)
    page.get_by_role("button", name="Remove this passkey").click()
    expect(page.get_by_text("You have no passkeys yet")).to_be_visible()
    other.close()


def test_passkey_refused_is_explained(
    page: Page, live_server: Any, person: Any, given_signed_in: Any
) -> None:
    """A device that says no: nothing breaks, and the page says what to do."""
    page.add_init_script(
        "navigator.credentials.get = () => Promise.reject(new Error('no'))"
    )
    page.goto(f"{live_server.url}/account/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_have_text(
        "The passkey was not used. Try again, or sign in with a code by e-mail."
    )
    then_it_is_accessible(page)


def test_team_member_is_led_to_a_second_step(
    phone: Page, live_server: Any, person: Any, given_signed_in: Any, settings: Any
) -> None:
    settings.SECOND_FACTOR_FOR_TEAM = True
    cohort = CohortFactory()
    RoleGrantFactory(person=person, programme=cohort.programme, role=Role.LEAD)
    given_signed_in(phone, person.email)

    phone.goto(f"{live_server.url}/desk/")
    expect(
        phone.get_by_role("heading", name="One more step for programme teams")
    ).to_be_visible()
    then_it_is_accessible(phone)
    phone.get_by_role("button", name="Add a passkey").click()
    phone.get_by_role("button", name="Add this device").click()
    expect(phone.get_by_role("heading", name="Show that it is you")).to_be_visible()

    phone.goto(f"{live_server.url}/desk/")
    expect(phone.get_by_role("heading", name="Show that it is you")).to_be_visible()
    then_it_is_accessible(phone)
    phone.get_by_role("button", name="Use a passkey").click()
    expect(phone).to_have_url(f"{live_server.url}/desk/")

    phone.get_by_role("button", name="Sign out").click()
    given_signed_in(phone, person.email)
    expect(phone.get_by_role("heading", name="Your second step")).to_be_visible()
    then_it_is_accessible(phone)
    phone.get_by_role("button", name="Use a passkey").click()
    expect(phone.get_by_role("heading", name="My account")).to_be_visible()


def test_without_script_the_page_says_that_passkeys_need_it(
    browser: Any, live_server: Any, person: Any
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/account/sign-in/")
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    page.get_by_label("Enter your e-mail address").fill(person.email)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Enter the code from the e-mail").fill(read_code())
    page.get_by_role("button", name="Continue").click()
    assert page.url == f"{live_server.url}/"
    context.close()
