"""A site built by Pelican: every post once with its exact title, day and body, then an edit and a withdrawal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from pelican import Pelican
from pelican.settings import read_settings

from clusterwatch.cli import main
from clusterwatch.pipeline.source_run import Options
from tests.sites.serving import Clock, Site, posts, served, watch, written_later

# Pelican replaces the class of loggers, which then drop warnings of other packages that are repeated.
logging.setLoggerClass(logging.Logger)

TOPICS = [
    (
        "Appel à projets « hydrogène vert »",
        "Le pôle ouvre un appel à projets destiné aux entreprises de la filière.",
    ),
    (
        "L'usine pilote entre en service",
        "Après deux ans de travaux, l'atelier partagé accueille ses premiers essais.",
    ),
    (
        "Trois nouveaux adhérents",
        "Le conseil a admis trois entreprises régionales lors de sa dernière séance.",
    ),
    (
        "Journée « matériaux & procédés »",
        "Chercheurs et industriels se retrouvent pour une journée d'échanges.",
    ),
    (
        "Résultats du projet LUMIÈRE-4",
        "Le consortium publie ses mesures, meilleures que ne le prévoyait le dossier.",
    ),
]
GERMAN = [
    (
        "Förderaufruf für Zulieferer",
        "Das Netzwerk ruft kleine Zulieferer auf, gemeinsame Vorhaben einzureichen.",
    ),
    ("Größere Halle für Prüfstände", "Die neue Halle bietet Platz für sechs Prüfstände und eine Werkstatt."),
]


@dataclass(frozen=True)
class Article:
    """A post of the site. `lines` are its paragraphs; headings begin with ###."""

    slug: str
    title: str
    day: str
    lang: str
    lines: tuple[str, ...]

    def markdown(self) -> str:
        """Return the source file of the article."""
        head = f"Title: {self.title}\nDate: {self.day} 10:30\nSlug: {self.slug}\nLang: {self.lang}\nTags: filière\n"
        text = "\n\n".join(f"## {line[4:]}" if line.startswith("### ") else line for line in self.lines)
        return f"{head}Category: Actualités\n\n{text}\n"

    @property
    def body(self) -> str:
        """Return the body that the archive should contain."""
        return "\n".join(line.removeprefix("### ") for line in self.lines)


def articles() -> list[Article]:
    """Return 26 articles in French and German, newest first."""
    made = []
    for n in range(26):
        french = n % 4 != 3
        title, lead = TOPICS[n % len(TOPICS)] if french else GERMAN[n % len(GERMAN)]
        count = f"édition {n + 1}" if french else f"Ausgabe {n + 1}"
        more = (
            f"Les dossiers de la {count} seront examinés par un jury réunissant des industriels, des chercheurs et "
            "des élus de la région ; les lauréats seront annoncés lors de l'assemblée générale."
            if french
            else f"Die {count} richtet sich an Betriebe mit weniger als zweihundert Beschäftigten; die Auswahl trifft "
            "eine Jury aus Wirtschaft, Forschung und Verwaltung nach einem öffentlichen Verfahren."
        )
        head = "### Comment participer" if french else "### So nehmen Sie teil"
        last = (
            "Renseignements auprès de l'équipe du pôle."
            if french
            else "Auskunft gibt die Geschäftsstelle des Netzwerks."
        )
        day = f"{2026 - n // 9}-{11 - n % 9:02d}-{(n * 7) % 27 + 1:02d}"
        made.append(
            Article(
                f"annonce-{n + 1}",
                f"{title} ({count})",
                day,
                "fr" if french else "de",
                (lead, more, head, last),
            )
        )
    return made


def build(root: Path, made: list[Article], base: str) -> None:
    """Write the content and build the site as Pelican's command line does."""
    content, output = root / "content", root / "output"
    (content / "pages").mkdir(parents=True, exist_ok=True)
    for old in content.glob("*.md"):
        old.unlink()
    for article in made:
        text = article.markdown()
        (content / f"{article.slug}.md").write_text(text, "utf-8")
    (content / "brouillon.md").write_text(
        "Title: Brouillon\nDate: 2026-11-01\nStatus: draft\n\nPas encore prêt.\n"
    )
    (content / "pages" / "contact.md").write_text(
        "Title: Contact\n\nÉcrivez à notre équipe, nous répondrons vite.\n"
    )
    settings = read_settings(
        override={
            "PATH": str(content),
            "OUTPUT_PATH": str(output),
            "DELETE_OUTPUT_DIRECTORY": True,
            "SITENAME": "Pôle Exemple",
            "AUTHOR": "La rédaction",
            "TIMEZONE": "Europe/Paris",
            "DEFAULT_LANG": "fr",
            "DEFAULT_DATE_FORMAT": "%d/%m/%Y",
            "DEFAULT_PAGINATION": 7,
            "FEED_ALL_ATOM": "feeds/all.atom.xml",
            "FEED_MAX_ITEMS": 10,
            "CATEGORY_FEED_ATOM": None,
            "TRANSLATION_FEED_ATOM": None,
            "AUTHOR_FEED_ATOM": None,
            "AUTHOR_FEED_RSS": None,
            "SITEURL": base,
            "LOAD_CONTENT_CACHE": False,
            "CACHE_CONTENT": False,
        }
    )
    Pelican(settings).run()
    written_later(*output.rglob("*.*"))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    output = tmp_path / "site" / "output"
    output.mkdir(parents=True)
    with served(output) as site:
        yield site


def test_a_first_run_a_run_without_changes_and_a_run_with_an_edit_and_a_withdrawal(
    tmp_path: Path, site: Site
) -> None:
    made, clock = articles(), Clock()
    build(tmp_path / "site", made, site.base)
    yaml = f"sources:\n  pole:\n    url: {site.base}/\n    timezone: Europe/Paris\n    languages: [fr, de]\n"

    first = watch(tmp_path, yaml, clock)["pole"]
    assert first.state == "ok", first
    found = {row["url"].rsplit("/", 1)[1]: row for row in posts(tmp_path)}
    assert set(found) == {f"{a.slug}{'' if a.lang == 'fr' else '-' + a.lang}.html" for a in made}
    for a in made:
        row = found[f"{a.slug}{'' if a.lang == 'fr' else '-' + a.lang}.html"]
        assert (row["title"], row["published"][:10], row["body"], row["language"]) == (
            a.title,
            a.day,
            a.body,
            a.lang,
        )

    site.log.clear()
    before = posts(tmp_path)
    clock.forward(hours=1)
    second = watch(tmp_path, yaml, clock)["pole"]
    assert (second.new, second.changed, second.failed, second.state) == (0, 0, 0, "ok")
    assert len(site.pages()) == 1, site.log
    assert posts(tmp_path) == before

    site.log.clear()
    edited = replace(made[2], lines=("Le délai est prolongé jusqu'au 15 décembre.", *made[2].lines))
    withdrawn = made[5]
    build(tmp_path / "site", [edited if a is made[2] else a for a in made if a is not withdrawn], site.base)
    clock.forward(hours=1)
    third = watch(tmp_path, yaml, clock)["pole"]
    assert (third.new, third.changed, third.gone, third.failed) == (0, 1, 1, 0), third
    fetched = [path for path in site.pages() if "annonce-" in path]
    assert fetched == [f"/{withdrawn.slug}.html"], site.log
    found = {row["url"].rsplit("/", 1)[1]: row for row in posts(tmp_path)}
    assert (found["annonce-3.html"]["body"], found["annonce-3.html"]["revision"]) == (edited.body, 2)
    assert found[f"{withdrawn.slug}.html"]["withdrawn"] is not None
    assert found[f"{withdrawn.slug}.html"]["body"] == withdrawn.body
    unchanged = {row["url"]: row["last_changed"] for row in before}
    others = [r for n, r in found.items() if n not in ("annonce-3.html", f"{withdrawn.slug}.html")]
    assert all((r["revision"], r["last_changed"]) == (1, unchanged[r["url"]]) for r in others)


@pytest.mark.parametrize("url", ["/index.html", "/feeds/all.atom.xml", "/category/actualites.html"])
def test_any_index_page_leads_to_all_posts(tmp_path: Path, site: Site, url: str) -> None:
    made = articles()
    build(tmp_path / "site", made, site.base)
    yaml = f"sources:\n  pole:\n    url: {site.base}{url}\n    timezone: Europe/Paris\n"
    watch(tmp_path, yaml, Clock(), Options(backfill=True))
    titles = sorted(row["title"] for row in posts(tmp_path))
    expected = made[:10] if url.endswith(".xml") else made  # a feed given as URL is the only index
    assert titles == sorted(a.title for a in expected)


def test_add_with_the_home_page_leads_to_all_posts(tmp_path: Path, site: Site) -> None:
    made = articles()
    build(tmp_path / "site", made, site.base)
    path = tmp_path / "sources.yaml"
    head = "# Mine.\nnetwork: {allow_private: true}\ndefaults: {delay: 0}   # on this machine\nsources:\n"
    path.write_text(head, "utf-8")
    call = ["add", f"{site.base}/", "--yes", "--id", "pole", "--sources", str(path)]
    result = CliRunner().invoke(main, call)
    assert result.exit_code == 0, result.output
    assert "Pelican" in result.output
    assert len(site.log) <= 30
    assert path.read_text("utf-8").startswith(head)
    assert CliRunner().invoke(main, ["run", "--backfill", "-q", "--sources", str(path)]).exit_code == 0
    found = {(row["title"], row["published"][:10]) for row in posts(tmp_path)}
    assert found == {(a.title, a.day) for a in made}
