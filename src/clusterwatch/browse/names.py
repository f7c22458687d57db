"""English names of countries (ISO 3166-1) and of the languages of Europe (ISO 639-1)."""

from __future__ import annotations

from clusterwatch.vocab.countries import country_name

LANGUAGES = {
    "bg": "Bulgarian", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fi": "Finnish",
    "fr": "French", "ga": "Irish", "gl": "Galician", "hr": "Croatian", "hu": "Hungarian", "is": "Icelandic",
    "it": "Italian", "lb": "Luxembourgish", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "mt": "Maltese", "nb": "Norwegian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "tr": "Turkish", "uk": "Ukrainian",
}  # fmt: skip


def country(code: str | None) -> str:
    """Return the name of a country. Unknown codes are returned unchanged; a missing code is "not known"."""
    return country_name(code) if code else "not known"


def language(code: str | None) -> str:
    """Return the name of a language. Unknown codes are returned unchanged; a missing code is "not known"."""
    return LANGUAGES.get((code or "").split("-")[0], code or "") or "not known"


def source_kind(kind: str | None) -> str:
    """Return the kind of a source for people."""
    return "pôle" if kind == "pole" else (kind or "source").replace("-", " ")
