"""Renders the pages of a service."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from gettext import NullTranslations
from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit

from fastapi import Depends, Request
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from loket_shared.contracts.texts import BilingualText, Language
from loket_shared.http.content_negotiation import (
    LANGUAGE_COOKIE,
    LANGUAGE_QUERY,
    VARIES,
    compressed_quickly,
    encoding_for,
    is_language,
    language_of,
)
from loket_shared.service.runtime import Runtime
from loket_shared.text_types import without_direction
from loket_shared.web.form_keys import new_form_key
from loket_shared.web.localization import (
    SHARED_PACKAGE,
    datetime_attribute,
    dutch,
    format_date,
    format_datetime,
    format_datetime_seconds,
)
from loket_shared.web.static import StaticFiles, static_folders

_YEAR_SECONDS = 365 * 24 * 3600
_LANGUAGES: tuple[Language, Language] = ("nl", "en")


class Pages:
    """Renders the templates of one service in the reader's language."""

    def __init__(self, runtime: Runtime) -> None:
        self.static = StaticFiles(static_folders(runtime))
        package = runtime.definition.package
        self._environments = {language: environment(package, language, self.static) for language in _LANGUAGES}
        self._headers = page_headers(runtime.settings.oidc_issuer)
        self._title = runtime.definition.title
        self._desk = runtime.settings.intake_url
        self._secure = runtime.settings.public_url.startswith("https://")

    def render(self, request: Request, template: str, status_code: int = 200, **context: Any) -> HTMLResponse:
        """Return the page ``template`` with ``context``.

        Templates also know ``request``, ``service`` (its title), ``desk`` (the asker's site), ``principal``
        (or None), ``csrf_token``, ``language`` and ``languages`` (the addresses of this page in each).
        """
        language = language_of(request)
        known = self._known(request)
        body = self._environments[language].get_template(template).render(known | context).encode()
        headers = self._headers | {"Content-Language": language}
        if known["principal"] is None:
            body, headers = _compressed(request, body, headers)
        page = HTMLResponse(body, status_code, headers)
        self._keep_choice(request, page)
        return page

    def error(self, request: Request, status: int, text: BilingualText) -> HTMLResponse:
        """Return the error page; it depends on nothing but ``status`` and ``text``."""
        return self.render(request, "error.html", status, status=status, text=text)

    def _known(self, request: Request) -> dict[str, Any]:
        session = getattr(request.state, "session", None)
        live = session if session and session.live else None
        return {
            "request": request,
            "service": self._title,
            "desk": self._desk,
            "principal": live.principal if live else None,
            "csrf_token": live.csrf_token if live else "",
            "languages": {code: _in_language(request, code) for code in _LANGUAGES},
        }

    def _keep_choice(self, request: Request, page: HTMLResponse) -> None:
        chosen = request.query_params.get(LANGUAGE_QUERY)
        if chosen and is_language(chosen):
            page.set_cookie(
                LANGUAGE_COOKIE, chosen, max_age=_YEAR_SECONDS, secure=self._secure, httponly=True, samesite="lax"
            )


def _compressed(request: Request, body: bytes, headers: Mapping[str, str]) -> tuple[bytes, dict[str, str]]:
    """Return a page for a reader who is not signed in, compressed if the browser accepts it, and its headers.

    A page for a signed-in reader is never compressed: its length, beside text of an attacker's choice, would reveal its
    content (BREACH), and masking the CSRF token would hide only that token.
    """
    encoding = encoding_for(request.headers.get("Accept-Encoding", ""))
    if encoding is None:
        return body, {**headers, **VARIES}
    return compressed_quickly(body, encoding), {**headers, **VARIES, "Content-Encoding": encoding}


def _in_language(request: Request, language: Language) -> str:
    """Return the address of this page in ``language``; after a POST it opens the page itself, because forms are not
    repeated.
    """
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != LANGUAGE_QUERY]
    return f"?{urlencode([*kept, (LANGUAGE_QUERY, language)])}"


async def current_pages(request: Request) -> Pages:
    """Return the Pages of the service that serves ``request``."""
    pages: Pages = request.app.state.pages
    return pages


PagesDep = Annotated[Pages, Depends(current_pages)]


def page_headers(issuer: str) -> dict[str, str]:
    """Return the headers of every page.

    Pages contain no inline scripts or styles, and the policy allows none. Forms go to the service itself and to the
    identity provider at ``issuer``, because browsers apply the same rule to a redirect after a form. The referrer stays
    within the service; without a referrer, browsers would also hide the origin of a form.
    """
    provider = urlsplit(issuer)
    policy = {
        "default-src": "'none'",
        "style-src": "'self'",
        "script-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": f"'self' {provider.scheme}://{provider.netloc}",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def environment(package: str, language: Language, static: StaticFiles) -> Environment:
    """Return the environment that renders the templates of ``package`` in ``language``.

    An undefined name in a template is an error, and all output is escaped.
    """
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader(SHARED_PACKAGE)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    translations = dutch(package) if language == "nl" else NullTranslations()
    made.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]

    @cache
    def sentence(english: str) -> Markup:
        return Markup(translations.gettext(english))  # noqa: S704 - a sentence of a template or of the catalogue

    def in_reader_language(english: str, **values: object) -> Markup:
        """Return a sentence with ``values`` escaped; Jinja's own function formats it at each use, also without any."""
        return sentence(english) % values if values else sentence(english)

    def words(text: BilingualText) -> str:
        return text.in_language(language)

    def in_words(moment: datetime) -> str:
        return format_datetime(moment, language)

    def second(moment: datetime) -> str:
        return format_datetime_seconds(moment, language)

    def day(value: date) -> str:
        return format_date(value, language)

    made.globals.update(_=in_reader_language, static=static.address, language=language, new_form_key=new_form_key)
    made.filters.update(words=words, moment=in_words, second=second, day=day)
    made.filters.update(for_machines=datetime_attribute, without_direction=without_direction)
    return made
