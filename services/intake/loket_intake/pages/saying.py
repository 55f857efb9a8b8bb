"""What a page that saves by itself is told, in words that it shows as they are."""

from datetime import datetime

from fastapi import Request
from fastapi.responses import JSONResponse

from loket_intake.pages.visit import Visit
from loket_shared.contracts.texts import BilingualText
from loket_shared.web.date_format import DESK_TIME

CHANGED_ELSEWHERE = BilingualText(
    nl="Niet bewaard: deze stap is in een ander venster gewijzigd. Druk op Bewaar en ga verder om te kiezen.",
    en="Not saved: this step was changed in another window. Press Save and go on to choose.",
)
ALREADY_HANDED_IN = BilingualText(
    nl="Niet bewaard: deze vraag is al ingediend. Druk op Bewaar en ga verder om uw tekst als bericht te versturen.",
    en="Not saved: this question was already handed in. Press Save and go on to send your text as a message.",
)


def wants_json(request: Request) -> bool:
    """Whether a script asks, which wants no page."""
    return request.headers.get("accept") == "application/json"


def saved_at(moment: datetime) -> BilingualText:
    """Return the sentence that what was typed is kept since ``moment``."""
    local = moment.astimezone(DESK_TIME)
    return BilingualText(nl=f"Bewaard om {local:%H.%M}.", en=f"Saved at {local:%H:%M}.")


def said(visit: Visit, text: BilingualText, status: int = 200) -> JSONResponse:
    """Return ``text`` for the page."""
    return JSONResponse({"text": text.in_language(visit.language)}, status)
