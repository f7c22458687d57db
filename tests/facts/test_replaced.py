"""Tests of days that replace others without a word of moving beside them, and of ends and zones in words."""

from __future__ import annotations

from clusterwatch.facts import read_facts
from tests.facts.stated import days
from tests.tables import each


@each(
    ("language", "text"),
    [
        ("en", "We have decided to extend until 24 April 2026 the call deadline that ended on 10 April."),
        ("de", "Wir verlängern bis zum 24. April 2026 die Bewerbungsfrist, die am 10. April endete."),
        ("de", "Die Frist vom 10. April 2026 wird bis zum 24. April 2026 verlängert."),
        (
            "fr",
            "Le cluster prolonge jusqu'au 24 avril 2026 le délai de candidature qui se terminait le 10 avril.",
        ),
        (
            "it",
            "Il cluster proroga fino al 24 aprile 2026 il termine per le domande che scadeva il 10 aprile.",
        ),
        (
            "es",
            "El clúster ha decidido ampliar hasta el 24 de abril de 2026 el plazo que terminaba el 10 de abril.",
        ),
        (
            "pt",
            "O cluster decidiu alargar até 24 de abril de 2026 o prazo de candidatura que terminava a 10 de abril.",
        ),
        ("nl", "We verlengen tot 24 april 2026 de aanvraagtermijn die op 10 april afliep."),
        ("da", "Vi forlænger til den 24. april 2026 ansøgningsfristen, der udløb den 10. april."),
        ("sv", "Vi förlänger till den 24 april 2026 ansökningstiden som gick ut den 10 april."),
        ("fi", "Jatkamme 24.4.2026 saakka hakuaikaa, joka päättyi 10.4."),
        ("pl", "Przedłużamy do 24 kwietnia 2026 r. termin składania wniosków, który upływał 10 kwietnia."),
        ("cs", "Prodlužujeme do 24. dubna 2026 lhůtu pro podání žádostí, která končila 10. dubna."),
        ("sk", "Predlžujeme do 24. apríla 2026 lehotu na podanie žiadostí, ktorá končila 10. apríla."),
        ("sl", "Do 24. aprila 2026 podaljšujemo rok za oddajo vlog, ki se je iztekel 10. aprila."),
        ("hr", "Produljujemo do 24. travnja 2026. rok za prijave koji je istjecao 10. travnja."),
        (
            "hu",
            "2026. április 24-ig meghosszabbítjuk a pályázati határidőt, amely április 10-én járt volna le.",
        ),
        ("ro", "Prelungim până la 24 aprilie 2026 termenul de depunere care expira pe 10 aprilie."),
        ("bg", "Удължаваме до 24 април 2026 г. срока за кандидатстване, който изтичаше на 10 април."),
        (
            "el",
            "Παρατείνουμε έως τις 24 Απριλίου 2026 την προθεσμία υποβολής αιτήσεων που έληγε στις 10 Απριλίου.",
        ),
        ("et", "Pikendame kuni 24. aprillini 2026 taotluste esitamise tähtaega, mis lõppes 10. aprillil."),
        (
            "lv",
            "Pagarinām līdz 2026. gada 24. aprīlim pieteikumu iesniegšanas termiņu, kas beidzās 10. aprīlī.",
        ),
        (
            "lt",
            "Pratęsiame iki 2026 m. balandžio 24 d. paraiškų teikimo terminą, kuris baigėsi balandžio 10 d.",
        ),
        (
            "ga",
            "Táimid ag síneadh go dtí an 24 Aibreán 2026 an spriocdháta d'iarratais a bhí ann ar an 10 Aibreán.",
        ),
        (
            "mt",
            "Qed nestendu sal-24 ta' April 2026 l-iskadenza għall-applikazzjonijiet li kienet tagħlaq fl-10 ta' April.",
        ),
    ],
)
def test_a_deadline_is_extended_until_a_day_that_stands_before_the_former_one(
    language: str, text: str
) -> None:
    found = days(text, language, "2026-03-23")
    assert [day for day in found if day != "deadline 2026-04-10 old"] == ["deadline 2026-04-24"]


@each(
    ("language", "text"),
    [
        ("en", "The deadline is 24 April 2026 (previously 10 April)."),
        ("de", "Die Bewerbungsfrist endet am 24. April 2026 (zuvor 10. April)."),
        ("fr", "Date limite : 24 avril 2026 (précédemment le 10 avril)."),
        ("it", "Scadenza: 24 aprile 2026 (in precedenza 10 aprile)."),
        ("es", "Fecha límite: 24 de abril de 2026 (antes 10 de abril)."),
        ("pt", "Prazo: 24 de abril de 2026 (anteriormente 10 de abril)."),
        ("nl", "Deadline: 24 april 2026 (eerder 10 april)."),
        ("da", "Ansøgningsfrist: 24. april 2026 (tidligere 10. april)."),
        ("sv", "Sista ansökningsdag: 24 april 2026 (tidigare 10 april)."),
        ("fi", "Hakuaika päättyy 24.4.2026 (aiemmin 10.4.)."),
        ("pl", "Termin składania wniosków: 24 kwietnia 2026 r. (poprzednio 10 kwietnia)."),
        ("cs", "Uzávěrka přihlášek: 24. dubna 2026 (původně 10. dubna)."),
        ("sk", "Uzávierka prihlášok: 24. apríla 2026 (predtým 10. apríla)."),
        ("sl", "Rok za prijavo: 24. april 2026 (prej 10. april)."),
        ("hr", "Rok za prijavu: 24. travnja 2026. (ranije 10. travnja)."),
        ("hu", "Beadási határidő: 2026. április 24. (korábban április 10.)."),
        ("ro", "Termen limită: 24 aprilie 2026 (anterior 10 aprilie)."),
        ("bg", "Краен срок: 24 април 2026 г. (преди 10 април)."),
        ("el", "Προθεσμία: 24 Απριλίου 2026 (προηγουμένως 10 Απριλίου)."),
        ("et", "Taotluste tähtaeg: 24. aprill 2026 (varem 10. aprill)."),
        ("lv", "Pieteikšanās termiņš: 2026. gada 24. aprīlis (iepriekš 10. aprīlis)."),
        ("lt", "Paraiškų terminas: 2026 m. balandžio 24 d. (anksčiau balandžio 10 d.)."),
        ("ga", "Spriocdháta: 24 Aibreán 2026 (10 Aibreán roimhe seo)."),
        ("mt", "Skadenza: 24 ta' April 2026 (qabel 10 ta' April)."),
    ],
)
def test_a_word_in_brackets_calls_a_deadline_former(language: str, text: str) -> None:
    assert sorted(days(text, language, "2026-03-23")) == ["deadline 2026-04-10 old", "deadline 2026-04-24"]


@each(
    ("language", "text"),
    [
        ("en", "Deadlines: 24 April 2026 (before 17:00) and 24 September 2026 (before 17:00)."),
        ("en", "Deadlines: 24 April 2026 (was announced in May), second deadline: 24 September 2026."),
        ("en", "Deadlines: 24 April 2026 (papers; before), second deadline: 24 September 2026."),
        ("en", "Deadlines: 24 April 2026 (before noon), second deadline: 24 September 2026."),
        ("en", "Deadlines: 24 September 2026 (before 24 April 2026 for members)."),
        ("de", "Fristen: 24. April 2026 (vorher Beratung) und 24. September 2026 (vorher Beratung)."),
        ("fr", "Dates limites : 24 avril 2026 (avant 17 h) et 24 septembre 2026 (avant 17 h)."),
        ("es", "Plazos: 24 de abril de 2026 (antes de las 17:00) y 24 de septiembre de 2026 (antes de las 17:00)."),
        ("fi", "Määräajat: 24.4.2026 (ennen klo 17) ja 24.9.2026 (ennen klo 17)."),
    ],
)  # fmt: skip
def test_other_words_in_brackets_replace_no_deadline(language: str, text: str) -> None:
    assert sorted(days(text, language, "2026-03-23")) == ["deadline 2026-04-24", "deadline 2026-09-24"]


def test_only_the_day_in_the_bracket_is_a_former_one() -> None:
    assert days("Deadlines: 24 April 2026 (before: 10 April) and 24 September 2026.", "en", "2026-03-23") == [
        "deadline 2026-04-24",
        "deadline 2026-04-10 old",
        "deadline 2026-09-24",
    ]


@each(
    ("language", "text"),
    [
        ("en", "The workshop planned for 14 May will now take place on 4 June 2026."),
        ("de", "Der für den 14. Mai geplante Workshop findet nun am 4. Juni 2026 statt."),
        ("fr", "L'atelier prévu le 14 mai aura finalement lieu le 4 juin 2026."),
        ("it", "Il workshop previsto per il 14 maggio si terrà invece il 4 giugno 2026."),
        ("es", "El taller previsto para el 14 de mayo se celebrará finalmente el 4 de junio de 2026."),
        ("pt", "O workshop previsto para 14 de maio realiza-se afinal a 4 de junho de 2026."),
        ("nl", "De workshop die gepland stond op 14 mei vindt nu plaats op 4 juni 2026."),
        ("da", "Workshoppen, der var planlagt til den 14. maj, finder nu sted den 4. juni 2026."),
        ("sv", "Workshopen som var planerad till den 14 maj äger nu rum den 4 juni 2026."),
        ("fi", "Toukokuun 14. päiväksi suunniteltu työpaja järjestetään nyt 4.6.2026."),
        ("pl", "Warsztat planowany na 14 maja odbędzie się teraz 4 czerwca 2026 r."),
        ("cs", "Workshop plánovaný na 14. května se nyní uskuteční 4. června 2026."),
        ("sk", "Workshop plánovaný na 14. mája sa teraz uskutoční 4. júna 2026."),
        ("sl", "Delavnica, načrtovana za 14. maj, bo zdaj potekala 4. junija 2026."),
        ("hr", "Radionica planirana za 14. svibnja sada će se održati 4. lipnja 2026."),
        ("hu", "A május 14-re tervezett workshopot most 2026. június 4-én tartjuk meg."),
        ("ro", "Atelierul planificat pentru 14 mai va avea loc acum pe 4 iunie 2026."),
        ("bg", "Семинарът, планиран за 14 май, ще се проведе сега на 4 юни 2026 г."),
        (
            "el",
            "Το εργαστήριο που είχε προγραμματιστεί για τις 14 Μαΐου θα πραγματοποιηθεί τώρα στις 4 Ιουνίου 2026.",
        ),
        ("et", "14. maiks kavandatud töötuba toimub nüüd 4. juunil 2026."),
        ("lv", "14. maijā plānotais seminārs tagad notiks 2026. gada 4. jūnijā."),
        ("lt", "Gegužės 14 d. planuotas seminaras dabar vyks 2026 m. birželio 4 d."),
        ("ga", "Beidh an cheardlann a bhí beartaithe don 14 Bealtaine ar siúl anois ar an 4 Meitheamh 2026."),
        ("mt", "Il-workshop ippjanat għall-14 ta' Mejju issa se jsir fl-4 ta' Ġunju 2026."),
    ],
)
def test_the_day_that_holds_now_replaces_the_planned_one(language: str, text: str) -> None:
    assert days(text, language, "2026-03-23") == ["event 2026-05-14 old", "event 2026-06-04"]


@each(
    ("language", "text"),
    [
        ("en", "The conference is scheduled for 5 June 2026 and registration is now open until 20 May 2026."),
        (
            "fr",
            "La conférence est prévue le 5 juin 2026 et les inscriptions sont désormais ouvertes "
            "jusqu'au 20 mai 2026.",
        ),
        (
            "de",
            "Die Konferenz ist für den 5. Juni 2026 geplant, und die Anmeldung ist jetzt bis zum 20. "
            "Mai 2026 möglich.",
        ),
        ("it", "Il convegno è previsto per il 5 giugno 2026 e le iscrizioni sono ora aperte fino al 20 maggio 2026."),
        ("pl", "Konferencja jest planowana na 5 czerwca 2026 r., a rejestracja jest teraz otwarta do 20 maja 2026 r."),
        ("cs", "Konference je naplánována na 5. června 2026 a registrace je nyní otevřena do 20. května 2026."),
        (
            "pt",
            "A conferência está prevista para 5 de junho de 2026 e as inscrições estão agora abertas "
            "até 20 de maio de 2026.",
        ),
        ("nl", "De conferentie staat gepland op 5 juni 2026 en inschrijven kan nu tot 20 mei 2026."),
        ("hu", "A 2026. június 5-re tervezett konferenciára most 2026. május 20-ig lehet jelentkezni."),
        (
            "es",
            "La jornada está prevista para el 5 de junio de 2026 y la inscripción está ahora abierta "
            "hasta el 20 de mayo de 2026.",
        ),
        ("fi", "Seminaari on suunniteltu pidettäväksi 5.6.2026, ja ilmoittautuminen on nyt auki 20.5.2026 saakka."),
    ],
)  # fmt: skip
def test_registration_that_is_open_now_moves_no_event(language: str, text: str) -> None:
    assert days(text, language, "2026-03-23") == ["event 2026-06-05", "deadline 2026-05-20"]


@each(
    ("language", "text", "expected"),
    [
        (
            "en",
            "The first workshop is planned for 5 July 2026, the next one, now fully booked, for 9 July 2026.",
            ["event 2026-07-05", "event 2026-07-09"],
        ),
        (
            "es",
            "El plazo previsto es el 5 de julio de 2026 y la feria se celebra finalmente el 9 de julio de 2026.",
            ["deadline 2026-07-05", "event 2026-07-09"],
        ),
    ],
)  # fmt: skip
def test_another_event_that_is_now_on_a_day_replaces_none(
    language: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, "2026-03-23") == expected


@each(
    ("text", "expected"),
    [
        (
            "The closing date, planned for 10 April, is now 24 April 2026.",
            ["deadline 2026-04-10 old", "deadline 2026-04-24"],
        ),
        (
            "The seminar is held on 14 May and now also on 4 June 2026.",
            ["event 2026-05-14", "event 2026-06-04"],
        ),
        (
            "The seminar is planned for 14 May, the workshop for 4 June 2026.",
            ["event 2026-05-14", "event 2026-06-04"],
        ),
        (
            "Early bird for the fair from 4 May extended until 14 June 2026.",
            ["event 2026-05-04", "deadline 2026-06-14"],
        ),
        (
            "Deadlines: 24 April 2026 (papers), 10 April 2026 (talks)",
            ["deadline 2026-04-24", "deadline 2026-04-10"],
        ),
    ],
)
def test_other_days_of_a_sentence_hold(text: str, expected: list[str]) -> None:
    assert days(text, "en", "2026-03-23") == expected


@each(
    ("language", "text"),
    [
        ("en", "The project started on 1 September 2025 and ends on 31 August 2028."),
        ("de", "Das Projekt begann am 1. September 2025 und endet am 31. August 2028."),
        ("fr", "Le projet a démarré le 1er septembre 2025 et se termine le 31 août 2028."),
        ("it", "Il progetto è iniziato il 1º settembre 2025 e si conclude il 31 agosto 2028."),
        ("es", "El proyecto comenzó el 1 de septiembre de 2025 y finaliza el 31 de agosto de 2028."),
        ("pt", "O projeto começou a 1 de setembro de 2025 e termina a 31 de agosto de 2028."),
        ("nl", "Het project startte op 1 september 2025 en eindigt op 31 augustus 2028."),
        ("da", "Projektet startede den 1. september 2025 og slutter den 31. august 2028."),
        ("sv", "Projektet startade den 1 september 2025 och avslutas den 31 augusti 2028."),
        ("fi", "Hanke käynnistyi 1.9.2025 ja päättyy 31.8.2028."),
        ("pl", "Projekt rozpoczął się 1 września 2025 r. i zakończy się 31 sierpnia 2028 r."),
        ("cs", "Projekt začal 1. září 2025 a skončí 31. srpna 2028."),
        ("sk", "Projekt sa začal 1. septembra 2025 a skončí sa 31. augusta 2028."),
        ("sl", "Projekt se je začel 1. septembra 2025 in se bo končal 31. avgusta 2028."),
        ("hr", "Projekt je započeo 1. rujna 2025. i završava 31. kolovoza 2028."),
        ("ro", "Proiectul a început la 1 septembrie 2025 și se încheie la 31 august 2028."),
        ("bg", "Проектът започна на 1 септември 2025 г. и приключва на 31 август 2028 г."),
        ("el", "Το έργο ξεκίνησε την 1 Σεπτεμβρίου 2025 και ολοκληρώνεται στις 31 Αυγούστου 2028."),
        ("et", "Projekt algas 1. septembril 2025 ja lõpeb 31. augustil 2028."),
        ("lv", "Projekts sākās 2025. gada 1. septembrī un beidzas 2028. gada 31. augustā."),
        ("lt", "Projektas prasidėjo 2025 m. rugsėjo 1 d. ir baigsis 2028 m. rugpjūčio 31 d."),
        ("ga", "Thosaigh an tionscadal ar an 1 Meán Fómhair 2025 agus críochnaíonn sé ar an 31 Lúnasa 2028."),
        ("mt", "Il-proġett beda fl-1 ta' Settembru 2025 u jintemm fil-31 ta' Awwissu 2028."),
    ],
)
def test_what_began_on_one_day_ends_on_another(language: str, text: str) -> None:
    expected = ["project-start 2025-09-01", "project-end 2028-08-31"]
    assert days(text, language, "2026-03-23") == expected
    assert days(text, language, "2026-03-23", title="Call for proposals: apply now") == expected


@each(
    ("language", "text"),
    [
        ("el", "Υποβάλετε αιτήσεις έως τις 12 το μεσημέρι της 24ης Απριλίου 2026."),
        ("el", "Προθεσμία υποβολής: 24 Απριλίου 2026, 12 το μεσημέρι"),
        ("el", "Προθεσμία υποβολής: 24 Απριλίου 2026 το μεσημέρι"),
        ("ga", "Glacfar le hiarratais go dtí meán lae ar an 24 Aibreán 2026."),
        ("ga", "Spriocdháta: 24 Aibreán 2026 ag meán lae"),
        ("lt", "Paraiškos priimamos iki 2026 m. balandžio 24 d. vidurdienio."),
        ("lt", "Paraiškos priimamos iki 2026 m. balandžio 24 d. 12 val."),
        ("et", "Taotlusi saab esitada kuni 24. aprilli 2026 keskpäevani."),
        ("et", "Taotluste tähtaeg on 24. aprill 2026 keskpäeval."),
        ("hu", "A pályázatokat 2026. április 24-én délig lehet benyújtani."),
        ("hu", "Beadási határidő: 2026. április 24. dél"),
        ("hu", "A pályázatokat 2026. április 24. déli 12 óráig lehet benyújtani."),
        ("it", "Scadenza: 24 aprile 2026 a mezzogiorno"),
        ("it", "Domande entro mezzogiorno del 24 aprile 2026."),
        ("fi", "Hakuaika päättyy 24.4.2026 keskipäivällä."),
        ("lv", "Pieteikšanās termiņš: 2026. gada 24. aprīlis pusdienlaikā"),
        ("lv", "Pieteikumus gaidām līdz 2026. gada 24. aprīļa pusdienlaikam."),
        ("mt", "L-iskadenza hija l-24 ta' April 2026 f'nofsinhar."),
        ("pl", "Wnioski przyjmujemy do 24 kwietnia 2026 r. do południa."),
        ("cs", "Žádosti přijímáme do 24. dubna 2026 do poledne."),
        ("sk", "Žiadosti prijímame do 24. apríla 2026 do poludnia."),
        ("sl", "Vloge sprejemamo do 24. aprila 2026 do poldneva."),
        ("hr", "Prijave primamo do 24. travnja 2026. do podneva."),
        ("bg", "Заявления се приемат до обяд на 24 април 2026 г."),
        ("ro", "Cererile se depun până pe 24 aprilie 2026, la prânz."),
    ],
)
def test_noon_is_an_hour(language: str, text: str) -> None:
    (day,) = read_facts("", text, language, "2026-03-23").days
    assert day.start == "2026-04-24T12:00"


@each(
    ("language", "text", "zone"),
    [
        ("en", "Deadline: 24 April 2026, 17:00 Central European Time", "CET"),
        ("en", "Deadline: 24 April 2026, 17:00 UK time", "Europe/London"),
        ("en", "Deadline: 24 April 2026, 17:00 (Central European Summer Time)", "CEST"),
        ("en", "Deadline: 24 April 2026, 17:00 Irish time", "Europe/Dublin"),
        ("en", "Deadline: 24 April 2026, 5 pm Eastern European Time", "EET"),
        ("fr", "Date limite : 24 avril 2026 à 17h (heure de Paris)", "Europe/Paris"),
        ("fr", "Date limite : 24 avril 2026 à 17h, heure française", "Europe/Paris"),
        ("fr", "Date limite : 24 avril 2026 à 17h (heure d'Europe centrale)", "CET"),
        ("de", "Bewerbungsfrist: 24. April 2026, 17:00 Uhr mitteleuropäischer Zeit", "CET"),
        ("de", "Bewerbungsfrist: 24. April 2026, 17 Uhr deutscher Zeit", "Europe/Berlin"),
        ("de", "Bewerbungsfrist: 24. April 2026, 17 Uhr (MESZ)", "MESZ"),
        ("it", "Scadenza: 24 aprile 2026, ore 17:00 (ora italiana)", "Europe/Rome"),
        ("it", "Scadenza: 24 aprile 2026, ore 17:00 ora dell'Europa centrale", "CET"),
        ("es", "Fecha límite: 24 de abril de 2026, 17:00 (hora peninsular española)", "Europe/Madrid"),
        ("es", "Fecha límite: 24 de abril de 2026, 17:00 hora de Europa Central", "CET"),
        ("pt", "Prazo: 24 de abril de 2026, 17h00 (hora de Portugal continental)", "Europe/Lisbon"),
        ("pt", "Prazo: 24 de abril de 2026, 17h00, hora da Europa Central", "CET"),
        ("nl", "Deadline: 24 april 2026, 17:00 uur Midden-Europese tijd", "CET"),
        ("nl", "Deadline: 24 april 2026, 17.00 uur Nederlandse tijd", "Europe/Amsterdam"),
        (
            "pl",
            "Termin składania wniosków: 24 kwietnia 2026 r., godz. 17:00 czasu środkowoeuropejskiego",
            "CET",
        ),
        (
            "pl",
            "Termin składania wniosków: 24 kwietnia 2026 r., godz. 17:00 czasu polskiego",
            "Europe/Warsaw",
        ),
        ("sv", "Sista ansökningsdag: 24 april 2026 kl. 17.00 centraleuropeisk tid", "CET"),
        ("sv", "Sista ansökningsdag: 24 april 2026 kl. 17.00 svensk tid", "Europe/Stockholm"),
        ("da", "Ansøgningsfrist: 24. april 2026 kl. 17.00 centraleuropæisk tid", "CET"),
        ("da", "Ansøgningsfrist: 24. april 2026 kl. 17.00 dansk tid", "Europe/Copenhagen"),
        ("fi", "Hakuaika päättyy 24.4.2026 klo 17.00 Suomen aikaa", "Europe/Helsinki"),
        ("fi", "Hakuaika päättyy 24.4.2026 klo 17.00 Keski-Euroopan aikaa", "CET"),
        ("cs", "Uzávěrka přihlášek: 24. dubna 2026 v 17:00 středoevropského času", "CET"),
        ("sk", "Uzávierka prihlášok: 24. apríla 2026 o 17:00 stredoeurópskeho času", "CET"),
        ("sl", "Rok za prijavo: 24. april 2026 ob 17:00 po srednjeevropskem času", "CET"),
        ("hr", "Rok za prijavu: 24. travnja 2026. u 17:00 po srednjoeuropskom vremenu", "CET"),
        ("hu", "Beadási határidő: 2026. április 24. 17:00 közép-európai idő szerint", "CET"),
        ("hu", "Beadási határidő: 2026. április 24. 17:00 (magyar idő szerint)", "Europe/Budapest"),
        ("ro", "Termen limită: 24 aprilie 2026, ora 17:00 (ora României)", "Europe/Bucharest"),
        ("ro", "Termen limită: 24 aprilie 2026, ora 17:00, ora Europei Centrale", "CET"),
        ("bg", "Краен срок: 24 април 2026 г., 17:00 ч. българско време", "Europe/Sofia"),
        ("bg", "Краен срок: 24 април 2026 г., 17:00 ч. централноевропейско време", "CET"),
        ("el", "Προθεσμία: 24 Απριλίου 2026, 17:00 ώρα Ελλάδας", "Europe/Athens"),
        ("el", "Προθεσμία: 24 Απριλίου 2026, 17:00 ώρα Κεντρικής Ευρώπης", "CET"),
        ("et", "Taotluste tähtaeg: 24. aprill 2026 kell 17.00 Eesti aja järgi", "Europe/Tallinn"),
        ("et", "Taotluste tähtaeg: 24. aprill 2026 kell 17.00 Kesk-Euroopa aja järgi", "CET"),
        ("lv", "Pieteikšanās termiņš: 2026. gada 24. aprīlis plkst. 17.00 pēc Latvijas laika", "Europe/Riga"),
        ("lv", "Pieteikšanās termiņš: 2026. gada 24. aprīlis plkst. 17.00 pēc Centrāleiropas laika", "CET"),
        ("lt", "Paraiškų terminas: 2026 m. balandžio 24 d. 17 val. Lietuvos laiku", "Europe/Vilnius"),
        ("lt", "Paraiškų terminas: 2026 m. balandžio 24 d. 17 val. Vidurio Europos laiku", "CET"),
        ("ga", "Spriocdháta: 24 Aibreán 2026 ag 17:00 am na hÉireann", "Europe/Dublin"),
        ("ga", "Spriocdháta: 24 Aibreán 2026 ag 17:00 am Lár na hEorpa", "CET"),
        ("mt", "Skadenza: 24 ta' April 2026 fis-17:00 ħin ta' Malta", "Europe/Malta"),
        ("mt", "Skadenza: 24 ta' April 2026 fis-17:00 ħin tal-Ewropa Ċentrali", "CET"),
    ],
)
def test_zones_in_words(language: str, text: str, zone: str) -> None:
    (day,) = read_facts("", text, language, "2026-03-23").days
    assert (day.start, day.zone) == ("2026-04-24T17:00", zone)


@each(
    ("language", "text", "expected"),
    [
        ("it", "La graduatoria sarà pubblicata entro il 29 maggio.", ["decision 2026-05-29"]),
        ("hr", "Odluka će biti objavljena 24. travnja.", ["decision 2026-04-24"]),
        ("hr", "Prošle je godine sajam održan od 5. do 7. svibnja.", []),
    ],
)
def test_auxiliaries_between_words_do_not_part_them(language: str, text: str, expected: list[str]) -> None:
    assert days(text, language, "2026-03-23") == expected
