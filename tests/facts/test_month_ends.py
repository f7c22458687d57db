"""Tests of the end of a month as the last day of a call, in 24 languages."""

from __future__ import annotations

from tests.facts.stated import days
from tests.tables import each


@each(
    ("language", "text"),
    [
        ("bg", "Кандидатурите се приемат до края на април 2026 г."),
        ("cs", "Žádosti přijímáme do konce dubna 2026."),
        ("da", "Ansøgninger modtages til udgangen af april 2026."),
        ("de", "Anträge nehmen wir bis Ende April 2026 entgegen."),
        ("el", "Οι αιτήσεις υποβάλλονται έως το τέλος Απριλίου 2026."),
        ("en", "Applications are accepted until the end of April 2026."),
        ("es", "Las solicitudes se admiten hasta finales de abril de 2026."),
        ("et", "Taotlusi võetakse vastu kuni 2026. aasta aprilli lõpuni."),
        ("et", "Taotlusi saab esitada aprilli lõpuni."),
        ("fi", "Hakemuksia otetaan vastaan huhtikuun loppuun asti."),
        ("fr", "Les candidatures sont reçues jusqu'à fin avril 2026."),
        ("fr", "Déposez votre candidature avant la fin du mois d’avril."),
        ("ga", "Glacfar le hiarratais go dtí deireadh mhí Aibreán 2026."),
        ("hr", "Prijave se zaprimaju do kraja travnja 2026."),
        ("hu", "A pályázatokat április végéig várjuk."),
        ("it", "Le domande sono accolte fino alla fine di aprile 2026."),
        ("lt", "Paraiškos priimamos iki balandžio pabaigos."),
        ("lv", "Pieteikumus pieņem līdz aprīļa beigām."),
        ("mt", "L-applikazzjonijiet jintlaqgħu sal-aħħar ta' April 2026."),
        ("nb", "Søknader mottas til utgangen av april 2026."),
        ("nl", "Aanvragen kan tot eind april 2026."),
        ("pl", "Wnioski przyjmujemy do końca kwietnia 2026 r."),
        ("pt", "As candidaturas são aceites até ao final de abril de 2026."),
        ("ro", "Cererile se depun până la sfârșitul lunii aprilie 2026."),
        ("sk", "Žiadosti prijímame do konca apríla 2026."),
        ("sl", "Vloge sprejemamo do konca aprila 2026."),
        ("sv", "Ansökningar tas emot till slutet av april 2026."),
    ],
)
def test_one_can_apply_until_the_last_day_of_a_month(language: str, text: str) -> None:
    assert days(text, language) == ["deadline 2026-04-30"]


@each(
    ("text", "language", "expected"),
    [
        ("Apply from 9 March until the end of April.", "en", ["opens 2026-03-09", "deadline 2026-04-30"]),
        ("Apply until the end of February 2028.", "en", ["deadline 2028-02-29"]),
        ("Proposals: 4 January 2028 to the end of February 2028", "en", ["deadline 2028-02-29"]),
        ("Apply until the end of May 12, 2026.", "en", ["deadline 2026-05-12"]),
        ("The conference is held at the end of April.", "en", []),
        ("Zapisy do końca miesiąca kwietnia.", "pl", ["deadline 2026-04-30"]),
        ("The project ends at the end of April 2027.", "en", ["project-end 2027-04"]),
        ("Apply until the end of the world.", "en", []),
        ("Apply until the end of April.", "xx", []),
        ("The deadline is the end of April.", "en", ["deadline 2026-04-30"]),
        ("The deadline is towards the end of April.", "en", []),
        ("The deadline is around the end of April.", "en", []),
        ("La date limite est vers la fin avril.", "fr", []),
        ("Die Frist endet etwa Ende April.", "de", []),
        ("Die Frist endet Ende April.", "de", ["deadline 2026-04-30"]),
        ("La convocatoria se cierra a finales de abril.", "es", []),
        ("Se admiten solicitudes antes de finales de abril.", "es", ["deadline 2026-04-30"]),
        ("As candidaturas terminam em finais de abril.", "pt", []),
        ("As candidaturas são aceites até finais de abril.", "pt", ["deadline 2026-04-30"]),
        ("Ansøgningsfristen er i slutningen af april.", "da", []),
        ("Ansøgninger modtages inden slutningen af april.", "da", ["deadline 2026-04-30"]),
        ("Søknadsfristen er i slutten av april.", "nb", []),
        ("Sista ansökningsdag är i slutet av april.", "sv", []),
        (
            "Utlysningen öppnar den 9 mars och stänger i slutet av april.",
            "sv",
            ["opens 2026-03-09", "deadline 2026-04-30"],
        ),
        ("Utlysningen 2026 stänger i slutet av april.", "sv", []),
        ("Uzávierka prihlášok je koncom apríla.", "sk", []),
        ("Rok za prijave je koncem aprila.", "sl", []),
        ("Η προθεσμία λήγει στα τέλη Απριλίου.", "el", []),
        ("Οι αιτήσεις υποβάλλονται έως τα τέλη Απριλίου.", "el", ["deadline 2026-04-30"]),
        ("Taotlusi saab esitada umbes aprilli lõpuni.", "et", []),
    ],
)
def test_the_end_of_a_month_is_a_day_only_for_those_who_apply(
    text: str, language: str, expected: list[str]
) -> None:
    assert days(text, language) == expected
