"""Tests of days of events beside those of other editions and days, and of events whose names are compounds."""

from __future__ import annotations

from tests.facts.stated import days
from tests.tables import each

DAY = ["event 2027-05-12"]
PUBLISHED = "2027-01-15"


@each(
    ("language", "text"),
    [
        ("en", "Cancelled last year, the fair takes place on 12 May 2027."),
        ("en", "Cancelled last year, the fair takes place on 12 May in Linz."),
        ("en", "As last year, the open day takes place on 12 May."),
        ("en", "After last year's success the hackathon will be held on 12 May."),
        ("en", "Building on last year's edition, our supplier fair is on 12 May 2027."),
        ("de", "Nach der Absage im letzten Jahr findet die Messe am 12. Mai 2027 statt."),
        ("de", "Wie im Vorjahr findet der Branchentreff am 12. Mai in Linz statt."),
        ("fr", "Annulé l'an dernier, le salon aura lieu le 12 mai."),
        ("fr", "Comme l'année dernière, la journée portes ouvertes se tiendra le 12 mai."),
        ("it", "Annullata l'anno scorso, la fiera si terrà il 12 maggio."),
        ("it", "Dopo il successo dello scorso anno, il convegno si terrà il 12 maggio."),
        ("es", "Tras el éxito del año pasado, la feria se celebrará el 12 de mayo."),
        ("es", "Cancelada el año pasado, la feria se celebrará el 12 de mayo de 2027."),
        ("pt", "Depois de cancelada no ano passado, a feira realiza-se a 12 de maio."),
        ("ro", "Anulat anul trecut, târgul va avea loc pe 12 mai 2027."),
        ("pl", "Odwołane w zeszłym roku targi odbędą się 12 maja 2027 r."),
        ("pl", "Podobnie jak w ubiegłym roku konferencja odbędzie się 12 maja."),
        ("cs", "Loni zrušený veletrh se koná 12. května 2027."),
        ("cs", "Stejně jako loni se konference koná 12. května."),
        ("sk", "Ako vlani sa konferencia koná 12. mája."),
        ("sl", "Kot lani bo konferenca potekala 12. maja."),
        ("hr", "Kao i prošle godine, konferencija se održava 12. svibnja."),
        ("bg", "Както и миналата година, форумът ще се проведе на 12 май."),
        ("el", "Όπως και πέρυσι, το συνέδριο θα πραγματοποιηθεί στις 12 Μαΐου."),
        ("nl", "Net als vorig jaar vindt de vakbeurs plaats op 12 mei."),
        ("sv", "Som i fjol hålls konferensen den 12 maj."),
        ("da", "Ligesom sidste år afholdes konferencen den 12. maj."),
        ("nb", "Som i fjor holdes konferansen 12. mai."),
        ("fi", "Kuten viime vuonna, seminaari järjestetään 12.5."),
        ("et", "Nagu mullu, toimub konverents 12. mail."),
        ("lv", "Tāpat kā pērn, konference notiks 12. maijā."),
        ("lt", "Kaip ir pernai, konferencija vyks gegužės 12 d."),
        ("hu", "Mint tavaly, a konferenciát május 12-én rendezzük meg."),
        ("mt", "Bħas-sena l-oħra, il-konferenza ssir fit-12 ta' Mejju."),
        ("ga", "Mar a tharla anuraidh, beidh an chomhdháil ar siúl ar an 12 Bealtaine."),
    ],
)
def test_an_event_that_is_held_as_or_unlike_last_year(language: str, text: str) -> None:
    assert days(text, language, PUBLISHED) == DAY


@each(
    ("language", "text"),
    [
        ("en", "Last year's fair took place on 12 May in Linz."),
        ("en", "Last year, the fair took place in Linz on 12 May."),
        ("de", "Die letztjährige Messe fand am 12. Mai 2026 in Linz statt."),
        ("de", "Die Messe fand im vergangenen Jahr am 12. Mai statt."),
        ("fr", "L'édition de l'année passée s'est tenue le 12 mai à Lille."),
        ("it", "L'anno passato il convegno si è tenuto il 12 maggio."),
        ("lt", "Praėjusių metų forumas vyko gegužės 12 d."),
        ("lv", "Pagājušā gada konference notika 12. maijā."),
        ("sv", "Fjolårets konferens hölls den 12 maj."),
        ("pl", "Konferencja zeszłego roku odbyła się 12 maja."),
        ("ro", "Conferința anului trecut a avut loc pe 12 mai."),
        ("mt", "Il-konferenza tas-sena l-oħra saret fit-12 ta' Mejju."),
        ("et", "Möödunud aasta konverents toimus 12. mail."),
        ("fi", "Viimevuotinen seminaari pidettiin 12.5."),
        ("el", "Το συνέδριο του προηγούμενου έτους πραγματοποιήθηκε στις 12 Μαΐου."),
        ("en", "After last year's fair on 12 May we were tired."),
    ],
)
def test_the_day_of_the_last_edition_is_none_of_this_event(language: str, text: str) -> None:
    assert days(text, language, PUBLISHED) == []


@each(
    ("language", "text"),
    [
        ("en", "The supplier fair on 12 May 2027 is cancelled because too few companies registered."),
        ("en", "We have cancelled the workshop on 12 May 2027; registered participants will be refunded."),
        ("de", "Die Hausmesse am 12. Mai 2027 fällt aus, weil sich zu wenige angemeldet haben."),
        (
            "de",
            "Die Tagung am 12. Mai 2027 ist abgesagt, bereits gezahlte Teilnahmegebühren werden erstattet.",
        ),
        ("fr", "Le salon du 12 mai 2027 est annulé faute d'inscriptions."),
        ("fr", "Nous annulons l'atelier du 12 mai 2027, les personnes inscrites seront remboursées."),
        ("it", "La fiera del 12 maggio 2027 è annullata per mancanza di iscrizioni."),
        ("es", "La jornada del 12 de mayo de 2027 se cancela por falta de inscripciones."),
        ("pt", "A feira de 12 de maio de 2027 foi cancelada por falta de inscrições."),
        ("ro", "Seminarul din 12 mai 2027 se anulează din lipsă de înscrieri."),
        ("pl", "Organizator odwołał targi zaplanowane na 12 maja 2027 r. z powodu małej liczby zgłoszeń."),
        ("cs", "Pořadatel zrušil veletrh plánovaný na 12. května 2027 pro malý počet přihlášek."),
        ("sk", "Organizátor zrušil konferenciu plánovanú na 12. mája 2027 pre malý počet prihlášok."),
        ("sl", "Organizator je odpovedal posvet, načrtovan za 12. maj 2027, zaradi malo prijav."),
        (
            "hr",
            "Organizator je otkazao konferenciju planiranu za 12. svibnja 2027. zbog malog broja prijava.",
        ),
        ("bg", "Организаторът отмени форума, планиран за 12 май 2027 г., поради малкия брой регистрации."),
        ("el", "Το συνέδριο της 12ης Μαΐου 2027 ακυρώνεται λόγω λίγων συμμετοχών."),
        ("nl", "De vakbeurs van 12 mei 2027 gaat niet door wegens te weinig inschrijvingen."),
        ("sv", "Mässan den 12 maj 2027 ställs in på grund av för få anmälda."),
        ("da", "Messen den 12. maj 2027 er aflyst på grund af for få tilmeldinger."),
        ("nb", "Messen 12. mai 2027 avlyses på grunn av for få påmeldinger."),
        ("fi", "Seminaari 12.5.2027 perutaan vähäisen ilmoittautumismäärän vuoksi."),
        ("et", "Konverents 12. mail 2027 jääb ära, sest registreerunuid oli vähe."),
        ("lv", "Konference 2027. gada 12. maijā nenotiks mazā pieteikumu skaita dēļ."),
        ("lt", "Konferencija 2027 m. gegužės 12 d. atšaukta dėl mažo registracijų skaičiaus."),
        ("hu", "A május 12-i konferencia a kevés jelentkező miatt elmarad."),
        ("mt", "Il-konferenza tat-12 ta' Mejju 2027 ġiet ikkanċellata minħabba ftit reġistrazzjonijiet."),
        ("ga", "Cuireadh an chomhdháil ar an 12 Bealtaine 2027 ar ceal mar gheall ar líon beag clárúchán."),
    ],
)
def test_a_cancelled_event_for_which_one_could_register(language: str, text: str) -> None:
    assert days(text, language, PUBLISHED) == []


@each(
    ("language", "text"),
    [
        ("en", "The workshop takes place on 12 May 2027; online registration is suspended."),
        ("en", "Registration for the workshop on 12 May 2027 is closed."),
        ("en", "The fair was called off last autumn, but takes place on 12 May 2027."),
    ],
)
def test_an_event_that_is_not_cancelled(language: str, text: str) -> None:
    assert days(text, language, PUBLISHED) == DAY


@each(
    ("language", "text"),
    [
        ("en", "The conference is held on 13 May 2027. The day before, on 12 May, we organise a site visit."),
        ("de", "Die Konferenz ist am 13. Mai 2027. Am Vortag, dem 12. Mai, gibt es einen Netzwerkabend."),
        ("fr", "Le congrès a lieu le 13 mai 2027. Le jour précédent, le 12 mai, nous organisons un atelier."),
        (
            "it",
            "Il convegno si terrà il 13 maggio 2027. Il giorno precedente, 12 maggio, si terrà un seminario.",
        ),
        ("es", "El congreso se celebra el 13 de mayo de 2027. El día anterior, 12 de mayo, habrá un taller."),
        (
            "pt",
            "O congresso realiza-se a 13 de maio de 2027. No dia anterior, 12 de maio, realiza-se um workshop.",
        ),
        ("ro", "Conferința are loc pe 13 mai 2027. Ziua precedentă, pe 12 mai, are loc un seminar."),
        ("pl", "Konferencja odbędzie się 13 maja 2027 r. Poprzedniego dnia, 12 maja, odbędą się warsztaty."),
        ("cs", "Konference se koná 13. května 2027. Předchozí den, 12. května, se koná workshop."),
        ("sk", "Konferencia sa koná 13. mája 2027. Predchádzajúci deň, 12. mája, sa koná workshop."),
        ("sl", "Konferenca bo potekala 13. maja 2027. Prejšnji dan, 12. maja, bo potekala delavnica."),
        ("hr", "Konferencija se održava 13. svibnja 2027. Prethodni dan, 12. svibnja, održava se radionica."),
        ("bg", "Конференцията ще се проведе на 13 май 2027 г. Предишния ден, 12 май, ще се проведе семинар."),
        (
            "el",
            "Το συνέδριο θα γίνει στις 13 Μαΐου 2027. Την προηγούμενη ημέρα, 12 Μαΐου, διοργανώνεται εργαστήριο.",
        ),
        ("nl", "Het congres vindt plaats op 13 mei 2027. De vorige dag, 12 mei, is er een workshop."),
        ("sv", "Konferensen hålls den 13 maj 2027. Föregående dag, den 12 maj, hålls en workshop."),
        ("da", "Konferencen afholdes den 13. maj 2027. Foregående dag, den 12. maj, afholdes en workshop."),
        ("fi", "Konferenssi järjestetään 13.5.2027. Edellisenä päivänä 12.5. järjestetään työpaja."),
        ("et", "Konverents toimub 13. mail 2027. Eelmisel päeval, 12. mail, toimub seminar."),
        ("lv", "Konference notiks 2027. gada 13. maijā. Iepriekšējā dienā, 12. maijā, notiks seminārs."),
        ("lt", "Konferencija vyks 2027 m. gegužės 13 d. Ankstesnę dieną, gegužės 12 d., vyks seminaras."),
        (
            "hu",
            "A konferenciát 2027. május 13-án rendezzük meg. Előző nap, május 12-én gyárlátogatást szervezünk.",
        ),
        ("mt", "Il-konferenza ssir fit-13 ta' Mejju 2027. Il-jum ta' qabel, fit-12 ta' Mejju, issir żjara."),
        (
            "ga",
            "Beidh an chomhdháil ann ar an 13 Bealtaine 2027. An lá roimhe, an 12 Bealtaine, beidh ceardlann ann.",
        ),
    ],
)
def test_the_day_before_is_no_former_day(language: str, text: str) -> None:
    assert days(text, language, PUBLISHED) == ["event 2027-05-13", "event 2027-05-12"]


@each(
    ("language", "text"),
    [
        ("en", "Originally planned for 10 February 2027, the summit will now be held on 12 May 2027."),
        ("en", "The summit of 10 February 2027 was postponed and will now take place on 12 May 2027."),
        (
            "de",
            "Der ursprünglich für den 10. Februar 2027 geplante Kongress findet nun am 12. Mai 2027 statt.",
        ),
        ("de", "Der Kongress am 10. Februar 2027 wurde verschoben und findet nun am 12. Mai 2027 statt."),
        (
            "fr",
            "Initialement prévu le 10 février 2027 à Lille, le congrès aura finalement lieu le 12 mai 2027.",
        ),
        ("it", "Previsto inizialmente per il 10 febbraio 2027, il convegno si terrà il 12 maggio 2027."),
        ("it", "Il convegno del 10 febbraio 2027 è stato rinviato e si terrà il 12 maggio 2027."),
        (
            "es",
            "Prevista inicialmente para el 10 de febrero de 2027, la feria se celebrará el 12 de mayo de 2027.",
        ),
        (
            "pt",
            "A feira, prevista para 10 de fevereiro de 2027, foi adiada e realiza-se a 12 de maio de 2027.",
        ),
        ("ro", "Programată inițial pe 10 februarie 2027, conferința va avea loc pe 12 mai 2027."),
        ("pl", "Pierwotnie planowana na 10 lutego 2027 r. konferencja odbędzie się 12 maja 2027 r."),
        ("cs", "Původně plánovaná na 10. února 2027 se konference koná 12. května 2027."),
        ("sk", "Pôvodne plánovaná na 10. februára 2027 sa konferencia koná 12. mája 2027."),
        ("sl", "Prvotno načrtovana za 10. februar 2027 bo konferenca potekala 12. maja 2027."),
        ("hr", "Prvotno planirana za 10. veljače 2027., konferencija se održava 12. svibnja 2027."),
        ("bg", "Първоначално планиран за 10 февруари 2027 г., форумът ще се проведе на 12 май 2027 г."),
        ("nl", "Oorspronkelijk gepland op 10 februari 2027 vindt het congres nu plaats op 12 mei 2027."),
        ("sv", "Ursprungligen planerad till den 10 februari 2027 hålls konferensen nu den 12 maj 2027."),
        ("da", "Oprindeligt planlagt til den 10. februar 2027 afholdes konferencen nu den 12. maj 2027."),
        ("fi", "Alun perin 10.2.2027 pidettäväksi suunniteltu seminaari järjestetään 12.5.2027."),
        ("et", "Algselt 10. veebruariks 2027 kavandatud konverents toimub 12. mail 2027."),
        ("lv", "Sākotnēji 2027. gada 10. februārī plānotā konference notiks 2027. gada 12. maijā."),
        ("lt", "Iš pradžių 2027 m. vasario 10 d. planuota konferencija vyks 2027 m. gegužės 12 d."),
        ("hu", "Az eredetileg 2027. február 10-re tervezett konferenciát 2027. május 12-én rendezzük meg."),
        (
            "el",
            "Αρχικά προγραμματισμένο για τις 10 Φεβρουαρίου 2027, το συνέδριο θα γίνει στις 12 Μαΐου 2027.",
        ),
    ],
)
def test_the_day_for_which_an_event_was_planned_first(language: str, text: str) -> None:
    assert [day for day in days(text, language, PUBLISHED) if not day.endswith(" old")] == DAY


@each(
    ("language", "text"),
    [
        ("de", "Wir laden zur Projektmesse am 12. Mai 2027 ein."),
        ("de", "Ihr Stand auf der Prozesstechnik-Leitmesse in Linz (12. Mai 2027)."),
        ("de", "Unser Crashkurs beginnt am 12. Mai 2027 um 9 Uhr."),
        ("nl", "Kom naar de toeleveringsbeurs op 12 mei 2027."),
        ("nl", "De ledenlunch is op 12 mei 2027."),
        ("nl", "Op 12 mei 2027 vertrekt de zakenreis naar Lille."),
        ("sv", "Leverantörsmässa i Kalmar den 12 maj 2027."),
        ("sv", "Medlemsmötet hålls den 12 maj 2027."),
        ("sv", "Vi bjuder in till inspirationsresa den 12 maj 2027."),
        ("da", "Jobmesse i Vejle den 12. maj 2027."),
        ("da", "Klyngemødet afholdes den 12. maj 2027."),
        ("nb", "Leverandørmesse i Bergen 12. mai 2027."),
        ("fi", "Teollisuusmessut järjestetään 12.5.2027."),
        ("fi", "Alihankintamessuilla 12.5.2027 olemme mukana."),
        ("hu", "Szakkiállítás és üzletember-találkozó 2027. május 12-én."),
    ],
)
def test_events_whose_names_are_compounds(language: str, text: str) -> None:
    assert days(text, language, PUBLISHED) == DAY


def test_a_compound_with_an_event_in_front_is_none() -> None:
    assert days("De beursgang is gepland voor 12 mei 2027.", "nl", PUBLISHED) == []


@each(
    ("text", "expected"),
    [
        (
            "Our workshop on 6 May 2027 is held alongside the Steel Days (5–8 May 2027, Linz).",
            ["event 2027-05-06", "event 2027-05-05/2027-05-08"],
        ),
        (
            "The Steel Days take place on 5–8 May 2027. On 6 May there is a workshop on slag.",
            ["event 2027-05-05/2027-05-08"],
        ),
        (
            "The exhibition of 1–10 May 2027 has been extended until 20 May 2027.",
            ["event 2027-05-01/2027-05-20"],
        ),
    ],
)
def test_days_within_and_behind_those_of_another_event(text: str, expected: list[str]) -> None:
    assert days(text, "en", PUBLISHED) == expected


@each(
    ("language", "heading", "expected"),
    [
        ("en", "Our next workshops:", ["event 2027-03-02", "event 2027-05-12"]),
        ("fr", "Nos prochaines visites d'usine :", ["event 2027-03-02", "event 2027-05-12"]),
        ("de", "Unsere nächsten Seminare:", ["event 2027-03-02", "event 2027-05-12"]),
        ("en", "Programme of the summer school:", []),
        ("de", "Programm der Sommerschule:", []),
        ("pl", "Program konferencji:", []),
        (
            "en",
            "The programme of the workshops, which take place in Linz:",
            ["event 2027-03-02", "event 2027-05-12"],
        ),
    ],
)
def test_days_below_a_heading(language: str, heading: str, expected: list[str]) -> None:
    assert (
        days(f"{heading}\n- 2.3.2027: Linz with Enns\n- 12.5.2027: Graz with Weiz", language, PUBLISHED)
        == expected
    )


@each(
    ("language", "text"),
    [
        ("en", "The exhibition of 2–6 May 2027 has been extended until 12 May 2027."),
        ("fr", "L'exposition, ouverte du 2 au 6 mai 2027, est prolongée jusqu'au 12 mai 2027."),
        ("it", "La mostra, aperta dal 2 al 6 maggio 2027, è prorogata fino al 12 maggio 2027."),
        ("es", "La exposición del 2 al 6 de mayo de 2027 se prolonga hasta el 12 de mayo de 2027."),
        ("sv", "Utställningen den 2–6 maj 2027 förlängs till och med den 12 maj 2027."),
    ],
)
def test_an_event_that_lasts_longer(language: str, text: str) -> None:
    assert days(text, language, PUBLISHED) == ["event 2027-05-02/2027-05-12"]


def test_the_definite_form_of_a_weekday_belongs_to_its_date() -> None:
    text = "Vi bjuder på frukost; anmäl dig senast onsdagen den 12 maj 2027."
    assert days(text, "sv", PUBLISHED, "Frukostseminarium") == ["deadline 2027-05-12"]


@each(
    ("language", "title", "text", "expected"),
    [
        ("en", "CANCELLED: Heat Days 2026", "The conference takes place on 5 May 2026.", []),
        ("de", "ABGESAGT: Fachtagung", "Termin: 5. Mai 2026\nOrt: Kiel", []),
        ("fr", "Annulé : journée de la chaleur", "La journée aura lieu le 5 mai 2026.", []),
        ("en", "Heat Days 2026", "The conference takes place on 5 May 2026.", ["event 2026-05-05"]),
        (
            "en",
            "Fair cancelled",
            "The fair in June is cancelled. Our seminar takes place on 5 May 2026 in Cork.",
            ["event 2026-05-05"],
        ),
        # It moves, or a call is stopped.
        ("en", "Cancelled call", "The seminar takes place on 5 May 2026.", ["event 2026-05-05"]),
        (
            "en",
            "Cancelled: the Heat Days in May",
            "The conference takes place on 9 June 2026. The fair takes place on 7 July 2026.",
            ["event 2026-06-09", "event 2026-07-07"],
        ),
    ],
)
def test_an_event_that_the_title_cancels_is_none(
    language: str, title: str, text: str, expected: list[str]
) -> None:
    assert days(text, language, title=title) == expected
