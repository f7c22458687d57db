"""Words beside a date that say what it is the date of: published, changed, or of an event.

Labels of publication and change are those of the date tables; what speaks of events, deadlines and lists of either
stands here, in the 24 languages of the Union and a few neighbours. All are compared folded (lower case, no accents).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from clusterwatch.dates.lexicon import Role, lexicon
from clusterwatch.text import fold

Meaning = Literal["published", "changed", "event"]

# Speak of what is to come wherever they stand before a date.
_STRONG = """
deadline; deadlines; due date; closing date; apply by; register by; registration until; registration deadline
save the date; event date; date of event; date of the event; date and time; date and place; date and venue
takes place on; will take place; held on; starts on; ends on; valid until; valid from; expires; expires on
échéance; date limite; clôture; jusqu'au; inscription jusqu'au; inscriptions jusqu'au; date et lieu
date de l'événement; aura lieu
dates et lieu; expire le; valable jusqu'au; date de clôture; date de fin; date de début; rendez-vous le
frist; anmeldefrist; anmeldeschluss; einsendeschluss; bewerbungsschluss; bewerbungsfrist; einreichfrist; abgabefrist
stichtag; gültig bis; gültig ab; gültig seit; findet statt; veranstaltungsdatum; datum und ort; ort und datum
datum & ort
datum und uhrzeit; anmeldung bis
fecha límite; plazo; plazo de inscripción; hasta el; fecha del evento; fecha y lugar; lugar y fecha; fecha y hora
vence; cierre
scadenza; scade; entro il; termine ultimo; data evento; data dell'evento; data e luogo; luogo e data; data e ora
prazo; data limite; até ao dia; inscrições até; data do evento; data e local; local e data; data e hora
uiterste datum; inschrijven tot; aanmelden vóór; sluitingsdatum; datum en plaats; datum en locatie
datum evenement; geldig tot
tilmeldingsfrist; ansøgningsfrist; senest den; tid og sted; dato og sted; frist for; tilmelding senest
sista dag; sista anmälningsdag; anmälan senast; sista ansökningsdag; senast den; tid och plats; datum och plats
datum och tid
määräaika; viimeinen ilmoittautumispäivä; ilmoittaudu viimeistään; viimeistään; aika ja paikka; hakuaika
tähtaeg; registreerimise tähtaeg; registreeru hiljemalt; hiljemalt; aeg ja koht; toimumisaeg
termiņš; pieteikties līdz; pieteikšanās termiņš; norises laiks; laiks un vieta; norises vieta
terminas; registracija iki; galutinis terminas; registruotis iki; laikas ir vieta; renginio data
termin składania; termin nadsyłania; termin zgłoszeń; zgłoszenia do; rejestracja do; data wydarzenia; data i miejsce
miejsce i data; nabór do; ważne do; termin wydarzenia
uzávěrka; termín podání; přihlášky do; registrace do; termín konání; datum konání; datum a místo; platnost do
uzávierka; termín podania; prihlášky do; registrácia do; dátum konania; termín konania; dátum a miesto; platnosť do
határidő; jelentkezési határidő; beadási határidő; regisztrációs határidő; esemény időpontja; időpont és helyszín
rok za prijavu; rok prijave; prijave do; krajnji rok; datum održavanja; vrijeme i mjesto; mjesto i vrijeme
datum događanja
rok za prijavo; rok prijave; prijavni rok; datum dogodka; čas in kraj; datum in kraj; kraj in datum
termen limită; termen; data limită; înscrieri până; data evenimentului; data și locul; locul și data
краен срок; срок; до дата; дата на събитието; дата и място; място и дата; дата на провеждане
προθεσμία; καταληκτική ημερομηνία; ημερομηνία εκδήλωσης; ημερομηνία και τόπος; ημερομηνία διεξαγωγής; έως τις
spriocdháta; dáta deiridh; dáta an imeachta; dáta agus áit; skadenza; data tal-għeluq; data u post
påmeldingsfrist; søknadsfrist; крайній термін; data límit; termini
"""
# Are labels only before a colon or a question mark, or in a cell of their own: else they are common words, or name
# a section.
_WEAK = """
event; event; when; where; start; end; starts; ends; begin; begins; from; until; opening; venue; location
registration; webinar
évènement; événement; quand; où; début; fin; inscription; inscriptions; lieu; agenda
veranstaltung; termin; termine; wann; wo; beginn; ende; anmeldung; ort; veranstaltungsort
evento; cuándo; dónde; inicio; fin; inscripción; inscripciones; lugar; hasta
quando; dove; inizio; fine; iscrizione; iscrizioni; luogo; data inizio; data fine
onde; início; fim; inscrição; inscrições; local; datas
evenement; wanneer; waar; einde; inschrijving; inschrijven; aanmelden; locatie; plaats
begivenhed; arrangement; hvornår; hvor; starter; slutter; tilmelding; sted; tidspunkt
evenemang; när; var; startar; slutar; anmälan; plats; tid; händelse
tapahtuma; milloin; missä; alkaa; päättyy; ilmoittautuminen; paikka; aika; ajankohta
sündmus; üritus; millal; kus; algus; lõpp; registreerimine; koht; aeg; toimub
pasākums; kad; kur; sākums; beigas; pieteikšanās; vieta; norise; laiks
renginys; kada; kur; pradžia; pabaiga; registracija; vieta; laikas
wydarzenie; termin; terminy; kiedy; gdzie; początek; koniec; zgłoszenia; rejestracja; miejsce
událost; akce; termín; kdy; kde; začátek; konec; přihlášky; registrace; místo
udalosť; podujatie; termín; kedy; kde; začiatok; koniec; prihlášky; registrácia; miesto
esemény; rendezvény; időpont; mikor; hol; kezdete; kezdés; vége; jelentkezés; regisztráció; helyszín
događaj; događanje; termin; gdje; početak; kraj; završetak; prijave; mjesto; mjesto održavanja
dogodek; termin; kdaj; kje; začetek; konec; prijave; prijava; kraj; lokacija
eveniment; când; unde; început; începe; sfârșit; înscrieri; înregistrare; locul; perioada
събитие; кога; къде; начало; край; регистрация; място
εκδήλωση; πότε; πού; έναρξη; λήξη; εγγραφές; τόπος; τοποθεσία
imeacht; cathain; cá háit; áit; tosach; avveniment; fejn; arrangement; påmelding; esdeveniment; подія
"""
# Headings of lists whose dates are those of events.
_LISTS = """
events; upcoming events; next events; our events; upcoming; calendar; event calendar; agenda; diary; save the date
what's on
événements; évènements; évènements à venir; événements à venir; à venir; prochains événements
prochains évènements; calendrier
l'agenda; notre agenda; prochains rendez-vous
veranstaltungen; veranstaltungskalender; termine; nächste termine; kommende veranstaltungen; kalender
nächste veranstaltungen
aktuelle termine; aktuelle veranstaltungen; eventi; prossimi eventi; calendario; appuntamenti; eventos
próximos eventos
evenementen; aankomende evenementen; activiteiten; arrangementer; kommende arrangementer; begivenheder; evenemang
kommande evenemang; kalendarium; tapahtumat; tulevat tapahtumat; tapahtumakalenteri; sündmused; üritused; kalender
tulevad sündmused
pasākumi; gaidāmie pasākumi; kalendārs; renginiai; artimiausi renginiai; kalendorius; wydarzenia
nadchodzące wydarzenia
kalendarz; kalendarium; akce; nejbližší akce; nadcházející akce; události; kalendář; kalendář akcí; podujatia
udalosti; kalendár
najbližšie podujatia; események; rendezvények; közelgő események; naptár; eseménynaptár; događaji; događanja
nadolazeći događaji
kalendar; dogodki; prihajajoči dogodki; koledar; evenimente; evenimente viitoare; calendar; събития
предстоящи събития; календар
εκδηλώσεις; προσεχείς εκδηλώσεις; ημερολόγιο; imeachtaí; avvenimenti; esdeveniments; archive; archives; archiv
archivio; archivo
arquivo; arhiv; arhiva; archief; arkiv; arkisto; arhiiv; arhīvs; archyvas; archiwum; archív; archívum; arhivă
архив; αρχείο
"""
_REACH = 45  # characters between a label and its date
_LABEL = 40  # characters of a line that is a label and nothing else
_LIST = 40  # characters of a heading of a list
_MOST = 400  # characters of a line that are looked through
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")


class Label(NamedTuple):
    """A label in a text that was folded: where it stands and what it says."""

    start: int
    end: int
    meaning: Meaning


@lru_cache(maxsize=1024)
def find_labels(text: str) -> tuple[Label, ...]:
    """All labels of a folded text, in order; what speaks of events only behind the rules above."""
    published, changed = _told()
    found = [Label(m.start(), m.end(), "event") for m in _events().finditer(text)]
    for match in _WORD.finditer(text):
        if match[0] in published:
            found.append(Label(match.start(), match.end(), "published"))
        elif match[0] in changed:
            found.append(Label(match.start(), match.end(), "changed"))
    for phrase, meaning in _phrases():
        at = text.find(phrase)
        if at >= 0:
            found.append(Label(at, at + len(phrase), meaning))
    return tuple(sorted(found))


def meaning_beside(before: str, after: str) -> Meaning | None:
    """What the words before a date and behind it say of it; publication where both are said."""
    head, tail = _folded(before[-60:]), _folded(after[:30])
    ahead = [label for label in find_labels(head) if len(head) - label.end <= _REACH]
    behind = [label for label in find_labels(tail) if not _DIGIT.search(tail, label.end)]
    said = {label.meaning for label in (*ahead, *behind) if label.meaning != "event"}
    if ahead and ahead[-1].meaning == "event" and not _DIGIT.search(head, ahead[-1].end):
        return "event"
    return "published" if "published" in said else "changed" if said else None


def meaning_alone(line: str, *, cell: bool = False) -> Meaning | None:
    """What a line says that is nothing but a label: `Last update`, `Deadline:`; `cell`: it names what follows."""
    if len(line) > _LABEL or _DIGIT.search(line):
        return None
    folded = _folded(line).strip(" \t–-|•*")
    if len(_WORD.findall(folded)) > 4 or folded.endswith((".", "!", "?")):
        return None
    labels = find_labels(f"{folded}:" if cell else folded)
    return labels[-1].meaning if labels else None


def heads_events(line: str) -> bool:
    """True for the heading of a list of events or of an archive, in any of the languages."""
    return len(line) <= _LIST and " ".join(_WORD.findall(fold(line))) in _lists()


def meanings_of_times(text: str, count: int) -> list[Meaning | None]:
    """What each of `count` `<time>` elements of a line is, as far as the labels of the line tell, in order."""
    labels = [label for label in find_labels(_folded(text[:_MOST])) if label.meaning != "event"]
    runs = [
        label.meaning for n, label in enumerate(labels) if not n or labels[n - 1].meaning != label.meaning
    ]
    if count == 1 and len(runs) == 1:
        return [runs[0]]
    if len(runs) == count:
        return list(runs)
    if count == 2 and runs == ["changed"]:  # 12 May (updated 15 June)
        return [None, "changed"]
    return [None] * count


def _folded(text: str) -> str:
    return fold(text).replace("’", "'")


@cache
def _told() -> tuple[frozenset[str], frozenset[str]]:
    known = lexicon(()).words.items()
    published = frozenset(word for word, meaning in known if Role.PUBLISHED in meaning.roles)
    return published, frozenset(word for word, meaning in known if Role.UPDATED in meaning.roles) - published


@cache
def _phrases() -> tuple[tuple[str, Meaning], ...]:
    """Labels that are several words: `mis à jour`, `lagt op`."""
    found: list[tuple[str, Meaning]] = []
    for many in lexicon(()).phrases.values():
        for parts, word in many:
            if word.roles & Role.LABEL:
                meaning: Meaning = "published" if Role.PUBLISHED in word.roles else "changed"
                found.append((" ".join(parts), meaning))
    return tuple(found)


def _table(table: str) -> list[str]:
    entries = {fold(entry.strip()) for entry in re.split(r"[;\n]", table) if entry.strip()}
    return sorted(entries, key=len, reverse=True)


@cache
def _events() -> re.Pattern[str]:
    strong, weak = ("|".join(map(re.escape, _table(table))) for table in (_STRONG, _WEAK))
    return re.compile(rf"(?<!\w)(?:(?:{strong})(?!\w)|(?:{weak})\s?[:?])")


@cache
def _lists() -> frozenset[str]:
    return frozenset(" ".join(_WORD.findall(entry)) for entry in _table(_LISTS))
