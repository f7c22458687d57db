"""Tests of what those who applied are told and get until a day, and of what a question asks."""

from __future__ import annotations

from tests.facts.stated import days
from tests.tables import each


@each(
    ("language", "text"),
    [
        ("bg", "Всички кандидати ще получат отговор до 10 юли 2026 г."),
        ("cs", "Uchazeči dostanou vyjádření nejpozději do 10. července 2026."),
        ("da", "Alle får svar på ansøgningen senest den 10. juli 2026."),
        ("de", "Alle Teams, die einreichen, erhalten bis zum 10. Juli 2026 eine Rückmeldung."),
        ("de", "Einreichende bekommen spätestens am 10. Juli 2026 Bescheid."),
        ("el", "Όσοι υπέβαλαν αίτηση θα λάβουν έως τις 10 Ιουλίου 2026 απάντηση."),
        ("en", "Everyone who submits a proposal will receive our answer by 10 July 2026."),
        ("es", "Quienes presenten una propuesta recibirán antes del 10 de julio de 2026 una respuesta."),
        ("et", "Taotluse esitajad saavad 10. juuliks 2026 vastuse."),
        ("fi", "Kaikki hakemuksen jättäneet saavat 10.7.2026 mennessä vastauksen."),
        ("fr", "Les entreprises qui ont déposé un dossier recevront avant le 10 juillet 2026 une réponse."),
        ("ga", "Gheobhaidh gach iarratasóir freagra faoin 10 Iúil 2026."),
        ("hr", "Prijavljena poduzeća dobit će do 10. srpnja 2026. odgovor."),
        ("hu", "A pályázó cégek 2026. július 10-ig választ kapnak."),
        ("it", "Le imprese candidate riceveranno entro il 10 luglio 2026 un riscontro."),
        ("lt", "Paraiškas pateikusios įmonės gaus iki 2026 m. liepos 10 d. atsakymą."),
        ("lv", "Uzņēmumi, kas iesnieguši pieteikumu, saņems līdz 2026. gada 10. jūlijam atbildi."),
        ("mt", "L-intrapriżi li japplikaw jirċievu tweġiba sal-10 ta' Lulju 2026."),
        ("nb", "Alle søkere får innen 10. juli 2026 svar."),
        ("nl", "Alle indieners krijgen uiterlijk 10 juli 2026 een reactie."),
        ("pl", "Firmy, które złożyły wniosek, otrzymają do 10 lipca 2026 r. odpowiedź."),
        ("pt", "As empresas candidatas receberão até 10 de julho de 2026 uma resposta."),
        ("ro", "Firmele înscrise vor primi până la 10 iulie 2026 un răspuns."),
        ("sk", "Firmy, ktoré podali žiadosť, dostanú do 10. júla 2026 odpoveď."),
        ("sl", "Podjetja, ki oddajo vlogo, bodo prejela do 10. julija 2026 odgovor."),
        ("sv", "Alla som söker får senast den 10 juli 2026 besked."),
    ],
)
def test_an_answer_that_applicants_get_by_a_day_is_a_decision(language: str, text: str) -> None:
    assert days(text, language) == ["decision 2026-07-10"]


@each(
    ("language", "text"),
    [
        ("de", "Angemeldete erhalten bis zum 10. Juli 2026 ihre Zugangsdaten."),
        ("nl", "Bedrijven die zich inschrijven, ontvangen uiterlijk 10 juli 2026 een ontvangstbevestiging."),
        ("es", "Las empresas inscritas recibirán antes del 10 de julio de 2026 su agenda."),
        ("fr", "Les inscrits recevront au plus tard le 10 juillet 2026 leur badge."),
        ("pl", "Zgłoszone firmy otrzymają do 10 lipca 2026 r. program."),
        ("en", "Registered firms will receive by 10 July 2026 their login."),
        ("de", "Bis zum 10. Juli 2026 erhalten angemeldete Firmen ihre Zugangsdaten."),
    ],
)
def test_what_applicants_get_by_a_day_has_no_deadline(language: str, text: str) -> None:
    assert days(text, language) == []


@each(
    ("language", "text"),
    [
        ("en", "Everybody who applies by 10 July 2026 will receive a reply."),
        ("en", "You will receive a reply if you apply by 10 July 2026."),
        ("en", "Submit by 10 July 2026 and you will receive feedback in August."),
        ("de", "Wer sich bis 10. Juli 2026 bewirbt, erhält eine Antwort."),
        ("de", "Sie bekommen eine Antwort, wenn Sie sich bis 10. Juli 2026 bewerben."),
        ("da", "I får svar, hvis I søger senest den 10. juli 2026."),
        ("sv", "Du får ett svar om du ansöker senast den 10 juli 2026."),
        ("es", "Si presenta la solicitud antes del 10 de julio de 2026 recibirá una respuesta."),
        ("it", "Inviate la domanda entro il 10 luglio 2026: riceverete risposta in agosto."),
        ("nl", "Wie zich uiterlijk 10 juli 2026 inschrijft, krijgt antwoord."),
        # We receive what others send, and `får`, `saab` and `saa` are `may`, too.
        ("de", "Ihre Anmeldung erhalten wir gern bis zum 10. Juli 2026."),
        ("nl", "Uw aanmelding ontvangen wij graag uiterlijk 10 juli 2026."),
        ("en", "We must receive your answer to the survey by 10 July 2026."),
        ("sv", "Ansökan får senast den 10 juli 2026 lämnas in."),
        ("et", "Ettepanekuid saab 10. juulini 2026 esitada."),
        ("fi", "Hakemuksen saa 10.7.2026 mennessä jättää."),
    ],
)
def test_until_when_one_applies_to_get_an_answer_is_a_deadline(language: str, text: str) -> None:
    assert days(text, language) == ["deadline 2026-07-10"]


@each(
    ("language", "text", "expected"),
    [
        (
            "es",
            "¿Cuál es el plazo?\nDesde el 7 de mayo hasta el 10 de julio de 2026, ambos inclusive.",
            ["opens 2026-05-07", "deadline 2026-07-10"],
        ),
        (
            "de",
            "Wie lange läuft die Bewerbungsfrist?\nVom 7. Mai bis zum 10. Juli 2026.",
            ["opens 2026-05-07", "deadline 2026-07-10"],
        ),
        ("fr", "Quelle est la date limite ?\nLe 10 juillet 2026.", ["deadline 2026-07-10"]),
        (
            "en",
            "What are the deadlines?\n- 7 May 2026\n- 10 July 2026",
            ["deadline 2026-05-07", "deadline 2026-07-10"],
        ),
        ("en", "When must the training be finished?\nNo later than 10 July 2026.", []),
        ("nl", "Wanneer moet de scholing zijn afgerond?\nUiterlijk 10 juli 2026.", []),
        (
            "de",
            "Wann darf ich anfangen?\nNach der Zusage. Es muss bis zum 10. Juli 2026 abgeschlossen sein.",
            ["project-end 2026-07-10"],
        ),
        ("en", "Until when?\nNo later than 10 July 2026.", ["deadline 2026-07-10"]),
        # The next paragraph does not answer the question.
        ("en", "What is the deadline?\nIt depends on the region.\nLinz, 10 July 2026", []),
    ],
)
def test_a_question_says_what_the_day_below_it_means(language: str, text: str, expected: list[str]) -> None:
    assert days(text, language, title="Voucher") == expected


@each(
    ("language", "text"),
    [
        # What is got is a chance to apply, or time for it.
        ("bg", "Фирмите ще получат до 5 май 2026 г. възможност да подадат заявление."),
        ("cs", "Firmy dostanou do 5. května 2026 možnost podat žádost."),
        ("de", "Interessierte erhalten bis zum 5. Mai 2026 die Möglichkeit, Anträge einzureichen."),
        ("de", "Unternehmen bekommen bis zum 5. Mai 2026 Gelegenheit, sich zu bewerben."),
        ("de", "Bis zum 5. Mai 2026 erhalten Unternehmen Zeit, einen Antrag einzureichen."),
        ("en", "Companies will get until 5 May 2026 the opportunity to submit proposals."),
        ("en", "Firms will be given until 5 May 2026 to submit proposals."),
        ("es", "Las empresas recibirán hasta el 5 de mayo de 2026 la oportunidad de presentar solicitudes."),
        ("fr", "Les entreprises recevront jusqu'au 5 mai 2026 la possibilité de déposer un dossier."),
        ("it", "Le imprese riceveranno fino al 5 maggio 2026 la possibilità di presentare domanda."),
        ("nl", "Bedrijven krijgen tot 5 mei 2026 de mogelijkheid om een aanvraag in te dienen."),
        ("pl", "Firmy otrzymają do 5 maja 2026 r. możliwość złożenia wniosku."),
        # We receive the applications.
        ("de", "Anträge, die wir bis zum 5. Mai 2026 erhalten, werden berücksichtigt."),
        ("de", "Projektskizzen erhalten wir bis zum 5. Mai 2026."),
        ("de", "Bis zum 5. Mai 2026 erhalten wir Ihre Anträge."),
        ("en", "We should receive your proposal by 5 May 2026."),
        ("nl", "Aanvragen die wij uiterlijk 5 mei 2026 ontvangen, worden behandeld."),
    ],
)
def test_a_chance_to_apply_and_what_we_receive_have_a_deadline(language: str, text: str) -> None:
    assert days(text, language) == ["deadline 2026-05-05"]


@each(
    ("language", "text"),
    [
        ("de", "Angemeldete erhalten bis zum 5. Mai 2026 ihre Daten und die Möglichkeit, Fragen zu stellen."),
        ("de", "Angemeldete erhalten bis zum 5. Mai 2026 ihre Daten, Zeit genug für alle."),
        ("de", "Wie wir mitteilten, erhalten Angemeldete bis zum 5. Mai 2026 ihre Zugangsdaten."),
        ("de", "Wir prüfen bis 1. April 2026; bis zum 5. Mai 2026 erhalten angemeldete Firmen ihre Daten."),
    ],
)
def test_a_chance_or_we_elsewhere_in_the_sentence_makes_no_deadline(language: str, text: str) -> None:
    assert "deadline 2026-05-05" not in days(text, language)


@each(
    ("language", "text", "expected"),
    [
        ("en", "When does the call open?\nOn 2 March 2026.", ["opens 2026-03-02"]),
        ("de", "Wann öffnet der Aufruf?\nAm 9. März 2026.", ["opens 2026-03-09"]),
        ("fr", "Quand ouvre l'appel ?\nLe 9 mars 2026.", ["opens 2026-03-09"]),
        ("es", "¿Cuándo se abre la convocatoria?\nEl 9 de marzo de 2026.", ["opens 2026-03-09"]),
        ("en", "When does the call open and close?\nOn 9 March 2026.", []),
        ("en", "When does the fair open?\nOn 9 May 2026.", []),
        ("en", "When does the call open?\nThe office moved on 9 March 2026.", []),
        ("en", "When will I know the result?\nBy 30 June 2026.", ["decision 2026-06-30"]),
        ("en", "When will the results be announced?\nOn 30 June 2026.", ["decision 2026-06-30"]),
        ("en", "When will applicants be notified?\nBy 30 June 2026.", ["decision 2026-06-30"]),
        ("de", "Wann erfahre ich das Ergebnis?\nBis 30. Juni 2026.", ["decision 2026-06-30"]),
        ("fr", "Quand connaîtrai-je le résultat ?\nAvant le 30 juin 2026.", ["decision 2026-06-30"]),
        ("it", "Quando saprò com'è andata?\nEntro il 30 giugno 2026.", ["decision 2026-06-30"]),
        ("en", "When will I know the result?\nOur office moves away on 30 June 2026.", []),
        ("en", "Who will be notified of the answer?\nBy 30 June 2026.", []),
        ("en", "When must projects know the result?\nBy 30 June 2026.", []),
        ("en", "When is the result due?\nBy 30 June 2026.", []),
    ],
)
def test_a_question_when_a_call_opens_or_is_decided(language: str, text: str, expected: list[str]) -> None:
    assert days(text, language) == expected
