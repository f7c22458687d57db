"""Tests of kind_of."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from itertools import chain
from pathlib import Path

from clusterwatch import vocab
from clusterwatch.facts.kind import CERTAIN, kind_of
from clusterwatch.facts.paragraphs import paragraphs_of
from clusterwatch.models import AnnouncementKind, DayKind, Mention, MentionKind, StatedDay
from clusterwatch.vocab import by_language
from tests.tables import each

TITLES = [
    ("bg", "Покана за кандидатстване: процедура за клъстери", AnnouncementKind.CALL),
    ("de", "Stellenausschreibung (m/w/d)", AnnouncementKind.JOB),
    ("en", "Conference on green ports: register now", AnnouncementKind.EVENT),
    ("en", "Harbour Cluster receives new grant", AnnouncementKind.FUNDING),
    ("es", "Firma de un convenio de colaboración", AnnouncementKind.PARTNERSHIP),
    ("fi", "Uusi toimitusjohtaja", AnnouncementKind.APPOINTMENT),
    ("fr", "Nouveaux adhérents : bienvenue à trois entreprises", AnnouncementKind.MEMBER),
    ("hu", "Díjátadó: a nyertes klaszterek", AnnouncementKind.AWARD),
    ("it", "Pubblicato il rapporto sui cluster", AnnouncementKind.PUBLICATION),
    ("pl", "Szkolenie dla koordynatorów klastrów", AnnouncementKind.TRAINING),
    ("sv", "Remiss om lag och strategi", AnnouncementKind.POLICY),
    ("bg", "Търсим мениджър", AnnouncementKind.JOB),
    ("cs", "Vláda schválila novou strategii klastrů", AnnouncementKind.POLICY),
    ("cs", "Do čela klastru míří Petra Vzorová", AnnouncementKind.APPOINTMENT),
    ("da", "Ny brochure: hent kataloget", AnnouncementKind.PUBLICATION),
    ("mt", "Post vakanti: maniġer", AnnouncementKind.JOB),
    # The longer phrase: a study tour is no study.
    ("en", "Study tour to the harbour", AnnouncementKind.EVENT),
    # The last part of a compound.
    ("et", "Metsaklastri sügiskonverents", AnnouncementKind.EVENT),
    ("nl", "Inspiratieworkshop voor leden", AnnouncementKind.EVENT),
    # The first letters of Irish words change.
    ("ga", "An chomhdháil mhór", AnnouncementKind.EVENT),
    # Who searches for firms or ideas makes a call, who searches for a person fills a vacancy.
    ("cs", "Hledáme odvážné nápady", AnnouncementKind.CALL),
    ("cs", "Hledáme účetní", AnnouncementKind.JOB),
    ("nl", "Nieuw project met consortium van start", AnnouncementKind.PROJECT),
    # Norwegian has its own words and those of Danish.
    ("nb", "Utlysning: søknadsfristen nærmer seg", AnnouncementKind.CALL),
    ("nb", "Klyngen fikk støtte: 3 millioner kroner til fisk", AnnouncementKind.FUNDING),
    ("nb", "Ledig stilling som rådgiver", AnnouncementKind.JOB),
    ("nb", "Nyt om klyngen: tilmelding til sommerens konference", AnnouncementKind.EVENT),
    # What a title quotes is a name or a theme.
    ("hr", "Okrugli stol u Zagrebu „Nove članice Unije“", AnnouncementKind.EVENT),
    ("cs", "Konference v Praze „Nová politika a nařízení“", AnnouncementKind.EVENT),
    ("en", "Seminar in Cork: “Rules and strategy”", AnnouncementKind.EVENT),
    # Who comes to an office is appointed, and for an office that is free somebody is sought.
    ("pl", "Wybrano nowego dyrektora parku", AnnouncementKind.APPOINTMENT),
    ("sv", "Ny klusterledare i hamnen", AnnouncementKind.APPOINTMENT),
    ("bg", "Паркът има ново ръководство", AnnouncementKind.APPOINTMENT),
    ("hu", "A klaszter új ügyvezetője", AnnouncementKind.APPOINTMENT),
    ("nb", "Havna søker sekretariatsleder", AnnouncementKind.JOB),
    ("hr", "Natječaj za voditelja ureda", AnnouncementKind.JOB),
    ("fr", "Animateur de réseau (H/F)", AnnouncementKind.JOB),
    ("pl", "Konkurs na kierownika biura", AnnouncementKind.JOB),
    ("nl", "Wissel aan het roer van de haven", AnnouncementKind.APPOINTMENT),
    # So with money that is granted, laws that are passed, reports that appear and members that join.
    ("cs", "Přístav získal na jeřáby miliony korun", AnnouncementKind.FUNDING),
    ("hu", "A kikötő támogatást kapott", AnnouncementKind.FUNDING),
    ("pl", "Konsultacje nowej ustawy portowej", AnnouncementKind.POLICY),
    ("de", "Umfrage zeigt: Häfen wachsen", AnnouncementKind.PUBLICATION),
    ("sl", "V pristanišču pozdravljamo novo članico", AnnouncementKind.MEMBER),
    ("da", "Havnen er blevet medlem", AnnouncementKind.MEMBER),
    ("en", "Apprenticeships in the harbour", AnnouncementKind.TRAINING),
    ("fr", "Soumettez vos idées pour le port", AnnouncementKind.CALL),
    # An office alone says nothing of the kind.
    ("it", "Premio al presidente del porto", AnnouncementKind.AWARD),
    ("lv", "Konference par ostu: direktors aicina", AnnouncementKind.EVENT),
    # Neither do members, and who gets no money is granted none.
    ("pl", "Konferencja dla członków klastra", AnnouncementKind.EVENT),
    ("da", "Ny strategi: havnen får en central rolle", AnnouncementKind.POLICY),
    ("de", "Konferenz am Ende des Jahres", AnnouncementKind.EVENT),
    # What is of no other kind: wishes, obituaries, hours and addresses of an office, a new website.
    ("bg", "Весела Коледа от целия екип", AnnouncementKind.OTHER),
    ("cs", "Kancelář bude v pátek zavřená", AnnouncementKind.OTHER),
    ("da", "Sekretariatet holder ferielukket", AnnouncementKind.OTHER),
    ("de", "Nachruf auf unsere Gründerin", AnnouncementKind.OTHER),
    ("el", "Τα γραφεία μας θα παραμείνουν κλειστά", AnnouncementKind.OTHER),
    ("en", "Season's greetings from the harbour", AnnouncementKind.OTHER),
    ("en", "We have moved to new rooms", AnnouncementKind.OTHER),
    ("es", "Felices fiestas a todos", AnnouncementKind.OTHER),
    ("et", "Sadamaklastril on uus koduleht", AnnouncementKind.OTHER),
    ("fi", "Toimisto on kiinni juhannuksena", AnnouncementKind.OTHER),
    ("fr", "Le site web du port fait peau neuve", AnnouncementKind.OTHER),
    ("ga", "Nollaig shona do chách", AnnouncementKind.OTHER),
    ("hr", "Novo radno vrijeme u luci", AnnouncementKind.OTHER),
    ("hu", "Boldog új évet minden kikötőnek", AnnouncementKind.OTHER),
    ("it", "Buone vacanze dal porto", AnnouncementKind.OTHER),
    ("lt", "Uosto biuras penktadienį nedirbs", AnnouncementKind.OTHER),
    ("lv", "Priecīgus Ziemassvētkus ostā", AnnouncementKind.OTHER),
    ("mt", "Il-Milied hieni lil kulħadd", AnnouncementKind.OTHER),
    ("nb", "Havna ønsker alle en god sommer", AnnouncementKind.OTHER),
    ("nl", "Prettige feestdagen vanuit de haven", AnnouncementKind.OTHER),
    ("pl", "Godziny otwarcia w święta", AnnouncementKind.OTHER),
    ("pt", "Votos de um bom verão", AnnouncementKind.OTHER),
    ("ro", "Sărbători fericite tuturor", AnnouncementKind.OTHER),
    ("sk", "Klaster má novú webovú stránku", AnnouncementKind.OTHER),
    ("sl", "Vesele praznike vsem v pristanišču", AnnouncementKind.OTHER),
    ("sv", "Vi har flyttat till nya lokaler", AnnouncementKind.OTHER),
    # Wishes and offices in what is of another kind.
    ("en", "Happy new year: open call for harbours, apply now", AnnouncementKind.CALL),
    ("de", "Konferenz über Öffnungszeiten: jetzt zur Tagung anmelden", AnnouncementKind.EVENT),
    # Other persons and tenses of the verbs.
    ("pl", "Agencja przyznała firmom dotacje", AnnouncementKind.FUNDING),
    # The results of a call are no call.
    ("en", "Call for harbours: twelve projects selected", AnnouncementKind.FUNDING),
    ("fr", "Appel à projets : les résultats de l'appel sont connus", AnnouncementKind.FUNDING),
    ("de", "Förderaufruf Hafen: Gewinnerprojekte stehen fest", AnnouncementKind.FUNDING),
    ("es", "Convocatoria de puertos: proyectos seleccionados", AnnouncementKind.FUNDING),
    ("it", "Bando porti, approvata la graduatoria", AnnouncementKind.FUNDING),
    ("pl", "Wyniki naboru wniosków dla portów", AnnouncementKind.FUNDING),
    ("cs", "Výsledky výzvy: schválené projekty přístavů", AnnouncementKind.FUNDING),
    ("hr", "Rezultati javnog poziva za luke", AnnouncementKind.FUNDING),
    ("sv", "Utlysning för hamnar: sju projekt beviljades medel", AnnouncementKind.FUNDING),
    ("es", "Resueltas las ayudas 2026 a los puertos", AnnouncementKind.FUNDING),
    ("es", "Concedidas las ayudas del puerto", AnnouncementKind.FUNDING),
    ("pt", "Resultados provisórios do concurso portuário", AnnouncementKind.FUNDING),
    ("it", "Concessi i contributi del bando porti", AnnouncementKind.FUNDING),
    ("de", "Ergebnisse der dritten Förderrunde", AnnouncementKind.FUNDING),
    ("nl", "Besluit over de subsidieaanvragen", AnnouncementKind.FUNDING),
    ("en", "Provisional ranking list of the call", AnnouncementKind.FUNDING),
    ("cs", "Rozhodnutí o přidělení dotací ve výzvě", AnnouncementKind.FUNDING),
    ("sl", "Sklep o izbiri na razpisu", AnnouncementKind.FUNDING),
    ("lv", "Konkursa gala rezultāti", AnnouncementKind.FUNDING),
    ("et", "Otsus toetuste jagamise kohta", AnnouncementKind.FUNDING),
    ("fi", "Hakukierroksen päätökset", AnnouncementKind.FUNDING),
    ("sv", "Beslut i utlysningen för hamnar", AnnouncementKind.FUNDING),
    ("da", "Afgørelser i ansøgningsrunden", AnnouncementKind.FUNDING),
    ("hu", "Döntés a pályázatokról", AnnouncementKind.FUNDING),
    ("mt", "Riżultati finali tas-sejħa", AnnouncementKind.FUNDING),
    # An information session on a call is an event, wherever the call is named.
    ("en", "Open call for harbours: information session", AnnouncementKind.EVENT),
    ("fr", "Appel à projets portuaires : webinaire de présentation", AnnouncementKind.EVENT),
    ("de", "Förderaufruf Hafen: Infotag in Emden", AnnouncementKind.EVENT),
    ("nl", "Oproep havens: infosessie in Gent", AnnouncementKind.EVENT),
    ("et", "Taotlusvooru infopäev Pärnus", AnnouncementKind.EVENT),
    ("pt", "Candidaturas abertas: sessão de esclarecimento", AnnouncementKind.EVENT),
    ("sk", "Výzva pre prístavy: informačný seminár", AnnouncementKind.EVENT),
    # What a call promises is no result, and a seminar that it pays or asks papers for is no event on it.
    ("en", "Open call for harbours: ten projects get a crane", AnnouncementKind.CALL),
    ("en", "Funding confirmed for the next open call", AnnouncementKind.CALL),
    ("es", "Convocatoria de puertos: resolución definitiva de errores", AnnouncementKind.CALL),
    ("en", "Call for papers: webinar on cranes", AnnouncementKind.CALL),
    ("pl", "Nabór wniosków: bony na webinary", AnnouncementKind.CALL),
    ("de", "Förderaufruf: Zuschuss für Webinare", AnnouncementKind.CALL),
    ("it", "Bando: contributi per un webinar", AnnouncementKind.CALL),
    ("mt", "Webinar dwar il-portijiet", AnnouncementKind.EVENT),
    ("sl", "Webinar o pristaniščih", AnnouncementKind.EVENT),
    ("el", "Webinar για λιμάνια", AnnouncementKind.EVENT),
    # Money, laws and reports that an information session explains are no announcements of their own.
    ("en", "Info day on funding for ports", AnnouncementKind.EVENT),
    ("pl", "Dzień informacyjny: nowa ustawa portowa", AnnouncementKind.EVENT),
    ("nl", "Infosessie: het rapport over de haven", AnnouncementKind.EVENT),
    ("de", "Infotag zur Wasserstoffförderung", AnnouncementKind.EVENT),
    ("de", "Informationstreffen zur Hafenförderung", AnnouncementKind.EVENT),
    ("sv", "Infoträff om utlysningen för hamnar", AnnouncementKind.EVENT),
    # Tenders are calls, and CVs are sent for a vacancy.
    ("nl", "Aanbesteding: bezoek aan de kade", AnnouncementKind.CALL),
    ("ro", "Achiziție publică: caiet de sarcini pentru macarale", AnnouncementKind.CALL),
    ("et", "Ootame elulookirjeldusi sadama kontorisse", AnnouncementKind.JOB),
]


@each(("language", "title", "expected"), TITLES)
def test_kind(language: str, title: str, expected: AnnouncementKind) -> None:
    assert kind_of(paragraphs_of(title, ""), language)[0] is expected


def test_nothing_is_said_without_evidence() -> None:
    assert kind_of(paragraphs_of("A quiet week", "The sun was shining."), "en") == (None, 0.0)


def test_a_phrase_of_several_words_says_more_than_a_common_word() -> None:
    reform = paragraphs_of("Ports in Europe", "A public consultation begins.\nThe new rules help.")
    words = paragraphs_of("Ports in Europe", "The regulation helps.\nIt is a strategy.")
    assert kind_of(reform, "en")[1] > kind_of(words, "en")[1]


def test_nothing_is_said_if_two_kinds_are_as_likely() -> None:
    kind, confidence = kind_of(paragraphs_of("Conference and vacancy", ""), "en")
    assert kind is None
    assert 0 < confidence < CERTAIN


def test_a_deadline_before_an_event_is_that_of_the_event() -> None:
    deadline = StatedDay(DayKind.DEADLINE, "2026-03-01", "1 March", 1, (0, 7))
    event = StatedDay(DayKind.EVENT, "2026-03-08", "8 March", 1, (0, 7))
    opens = StatedDay(DayKind.OPENS, "2026-02-01", "1 February", 1, (0, 7))
    for title, stated, expected in (
        ("Coffee in Cork", [deadline, event], AnnouncementKind.EVENT),
        ("Course in Cork", [deadline, event], AnnouncementKind.TRAINING),
        ("Support for harbours", [deadline, opens, event], AnnouncementKind.CALL),
        # The words of a call are stronger: the event is its information day.
        ("Grants: apply now", [deadline, event], AnnouncementKind.CALL),
    ):
        assert kind_of(paragraphs_of(title, ""), "en", stated)[0] is expected, title


@each(
    ("body", "expected"),
    [
        ("The memorandum is ready.", AnnouncementKind.PARTNERSHIP),
        ("One.\nThe memorandum is ready.", None),  # not behind the first paragraph
        ("The memorandum is ready, and so is the exhibition.", None),  # nor if another word contradicts it
        # A phrase of several words outweighs a word.
        ("We join forces in a seminar.", None),
        ("We join forces.\nThe seminar of both clusters was good.", AnnouncementKind.PARTNERSHIP),
        # Two words outweigh one that comes later.
        ("The alliance is there.\nThe partnership had a seminar.", AnnouncementKind.PARTNERSHIP),
        ("The seminar is over.\nThe partnership was there.", None),
    ],
)
def test_one_word_of_the_first_paragraph_is_enough_if_it_stands_alone(
    body: str, expected: AnnouncementKind | None
) -> None:
    assert kind_of(paragraphs_of("A good day", body), "en")[0] is expected


def test_two_endings_of_a_word_are_no_more_evidence_than_one() -> None:
    one, two = ("The webinar is free.", "The webinar is free. All webinars are free.")
    assert kind_of(paragraphs_of("", one), "en") == kind_of(paragraphs_of("", two), "en")
    assert kind_of(paragraphs_of("", "Das Hafenseminar."), "de") == kind_of(
        paragraphs_of("", "Das Seminar."), "de"
    )


def test_what_closes_beside_the_results_of_a_call_is_another_call() -> None:
    deadline = StatedDay(DayKind.DEADLINE, "2026-03-01", "1 March", 2, (0, 7))
    opens = StatedDay(DayKind.OPENS, "2026-02-01", "1 February", 2, (0, 7))
    body = "Twelve harbours share the money.\nThe next call is open until 1 March."
    results = paragraphs_of("Projects selected in the call for harbours", body)
    assert kind_of(results, "en", [opens, deadline])[0] is AnnouncementKind.FUNDING
    # A name between quotation marks tells no results.
    quoted = paragraphs_of("Open call “Selected projects” for harbours", body)
    assert kind_of(quoted, "en", [opens, deadline])[0] is AnnouncementKind.CALL


@each(
    ("language", "title", "kind"),
    [
        ("en", "Open call for harbours: selected projects share a crane", DayKind.DEADLINE),
        ("en", "Open call for harbours: selected projects share a crane", DayKind.OPENS),
        ("fr", "Appel à projets : les projets retenus partagent une grue", DayKind.DEADLINE),
        ("pl", "Nabór wniosków: wybrane projekty dostaną dźwig", DayKind.DEADLINE),
    ],
)
def test_a_call_that_is_open_after_the_publication_is_not_over(
    language: str, title: str, kind: DayKind
) -> None:
    day = StatedDay(kind, "2026-03-01", "1 March", 1, (0, 7))
    for published, is_over in (
        ("2026-02-28T23:00:00+00:00", False),
        ("2026-03-01T08:00:00+00:00", True),
        (None, True),
    ):
        found, _ = kind_of(paragraphs_of(title, ""), language, [day], published=published)
        assert (found is AnnouncementKind.FUNDING) is is_over, published


def test_a_call_is_open_until_a_later_day_of_the_same_month() -> None:
    title = paragraphs_of("Open call for harbours: selected projects share a crane", "")
    day = StatedDay(DayKind.DEADLINE, "2026-03-09", "9 March", 1, (0, 7))
    assert kind_of(title, "en", [day], published="2026-03-01")[0] is not AnnouncementKind.FUNDING


def test_days_that_say_nothing_of_an_open_call() -> None:
    title = paragraphs_of("Open call for harbours: selected projects share a crane", "")
    for kind, start in (
        (DayKind.EVENT, "2026-03-01"),
        (DayKind.DEADLINE, None),
        (DayKind.DEADLINE, "2026-02-01T17:00"),
    ):
        day = StatedDay(kind, start, "1 March", 1, (0, 7))
        found, _ = kind_of(title, "en", [day], published="2026-02-01")
        assert found is AnnouncementKind.FUNDING, kind


def test_an_information_day_before_the_deadline_of_a_call_is_an_event() -> None:
    title = paragraphs_of("Open call for harbours: information day", "")
    day = StatedDay(DayKind.DEADLINE, "2026-03-01", "1 March", 1, (0, 7))
    assert kind_of(title, "en", [day], published="2026-02-01")[0] is AnnouncementKind.EVENT


@each(
    ("language", "title", "body", "expected"),
    [
        ("bg", "Начело на клъстера застава химик", "", AnnouncementKind.APPOINTMENT),
        ("cs", "Přidejte se k nám", "", AnnouncementKind.JOB),
        ("da", "Sådan gik det", "Vi er nu 80 medlemmer.", AnnouncementKind.MEMBER),
        ("de", "Aus dem Hafen", "Das Netzwerk wächst auf 92 Mitglieder.", AnnouncementKind.MEMBER),
        ("el", "Χέρι χέρι στη θάλασσα", "", AnnouncementKind.PARTNERSHIP),
        ("en", "Cash boost for a boatyard", "", AnnouncementKind.FUNDING),
        ("es", "Relevo al frente del puerto", "", AnnouncementKind.APPOINTMENT),
        ("et", "Kontor kolib", "", AnnouncementKind.OTHER),
        (
            "fi",
            "Klustereista",
            "Kaksi klusteria yhdistyy, ja klusterit yhdistyivät heti.",
            AnnouncementKind.OTHER,
        ),
        ("fr", "Coup d’envoi pour un quai plus vert", "", AnnouncementKind.PROJECT),
        ("ga", "Lá oscailte ar an gcé", "", AnnouncementKind.EVENT),
        ("hr", "Preuzmite pregled luka", "", AnnouncementKind.PUBLICATION),
        ("hu", "A daru támogatást kapott: támogatást ítélt meg a tanács", "", AnnouncementKind.FUNDING),
        ("it", "Porte aperte in cantiere", "", AnnouncementKind.EVENT),
        ("lt", "Uosto žinios", "Prie mūsų prisijungė laivų statytojai.", AnnouncementKind.MEMBER),
        ("lv", "Apgūsti metināšanu", "", AnnouncementKind.TRAINING),
        ("mt", "Jum miftuħ fil-port", "", AnnouncementKind.EVENT),
        ("nl", "Haven en hout slaan de handen ineen", "", AnnouncementKind.PARTNERSHIP),
        ("pl", "Dzień otwarty w porcie", "", AnnouncementKind.EVENT),
        ("pt", "Já somos noventa", "", AnnouncementKind.MEMBER),
        ("ro", "Vino în echipa portului", "", AnnouncementKind.JOB),
        ("sk", "Na čele klastra je nová tvár", "", AnnouncementKind.APPOINTMENT),
        ("sl", "Z roko v roki na morje", "", AnnouncementKind.PARTNERSHIP),
        ("sv", "Grundkurs i svetsning", "", AnnouncementKind.TRAINING),
    ],
)
def test_short_news_has_a_kind(language: str, title: str, body: str, expected: AnnouncementKind) -> None:
    assert kind_of(paragraphs_of(title, body), language)[0] is expected


def test_who_seeks_no_person_fills_no_vacancy() -> None:
    for language, title in (
        ("de", "Betriebe gesucht"),
        ("fi", "Satama hakee uutta käyttöä nostureille"),
        ("lt", "Uostas ieško kelio"),
        ("sl", "Iščemo prostovoljce"),
    ):
        assert kind_of(paragraphs_of(title, ""), language)[0] is not AnnouncementKind.JOB, title


def test_words_of_applying_are_those_of_a_vacancy_if_as_much_is_said_of_it() -> None:
    assert kind_of(paragraphs_of("Vacancy and tender", ""), "en")[0] is AnnouncementKind.JOB


@each("kind", ["call", "event", "job"])
def test_any_number_of_phrases_is_read(kind: str) -> None:
    phrases = chain.from_iterable(by_language(f"kind_{kind}").values())
    title = ", ".join(phrase.replace("*", "").strip() for phrase in phrases if "<" not in phrase)
    assert kind_of(paragraphs_of(title, ""), None) == (AnnouncementKind(kind), 1.0)


def test_the_deadline_before_an_event_is_that_of_the_call_in_the_title() -> None:
    deadline = StatedDay(DayKind.DEADLINE, "2026-03-01", "1 March", 1, (0, 7))
    event = StatedDay(DayKind.EVENT, "2026-03-08", "8 March", 1, (0, 7))
    body = "The conference is on 8 March."
    call = kind_of(paragraphs_of("Call for talks", body), "en", [deadline, event])
    assert call[0] is AnnouncementKind.CALL
    other = kind_of(paragraphs_of("Talks", body), "en", [deadline, event])
    assert other[0] is AnnouncementKind.EVENT


@each(
    ("language", "title", "body"),
    [
        ("pl", "Otwarty nabór dla klastrów", "Spotkanie odbędzie się w porcie."),
        ("de", "Förderaufruf für Häfen", "Die Konferenz und der Workshop sind frei."),
        ("es", "Convocatoria para puertos", "El seminario y la jornada son gratis."),
    ],
)
def test_a_meeting_below_a_title_that_names_a_call(language: str, title: str, body: str) -> None:
    assert kind_of(paragraphs_of(title, body), language)[0] is AnnouncementKind.CALL


def test_words_of_applying_support_a_vacancy() -> None:
    apply = "Use the application form."
    kind, confidence = kind_of(paragraphs_of("Vacancy in the harbour", apply), "en")
    assert kind is AnnouncementKind.JOB
    assert confidence > kind_of(paragraphs_of("Vacancy in the harbour", ""), "en")[1]


def test_a_title_names_first_what_the_post_is() -> None:
    deadline = StatedDay(DayKind.DEADLINE, "2026-03-01", "1 March", 1, (0, 7))
    for language, title, expected in (
        ("en", "Information event on the call", AnnouncementKind.EVENT),
        ("sk", "Seminár k výzve", AnnouncementKind.EVENT),
        ("en", "Call for papers of the workshop", AnnouncementKind.CALL),
        ("fr", "Appel à projets pour un congrès", AnnouncementKind.CALL),
    ):
        assert kind_of(paragraphs_of(title, ""), language, [deadline])[0] is expected, title


def test_a_deadline_is_evidence_of_a_call() -> None:
    paragraphs = paragraphs_of("Support for harbours", "")
    day = StatedDay(DayKind.DEADLINE, "2026-03-01", "1 March", 1, (0, 7))
    assert kind_of(paragraphs, "en", [day])[0] is AnnouncementKind.CALL


@each(
    ("title", "kind", "expected"),
    [
        ("Vacancy in the harbour", DayKind.DEADLINE, AnnouncementKind.JOB),
        ("Conference in the harbour", DayKind.DEADLINE, AnnouncementKind.EVENT),
        ("Course for pilots", DayKind.DEADLINE, AnnouncementKind.TRAINING),
        # A prize for which one can still apply is a call.
        ("Prize for pilots: apply now", DayKind.DEADLINE, AnnouncementKind.CALL),
        ("Course for pilots", DayKind.EVENT, AnnouncementKind.TRAINING),
        ("Open call for pilots", DayKind.EVENT, AnnouncementKind.CALL),
    ],
)
def test_a_day_supports_the_kind_of_which_the_words_speak(
    title: str, kind: DayKind, expected: AnnouncementKind
) -> None:
    day = StatedDay(kind, "2026-03-01", "1 March", 1, (0, 7))
    assert kind_of(paragraphs_of(title, ""), "en", [day])[0] is expected


def test_a_sum_in_a_title_is_evidence_of_funding_unless_one_can_still_apply() -> None:
    amount = Mention(MentionKind.AMOUNT, None, "€2 million", "€2 million", 0, (0, 10), "amount", 2e6, "EUR")
    day = StatedDay(DayKind.DEADLINE, "2026-03-01", "1 March", 1, (0, 7))
    paragraphs = paragraphs_of("€2 million at last", "One harbour gets a grant.")
    assert kind_of(paragraphs, "en", [], [amount])[0] is AnnouncementKind.FUNDING
    assert kind_of(paragraphs, "en", [day], [amount])[0] is not AnnouncementKind.FUNDING


def test_without_a_language_the_words_of_all_count() -> None:
    assert kind_of(paragraphs_of("Stellenausschreibung", ""), None)[0] is AnnouncementKind.JOB


def test_the_evidence_of_days_and_places_is_as_it_is_stated() -> None:
    opens = StatedDay(DayKind.OPENS, "2026-02-01", "1 February", 1, (0, 7))
    assert kind_of(paragraphs_of("A good day", ""), "en", [opens]) == (AnnouncementKind.CALL, 0.863)
    second = kind_of(paragraphs_of("A good day", "One.\nThe webinar."), "en")
    third = kind_of(paragraphs_of("A good day", "One.\nTwo.\nThe webinar."), "en")
    assert second[1] > third[1] > 0


def test_a_day_supports_the_kind_of_which_one_word_speaks() -> None:
    deadline = StatedDay(DayKind.DEADLINE, "2026-03-01", "1 March", 1, (0, 7))
    paragraphs = paragraphs_of("A good day", "One.\nTwo.\nThe vacancy.")
    assert kind_of(paragraphs, "en", [deadline])[0] is AnnouncementKind.JOB


# Announcements without the word for their kind.
INDIRECT = (
    ("bg", "Отлична новина", "Журито присъди първо място на пристанището.", AnnouncementKind.AWARD),
    ("cs", "Bezpečnější jeřáby", "Novela zákona vstupuje v platnost v lednu.", AnnouncementKind.POLICY),
    ("da", "En havn mere", "Havnen har meldt sig ind i klyngen.", AnnouncementKind.MEMBER),
    ("de", "Schulterschluss am Kai", "Beide Seiten wollen Kräfte bündeln.", AnnouncementKind.PARTNERSHIP),
    ("el", "Αλλαγή στο λιμάνι", "Ο νέος πρόεδρος διαδέχεται τον ιδρυτή.", AnnouncementKind.APPOINTMENT),
    (
        "en",
        "Cranes for beginners",
        "You will learn to lift. Tutors come from Cork.",
        AnnouncementKind.TRAINING,
    ),
    ("es", "Grúas verdes", "El consorcio reúne a socios de siete países.", AnnouncementKind.PROJECT),
    ("et", "Sadamad arvudes", "Uuringust selgub, et sadamad kasvavad.", AnnouncementKind.PUBLICATION),
    ("fi", "Tule satamaan", "Avoin työpaikka on kokoaikainen.", AnnouncementKind.JOB),
    ("fr", "Une grue de plus", "Le port décroche 2 millions d'euros.", AnnouncementKind.FUNDING),
    ("ga", "An cuan agus an coláiste", "Beidh an dá eagraíocht i gcomhar.", AnnouncementKind.PARTNERSHIP),
    ("hr", "Nova lica", "Klasteru pridružile se dvije luke.", AnnouncementKind.MEMBER),
    ("hu", "Daru és ember", "A zsűri különdíjat adott.", AnnouncementKind.AWARD),
    ("it", "Al timone", "Passaggio di consegne: subentra alla guida.", AnnouncementKind.APPOINTMENT),
    ("lt", "Kranai be dūmų", "Projekto tikslas aiškus, partneriai iš šešių šalių.", AnnouncementKind.PROJECT),
    ("lv", "Drošākas ostas", "Saeima pieņēma likuma grozījumus.", AnnouncementKind.POLICY),
    ("mt", "Il-port jikber", "Il-port irċieva miljun ewro f'għotja.", AnnouncementKind.FUNDING),
    ("nl", "Kranen leren kennen", "Cursisten krijgen nascholing en lessen.", AnnouncementKind.TRAINING),
    ("pl", "Port szuka ludzi", "Pełny etat, umowa o pracę, list motywacyjny.", AnnouncementKind.JOB),
    ("pt", "Gruas em números", "Segundo o estudo, o barómetro subiu.", AnnouncementKind.PUBLICATION),
    ("ro", "Macarale curate", "În cadrul consorțiului se lansează o linie pilot.", AnnouncementKind.PROJECT),
    ("sk", "Prístav a škola", "Spoja sily: podpísali memorandum o spolupráci.", AnnouncementKind.PARTNERSHIP),
    ("sl", "Nov obraz", "Grozd raste: pridružila se nova članica.", AnnouncementKind.MEMBER),
    ("sv", "Kranen som vann", "Juryn gav hamnen första pris.", AnnouncementKind.AWARD),
    ("nb", "Trygge havner", "Lovforslaget er på høring, nye krav kommer.", AnnouncementKind.POLICY),
)


@each(("language", "title", "body", "expected"), INDIRECT)
def test_what_is_told_without_its_name(
    language: str, title: str, body: str, expected: AnnouncementKind
) -> None:
    assert kind_of(paragraphs_of(title, body), language)[0] is expected


# A promise of what selected projects receive, by language. It speaks for a call as much as for what was granted.
PROMISES = {
    "bg": "Избраните проекти ще получат до 200 000 лева.",
    "cs": "Vybrané projekty získají až 2 miliony korun.",
    "da": "Udvalgte projekter får op til 2 millioner kroner.",
    "de": "Ausgewählte Projekte erhalten bis zu 200.000 Euro.",
    "el": "Τα επιλεγμένα έργα θα λάβουν έως 200.000 ευρώ.",
    "en": "Projects selected by the port receive up to 2 million euros.",
    "es": "Los proyectos seleccionados recibirán hasta 200.000 euros.",
    "et": "Valitud projektid saavad kuni 200 000 eurot.",
    "fi": "Valitut hankkeet saavat enintään 200 000 euroa.",
    "fr": "Les projets sélectionnés recevront jusqu'à 200 000 euros.",
    "ga": "Gheobhaidh tionscadail roghnaithe suas le 200,000 euro.",
    "hr": "Odabrani projekti mogu dobiti do 200.000 eura.",
    "hu": "A kiválasztott projektek legfeljebb 20 millió forintot kaphatnak.",
    "it": "I progetti selezionati riceveranno fino a 200.000 euro.",
    "lt": "Atrinkti projektai gaus iki 200 000 eurų.",
    "lv": "Izraudzītie projekti saņems līdz 200 000 eiro.",
    "mt": "Il-proġetti magħżula jirċievu sa 200,000 ewro.",
    "nb": "Utvalgte prosjekter får inntil 2 millioner kroner.",
    "nl": "Geselecteerde projecten ontvangen maximaal 200.000 euro.",
    "pl": "Wybrane projekty otrzymają do 200 tys. zł.",
    "pt": "Os projetos selecionados receberão até 200 mil euros.",
    "ro": "Proiectele selectate vor primi până la 200.000 de euro.",
    "sk": "Vybrané projekty získajú až 200 000 eur.",
    "sl": "Izbrani projekti prejmejo do 200.000 evrov.",
    "sv": "Utvalda projekt får upp till 2 miljoner kronor.",
}


@each("language", PROMISES)
def test_what_selected_projects_may_receive_was_not_granted_yet(language: str) -> None:
    assert (
        kind_of(paragraphs_of("Seal 2030", PROMISES[language]), language)[0] is not AnnouncementKind.FUNDING
    )


@each(
    ("language", "title"),
    [
        ("en", "Projects of the harbour: call for ideas"),  # a project is no head of a title
        ("en", "New health for harbours"),  # offices are whole words, if no ending may follow
        ("en", "New office in Cork"),
        # What a call promises is no result.
        ("da", "Ansøgningsfrist: projekter får mere tid"),
        ("sv", "Utlysning: projekt får låna en kran"),
        ("cs", "Výzva: podpořené projekty získají jeřáb"),
        ("nl", "Oproep voor havens: projecten krijgen hulp"),
    ],
)
def test_titles_that_are_not_certain(language: str, title: str) -> None:
    assert kind_of(paragraphs_of(title, ""), language)[0] is None


@each(
    ("language", "title"),
    [
        ("bg", "Интервю с директора"),
        ("cs", "Mezi námi a mořem"),
        ("de", "Er hat eine Rede gehalten"),
        ("de", "Der Fluss fließt in den Hafen"),
        ("el", "Συνέντευξη τύπου για το λιμάνι"),
        ("en", "Firms enter the Asian market"),
        ("en", "Construction under way in Cork"),
        ("en", "More people work from home"),
        ("es", "El clúster solicita al Gobierno más inversión"),
        ("es", "La fábrica creará puestos"),
        ("fr", "La ville s'agrandit"),
        ("it", "Il gruppo partecipa al salone di Parigi"),
        ("lt", "Tyrimai jūroje"),
        ("sv", "Två nya kranar i hamnen"),
    ],
)
def test_words_of_ordinary_news_name_no_kind(language: str, title: str) -> None:
    assert kind_of(paragraphs_of(title, ""), language)[0] is None


def test_something_stands_behind_what_stands_for_several_words() -> None:
    phrases = [
        phrase
        for path in Path(vocab.__file__).parent.glob("kind_*.toml")
        for listed in tomllib.loads(path.read_text(encoding="utf-8")).values()
        for phrase in listed
    ]
    assert phrases
    assert [phrase for phrase in phrases if phrase.endswith(" *")] == []


@each(
    ("language", "title", "body"),
    [
        ("bg", "Фирма Лазер премества производството в Пловдив", ""),
        ("cs", "Firma Laser otevřela nové kanceláře v Brně", ""),
        ("da", "Laser A/S flytter til Odense", ""),
        ("de", "Laser GmbH bezieht neue Räume in Jena", ""),
        ("en", "Laser Ltd opens new offices in Cork", ""),
        ("es", "Óptica SL estrena nueva sede", ""),
        ("fi", "Laser Oy muutti uusiin tiloihin", ""),
        (
            "fr",
            "Photonix ouvre un nouveau site à Bordeaux",
            "Le nouveau site de production emploie 40 personnes.",
        ),
        ("fr", "Laser SA s'installe dans de nouveaux locaux", ""),
        ("ga", "Féile an chuain", ""),
        ("hr", "Laser otvara novi ured u Puli", ""),
        ("hu", "Részvétel a kikötő munkájában", ""),
        ("hu", "A Laser új székhelye Szegeden épül", ""),
        ("it", "Laser SA inaugura la nuova sede di Bologna", ""),
        ("lt", "UAB Lazeris keliasi į Kauną", ""),
        ("lv", "Jaunas telpas uzņēmumam Lāzers", ""),
        ("mt", "Laser tiftaħ uffiċċju ġdid f'Malta", ""),
        ("nb", "Laser AS flytter til Bergen", ""),
        ("nl", "Laser BV opent nieuw kantoor in Delft", ""),
        ("pl", "Nowa siedziba firmy Laser powstaje w Łodzi", ""),
        ("pt", "Laser Lda inaugura nova sede em Braga", ""),
        ("ro", "Laser SRL deschide un sediu nou", ""),
        ("sk", "Laser otvára nové priestory v Nitre", ""),
        ("sl", "Laser odpira nove prostore v Kopru", ""),
        ("sv", "Laser AB flyttar till nya lokaler", ""),
    ],
)
def test_news_of_a_member_is_no_message_of_the_office(language: str, title: str, body: str) -> None:
    assert kind_of(paragraphs_of(title, body), language)[0] is not AnnouncementKind.OTHER


def test_what_the_title_names_beside_wishes_or_a_website_is_the_kind() -> None:
    for title, body in (
        ("Frohe Weihnachten: Förderaufruf startet", ""),
        (
            "Neue Website informiert über Ausschreibung",
            "Frist: 5. Mai 2026. Auf der neuen Website steht mehr.",
        ),
    ):
        assert kind_of(paragraphs_of(title, body), "de")[0] is AnnouncementKind.CALL, title
    quoted = 'Frohe Weihnachten vom Team "Konferenz"'  # what is quoted is a name
    assert kind_of(paragraphs_of(quoted, ""), "de")[0] is AnnouncementKind.OTHER


def test_the_last_part_of_a_compound_has_five_letters() -> None:
    assert kind_of(paragraphs_of("Hafenmesse in Emden", ""), "de")[0] is AnnouncementKind.EVENT


AMOUNT = Mention(MentionKind.AMOUNT, None, "€2 million", "€2 million", 0, (0, 10), "amount", 2e6, "EUR")
# title, body, the kinds of its days, its mentions, its kind and how probable that is
EVIDENCE: tuple[tuple[str, str, list[DayKind], list[Mention], AnnouncementKind | None, float], ...] = (
    # one word, by its place
    ("Webinar in Cork", "", [], [], AnnouncementKind.EVENT, 0.98),
    ("A good day", "The webinar.", [], [], AnnouncementKind.EVENT, 0.833),
    ("A good day", "One.\nThe webinar.", [], [], None, 0.799),
    ("A good day", "One.\nTwo.\nThe webinar.", [], [], None, 0.613),
    ("Good days in “Webinar”", "", [], [], None, 0.613),
    # a title that is little more than a name
    ("A good day “Webinar”", "", [], [], None, 0.613),
    ("A bad day “Webinar”", "", [], [], AnnouncementKind.EVENT, 0.98),
    # one day
    ("A good day", "", [DayKind.DEADLINE], [], AnnouncementKind.CALL, 0.918),
    ("A good day", "", [DayKind.EVENT], [], None, 0.799),
    ("A good day", "", [DayKind.PROJECT_START], [], None, 0.691),
    ("A good day", "", [DayKind.PROJECT_END], [], None, 0.691),
    # an amount in the title
    ("A good day", "", [], [AMOUNT], None, 0.715),
    ("A good day", "", [], [replace(AMOUNT, paragraph=1)], None, 0.0),
    ("A good day", "", [], [replace(AMOUNT, kind=MentionKind.PLACE)], None, 0.0),
    # what is named later, or of something else
    ("Seminar on the open call", "", [], [], None, 0.642),
    ("A good day", "The prize.", [DayKind.DEADLINE], [], AnnouncementKind.CALL, 0.964),
)


@each(("title", "body", "days", "mentions", "kind", "confidence"), EVIDENCE)
def test_the_evidence_of_words_days_and_mentions(
    title: str,
    body: str,
    days: list[DayKind],
    mentions: list[Mention],
    kind: AnnouncementKind | None,
    confidence: float,
) -> None:
    stated = [StatedDay(one, "2026-03-01", "1 March", 1, (0, 7)) for one in days]
    assert kind_of(paragraphs_of(title, body), "en", stated, mentions) == (kind, confidence)


def test_a_deadline_is_that_of_the_event_if_less_is_said_of_a_call() -> None:
    days = [StatedDay(kind, "2026-03-01", "1 March", 1, (0, 7)) for kind in (DayKind.DEADLINE, DayKind.EVENT)]
    one = paragraphs_of("A good day", "One.\nTwo.\nThe tender.")
    two = paragraphs_of("A good day", "One.\nTwo.\nThe tender. The call for ideas.")
    assert kind_of(one, "en", days)[0] is AnnouncementKind.EVENT
    assert kind_of(two, "en", days)[0] is AnnouncementKind.CALL


def test_only_the_first_6000_characters_are_read() -> None:
    title = "A good day"  # 10 characters
    for body, confidence in (
        (f"{'x' * 5982} webinar", 0.833),
        (f"{'x' * 5983} webinar", 0.0),
        (f"{'x' * 6010}\nThe webinar is in the old harbour of Cork.", 0.0),
    ):
        assert kind_of(paragraphs_of(title, body), "en")[1] == confidence, len(body)


@each(
    ("language", "title", "expected"),
    [
        ("en", "Results of the big old port call", AnnouncementKind.FUNDING),
        (
            "en",
            "Results of the big old grey port call",
            AnnouncementKind.CALL,
        ),  # at most three words stand between
        ("de", "Ostmesse in Emden", AnnouncementKind.EVENT),
        ("de", "Abmesse in Emden", None),  # no word of two letters begins a compound
        ("de", "Konkurs in Emden", None),  # and no word of four letters ends one
        ("en", "New directeur in Cork", None),  # the office of another language
    ],
)
def test_the_ends_of_what_is_recognised(language: str, title: str, expected: AnnouncementKind | None) -> None:
    assert kind_of(paragraphs_of(title, ""), language)[0] is expected
