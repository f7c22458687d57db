"""Tests of find_programmes."""

from __future__ import annotations

from clusterwatch.facts.mentions.programmes import find_programmes
from tests.tables import each


@each(
    ("language", "text", "expected"),
    [
        (
            "en",
            "under Horizon Europe and Interreg Central Europe",
            [("Horizon Europe", "horizon-europe"), ("Interreg Central Europe", "interreg-central-europe")],
        ),
        ("en", "a LIFE project", [("LIFE", "life")]),
        ("en", "life is good and LIFE is a word", []),
        ("hr", "iz Europskog fonda za regionalni razvoj", [("Europskog fonda za regionalni razvoj", "erdf")]),
        (
            "pl",
            "z Krajowego Planu Odbudowy (KPO)",
            [("Krajowego Planu Odbudowy", "recovery-plan"), ("KPO", "recovery-plan")],
        ),
        (
            "pl",
            "Regionalny Program Operacyjny Województwa Lubelskiego 2014-2020",
            [("Regionalny Program Operacyjny", "rpo")],
        ),
        ("sk", "v Operačnom programe Ľudské zdroje", [("Operačnom programe Ľudské", None)]),
        ("bg", "ОП „НАУКА И УМЕНИЯ“ 2014 – 2020", [("ОП „НАУКА И УМЕНИЯ“ 2014 – 2020", None)]),
        ("sv", "ansökan till programmet Kustlyft", [("programmet Kustlyft", None)]),
        ("hu", "A Bolyai Farkas Program új kiírása", [("Bolyai Farkas Program", None)]),
        ("de", "Das Programm Montag beginnt um 9 Uhr", []),
        ("fr", "le programme « Les matinées du port »", []),
        ("en", "The Conference Programme is online", []),
        ("sk", "z Interreg VI-A Slovensko – Česko", [("Interreg VI-A Slovensko – Česko", "interreg")]),
        ("pt", "financiado pelo PRR, projeto Mar", [("PRR", "recovery-plan")]),
        ("es", "ayudas a agrupaciones empresariales innovadoras", []),
        ("pl", "FENG.01.01-IP.01-001/23", []),
        ("en", "the DEP 2021-2027 opens, the DEP closes", [("DEP 2021-2027", "digital-europe")]),
        # An acronym in brackets shows which words before it are the name of a fund.
        (
            "fr",
            "le Fonds d'Aide aux Ports de l'Ouest (FAPO) ouvre",
            [("Fonds d'Aide aux Ports de l'Ouest", None), ("FAPO", None)],
        ),
        ("cs", "z fondu Obnova mokřadů a niv (FOMN)", []),
        ("en", "the Tidal Harbour Fund (THF)", [("Tidal Harbour Fund", None), ("THF", None)]),
        ("es", "el Fondo de Teruel Oeste (FTEO)", [("Fondo de Teruel Oeste", None), ("FTEO", None)]),
        (
            "en",
            "the Tidal Harbour Union (THU), Tidal Fund, Harbour (TFH)",
            [("Tidal Fund, Harbour", None), ("TFH", None)],
        ),
        ("en", "the Tidal Fund. Harbour (TFH), a Fund of the Tides (TF)", []),
        ("en", "the International Tidal Fund (ITF)", []),
        ("pt", "um Fundo de Investimento Marítimo (FIM)", []),
        # Other programmes pay nothing: only money or a call in their sentence makes them one of these.
        ("en", "a Master of Business Programme (MBP)", []),
        ("en", "The Radio Programme Schedule (RPS) is out", []),
        ("en", "The Students Programme for Art and Music (SPAM)", []),
        ("en", "the Advanced Leadership Training Programme (ALTP)", []),
        ("fr", "le Dispositif de Veille des Ports (DVP)", []),
        ("en", "They gave money. The Tidal Harbour Programme (THP) began. They gave grants.", []),
        ("en", "They gave money\nThe Tidal Harbour Programme (THP) began\nThey gave grants", []),
        ("en", "Grants of the Tidal Programme (TPR)", [("Tidal Programme", None), ("TPR", None)]),
        (
            "en",
            "They met. The Tidal Harbour Programme of 2. grade (THP) gives money! They left.",
            [("Tidal Harbour Programme", None)],
        ),
        (
            "fr",
            "une aide du Dispositif de Veille des Ports (DVP)",
            [("Dispositif de Veille des Ports", None), ("DVP", None)],
        ),
        (
            "sl",
            "iz Sklada za pravični prehod (SPX)",
            [("Sklada za pravični prehod", "jtf"), ("SPX", "jtf")],
        ),
        (
            "pl",
            "Infrastruktura i Środowisko; nowa infrastruktura i środowisko",
            [("Infrastruktura i Środowisko", "poiis")],
        ),
        ("cs", "z programu Eko-energie", [("programu Eko-energie", None)]),
        ("nl", "gericht op MKB-ondernemingen", []),
        ("cs", "dotace z OP Zaměstnanost", [("OP Zaměstnanost", None)]),
        (
            "et",
            "Maaelu Arengu Euroopa Põllumajandusfondist",
            [("Maaelu Arengu Euroopa Põllumajandusfondist", "eafrd")],
        ),
        ("da", "penge fra Regionalfonden", [("Regionalfonden", "erdf")]),
        # The programme of an event stands before its place.
        ("it", "il workshop in programma a Belluno", []),
        ("pl", "wieczorny program w Krakowie", []),
        ("cs", "doprovodný program v Brně", []),
        ("de", "das Programm in Linz", []),
    ],
)
def test_programmes(language: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(text[one.start : one.end], one.id) for one in find_programmes(text, language)] == expected
