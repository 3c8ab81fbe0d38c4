"""The base templates: title, navigation, account, messages, safe without context."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Engine, Template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from lehc.design import forms
from lehc.design.frame import Link, draw_part

TEMPLATES = Path(forms.__file__).parent.parent / "templates"
ERROR_PAGES = ["400", "403", "403_csrf", "404", "413", "500"]
PAGE = """{% extends "design/page.html" %}{% block title %}Your place{% endblock %}
{% block content %}<h1>Your place</h1>{% endblock %}"""


class NameForm(forms.Form):
    name = forms.TextField(label="Your name")


def render_page(**context: Any) -> str:
    return Template(PAGE).render(Context(context))


def read_title(html: str) -> str:
    (title,) = re.findall(r"<title>(.*?)</title>", html)
    return title


def test_page_without_any_context() -> None:
    html = render_page()
    assert read_title(html) == "Your place – LEHC"
    assert '<html lang="en-GB">' in html
    assert "Leadership for Empowered and Healthy Communities" in html
    for absent in ("<nav", "Sign", "invented", "error-summary"):
        assert absent not in html


def test_error_is_said_first() -> None:
    html = render_page(form=NameForm({}), site_name="A programme")
    assert read_title(html) == "Error: Your place – A programme"
    main = html[html.index("<main") :]
    assert main.index("There is a problem") < main.index("<h1>")


def test_fresh_form_is_no_error() -> None:
    assert read_title(render_page(form=NameForm())) == "Your place – LEHC"
    assert read_title(render_page(has_errors=True)) == "Error: Your place – LEHC"


def test_navigation_marks_the_current_page() -> None:
    html = render_page(
        navigation=(
            Link("The call", "/call", current=True),
            Link("Places", "/places"),
        )
    )
    links = re.findall(r'<a class="lehc-navigation__link" (.*?)>(.*?)</a>', html)
    assert links == [
        ('href="/call" aria-current="page"', "The call"),
        ('href="/places"', "Places"),
    ]


def request_of(user: Any) -> Any:
    return SimpleNamespace(user=user)


def test_stranger_may_sign_in() -> None:
    user = SimpleNamespace(is_authenticated=False)
    html = render_page(request=request_of(user), sign_in_url_name="health")
    assert '<a class="lehc-account__link" href="/health/">Sign in</a>' in html
    assert "Sign out" not in html


def test_person_sees_their_name_and_signs_out_by_a_button() -> None:
    user = SimpleNamespace(is_authenticated=True, get_full_name="Amina Example")
    html = render_page(
        request=request_of(user),
        sign_in_url_name="health",
        sign_out_url_name="health",
        account_url_name="health",
    )
    assert '<a class="lehc-account__link" href="/health/">Amina Example</a>' in html
    assert '<form action="/health/" method="post" novalidate>' in html
    assert "Sign in" not in html


def test_demonstration_says_that_people_are_invented() -> None:
    html = render_page(is_demonstration=True, demonstration_url_name="health")
    assert "People shown here are invented." in html
    assert '<a href="/health/">Look at it as somebody else</a>' in html


def test_footer_shows_what_it_is_given() -> None:
    html = render_page(footer_links=(Link("Privacy", "/privacy"),), attribution="© OS")
    assert '<a class="lehc-footer__link" href="/privacy">Privacy</a>' in html
    assert "<p>© OS</p>" in html


@pytest.mark.parametrize(
    ("level", "title", "role"),
    [
        (constants.SUCCESS, "Success", "alert"),
        (constants.ERROR, "There is a problem", "alert"),
        (constants.INFO, "Important", "region"),
    ],
)
def test_messages_are_banners(level: int, title: str, role: str) -> None:
    html = render_page(messages=[Message(level, "Saved <it>.")])
    banner = html[html.index("nhsuk-notification-banner") :]
    assert f'role="{role}"' in banner
    assert f'id="nhsuk-notification-banner-title-1">{title}</h2>' in banner
    assert "Saved &lt;it&gt;." in banner


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_pages_need_no_context(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert html.count("<h1") == 1
    assert 'href="/"' in html or name in {"413", "403_csrf"}
    assert re.search(r"<title>[A-Z][^<]+ – LEHC</title>", html)


def all_templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("path", all_templates(), ids=lambda path: path.stem)
def test_templates_hold_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", text)
    for tag in re.findall(r"<script[^>]*>", text):
        assert " src=" in tag


@pytest.mark.parametrize("path", all_templates(), ids=lambda path: path.stem)
def test_templates_name_no_address_of_another_app(path: Path) -> None:
    for name in re.findall(r'{% url "([^"]+)"', path.read_text()):
        assert name.startswith("design:")


@pytest.mark.parametrize(
    "path",
    sorted((TEMPLATES / "design/components").glob("_*.html")),
    ids=lambda path: path.stem,
)
def test_each_component_says_what_it_takes(path: Path) -> None:
    first = path.read_text().splitlines()[0]
    assert first.startswith("{#"), f"{path.name} begins without its description"
    Engine.get_default().from_string(path.read_text())


def test_no_word_is_unkind() -> None:
    unkind = re.compile(r"\b(invalid|failed|rejected|users?)\b", re.IGNORECASE)
    for path in all_templates():
        text = re.sub(r"{[{%#].*?[}%#]}", "", path.read_text())
        assert not unkind.search(text), path.name


def test_a_part_is_drawn_once_for_the_same_words_and_anew_for_others() -> None:
    draw_part.cache_clear()
    said = [(Link("Privacy", "/privacy"),)] * 2 + [(Link("Cookies", "/cookies"),)]
    shown = [render_page(footer_links=links) for links in said]
    assert shown[0] == shown[1]
    assert ["Privacy" in html for html in shown] == [True, True, False]
    assert "Cookies" in shown[2]
    footers = 2
    others = ("_assets", "_demonstration", "_wordmark", "_search", "_sign_in")
    assert draw_part.cache_info().misses == footers + len((*others, "_navigation"))


def test_a_part_takes_no_words_marked_as_safe() -> None:
    with pytest.raises(TypeError, match="plain words"):
        render_page(site_name=mark_safe("<b>"))


def test_a_part_escapes_what_it_says() -> None:
    assert "<b>" not in render_page(site_name="<b>", strapline="<b>", attribution="<b>")
