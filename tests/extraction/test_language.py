"""Tests of the language of a post, which can differ from that of its site."""

from __future__ import annotations

import pytest

from clusterwatch.extraction import language
from clusterwatch.extraction.language import language_code, language_of
from clusterwatch.models import Location, Reason
from clusterwatch.vocab.languages import confirmed_language
from tests.tables import each

TEXTS = {
    "bg": "Лабораториите на шест пристанищни града ще водят общ регистър на измервателните си уреди. Той ще "
    "бъде достъпен за всички, които работят по въпросите на водата, като промените се публикуват в края "
    "на месеца.",
    "cs": "Laboratoře šesti přístavních měst povedou společný seznam svých měřicích přístrojů. Bude přístupný "
    "pro všechny, kteří se zabývají vodou, a změny v něm se zveřejní na konci měsíce, jak je to u nás "
    "zvykem.",
    "da": "Laboratorierne i seks havnebyer vil fremover føre en fælles liste over deres måleudstyr. Den er åben"
    " for alle, der arbejder med vand, og ændringer bliver offentliggjort i slutningen af måneden, som "
    "det er skik.",
    "de": "Die Labore von sechs Hafenstädten führen künftig ein gemeinsames Verzeichnis ihrer Messgeräte. Es "
    "ist für alle offen, die mit Wasser zu tun haben, und die Änderungen werden am Ende des Monats "
    "veröffentlicht.",
    "el": "Τα εργαστήρια έξι πόλεων με λιμάνι θα τηρούν κοινό μητρώο των οργάνων μέτρησής τους. Θα είναι "
    "ανοιχτό για όλους που ασχολούνται με το νερό, και οι αλλαγές θα δημοσιεύονται στο τέλος του μήνα.",
    "en": "The laboratories of six harbour towns will keep a common list of their measuring instruments. It is "
    "open to all who work with water, and the changes will be published at the end of the month, as is "
    "the custom.",
    "es": "Los laboratorios de seis ciudades portuarias llevarán un registro común de sus instrumentos de "
    "medida. Será accesible para todos los que trabajan con el agua, y los cambios se publicarán al final"
    " del mes.",
    "et": "Kuue sadamalinna laborid peavad edaspidi ühist nimekirja oma mõõteriistade kohta. See on avatud "
    "kõigile, kes tegelevad veega, ja muudatused avaldatakse kuu lõpus, kuid ka varem, kui see on "
    "vajalik.",
    "fi": "Kuuden satamakaupungin laboratoriot pitävät vastedes yhteistä luetteloa mittalaitteistaan. Se on "
    "avoin kaikille, jotka ovat tekemisissä veden kanssa, ja muutokset julkaistaan kuun lopussa, kuten on"
    " ollut tapana.",
    "fr": "Les laboratoires de six villes portuaires partageront un registre commun de leurs instruments de "
    "mesure. Il est ouvert à tous ceux qui travaillent sur l’eau, et les changements seront publiés à la "
    "fin du mois.",
    "ga": "Beidh liosta coiteann ag saotharlanna sé bhaile calafoirt de na huirlisí tomhais atá acu. Tá sé ar "
    "fáil do gach duine atá ag obair leis an uisce, agus foilseofar na hathruithe ag deireadh na míosa.",
    "hr": "Laboratoriji šest lučkih gradova vodit će zajednički popis svojih mjernih uređaja. On je otvoren za "
    "sve koji se bave vodom, a izmjene će se objaviti na kraju mjeseca, kao što je to i do sada bio "
    "običaj.",
    "hu": "Hat kikötőváros laboratóriumai közös nyilvántartást vezetnek majd mérőműszereikről. Ez mindenki "
    "számára nyitva áll, aki vízzel foglalkozik, és a változásokat a hónap végén teszik közzé, mint az "
    "már szokás.",
    "it": "I laboratori di sei città portuali terranno un registro comune dei loro strumenti di misura. È "
    "aperto a tutti quelli che lavorano con l’acqua, e le modifiche sono pubblicate alla fine del mese, "
    "come è l’uso della rete.",
    "lt": "Šešių uostamiesčių laboratorijos tvarkys bendrą matavimo prietaisų registrą. Jis yra atviras "
    "visiems, kurie dirba su vandeniu, o pakeitimai bus skelbiami mėnesio pabaigoje, kaip ir iki šiol tai"
    " buvo daroma.",
    "lv": "Sešu ostas pilsētu laboratorijas turpmāk uzturēs kopīgu mērinstrumentu sarakstu. Tas ir pieejams "
    "visiem, kas strādā ar ūdeni, un izmaiņas tiek publicētas mēneša beigās, kā arī agrāk, ja to prasa "
    "darbs.",
    "mt": "Il-laboratorji ta’ sitt ibliet bil-port se jżommu reġistru komuni tal-istrumenti tal-kejl. Huwa "
    "miftuħ għal dawk kollha li jaħdmu fuq l-ilma, u l-bidliet se jiġu ppubblikati fl-aħħar tax-xahar, "
    "kif kien isir minn qabel.",
    "nb": "Laboratoriene i seks havnebyer skal heretter føre en felles liste over måleutstyret sitt. Den er "
    "åpen for alle som arbeider med vann, og endringer blir offentliggjort i slutten av måneden, slik det"
    " ikke var før.",
    "nl": "De laboratoria van zes havensteden houden voortaan een gemeenschappelijke lijst bij van hun "
    "meetapparatuur. Die is open voor iedereen die met water werkt, en de wijzigingen worden aan het "
    "einde van de maand bekendgemaakt.",
    "pl": "Laboratoria sześciu miast portowych będą prowadzić wspólny rejestr swoich przyrządów pomiarowych. "
    "Jest on otwarty dla wszystkich, którzy zajmują się wodą, a zmiany są ogłaszane na koniec miesiąca, "
    "jak to jest w zwyczaju.",
    "pt": "Os laboratórios de seis cidades portuárias vão manter um registo comum dos seus instrumentos de "
    "medida. Está aberto a todos os que trabalham com a água, e as alterações são publicadas no fim do "
    "mês, como é costume.",
    "ro": "Laboratoarele din șase orașe portuare vor ține un registru comun al instrumentelor lor de măsură. "
    "Acesta este deschis pentru toți cei care lucrează cu apa, iar schimbările sunt publicate la "
    "sfârșitul lunii.",
    "sk": "Laboratóriá šiestich prístavných miest budú viesť spoločný zoznam svojich meracích prístrojov. Je "
    "prístupný pre všetkých, ktorí sa zaoberajú vodou, a zmeny v ňom sa zverejnia na konci mesiaca, ako "
    "je to u nás zvykom.",
    "sl": "Laboratoriji šestih pristaniških mest bodo vodili skupni seznam svojih merilnih naprav. Odprt je za "
    "vse, ki se ukvarjajo z vodo, spremembe pa bodo objavljene na koncu meseca, kot je bilo to v navadi "
    "tudi do zdaj.",
    "sv": "Laboratorierna i sex hamnstäder ska hädanefter föra en gemensam lista över sina mätinstrument. Den "
    "är öppen för alla som arbetar med vatten, och ändringar har en tid på sig att komma in, som det var "
    "förr, innan de publiceras.",
}


@each(("code", "text"), TEXTS.items())
def test_the_text_determines_the_language(code: str, text: str) -> None:
    others = [other for other in TEXTS if other != code]
    assert {language_of(None, text, [other]).value for other in others} == {code}
    assert language_of(None, text, others).value == code


@each(("code", "text"), TEXTS.items())
def test_common_words_confirm_the_language_of_a_text_and_no_other(code: str, text: str) -> None:
    assert confirmed_language(text, [code, "en"]) in (code, None)
    assert confirmed_language(text, [other for other in TEXTS if other != code]) is None


def test_common_words_confirm_most_languages() -> None:
    confirmed = [code for code, text in TEXTS.items() if confirmed_language(text, [code])]
    assert len(confirmed) >= 20  # similar languages such as da and nb are left to the detector


def test_a_language_that_is_not_a_language_of_the_site_is_flagged() -> None:
    evidence = language_of(None, TEXTS["de"] * 2, ["fr", "en"])
    assert evidence.reason is Reason.OTHER_LANGUAGE


@each(("text", "prior"), [("12 | 34", "sl"), ("", "fr"), ("OK", "mt")])
def test_a_short_text_has_the_language_of_the_site(text: str, prior: str) -> None:
    evidence = language_of(text, None, [prior])
    assert (evidence.value, evidence.method) == (prior, "prior")


@each(("letters", "method"), [(19, "prior"), (20, "text")])
def test_a_text_of_twenty_letters_has_a_language_of_its_own(letters: int, method: str) -> None:
    line = ("harbours and boats of the town " * 2).replace(" ", "")[:letters]
    assert language_of(f"{line} 2026 12", None, ["fr"]).method == method


class Ranks:
    """A detector that ranks languages in the same way for any text."""

    def __init__(self, *ranked: tuple[str, float]) -> None:
        self.ranked = ranked
        self.texts: list[str] = []

    def rank(self, text: str) -> tuple[tuple[str, float], ...]:
        self.texts.append(text)
        return self.ranked


@pytest.mark.parametrize(
    ("size", "ranked", "expected", "found"),
    [
        # A language of the site counts twenty times as much in a short text, and twice as much in another.
        (99, [("de", 0.6), ("fr", 0.031)], ["fr"], "fr 0.51"),
        (99, [("de", 0.6), ("fr", 0.029)], ["fr"], "de 0.51"),
        (100, [("de", 0.6), ("fr", 0.31)], ["fr"], "fr 0.51"),
        (100, [("de", 0.6), ("fr", 0.29)], ["fr"], "de 0.51"),
        (99, [("fr", 0.6), ("de", 0.3)], ["fr"], "fr 0.60"),
        (99, [("no", 0.6), ("da", 0.3)], [], "nb 0.60"),
        (99, [("da", 0.6), ("no", 0.3)], ["nb"], "nb 0.91"),
    ],
)
def test_the_languages_of_the_site_count_for_more(
    size: int,
    ranked: list[tuple[str, float]],
    expected: list[str],
    found: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(language, "_identifier", lambda: Ranks(*ranked))
    evidence = language_of("x" * size, None, expected)
    assert evidence.raw == found
    is_other = expected and evidence.value not in expected
    assert evidence.reason is (Reason.OTHER_LANGUAGE if is_other else None)


def test_the_first_240_characters_of_title_and_body_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    detector = Ranks(("en", 1.0))
    monkeypatch.setattr(language, "_identifier", lambda: detector)
    language_of("x" * 30, "y" * 300)
    assert detector.texts == [f"{'x' * 30}. {'y' * 208}"]


def test_of_several_languages_of_the_site_the_first_counts() -> None:
    evidence = language_of("OK", None, ["", "mt", "fr"])
    assert (evidence.value, evidence.raw) == ("mt", "mt")


def test_common_words_of_title_or_text_spare_the_detector() -> None:
    assert language_of(None, TEXTS["de"], ["de"]).where == Location.COMMON_WORDS
    assert language_of(TEXTS["de"], "2026", ["de"]).where == Location.COMMON_WORDS
    share = float(language_of(None, TEXTS["de"]).raw.split()[1])
    assert 0.9 < share <= 1.0


def test_no_text_has_no_language() -> None:
    assert language_of(None, None).value is None


@each(
    ("tag", "code"),
    [("fr-FR", "fr"), ("pt_BR", "pt"), (" EN", "en"), ("no", "nb"), ("", None), ("english", None), ("f", None),
     ("iw-IL", "he"), ("in", "id"), ("gsw", "gsw")],
)  # fmt: skip
def test_language_tags(tag: str, code: str | None) -> None:
    assert language_code(tag) == code
