"""Lines that belong to a page and not to a post: labels of lists, share bars, picture credits, bylines.

Short lines that stand alone, in the languages of Europe; a sentence of a post never has these shapes.
"""

from __future__ import annotations

import re
from collections import defaultdict

# A line that begins so is furniture up to 200 characters.
_OPENINGS = """
read also; also read; see also; read more; read next; watch next; you might also; you may also; sign up for
sign up to; sign up now
subscribe to; subscribe now; subscribe for; join our newsletter; follow us; story continues below
scroll to continue; click here to
all rights reserved; leave a reply; leave a comment; filed under; posted in; by continuing
this website uses cookies; we use cookies
this post may contain affiliate; share this; share on; tell us what you think; download pdf; tags:; tag:
categories:; category:
topics:; keywords:; more on this; related articles; related posts; related stories; related topics; related news
recommended for you
lire aussi; à lire aussi; lire la suite; à lire également; lire également; voir aussi; à voir aussi; suivez-nous
abonnez-vous
inscrivez-vous à; sur le même sujet; articles liés; articles similaires; article similaire; mots-clés; mots clés
partager sur
partager cet; retrouvez-nous sur; en savoir plus sur
lesen sie auch; lesen sie hier; lesen sie mehr; lesen sie dazu; mehr zum thema; das könnte sie; das könnte dich
auch interessant
weiterlesen; artikel teilen; artikel drucken; artikel merken; empfohlener redaktioneller; externer inhalt
teilen sie; folgen sie uns
jetzt abonnieren; newsletter abonnieren; schlagwörter; schlagworte; zur startseite; ähnliche beiträge
ähnliche artikel
weitere artikel; weitere beiträge; verwandte artikel; verwandte themen; zum newsletter; diesen artikel teilen
leggi anche; leggi tutto; condividi su; condividi questo; potrebbe interessarti; potrebbero interessarti
iscriviti alla; seguici su
this entry was posted; this post was written by; dieser beitrag wurde; dieser artikel wurde am
cette entrée a été publiée
questo articolo è stato pubblicato; esta entrada fue publicada; dit bericht werd geplaatst; ten wpis został opublikowany
article réservé aux abonnés; la suite est réservée aux abonnés; this article is for subscribers; nur für abonnenten
articoli correlati; ti potrebbe interessare; tutti i diritti riservati
lea también; lee también; leer más; te puede interesar; compartir en; síguenos en; suscríbete a; etiquetas:
noticias relacionadas
artículos relacionados; todos los derechos reservados; también te puede
leia também; leia mais; compartilhe; partilhar no; siga-nos; subscreva a; artigos relacionados
notícias relacionadas
lees ook; lees meer; lees verder; volg ons; deel dit; deel op; schrijf je in; gerelateerde artikelen; meer over
læs også; læs mere; les også; les mer; läs också; läs mer; läs även; lue myös; lue lisää; del på; dela på
tilmeld dig; følg os
czytaj też; czytaj także; czytaj więcej; czytaj również; zobacz też; zobacz także; zobacz również; udostępnij
obserwuj nas; zapisz się
čtěte také; čtěte též; čtěte více; přečtěte si; čítajte aj; čítajte viac; prečítajte si; sdílet na; zdieľať na
sledujte nás
citește și; citeşte şi; citiți și; distribuie pe; urmărește-ne; abonează-te; olvassa el; olvasd el; kövessen
iratkozzon fel
preberite še; preberite tudi; pročitajte i; pročitajte još; pratite nas; podijelite; delite na; sledite nam
διαβάστε επίσης; διαβάστε ακόμα; διαβάστε περισσότερα; ακολουθήστε μας; κοινοποιήστε
прочетете още; прочети още; прочети също; последвайте ни; сподели в; читайте также; поделиться
skaitykite taip pat; skaitykite daugiau; dalintis; sekite mus; lasi arī; lasi vēl; seko mums; dalies; loe ka
loe lisaks; loe veel; jaga
aqra wkoll; léigh freisin; lean muid
"""
# A line that begins so is furniture when it is short and no sentence.
_LABELS = """
share; related; recommended; most read; most popular; trending; more from; more on; more about; latest news
loading; copyright; ©; posted by
partager; mehr zu; mehr aus; mehr über; teilen; newsletter; condividi; compartir; delen; dela; sdílet; zdieľať
distribuie; megosztás
autor:; author:; authors:; auteur:; quelle:; quellen:; source:; sources:; fuente:; fonte:; źródło:; zdroj:
zdroj foto; forrás:; sursa:
"""
# A line that is only this, with or without a colon.
_WHOLE = """
tweet; share; print; email; e-mail; advertisement; advertising; ad; next; previous; prev; comments; no comments
back to top; tags; read more
publicité; imprimer; commentaires; partager; retour; précédent; suivant; anzeige; werbung; drucken; teilen
kommentare; nach oben; zurück
zum thema; pubblicità; stampa; commenti; publicidad; imprimir; comentarios; publicidade; comentários
advertentie; reacties; afdrukken
annonse; annons; annonce; mainos; reklama; reklám; reklamă; oglas; реклама; διαφήμιση; reklaam; reklāma
kommentarer; komentarze; komentáře
komentáre; hozzászólások; comentarii; komentarji; komentari; коментари; σχόλια; komentarai; komentāri
kommentaarid; kommentit; print this page
"""


def _by_first_word(table: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for phrase in re.split(r"[;\n]", table.casefold()):
        if phrase.strip():
            found[phrase.split()[0].rstrip(":")].append(phrase.strip())
    return {word: tuple(phrases) for word, phrases in found.items()}


_OPENING, _LABEL = _by_first_word(_OPENINGS), _by_first_word(_LABELS)
_ALONE = frozenset(phrase.strip() for phrase in re.split(r"[;\n]", _WHOLE.casefold()) if phrase.strip())
_LONGEST, _LONG_LABEL = 200, 60

_PICTURE = (
    r"photos?|fotos?|fotografía|fotografia|fotografie|images?|imagen|bild|bilder|pictures?|illustration|photograph"
    r"|photographer|credits?|crédits?|crédit photo|image credit|photo credit|bildquelle|bildrechte|quelle|grafik"
    r"|zdjęcie|zdjęcia|фото|снимка|video|vidéo|symbolbild|archivbild|fotó|kuva|φωτογραφία|nuotrauka|foto autors|slika"
)
# Tried on lower-case lines: a pattern that ignores case takes several times as long.
_CREDIT = re.compile(rf"^\W{{0,3}}(?:{_PICTURE})\b\s*(?::|/|©|\(c\)|by\b|von\b|credit)")
_CREDIT_TAIL = re.compile(
    rf"(?:^|[\s(\[|/.,])(?:{_PICTURE}|photo by)\s?(?::|/|©|\(c\))\s?[^.!?]{{2,70}}[)\]]?$"
    r"|\|\s*\d{1,2}:\d{2}\s*min\W*$|(?:©|getty images|\(c\))[^.!?]{0,50}$"
    r"|/\s?(?:afp|ap|reuters|dpa|epa|imago|getty)\W{0,3}$"
)
_PICTURED = re.compile(
    r"^(?:pictured|im bild|auf dem (?:bild|foto)|en la (?:imagen|foto)|sur la photo|nella foto"
    r"|na (?:zdjęciu|snímku|fotografii)"
    r"|på bilden|på billedet|på bildet|kuvassa|op de foto|a képen|în imagine|na sliki|στη φωτογραφία|на снимката)\b"
)
_HEAD, _TAIL = 80, 110  # characters that a label takes at most, and a credit at the end of a line
_CREDIT_SIGNS = (":", "/", "©", "(c)", "getty")
_BYLINE = re.compile(
    r"^(?:by|from|von|par|por|di|door|av|af|od|autor\w*|authors?|redaktion|redazione|text|texte|words|reporting"
    r"|publi\w+|posted|updated?|last updated?|stand|mis à jour|aktualisiert|aktualizacja|actualizado|aggiornato"
    r"|opublikowano|erstellt|veröffentlicht|lesezeit|reading time|temps de lecture|\d+ min\w*)\b"
)
_CLOCK = re.compile(r"\d{1,2}\s?[.:/h-]\s?\d{2}\b|\b(?:19|20)\d\d\b")
_WORD, _SENTENCE = re.compile(r"[^\W\d_]{2,}"), 5
_LABELLED = (": ", "|", "·")


def is_stock_phrase(line: str) -> bool:
    """True for a short line that belongs to the page and not to the post."""
    size = len(line)
    if size > _LONGEST:
        return False
    head = line[:_HEAD]
    folded = head.casefold().lstrip("»›>→▶•[(*- ")
    if size <= _HEAD and folded.rstrip(" :") in _ALONE:
        return True
    word = folded.split(" ", 1)[0].rstrip(":")
    openings, labels = _OPENING.get(word), _LABEL.get(word)
    if openings and folded.startswith(openings):
        return True
    if labels and size <= _LONG_LABEL and not line.endswith((".", "!", "?")) and folded.startswith(labels):
        return True
    return size < 120 and _CREDIT.match(head.lower()) is not None


def is_caption(line: str) -> bool:
    """True for a line that ends in the credit of a picture."""
    if len(line) >= 300:
        return False
    if _PICTURED.match(line[:_HEAD].lower()) is not None:
        return True
    tail = line[-_TAIL:].lower()
    for sign in _CREDIT_SIGNS:
        if sign in tail:
            return _CREDIT_TAIL.search(tail, len(line) > _TAIL) is not None  # a cut is no beginning
    return False


def is_byline(line: str) -> bool:
    """True for a short line with an author, a date or a reading time."""
    if len(line) >= 120:
        return False
    if _BYLINE.match(line.lower()) is not None:
        return True
    return len(line) < 80 and _CLOCK.search(line) is not None and not _is_sentence(line)


def _is_sentence(line: str) -> bool:
    """True for words enough that end as a sentence does, without a label: it tells of a day, not only names it."""
    ends = line.endswith((".", "!", "?", "…")) and not any(mark in line for mark in _LABELLED)
    return ends and len(_WORD.findall(line)) >= _SENTENCE
