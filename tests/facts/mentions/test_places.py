"""Tests of find_places."""

from __future__ import annotations

import pytest

from clusterwatch.facts.mentions.places import find_places


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("pl", "w Zielonej Górze i w Poznaniu", [("Zielonej Górze", "PL43"), ("Poznaniu", "PL41")]),
        ("pl", "województwo lubuskie", [("województwo lubuskie", "PL43")]),
        ("sk", "v Košiciach", [("Košiciach", "SK042")]),
        ("cs", "v Brně", [("Brně", "CZ064")]),
        ("hr", "u Rijeci", [("Rijeci", "HR")]),
        ("sl", "v Kopru, v Barceloni", [("Kopru", "SI"), ("Barceloni", "ES51")]),
        ("lt", "Kaune", [("Kaune", "LT")]),
        ("lv", "Liepājā", [("Liepājā", "LV")]),
        ("fi", "Tampereella", [("Tampereella", "FI")]),
        ("hu", "Ausztriában", [("Ausztriában", "AT")]),
        ("et", "Soomest", [("Soomest", "FI")]),
        ("el", "στην Αθήνα", [("Αθήνα", "EL")]),
        ("ro", "Iașul găzduiește", [("Iașul", "RO")]),
        ("bg", "в Пловдив", [("Пловдив", "BG421")]),
        ("fr", "une réunion à Lille", [("Lille", "FRE")]),  # towns of Belgium have these names, too
        ("de", "Treffen in Essen", [("Essen", "DEA")]),
        ("de", "Treffen in Dresden", [("Dresden", "DED2")]),
        ("sl", "Ljubljana, 16. maja", [("Ljubljana", "SI")]),
        ("de", "Rostock, 8. Oktober 2026: Wir reden.", [("Rostock", "DE8")]),
        ("de", "Wir besetzen eine Stelle.", []),
        ("en", "Submit by 17:00 Brussels local time.", []),
        ("fr", "à midi (heure de Paris)", []),
        ("de", "um 8 Uhr in Dresden", [("Dresden", "DED2")]),
        ("pl", "z Wielkiej Brytanii", [("Wielkiej Brytanii", "UK")]),
        ("it", "in Emilia Romagna", [("Emilia Romagna", "ITH5")]),
        ("fr", "en Auvergne-Rhône-Alpes", [("Auvergne-Rhône-Alpes", "FRK")]),
        ("fi", "tervetuloa Joensuuhun", [("Joensuuhun", "FI")]),
        ("sk", "klaster z Košíc", [("Košíc", "SK042")]),
        ("el", "στον Πειραιά, στα Τρίκαλα", [("Πειραιά", "EL307"), ("Τρίκαλα", "EL611")]),
        ("ga", "i nGaillimh agus i gCorcaigh", [("nGaillimh", "IE"), ("gCorcaigh", "IE")]),
        ("mt", "f'Birkirkara, fil-Belt Valletta", [("Birkirkara", "MT"), ("Belt Valletta", "MT")]),
        ("sl", "v Slovenj Gradcu", [("Slovenj Gradcu", "SI")]),
        ("lv", "uz Kauņu", [("Kauņu", "LT")]),
        ("en", "tour to Turku and Tampere", [("Turku", "FI"), ("Tampere", "FI")]),
        ("de", "Ort: Rosenheim", [("Rosenheim", "DE2")]),
        ("nl", "met standplaats Assen", [("Assen", "NL13")]),
        ("bg", "в град Севлиево", [("Севлиево", "BG")]),
        # An ending that says where is a preposition: no name follows it.
        ("et", "toimus Tallinnas Rahvusvaheline konverents", [("Tallinnas", "EE")]),
        ("fi", "Messut Helsingissä Nokia Areenalla", [("Helsingissä", "FI")]),
        ("lt", "vyks Vilniuje Litexpo rūmuose", [("Vilniuje", "LT")]),
        ("lv", "notiks Rīgā Radisson viesnīcā", [("Rīgā", "LV")]),
        ("lv", "izstāde Dubaijā", [("Dubaijā", "AE")]),
        ("hu", "a Debrecenben Kölcsey Központ", [("Debrecenben", "HU")]),
        ("lv", "Rīgā, Jelgavas ielā 1", [("Rīgā", "LV")]),
        ("lt", "Vilniaus g. 5, Kaunas", [("Kaunas", "LT")]),
        ("hu", "Nagyvárad és Győrött", [("Nagyvárad", "RO"), ("Győrött", "HU")]),
        ("pl", "w Gorzowie", [("Gorzowie", "PL43")]),
        ("pl", "w Bukareszcie, w Belgradzie", [("Bukareszcie", "RO"), ("Belgradzie", "RS")]),
        ("pl", "na terenie Polski. Polski klaster rośnie, Radio Polski także", [("Polski", "PL")]),
        ("et", "Eesti ettevõtted kasvavad Eestis", [("Eestis", "EE")]),
        ("et", "asukoht on Harjumaal", [("Harjumaal", "EE001")]),
        ("fi", "Hyvinkäällä ja Lapissa", [("Hyvinkäällä", "FI"), ("Lapissa", "FI1D7")]),
        ("sl", "v Novem mestu", [("Novem mestu", "SI")]),
        ("hr", "na području Republike Hrvatske", [("Hrvatske", "HR")]),
        ("hr", "Ministarstvo gospodarstva Republike Hrvatske", []),
        ("lt", "Lietuvos Respublikoje registruotas", [("Lietuvos", "LT")]),
        ("sl", "zbornica Zasavje", []),
        ("cs", "v kraji Vysočina", [("Vysočina", "CZ063")]),
        ("pl", "na Śląsku", [("Śląsku", "PL22")]),
        # Nouns, labels and hours in the south.
        ("es", "en el Palacio de Santoña", [("Santoña", "ES13")]),
        ("pt", "a edição da Feira das Micro e Pequenas Empresas", []),
        ("pt", "na Covilhã e no Porto", [("Covilhã", "PT"), ("Porto", "PT")]),
        ("it", "il ministero delle Imprese e del Made in Italy", []),
        ("fr", "une mission au Québec", [("Québec", "CA")]),
        ("ro", "la 15:00 (ora României), vezi Secțiunea 1", []),
        ("it", "laureato alla Scuola Superiore Sant'Anna di Pisa", []),
        ("it", "Premio innovazione Toscana", []),
        ("fr", "« faire de la France un pays leader »", [("France", "FR")]),
    ],
)
def test_places(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[one.start : one.end], one.id) for one in find_places(text, language)] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Pula środków dla przemysłu i Przemysłu 4.0"),
        ("cs", "Malé a střední podniky"),
        ("lv", "Agrā reģistrācija beidzas."),
        ("sl", "Društvo geodetov Gorenjske, Gospodarska zbornica Slovenije"),
        ("hr", "s Udrugom inovatora Hrvatske"),
        ("lv", "Eiropas Savienības fondi"),
        ("hr", "u Europskoj uniji"),
        ("fi", "Tampereen Messut"),
        ("en", "Nice work, reading by Paris Hilton"),
        ("en", "the University of Warsaw"),
        ("de", "Technische Universität München"),
        ("de", "Universität München lädt ein"),
        ("pl", "prezes Tomasz Gdański"),
        ("en", "Energy Cluster Denmark"),
        ("lt", "Lietuvos energetikos institutas"),
        ("bg", "схема „Развитие на клъстерите в България“"),
        ("hr", "Klaster robotike Istra"),
        ("de", "Silicon Saxony und mehr"),
        ("es", "el Clúster Marítimo de Cádiz"),
        ("lt", "Kauno pavyzdinė kolegija"),
        ("mt", "l-Università ta' Malta"),
        ("sv", "Limträ i Ljungby AB"),
        ("nl", "Assen doet mee"),
        ("fr", "La réunion aura lieu à la Police"),
        ("pt", "o banco Santander"),
        ("en", "mail@Vienna.example, vienna-2026"),
    ],
)
def test_no_places(language: str, text: str) -> None:
    assert find_places(text, language) == ()
