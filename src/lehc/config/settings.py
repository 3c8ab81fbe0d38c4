"""All settings, in one file. Everything has a default that works on one laptop."""

from __future__ import annotations

from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from lehc.config.env import Environment
from lehc.config.logs import LOGS_OF_IDS_ONLY
from lehc.config.production import LAPTOP_SECRET_KEY, refuse_unsafe

env = Environment()
PACKAGE = Path(__file__).resolve().parent.parent

# Where we are
PRODUCTION = env.one_of("LEHC_MODE", ("laptop", "production"), default="laptop") == (
    "production"
)
DATA = env.folder("LEHC_DATA", default=Path("data"))
DATA.mkdir(parents=True, exist_ok=True)
BASE_URL = env.web_address("LEHC_BASE_URL", default="http://localhost:8000")
DEBUG = env.yes_no("DEBUG", default=False)
DEMONSTRATION = env.yes_no("LEHC_DEMONSTRATION", default=not PRODUCTION)
SECRET_KEY = env.text("SECRET_KEY", LAPTOP_SECRET_KEY)
if PRODUCTION:
    refuse_unsafe(
        secret_key=SECRET_KEY,
        debug=DEBUG,
        demonstration=DEMONSTRATION,
        base_url=BASE_URL,
    )
ALLOWED_HOSTS = env.words(
    "LEHC_HOSTS",
    (urlsplit(BASE_URL).hostname or "localhost", "localhost", "127.0.0.1", "[::1]"),
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "lehc.config",
    "lehc.demo",
    "lehc.site.newsletter",
    "lehc.site.wordpress",
    "lehc.site",
    "lehc.conversations",
    "lehc.learning",
    "lehc.selection",
    "lehc.assessment",
    "lehc.recruitment",
    "lehc.programmes",
    "lehc.places",
    "lehc.accounts",
    "lehc.audit",
    "lehc.equality",
    "lehc.letters",
    "lehc.background",
    "lehc.design",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "modelcluster",
    "rules.apps.AutodiscoverRulesConfig",
    "taggit",
    "template_partials",
    "wagtail",
    "wagtail.admin",
    "wagtail.contrib.redirects",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.snippets",
    "wagtail.users",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lehc.config.middleware.RefuseNulMiddleware",
    "lehc.site.middleware.WholePageMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lehc.accounts.middleware.AskNameMiddleware",
    "lehc.programmes.middleware.SecondStepMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lehc.config.middleware.ExplainButtonsMiddleware",
    "lehc.site.middleware.LivePagesMiddleware",
    "lehc.site.wordpress.middleware.OldAddressMiddleware",
]

ROOT_URLCONF = "lehc.config.urls"
WSGI_APPLICATION = "lehc.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lehc.config.context.site",
            ],
        },
    },
]

# Data
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
        "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;"
        "PRAGMA journal_size_limit=27103364"
    ),
}


def read_database(url: str) -> dict[str, object]:
    """Django's settings for a database address; SQLite gets safe, fast options."""
    try:
        database = dict(environ.Env.db_url_config(url))
    except Exception as error:
        raise ImproperlyConfigured(
            "Set DATABASE_URL to an address such as "
            "postgres://name:password@host:5432/database."
        ) from error
    if database.get("ENGINE") == "django.db.backends.sqlite3":
        return database | {"OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": None}
    if database.get("ENGINE") == "django.db.backends.postgresql":
        options = dict(database.get("OPTIONS", {})) | {"pool": {"max_size": 8}}
        return database | {"OPTIONS": options, "CONN_MAX_AGE": 0}
    raise ImproperlyConfigured(
        "Set DATABASE_URL to a sqlite:/// or postgres:// address."
    )


DATABASES = {
    "default": read_database(
        env.text("DATABASE_URL", f"sqlite:///{DATA / 'lehc.sqlite3'}")
    )
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    }
}
# Public pages kept whole in each web process: off only to measure or to look closely
KEEPS_PAGES = env.yes_no("LEHC_PAGE_CACHE", default=True)
MEDIA_ROOT = DATA / "files"
STATIC_ROOT = env.folder("LEHC_STATIC", default=DATA / "static")
STATIC_URL = "/static/"
FILES_BUCKET = env.text("FILES_BUCKET")
STORAGES = {
    "default": (
        {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": FILES_BUCKET,
                "endpoint_url": env.text("FILES_ENDPOINT") or None,
                "default_acl": "private",
                "querystring_auth": True,
            },
        }
        if FILES_BUCKET
        else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    ),
    "staticfiles": {"BACKEND": "lehc.config.static_files.StaticFiles"},
}
# Public pictures lie apart from what people upload in confidence.
STORAGES["pictures"] = (
    STORAGES["default"]
    if FILES_BUCKET
    else {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "pictures", "base_url": "/pictures/"},
    }
)
LARGEST_FILE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "lehc.recruitment.uploads.SizeLimit",  # nothing above LARGEST_FILE is kept
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Letters and deferred work
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MAIL_FOLDER = DATA / "mail"
EMAIL_URL = env.text("EMAIL_URL")
if EMAIL_URL:
    vars().update(environ.Env.email_url_config(EMAIL_URL))
elif PRODUCTION:
    raise ImproperlyConfigured(
        "Set EMAIL_URL to your mail server, such as smtp+tls://name:password@host:587."
    )
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL_FOLDER
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("LEHC_FROM", "LEHC <programme@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
NEWSLETTER_FROM = env.text("LEHC_NEWSLETTER_FROM", DEFAULT_FROM_EMAIL)
NEWSLETTER_BOUNCES = env.text("LEHC_NEWSLETTER_BOUNCES")
NEWSLETTER_BOUNCE_SECRET = env.secret("LEHC_NEWSLETTER_BOUNCE_SECRET")

# Sign-in
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
BEHIND_PROXY = env.yes_no("LEHC_BEHIND_PROXY", default=PRODUCTION)
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
ACCOUNT_ADAPTER = "lehc.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
# The code proves the address, so allauth has nothing left to verify. Its own pages
# for codes stay off: ours, in accounts/views/door.py, let newcomers in as well.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 5
ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "request_login_code": "20/m/ip,3/m/key,20/h/key",
    "enter_code": "20/m/ip",
    "login_failed": "20/m/ip,10/5m/key",
    "reauthenticate": "10/m/user",
    "change_email": "10/h/user",
    "withdraw_equality": "10/m/ip",
    "newsletter": "10/m/ip,3/h/key",
    "newsletter_bounce": "10/m/ip",
}
MFA_ADAPTER = "lehc.accounts.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "lehc.accounts.forms.second_step.EnterCodeForm",
    "reauthenticate": "lehc.accounts.forms.second_step.ConfirmCodeForm",
    "activate_totp": "lehc.accounts.forms.second_step.StartAppForm",
    "add_webauthn": "lehc.accounts.forms.second_step.AddPasskeyForm",
    "edit_webauthn": "lehc.accounts.forms.second_step.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "LEHC"
MFA_TOTP_TOLERANCE = 1  # phones' clocks drift by some seconds
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SECOND_FACTOR_FOR_TEAM = env.yes_no("LEHC_SECOND_FACTOR", default=PRODUCTION)

# Who looks after people's data, and where to ask about it
CONTROLLER = env.text("LEHC_CONTROLLER", "the organisation that runs this programme")
PRIVACY_CONTACT = env.text("LEHC_PRIVACY_CONTACT", parseaddr(DEFAULT_FROM_EMAIL)[1])

# Language, time
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# The browser's side
# Films in stories: a frame of these is made only when a visitor asks to see one.
PLAYERS = ["https://www.youtube-nocookie.com", "https://player.vimeo.com"]
FORM_RENDERER = "lehc.design.forms.Renderer"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-src": PLAYERS,
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_AGE = None  # ends with the browser
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "lehc.accounts.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "lehc.config.views.form_waited_too_long"

# Pages and stories: nothing that calls somebody else's server, one way of signing in
WAGTAIL_SITE_NAME = "LEHC"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# A new page that has saved itself may be refused when it is sent on: “slug in use”.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAILIMAGES_IMAGE_MODEL = "site.Picture"
WAGTAILIMAGES_RENDITION_STORAGE = "pictures"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = LARGEST_FILE
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

LOGGING = LOGS_OF_IDS_ONLY
