"""A page with typical difficulties: an English announcement on a French site, three dates, and a member directory."""

from __future__ import annotations

TITLE = "Green light for the photonics campus of Valbrune"
DAY = "2019-09-10"
# The lines of the body. Those of ITEMS are list items, the others are paragraphs.
ITEMS = (
    "Pôle Valbrune Lumière",
    "Fédération des ateliers d'optique (FAO)",
    "Nordic Fibre Guild",
    "The Danube laser platform",
)
OPENING = (
    "On 9 September 2019 in Valbrune, at the opening of the summer school on optical fibres, the following "
    "organisations"
)
CLOSING = (
    "committed to share their clean rooms, benches and workshops, so that a small company finds in one place what it "
    "otherwise looks for in four countries.",
    "The photonics campus will open its doors before the end of the winter. Forty people will work there at first; "
    "the site can take twice as many once the second hall stands.",
    "The declaration was signed by the secretary,",
    'Chair of the "Campus" committee of the Valbrune Association of Fibre Workshops (VAFW)',
)
BODY = (OPENING, *ITEMS, *CLOSING)
PAGE = """<!DOCTYPE html>
<html lang="fr">
<head>
  <meta charset="utf-8">
  <title>{title} | Pôle Valbrune Lumière</title>
  <meta name="description" content="Le pôle de compétitivité des filières photonique et micro-ondes">
</head>
<body>
  <header>
    <a href="/fre"><img src="/logo.png" alt="Pôle Valbrune Lumière"></a>
    <ul class="menu">
      <li><a href="/fre/le-pole">Le pôle</a></li>
      <li><a href="/fre/les-articles">Les articles</a></li>
      <li><a href="/fre/agenda">Agenda</a></li>
      <li><a href="/fre/annuaire">L'annuaire des adhérents</a></li>
    </ul>
  </header>
  <div class="container">
    <div class="row">
      <div class="col-8 article">
        <h1>{title}</h1>
        <p class="posted">Posté le 10 septembre 2019</p>
        <div class="text">
          {body}
        </div>
        <p class="share"><a href="https://social.example.org/share">Partager cet article</a></p>
      </div>
      <div class="col-4 aside">
        <h3>L'annuaire des adhérents</h3>
        <p>Retrouvez tous les adhérents du pôle, leurs compétences et leurs équipements.</p>
        <p><a class="button" href="/fre/annuaire">Accéder à l'annuaire</a></p>
        <h3>À lire aussi</h3>
        <div class="teaser">
          <span>Le 21 février 2020</span>
          <a href="/fre/les-articles/salon">Le pôle tient un stand au salon des lasers</a>
          <p>Huit adhérents présenteront leurs nouveautés sur un stand commun.</p>
        </div>
      </div>
    </div>
  </div>
  <footer>
    <p>Pôle Valbrune Lumière, 4 allée des Prismes, Valbrune</p>
    <p><a href="/fre/mentions-legales">Mentions légales</a> <a href="/fre/contact">Contact</a></p>
  </footer>
</body>
</html>
""".format(
    title=TITLE,
    body="\n          ".join(
        (
            f"<p>{OPENING}</p>",
            "<ul>",
            *(f"<li>{item}</li>" for item in ITEMS),
            "</ul>",
            *(f"<p>{line}</p>" for line in CLOSING),
        )
    ),
)
