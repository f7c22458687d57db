"""The sentences for the reasons that evidence carries."""

from __future__ import annotations

from clusterwatch.models import Reason

SENTENCES: dict[Reason, str] = {
    Reason.NO_TITLE: "JSON-LD, meta elements, headings and <title> give no title",
    Reason.NO_USABLE_TITLE: "no place gives a usable title",
    Reason.NO_DATE: "JSON-LD, meta elements, <time>, the address and the text near the title give no date",
    Reason.NO_PROSE: "the page holds no prose",
    Reason.NO_TEXT_IN_ENTRY: "the entry of the index carries no text",
    Reason.TOO_LITTLE_TEXT: "the text is too short to tell its language",
    Reason.PASSWORD: "the post is protected by a password",
    Reason.LOGIN: "the page asks for a login",
    Reason.CHALLENGE: "the page is a check for robots",
    Reason.SELECTOR_FAILED: "the selector found nothing usable",
    Reason.OTHER_LANGUAGE: "it is not a language of the site",
    Reason.ONLY_CHANGED: "it is the date of the last change; no date of publication was found",
    Reason.FUTURE: "it lies in the future",
    Reason.BEFORE_1990: "it lies before 1990",
    Reason.UNREADABLE: "it could not be read as a date",
    Reason.EVENT: "it is the day of an event or a deadline",
    Reason.LIST_OF_EVENTS: "it stands in a list of events or in an archive",
    Reason.OTHER_POST: "it stands with the link to another post",
    Reason.TODAYS_DATE: "it is the day of the visit, which the head of the page shows",
    Reason.LAST_CHANGE: "it is the date of the last change, not of publication",
    Reason.SAME_MOMENT: "it is the same moment in another time zone",
    Reason.SELECTOR_DECIDES: "the selector decides",
    Reason.WEAKER: "fewer or weaker places agree on it",
    Reason.EMPTY: "it is empty",
    Reason.LINK_TEXT: "it is the text of a link, not a title",
    Reason.SITE_NAME: "it is the name of the site",
    Reason.TOO_LONG: "it is too long for a title",
}


def reason_sentence(code: str | None) -> str:
    """The sentence for a reason. Archives from before 0.2.0 hold sentences in place of codes: they stay as they are."""
    if code is None:
        return ""
    try:
        return SENTENCES[Reason(code)]
    except ValueError:
        return code
