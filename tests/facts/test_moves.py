"""Tests of deadlines that later ones replace."""

from __future__ import annotations

from tests.facts.stated import days
from tests.tables import each


@each(
    ("language", "title", "text", "expected"),
    [
        ("en", "", "Sports event grants: new deadline 5 May 2026", ["deadline 2026-05-05"]),
        (
            "en",
            "",
            "Calls with original deadlines between 5 and 15 May 2026 have been extended to 9 June 2026.",
            ["deadline 2026-06-09"],
        ),
        (
            "en",
            "",
            "The call closes on 5 May 2026 instead of 5 June 2026.",
            ["deadline 2026-05-05", "deadline 2026-06-05 old"],
        ),
        # The title has the new day, too.
        (
            "de",
            "Förderaufruf: Frist bis 5. Mai verlängert",
            "Die Einreichungsfrist wurde vom 5. April 2026 auf den 5. Mai 2026 verlängert.",
            ["deadline 2026-05-05", "deadline 2026-04-05 old"],
        ),
    ],
)
def test_a_moved_deadline_is_named_with_what_moves_it(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "it",
            "",
            "Slitta il termine: le domande potranno essere presentate a partire dalle ore 12 del 4 maggio e fino "
            "alle 16 del 9 giugno.",
            ["opens 2026-05-04", "deadline 2026-06-09"],
        ),
        (
            "it",
            "",
            "Le domande si presentano a partire dalle ore 9 del 04/05/2026 e fino al 09/06/2026 salvo proroghe.",
            ["opens 2026-05-04", "deadline 2026-06-09"],
        ),
        ("it", "", "Il bando è prorogato: aprirà, invece del 5 maggio, soltanto in estate.", []),
    ],
)
def test_what_starts_from_a_day_does_not_move_away_from_it(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("language", "title", "text", "expected"),
    [
        (
            "ro",
            "",
            "Înscrierea nu se va prelungi până la 28 mai, sesiunea de depunere se va încheia la 14 mai.",
            ["deadline 2026-05-14"],
        ),
        (
            "es",
            "",
            "El plazo arranca el 2 de marzo y se extiende hasta el 17 de abril.",
            ["opens 2026-03-02", "deadline 2026-04-17"],
        ),
    ],
)
def test_what_is_not_moved(language: str, title: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title=title) == expected


@each(
    ("second", "old"),
    [
        ("In precedenza la scadenza era stata fissata al 15 aprile 2026.", ["deadline 2026-04-15 old"]),
        ("Per il secondo bando la scadenza è il 15 aprile 2026.", ["deadline 2026-04-15"]),
    ],
)
def test_a_paragraph_may_name_the_day_before_that_of_the_one_above(second: str, old: list[str]) -> None:
    text = f"Il bando è stato prorogato: le domande si presentano entro il 15 maggio 2026.\n{second}"
    assert days(text, "it") == ["deadline 2026-05-15", *old]


BROUGHT_FORWARD = {"deadline 2026-09-30 old", "deadline 2026-09-15"}


@each(
    ("language", "text"),
    [
        ("bg", "Крайният срок за кандидатстване е изтеглен от 30 септември на 15 септември 2026 г."),
        ("cs", "Uzávěrka přihlášek je posunuta dopředu z 30. září na 15. září 2026."),
        ("da", "Ansøgningsfristen er fremrykket fra den 30. september til den 15. september 2026."),
        ("de", "Der Einsendeschluss wird vom 30. September auf den 15. September 2026 vorgezogen."),
        ("el", "Η προθεσμία υποβολής επισπεύδεται από τις 30 Σεπτεμβρίου στις 15 Σεπτεμβρίου 2026."),
        (
            "en",
            "The closing date for entries has been brought forward from 30 September to 15 September 2026.",
        ),
        ("es", "El plazo se adelanta del 30 de septiembre al 15 de septiembre de 2026."),
        ("et", "Taotluste tähtaeg toodi ettepoole 30. septembrilt 15. septembrile 2026."),
        ("fi", "Hakemusten määräaikaa on aikaistettu: 30.9.2026 sijaan se on 15.9.2026."),
        ("fr", "La date limite est avancée du 30 septembre au 15 septembre 2026."),
        ("hr", "Krajnji rok pomaknut je na raniji datum: s 30. rujna na 15. rujna 2026."),
        ("hu", "A határidőt 2026. szeptember 30-ról 2026. szeptember 15-re előrehoztuk."),
        ("it", "La scadenza è stata anticipata dal 30 settembre al 15 settembre 2026."),
        ("nl", "De deadline is vervroegd van 30 september naar 15 september 2026."),
        (
            "pl",
            "Wcześniejszy termin składania wniosków: zamiast 30 września 2026 r. jest to 15 września 2026 r.",
        ),
        ("pt", "O prazo foi antecipado de 30 de setembro para 15 de setembro de 2026."),
        ("ro", "Termenul limită a fost devansat de la 30 septembrie la 15 septembrie 2026."),
        ("sk", "Uzávierka je posunutá dopredu z 30. septembra na 15. septembra 2026."),
        ("sv", "Sista ansökningsdag tidigareläggs från den 30 september till den 15 september 2026."),
    ],
)
def test_the_earlier_day_holds_if_a_deadline_was_brought_forward(language: str, text: str) -> None:
    assert set(days(text, language)) == BROUGHT_FORWARD


def test_what_closes_early_was_not_brought_forward() -> None:
    text = "Domande dal 4 maggio 2026 al 30 giugno 2026, salvo chiusura anticipata."
    assert days(text, "it") == ["opens 2026-05-04", "deadline 2026-06-30"]


@each(
    ("language", "text", "is_replaced"),
    [
        # A former call has no former day of this one.
        (
            "en",
            "Apply by 5 May 2026. Projects funded under the previous call must report by 9 June 2026.",
            False,
        ),
        (
            "en",
            "Apply by 5 May 2026. Firms that have previously received aid must report by 9 June 2026.",
            False,
        ),
        (
            "fr",
            "Déposez vos dossiers avant le 5 mai 2026. Les projets du précédent appel doivent rendre leur rapport "
            "avant le 9 juin 2026.",
            False,
        ),
        ("en", "Originally, applications were due by 5 May 2026. Now you may apply until 9 June 2026.", True),
        ("en", "Apply by 9 June 2026. The previous deadline was 5 May 2026.", True),
    ],
)
def test_a_former_day_is_replaced_and_a_former_call_replaces_none(
    language: str, text: str, is_replaced: bool
) -> None:
    found = days(text, language, title="Heat call")
    assert ("deadline 2026-05-05 old" in found, "deadline 2026-05-05" in found) == (
        is_replaced,
        not is_replaced,
    )
