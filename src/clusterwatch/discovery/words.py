"""Words of the sites' furniture in the languages of Europe; compared folded (text.fold), so accents do not matter."""

from __future__ import annotations

from clusterwatch.text import fold


def _folded(words: str) -> frozenset[str]:
    """The comma-separated words, folded."""
    return frozenset(fold(w).strip() for w in words.replace("\n", ",").split(",") if w.strip())


# What the link to the news page is called: the page of all news …
NEWS = _folded("""
    новини, актуално, новости, novosti, vijesti, aktualno, aktualnosti, aktuality, novinky, zprávy,
    zpravodajství, nyheder, aktuelt, nyt, seneste nyt, nieuws, actueel, actualiteiten, laatste nieuws,
    news, newsroom, latest news, all news, our news, news and updates, latest updates, news archive,
    uudised, uudiskiri ja uudised, uutiset, ajankohtaista, actualités, actualité, actus, l'actualité,
    l'actu, nos actualités, nos actus, toutes les actualités, les actualités, les actus, actu, actualites
    du pole, nouvelles, les articles, aktuelles, nachrichten, neuigkeiten, meldungen, aktuelle meldungen,
    neues, alle meldungen, νέα, τα νέα μας, ειδήσεις, επικαιρότητα, νεα ανακοινωσεις, ανακοινώσεις, hírek,
    aktuális, aktualitások, híreink, friss hírek, nuacht, scéalta, an nuacht is déanaí, notizie, novità,
    attualità, ultime notizie, le notizie, le news, ziņas, jaunumi, aktualitātes, jaunākās ziņas,
    naujienos, aktualijos, aħbarijiet, l-aħbarijiet, aktualności, wiadomości, nowości, co nowego,
    notícias, novidades, atualidade, atualidades, actualidade, știri, noutăți, actualitate, stiri si
    noutati, správy, novice, obvestila, noticias, actualidad, novedades, últimas noticias, nyheter,
    aktuellt, siste nytt, senaste nytt, fréttir, notícies, actualitat, novetats, albisteak, berriak,
    gaurkotasuna, вести, актуелности, vesti, aktuelnosti, haberler, tüm haberler, guncel
""")
# … or of some of them, which serves where there is no better.
NEARLY_NEWS = _folded("""
    blog, press, presse, prensa, pressroom, press releases, press release, announcements, media, stories,
    updates, articles, publications, communiqués, communiqués de presse, espace presse,
    pressemitteilungen, pressemeldungen, magazin, magazine, journal, tiskové zprávy, tlačové správy,
    pressemeddelelser, persberichten, pressiteated, tiedotteet, δελτία τύπου, δελτια τυπου, közlemények,
    sajtóközlemények, sajtó, comunicati, comunicati stampa, rassegna stampa, preses relīzes, pranešimai
    spaudai, pranešimai, stqarrijiet, komunikaty, komunikaty prasowe, wydarzenia, comunicados, imprensa,
    comunicate, comunicate de presă, anunțuri, sporočila za javnost, sala de prensa, notas de prensa,
    pressmeddelanden, pressemeldinger, sala de premsa, priopćenja, obavijesti, съобщения, прессъобщения,
    саопштења, оголошення, пресрелізи, duyurular, pressreleases, blogi, blogas, blogs, tinaklarastis
""")
# The same as they stand in addresses.
NEWS_PATH = frozenset(w.replace(" ", "-").replace("'", "-") for w in NEWS | NEARLY_NEWS) | _folded("""
    actualite, actualites, aktuelles, aktualnosci, nieuwsberichten, nouvelle, post, posts, article,
    articles, artikel, artikkeli, story, nyhed, nyhet, uutinen, uudis, novica, notizia, noticia, hir,
    hirek, cikk, clanek, clanky, clanok, zina, naujiena, stire, wiadomosc, frett, communique, communiques,
    news-list, newsdetail, news-detail, community-news, press-release, pressrelease, pressemitteilung,
    jaunums, spotlight, insights, aktualita, meldung, beitrag, beitraege
""")

# A list of what is to come, not of what was told; a calendar.
EVENTS = _folded("""
    event, events, upcoming events, agenda, calendar, calendrier, kalender, kalendarz, calendario,
    calendário, kalendar, kalendár, kalendář, koledar, veranstaltung, veranstaltungen, termine,
    terminkalender, evenement, evenements, événements, évènements, événement, evenementen, manifestations,
    arrangementer, arrangementen, evenemang, tapahtumat, tapahtuma, tapahtumakalenteri, sündmused,
    üritused, pasākumi, notikumi, pasākumu kalendārs, renginiai, renginių kalendorius, rendezvények,
    események, eseménynaptár, akce, podujatia, udalosti, události, dogodki, dogodek, događaji, događanja,
    dogadjaji, събития, предстоящи събития, календар, εκδηλώσεις, ημερολόγιο, eventi, evento, eventos,
    próximos eventos, esdeveniments, ekitaldiak, agenda de eventos, evenimente, wydarzenie, avvenimenti,
    viðburðir, подіі, події, догађаји, etkinlikler, etkinlik, imeachtaí, avvenimenti, attivitajiet,
    kommende veranstaltungen, nächste termine, prochains événements, nadchodzące wydarzenia, kommende
    arrangementer, kommande evenemang, webinars, webinar, trainings, formations, seminars, trade fairs,
    save the date
""")
# Blocks beside the news that carry links with titles too.
ASIDE = _folded("""
    related, related articles, related posts, related news, related content, read also, see also, most
    read, popular, most popular, trending, tags, categories, archives, archive, topics, quick links,
    useful links, links, partners, our partners, members, our members, follow us, newsletter, comments,
    recent comments, à lire aussi, voir aussi, les plus lus, articles les plus lus, liens utiles, liens,
    partenaires, nos partenaires, adhérents, nos adhérents, nos membres, catégories, étiquettes,
    mots-clés, archives, meistgelesen, das könnte sie auch interessieren, kategorien, schlagwörter,
    partner, unsere partner, mitglieder, links, nützliche links, najczęściej czytane, kategorie,
    partnerzy, członkowie, archiwum, polecane, przydatne linki, legolvasottabb, kategóriák, partnereink,
    kapcsolódó, más leídas, etiquetas, categorías, enlaces de interés, socios, archivos, i più letti,
    categorie, link utili, archivio, soci, nejčtenější, odkazy, partneři, členové, najčítanejšie,
    partneri, členovia, arhiva, povezave, kategorije, člani, najbolj brano, cele mai citite, parteneri,
    membri, arhivă, etichete, meest gelezen, leden, onze partners, gerelateerd, mest lästa, medlemmar,
    relaterade, mest læste, medlemmer, luetuimmat, jäsenet, kumppanit, архив, партньори, членове,
    категории, най-четени, αρχείο, συνεργάτες, κατηγορίες, μέλη, σχετικά, projects, our projects, projets,
    nos projets, projekte, services, offres d'emploi, jobs, job offers, stellenangebote, naslovnica,
    publications, documents, downloads
""")
HEADLINES = NEWS | EVENTS | ASIDE

# Links whose own text is not a title.
GENERIC = _folded("""
    read more, more, read, learn more, find out more, continue reading, continue, see more, view more,
    details, more details, full story, read article, read the article, view, open, link, here, click here,
    more info, more information, discover, lire la suite, en savoir plus, lire, lire plus, suite, voir,
    plus, voir plus, voir l'article, lire l'article, découvrir, savoir plus, plus d'infos, plus
    d'informations, la suite, accéder, consulter, lire l'actualité, voir l'actualité, weiterlesen, mehr,
    mehr erfahren, mehr lesen, weiter, zum artikel, mehr dazu, mehr informationen, weitere informationen,
    ganzen artikel lesen, zur meldung, hier, czytaj więcej, więcej, czytaj dalej, czytaj, zobacz więcej,
    dowiedz się więcej, zobacz, czytaj całość, číst více, více, celý článek, čítať viac, viac, čítať
    ďalej, číst dál, zjistit více, detail, pokračovat, tovább, bővebben, részletek, olvass tovább, tovább
    olvasom, elolvasom, leer más, más, ver más, seguir leyendo, saber más, más información, continuar
    leyendo, ler mais, saiba mais, mais, ver mais, continuar a ler, saber mais, leggi, leggi tutto,
    continua, continua a leggere, leggi di più, scopri di più, scopri, approfondisci, lees meer, meer,
    lees verder, meer lezen, meer info, verder lezen, bekijk, læs mere, mere, læs, les mer, mer, läs mer,
    läs, mera, läs vidare, lue lisää, lisää, lue, loe edasi, loe lähemalt, loe, lasīt vairāk, vairāk,
    lasīt tālāk, lasīt, skaityti, skaityti daugiau, daugiau, plačiau, skaityti toliau, citește mai mult,
    mai mult, citeste, afla mai mult, detalii, citește, preberi več, več, beri naprej, preberi, pročitaj
    više, više, opširnije, saznaj više, pročitajte više, detaljnije, dalje, прочети още, още, повече, виж
    повече, прочетете повече, научи повече, περισσότερα, διαβάστε περισσότερα, δείτε περισσότερα,
    διαβάστε, συνέχεια, aqra aktar, aktar, llegir més, més, llegeix més, irakurri gehiago, gehiago,
    прочитај више, више, опширније, читати далі, детальніше, докладніше, більше, devamı, devamını oku,
    daha fazla, lesa meira, meira, nánar, níos mó, léigh tuilleadh, share, permalink, image, photo, foto,
    continue reading →, post, article
""")

NEXT = _folded("""
    next, next page, older, older posts, older entries, older news, older articles, suivant, suivante,
    page suivante, suivants, articles plus anciens, articles précédents plus anciens, plus anciens,
    publications plus anciennes, actualités plus anciennes, weiter, nächste, nächste seite, vorwärts,
    ältere beiträge, ältere artikel, ältere meldungen, ältere, następna, następny, następna strona, dalej,
    następne, starsze wpisy, starsze, starsze posty, další, další stránka, starší příspěvky, starší,
    následující, ďalšia, ďalší, ďalšie, nasledujúca, staršie, staršie príspevky, következő, következő
    oldal, korábbi bejegyzések, régebbi bejegyzések, régebbiek, siguiente, página siguiente, siguientes,
    entradas anteriores, más antiguas, entradas antiguas, seguinte, próxima, próximo, página seguinte,
    artigos mais antigos, mais antigos, successivo, successiva, pagina successiva, prossimo, avanti,
    articoli meno recenti, articoli precedenti, più vecchi, volgende, volgende pagina, oudere berichten,
    ouder, næste, næste side, ældre indlæg, ældre, neste, neste side, eldre innlegg, eldre, nästa, nästa
    sida, äldre inlägg, äldre, seuraava, seuraava sivu, vanhemmat, vanhemmat artikkelit, järgmine,
    järgmine leht, vanemad postitused, vanemad, nākamā, nākamais, tālāk, nākamā lapa, vecāki ieraksti,
    kitas, kitas puslapis, toliau, senesni įrašai, sekantis, următor, următoarea, pagina următoare,
    înainte, articole mai vechi, mai vechi, naslednja, naprej, naslednja stran, starejši prispevki,
    starejše, sljedeća, sljedeće, iduća, dalje, starije objave, starije, slijedeća, следваща, следваща
    страница, напред, по-стари публикации, по-стари, επόμενη, επόμενο, επόμενη σελίδα, παλαιότερα άρθρα,
    παλαιότερα, li jmiss, següent, pàgina següent, entrades més antigues, hurrengoa, zaharragoak, следећа,
    sledeća, старији чланци, наступна, далі, старіші записи, sonraki, sonraki sayfa, eski yazılar, næsta,
    næsta síða, eldri færslur, ar aghaidh, load more, show more, more news, more posts, voir plus
    d'actualités, afficher plus, charger plus, plus d'actualités, mehr laden, mehr anzeigen, weitere
    meldungen, załaduj więcej, pokaż więcej, načíst další, cargar más, carica altro, carica altri, meer
    laden, vis flere, hent flere, visa fler, lataa lisää, több betöltése, carregar mais, încarcă mai
    multe, naloži več, učitaj više, зареди още
""")
NEXT_MARKS = ("›", "→", ">", "❯", "▶", "►", "⟩", "〉", "⇒", "»", ">>")  # the double ones may mean the last
PREVIOUS_MARKS = ("‹", "←", "«", "<", "❮", "◀", "◄", "⟨", "〈")

# Where an address's segment says that it is an index of posts, a form or a file of the site, never a post …
INDEX_SEGMENTS = _folded("""
    tag, tags, author, authors, auteur, auteurs, autor, autores, autore, autoren, category, categories,
    categorie, kategorie, kategorien, kategoria, kategorija, kategori, categoria, etiquette, etiquettes,
    etiqueta, mot-cle, mots-cles, schlagwort, stichwort, thema, tema, temat, taxonomy, archive, archives,
    archiv, archiwum, arhiva, archivo, archivio, topic, topics, label, labels
""")
FORM_SEGMENTS = _folded("""
    login, signin, sign-in, log-in, logout, register, registration, wp-login.php, wp-admin, wp-json,
    wp-content, connexion, inscription, anmelden, anmeldung, registrieren, logowanie, prihlaseni,
    prihlasenie, prihlasit, inloggen, accedi, search, recherche, suche, szukaj, hledat, hladat, buscar,
    cerca, ricerca, zoeken, sok, haku, kereses, cautare, iskanje, pretraga, otsing, paieska, meklet, feed,
    rss, rss.xml, atom.xml, feed.xml, cart, panier, warenkorb, checkout, shop, my-account, mon-compte,
    account, user, users, profile, cdn-cgi, sitemap, sitemap.xml, plan-du-site, plan-site, xmlrpc.php,
    print, imprimer, download, downloads, newsletter, newsletters, unsubscribe, subscribe, abonnement,
    cookies, javascript
""")
# … or says so only where it is the last one (an about page is none, a post beneath it may be one).
PAGE_SEGMENTS = _folded("""
    about, about-us, a-propos, qui-sommes-nous, ueber-uns, uber-uns, o-nas, o-nama, rolunk, over-ons,
    om-os, om-oss, om, chi-siamo, quienes-somos, sobre-nosotros, sobre-nos, quem-somos, despre-noi,
    despre, par-mums, apie-mus, apie, meist, meista, contact, contacts, contact-us, contactez-nous,
    kontakt, kontakte, kontakty, kapcsolat, contacto, contatti, contato, contactos, yhteystiedot,
    kontaktai, kontakti, kontaktid, epikoinonia, impressum, imprint, legal, legal-notice,
    mentions-legales, privacy, privacy-policy, datenschutz, datenschutzerklaerung,
    politique-de-confidentialite, agb, cgu, cgv, terms, terms-of-use, terms-and-conditions, cookie-policy,
    politique-de-cookies, polityka-prywatnosci, rodo, ochrana-osobnich-udaju, gdpr, adatvedelem,
    aviso-legal, politica-de-privacidad, politica-de-cookies, note-legali, privacyverklaring, disclaimer,
    accessibility, accessibilite, barrierefreiheit, erklaerung-zur-barrierefreiheit, tietosuoja, home,
    accueil, startseite, index.php, index.html, start, inicio, faq, jobs, careers, team, equipe, members,
    membres, adherents, annuaire, mitglieder, directory, partners, partenaires, partner, clenove,
    czlonkowie, socios, soci
""")
MEMBER_SEGMENTS = _folded("""
    members, membres, member, membre, adherents, adherent, annuaire, annuaire-des-adherents,
    annuaire-des-membres, mitglieder, mitglied, mitgliederverzeichnis, directory, company, companies,
    entreprises, partners, partenaires, clenove, clenovia, czlonkowie, socios, soci, medlemmar, medlemmer,
    jasenet, clani, clanovi, liikmed, biedri, nariai, tagok, membri, leden, people, team, equipe
""")
EVENT_SEGMENTS = frozenset(w.replace(" ", "-") for w in EVENTS if "webinar" not in w) | _folded("""
    evenement, agenda-des-evenements, events-calendar, veranstaltungskalender, tribe_events, eventdetail,
    event-detail
""")

JOB_SEGMENTS = _folded("""
    job, jobs, job-offers, job-offer, vacancies, vacancy, career, careers, emploi, emplois, offres-emploi,
    offres-d-emploi, offre-emploi, recrutement, stellen, stellenangebote, stellenmarkt, karriere, kariera,
    kariera-a-prace, prace, praca, oferty-pracy, volna-mista, volne-miesta, empleo, ofertas-de-empleo,
    bolsa-de-empleo, emprego, lavoro, offerte-di-lavoro, vacatures, werken-bij, stillinger, ledige-stillinger,
    lediga-jobb, jobba-hos-oss, tyopaikat, avoimet-tyopaikat, toopakkumised, vakances, darbo-pasiulymai,
    karjera, allas, allasok, locuri-de-munca, cariere, zaposlitev, poslovi, oglasi-za-posao
""")

# What WordPress writes before the title of a post that asks for a password.
PROTECTED = _folded("""
    protected, protégé, protégée, geschützt, protegido, protegida, protetto, beveiligd, zabezpieczone,
    chronione, skyddad, skyddat, beskyttet, suojattu, chráněno, chránené, védett, защитено, zaštićeno,
    zaščiteno, protejat, προστατευμένο, πρoστατευμένο, kaitstud, aizsargāts, apsaugota, protegit, babestua, захищено,
    korumalı, заштићено
""")
