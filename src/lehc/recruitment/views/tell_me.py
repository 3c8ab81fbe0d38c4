"""“Tell me when the next call opens”: asked on a page, confirmed by a letter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lehc.programmes.traps import is_trapped, may_send
from lehc.programmes.views.asking import TOO_MANY_REQUESTS, fetch_programme
from lehc.programmes.views.desk import read_post
from lehc.recruitment.actions.wishes import confirm_wish, stop_wish, wish_to_know
from lehc.recruitment.forms.wishes import WishForm
from lehc.recruitment.limits import WISHES_OF_ONE, WISHES_TO_KNOW
from lehc.recruitment.models import WishToKnow
from lehc.recruitment.queries.wishes import find_wish
from lehc.recruitment.views.links import count_wrong_link, has_guessed_too_often


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell_me(request: HttpRequest) -> HttpResponse:
    programme = fetch_programme()
    form = WishForm(read_post(request))
    context = {"programme": programme, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "recruitment/tell_me/ask.html", context)
    if is_trapped(request):
        return redirect("tell_me_sent")
    email = form.cleaned_data["email"]
    limits = {"by_origin": WISHES_TO_KNOW, "by_address": WISHES_OF_ONE}
    if not may_send(request, email, **limits):
        context["too_many"] = True
        return render(
            request, "recruitment/tell_me/ask.html", context, status=TOO_MANY_REQUESTS
        )
    wish_to_know(programme=programme, email=email)
    return redirect("tell_me_sent")


@require_safe
def tell_me_sent(request: HttpRequest) -> HttpResponse:
    context = {"programme": fetch_programme()}
    return render(request, "recruitment/tell_me/sent.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell_me_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the letter's link: a look changes nothing, a button does.

    Programs that check mail open every link; only people press buttons.
    """
    wish = look_for_wish(request, token)
    if wish is None:
        return render(request, "recruitment/tell_me/unknown.html", status=404)
    if request.method == "POST" and request.POST.get("stop"):
        stop_wish(wish=wish)
        context = {"programme": wish.programme}
        return render(request, "recruitment/tell_me/stopped.html", context)
    if request.method == "POST":
        confirm_wish(wish=wish)
        return redirect(reverse("tell_me_confirm", args=[token]))
    return render(
        request,
        "recruitment/tell_me/confirm.html",
        {"programme": wish.programme, "wish": wish},
    )


def look_for_wish(request: HttpRequest, token: str) -> WishToKnow | None:
    """The wish behind a link; none after so many wrong ones that none counts."""
    wish = None if has_guessed_too_often(request) else find_wish(token)
    if wish is None:
        count_wrong_link(request)
    return wish
