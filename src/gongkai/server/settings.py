"""Settings. Everything that differs between installations comes from the environment (see docs/operations.md)."""

from __future__ import annotations

import os

from csp.constants import NONCE, SELF

from gongkai.server import environment

HOME = environment.home()
SECRET_KEY = environment.secret_key()
GONGKAI_FIELD_KEYS = environment.field_keys()
DEBUG = os.environ.get("GONGKAI_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("GONGKAI_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("GONGKAI_ORIGINS", "").split(",") if origin]
HTTPS = os.environ.get("GONGKAI_HTTPS") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "gongkai.apps.look",
    "gongkai.apps.audit",
    "gongkai.apps.search",
    "gongkai.apps.agencies",
    "gongkai.apps.publications",
    "gongkai.apps.subscriptions",
    "gongkai.apps.inforequests",
    "gongkai.apps.disputes",
    "gongkai.apps.engagement",
    "gongkai.apps.supervision",
    "gongkai.apps.registers",
    "gongkai.apps.filings",
    "gongkai.apps.auditroom",
    "gongkai.apps.portal",
    "gongkai.apps.api",
    "gongkai.apps.office",
    # After ours, whose login pages stand in the place of its own.
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "gongkai.apps.api.middleware.PublicApi",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongkai.apps.agencies.middleware.CurrentPost",
    "gongkai.apps.agencies.middleware.PageAbove",
    "gongkai.apps.audit.memory.OneChange",
]

ROOT_URLCONF = "gongkai.server.urls"
WSGI_APPLICATION = "gongkai.server.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["gongkai.apps.look.templatetags.look"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "gongkai.apps.office.context.office",
            ],
        },
    }
]

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The rate limits of the login live here; a folder is shared by all processes of one machine.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
    }
}

AUTH_USER_MODEL = "agencies.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/office/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "gongkai.apps.office.login.ClosedAdapter"
ACCOUNT_FORMS = {"login": "gongkai.apps.office.login.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    # Where agencies.files puts case papers and proofs of identity, encrypted one by one.
    "sealed": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "sealed"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_MANIFEST_STRICT = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# A folder of annual reports comes in at once.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("GONGKAI_PROXY") == "1" else None
)

# 索引号 by default in twenty characters: the nine of the organisation code (9 to 17 of the credit code), the year, five
# digits. A province that writes it otherwise sets a pattern, also with {credit_code}.
GONGKAI_INDEX_NUMBER = os.environ.get("GONGKAI_INDEX_NUMBER", "{organisation}/{year}-{serial:05d}")

# E-mail notices to applicants. Without a mail server they are written into a folder, one file a message.
EMAIL_HOST = os.environ.get("GONGKAI_MAIL_HOST", "")
EMAIL_BACKEND = (
    f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
    if os.environ.get("GONGKAI_MAIL_CONSOLE") != "1"
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_PORT = int(os.environ.get("GONGKAI_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("GONGKAI_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GONGKAI_MAIL_PASSWORD", "")
EMAIL_USE_SSL = os.environ.get("GONGKAI_MAIL_SECURITY") == "ssl"
EMAIL_USE_TLS = os.environ.get("GONGKAI_MAIL_SECURITY", "tls") == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("GONGKAI_MAIL_FROM", "gongkai@localhost")
# The address under which the public knows the site, for links in e-mails: https://… without a slash at its end.
GONGKAI_SITE = os.environ.get("GONGKAI_SITE", "").rstrip("/")
# Where the public pages are kept as files; the folder `current` in it is what a web server serves.
GONGKAI_SITE_FOLDER = HOME / "site"
# 网站标识码 of the platform's own pages (ten digits); an agency's stands in its own data.
GONGKAI_SITE_CODE = os.environ.get("GONGKAI_SITE_CODE", "")
# What the foot of every public page must name of the site: ICP备案, 公安备案, 找错, each with its address.
GONGKAI_FOOT = environment.foot(os.environ.get("GONGKAI_FOOT", ""))
# Reminders of terms also by e-mail, to staff whose account has an address.
GONGKAI_REMIND_BY_EMAIL = os.environ.get("GONGKAI_REMIND_BY_EMAIL") == "1"
# How long an application that was not sent is kept.
GONGKAI_DRAFT_DAYS = int(os.environ.get("GONGKAI_DRAFT_DAYS", "7"))
# How long a picture is kept that stands in no text.
GONGKAI_PICTURE_DAYS = int(os.environ.get("GONGKAI_PICTURE_DAYS", "30"))

# Which decision letters need legal review (法制审核): denials, all or none; "none;liupanshui=all" names agencies by code.
GONGKAI_LEGAL_REVIEW = os.environ.get("GONGKAI_LEGAL_REVIEW", "denials")
# The class that calls the agency's electronic seal (inforequests.sealing.SealAdapter), by its path; empty: stamped by hand.
GONGKAI_SEAL_ADAPTER = os.environ.get("GONGKAI_SEAL_ADAPTER", "")

# Where the interfaces of 政务微信 and 政务微博 are, and how many seconds an answer may take.
GONGKAI_CHANNELS = {
    "wechat": os.environ.get("GONGKAI_WECHAT_URL", "https://api.weixin.qq.com"),
    "weibo": os.environ.get("GONGKAI_WEIBO_URL", "https://api.weibo.com"),
    "timeout": float(os.environ.get("GONGKAI_CHANNEL_TIMEOUT", "15")),
}

# The search: an index in a folder of this machine, or a cluster (gongkai.apps.search.cluster.OpenSearch).
GONGKAI_SEARCH = environment.search(HOME)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
