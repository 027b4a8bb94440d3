"""All settings, read from the environment and from nowhere else. Secure by default; nonsense is refused with a sentence."""

import os
import secrets
import sys
from pathlib import Path

from casecircle import environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = os.environ.get

# Commands that touch no database and keep nothing need no var/ folder and no kept key.
STATELESS = len(sys.argv) > 1 and sys.argv[1] in {"deidentify", "consensus"}
VAR_DIR = BASE_DIR / env("VAR_DIR", "var")
if not STATELESS:
    os.umask(0o077)  # the database, its journal and all else under var/ are the server's own, even where somebody made var/ open

PORT = environment.whole_number("PORT", env("PORT") or "8000", 1, 65535)
PUBLIC_URL, PUBLIC_HOST, HTTPS = environment.public_url(env("PUBLIC_URL") or f"http://localhost:{PORT}")

DEBUG = False
DEMO = env("DEMO", "1") != "0"
SECRET_KEY = env("SECRET_KEY") or (secrets.token_urlsafe(64) if STATELESS else environment.kept_secret(VAR_DIR / "secret_key"))
SECRET_KEY_FALLBACKS = [key for key in env("SECRET_KEY_FALLBACKS", "").split(",") if key]
ALLOWED_HOSTS = [PUBLIC_HOST]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "accounts",
    "circles",
    "cases",
]

MIDDLEWARE = [
    "casecircle.middleware.Guard",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "casecircle.middleware.SessionLimits",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "casecircle.middleware.ReadersLanguage",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "casecircle.urls"
WSGI_APPLICATION = "casecircle.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data ---------------------------------------------------------------------------------------------------------
DATABASES = {"default": environment.database(env("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'casecircle.sqlite3'}", base=BASE_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits must be shared by every web process, so the cache is a table.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "media"]}}

CLEAN_STORAGE = environment.storage(env("STORAGE_URL", ""), folder=VAR_DIR / "media")
STORAGES = {
    "default": CLEAN_STORAGE,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_URL = "/never-served/"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

# --- Uploads: one door (cases.intake); every other request refuses a file ---------------------------------------------
FILE_UPLOAD_HANDLERS = ["casecircle.uploads.RefuseFiles"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
SEALED_DIR = VAR_DIR / "sealed"
SEALED_KEYS_DIR = Path(env("SEALED_KEYS_DIR") or VAR_DIR / "sealed-keys")
FAULT = "" if HTTPS else env("FAULT", "")  # tests name a point here at which the process dies or the disk is full (cases.faults)
# Where the text model listens, a process of its own: posting waits for it, and this one never loads it (cases.words.reads).
TEXT_MODEL_SOCKET = Path(env("TEXT_MODEL_SOCKET") or VAR_DIR / "run" / "words.sock")
TEXT_MODEL_SECONDS = environment.whole_number("TEXT_MODEL_SECONDS", env("TEXT_MODEL_SECONDS") or "3", 1, 60)
SEALED_HOURS = environment.whole_number("SEALED_HOURS", env("SEALED_HOURS") or "72", 1, 168)

# --- People -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]
NAME_VALIDATORS = ["cases.words.refuse_identifiers"]  # of people, their specialties and registers, and of circles (accounts.names)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "circles.signup.InvitationOnlyAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"signup": "circles.forms.JoiningForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_RATE_LIMITS = {"open_invitation": "30/m/ip"}  # beside allauth's own limits for signing in, resetting and the rest
ALLAUTH_TRUSTED_PROXY_COUNT = environment.whole_number("PROXY_COUNT", env("PROXY_COUNT") or ("1" if HTTPS else "0"), 0, 5)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # http is served to localhost alone (environment.public_url)
MFA_TOTP_ISSUER = "CaseCircle"
MFA_FORMS = {
    "add_webauthn": "accounts.forms.PasskeyForm",
    "authenticate_webauthn": "accounts.forms.KeySecondStepForm",
    "login_webauthn": "accounts.forms.KeySignInForm",
    "reauthenticate_webauthn": "accounts.forms.KeyConfirmationForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
USERSESSIONS_TRACK_ACTIVITY = False

# --- Sessions, cookies, headers ----------------------------------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE_MINUTES = environment.whole_number("SESSION_IDLE_MINUTES", env("SESSION_IDLE_MINUTES") or "30", 5, 60)
SESSION_HOURS = 12
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "casecircle.views.csrf_failure"
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "blob:"],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["casecircle"],
    }
}

# --- Mail, words, time ---------------------------------------------------------------------------------------------------
vars().update(environment.email(env("EMAIL_URL", ""), folder=VAR_DIR / "mail"))
MAIL_TO_FILES = not env("EMAIL_URL")
DEFAULT_FROM_EMAIL = env("EMAIL_FROM") or f"CaseCircle <no-reply@{PUBLIC_HOST}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "casecircle.formats"
USE_I18N = True
TIME_ZONE = env("TIME_ZONE") or "UTC"
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"codes": {"()": "casecircle.logs.CodesOnly"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "codes"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django would add a handler of its own, with paths and exception texts in it.
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django_tasks": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django_tasks_db": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "casecircle": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS = []
