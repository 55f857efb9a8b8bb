"""What the sentences about the fields of forms call them, in the order of the pages."""

from loket_shared.web.named_errors import FieldName, FieldNames

_REMARK_FOR_CLEARED = FieldName("de opmerking voor wie alles mag weten", "the remark for cleared colleagues")

CASE_FIELDS: FieldNames = {
    "write-answer-text": FieldName("het concept van het antwoord", "the draft of the answer"),
    "return-answer-remark": FieldName("wat er anders moet aan het antwoord", "what has to change in the answer"),
    "return-answer-remarkForCleared": _REMARK_FOR_CLEARED,
    "ask-asker-text": FieldName("uw vraag aan de indiener", "your question to the asker"),
    "ask-department-department": FieldName("het departement", "the department", chosen=True),
    "ask-department-question": FieldName("uw vraag aan het departement", "your question to the department"),
    "refuse-proposal-reason": FieldName("de reden bij de voorgestelde route", "the reason for the proposed route"),
    "refuse-proposal-remarkForCleared": _REMARK_FOR_CLEARED,
    "route-lead": FieldName("wie penvoerder is", "who leads", chosen=True),
    "route-contributors": FieldName("wie bijdraagt", "who contributes", chosen=True),
    "route-reason": FieldName("de reden van de nieuwe route", "the reason for the new route"),
    "route-remarkForCleared": _REMARK_FOR_CLEARED,
    "note-text": FieldName("de notitie", "the note"),
    "confirm-route-reason": FieldName("de reden bij de bevestigde route", "the reason for the confirmed route"),
    "confirm-route-remarkForCleared": _REMARK_FOR_CLEARED,
    "make-urgent-reason": FieldName("de reden om de zaak spoed te geven", "the reason to make the case urgent"),
    "make-urgent-remarkForCleared": _REMARK_FOR_CLEARED,
    "reopen-reason": FieldName("de reden om te heropenen", "the reason to reopen"),
    "reopen-remarkForCleared": _REMARK_FOR_CLEARED,
}

REQUEST_FIELDS: FieldNames = {
    "write-text": FieldName("het concept van de bijdrage", "the draft of the contribution"),
    "write-background": FieldName("de achtergrond voor het loket", "the background for the front office"),
    "return-remark": FieldName("wat er anders moet", "what has to change"),
    "decline-reason": FieldName("waarom er geen bijdrage komt", "why there is no contribution"),
}
