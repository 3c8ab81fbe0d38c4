"""Ask us: a named contact and a form, for anybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lehc.programmes.enquiry_actions import receive_enquiry
from lehc.programmes.limits import ENQUIRIES, ENQUIRIES_OF_ONE
from lehc.programmes.models import Programme
from lehc.programmes.public_forms import EnquiryForm
from lehc.programmes.queries import get_site_programme
from lehc.programmes.traps import is_trapped, may_send
from lehc.programmes.views.desk import read_post

TOO_MANY_REQUESTS = 429


def fetch_programme() -> Programme:
    """The site's programme.

    Raises:
        Http404: there is none yet, so there is nobody to ask.
    """
    programme = get_site_programme()
    if programme is None:
        raise Http404
    return programme


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    programme = fetch_programme()
    form = EnquiryForm(read_post(request))
    context = {"programme": programme, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "programmes/ask.html", context)
    if is_trapped(request):
        return redirect("asked")
    values = form.cleaned_data
    limits = {"by_origin": ENQUIRIES, "by_address": ENQUIRIES_OF_ONE}
    if not may_send(request, values["email"], **limits):
        context["too_many"] = True
        return render(request, "programmes/ask.html", context, status=TOO_MANY_REQUESTS)
    receive_enquiry(programme=programme, **values)
    return redirect("asked")


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "programmes/asked.html", {"programme": fetch_programme()})
