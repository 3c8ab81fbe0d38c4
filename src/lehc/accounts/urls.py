"""The account's pages. Those of allauth that we use are mounted here one by one."""

from __future__ import annotations

from allauth.account import views as allauth_account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app_codes
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from lehc.accounts.views import account, door, my_data, needs

door_urls = [
    path("sign-in/", door.enter_email, name="account_login"),
    path("sign-in/code/", door.enter_code, name="account_confirm_login_code"),
    path("sign-in/code/again/", door.resend_code, name="account_resend_code"),
    path("name/", door.enter_name, name="account_name"),
    path("sign-out/", allauth_account.logout, name="account_logout"),
    path("closed/", allauth_account.account_inactive, name="account_inactive"),
]
second_step_urls = [
    path("second-step/", second_step.index, name="mfa_index"),
    path("second-step/enter/", second_step.authenticate, name="mfa_authenticate"),
    path("second-step/confirm/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("second-step/app/", app_codes.activate_totp, name="mfa_activate_totp"),
    path("second-step/app/off/", app_codes.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "second-step/codes/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-step/codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-step/codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
passkey_urls = [
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/sign-in/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "passkeys/confirm/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "passkeys/<int:pk>/remove/",
        passkeys.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
    path("passkeys/<int:pk>/name/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]
account_urls = [
    path("", account.account, name="account"),
    path("e-mail/", account.change_email, name="account_change_email"),
    path("e-mail/code/", account.confirm_email, name="account_confirm_email"),
    path(
        "agreements/<slug:kind>/", account.change_consent, name="account_change_consent"
    ),
    path(
        "sign-out-elsewhere/",
        account.leave_other_devices,
        name="account_leave_other_devices",
    ),
    path("needs/add/", needs.tell_need, name="account_tell_need"),
    path("needs/<int:pk>/", needs.review_need, name="account_change_need"),
    path("needs/<int:pk>/end/", needs.close_need, name="account_end_need"),
    path("second-step/needed/", account.second_step_needed, name="second_step_needed"),
    path("privacy/", my_data.privacy_notice, name="privacy_notice"),
    path("data/", my_data.show_my_data, name="my_data"),
    path("data/download/", my_data.download_my_data, name="my_data_download"),
    path("data/erase/", my_data.erase_my_data, name="my_data_erase"),
]
urlpatterns = [*door_urls, *second_step_urls, *passkey_urls, *account_urls]
