"""Pagers of many makes: the next page, never another list or another site."""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

from operator import itemgetter

from clusterwatch.discovery.listing.links import prepare
from clusterwatch.discovery.listing.outline import Outline
from clusterwatch.discovery.listing.pagination import next_page
from tests.tables import each

SITE = "https://www.cluster.example"
AT = f"{SITE}/news"
WP = "<script src='/wp-includes/js/x.js'></script><img src='/wp-content/a.png'>"


def following(body: str, url: str = AT, head: str = "", selector: str | None = None) -> str | None:
    tree = prepare(f"<html><head>{head}</head><body><main>{body}</main></body></html>")
    found = next_page(Outline(tree, url), url, selector)
    return found.url.removeprefix(SITE) if found else None


PAGERS: list[tuple[str, str, str, str | None]] = [
    ("older files are the previous ones", "/", '<div class="previous"><a href="index1.html" rel="prev">« Previous</a></div>', "/index1.html"),
    ("the next file is the first one", "/index1.html", '<div class="previous"><a href="index2.html" rel="prev">« Previous</a></div><div class="next"><a href="index.html" rel="next">Next »</a></div>', "/index2.html"),
    ("rel=next", "/news", '<nav class="pagination"><a href="?page=2" rel="next">x</a></nav>', "/news?page=2"),
    ("number after the current", "/news?page=2", '<ul class="pager"><li><a href="/news">1</a></li><li class="active">2</li><li><a href="/news?page=3">3</a></li><li><a href="/news?page=9">9</a></li></ul>', "/news?page=3"),
    ("numbers from nought", "/content/news", '<ul class="pager"><li class="pager-current">1</li><li><a href="?page=1">2</a></li><li><a href="?page=2">3</a></li><li><a href="?page=1">next ›</a></li><li><a href="?page=7">last »</a></li></ul>', "/content/news?page=1"),
    ("numbers from nought, second", "/content/news?page=1", '<ul class="pager"><li><a href="/content/news">1</a></li><li class="pager-current">2</li><li><a href="?page=2">3</a></li></ul>', "/content/news?page=2"),
    ("offsets", "/index.php/news", '<div class="pagination"><ul><li class="active"><span>1</span></li><li><a href="/index.php/news?start=10">2</a></li><li><a href="/index.php/news?start=20">3</a></li><li><a title="Weiter" href="/index.php/news?start=10">Weiter</a></li></ul></div>', "/index.php/news?start=10"),
    ("limitstart", "/index.php?option=com_content&limitstart=10", '<div class="pagination"><a href="/index.php?option=com_content">1</a> <strong>2</strong> <a href="/index.php?option=com_content&limitstart=20">3</a></div>', "/index.php?option=com_content&limitstart=20"),
    ("spip", "/spip.php?rubrique3", '<p class="pagination"><strong class="on">0</strong> | <a href="spip.php?rubrique3&amp;debut_articles=10#p">10</a></p><p class="pagination"><a class="lien_pagination" rel="next" href="spip.php?rubrique3&amp;debut_articles=10#p">page suivante</a></p>', "/spip.php?rubrique3&debut_articles=10"),
    ("typo3", "/aktuelles", '<div class="page-navigation"><ul class="f3-widget-paginator"><li class="current">1</li><li><a href="/aktuelles?tx_news_pi1%5BcurrentPage%5D=2&amp;cHash=ab">2</a></li><li class="next"><a href="/aktuelles?tx_news_pi1%5BcurrentPage%5D=2&amp;cHash=ab">Nächste</a></li></ul></div>', "/aktuelles?tx_news_pi1%5BcurrentPage%5D=2&cHash=ab"),
    ("wordpress numbers", "/news/page/2/", '<nav class="navigation pagination"><h2>Posts navigation</h2><div class="nav-links"><a class="prev page-numbers" href="/news/">« Previous</a><a class="page-numbers" href="/news/">1</a><span aria-current="page" class="page-numbers current">2</span><a class="page-numbers" href="/news/page/3/">3</a><a class="next page-numbers" href="/news/page/3/">Next »</a></div></nav>', "/news/page/3/"),
    ("wordpress older", "/", '<nav class="navigation posts-navigation"><div class="nav-links"><div class="nav-previous"><a href="/page/2/">Older posts</a></div></div></nav>', "/page/2/"),
    ("wordpress older and newer", "/page/2/", '<nav class="posts-navigation"><div class="nav-previous"><a href="/page/3/">Articles plus anciens</a></div><div class="nav-next"><a href="/">Articles plus récents</a></div></nav>', "/page/3/"),
    ("a mark", "/news", '<div class="paging"><b>1</b> <a href="/news/p/2">›</a> <a href="/news/p/9">»</a></div>', "/news/p/2"),
    ("only a double mark", "/news", '<div class="paging"><a href="/news?p=2">»</a></div>', "/news?p=2"),
    ("a word alone", "/news", '<div><a class="next" href="/news?seite=2">Nächste Seite</a></div>', "/news?seite=2"),
    ("an arrow with a label", "/news", '<ul class="pagination"><li><a aria-label="Suivant" href="?page=2"><i class="fa"></i></a></li></ul>', "/news?page=2"),
    ("load more with an address", "/news", '<div class="load-more"><a href="/news?page=2">Charger plus</a></div>', "/news?page=2"),
    ("greek", "/nea", '<div class="pagination"><a href="/nea?page=2">Επόμενη</a></div>', "/nea?page=2"),
    ("polish", "/a", '<div class="stronicowanie"><span class="current">1</span><a href="/a,2.html">2</a><a href="/a,2.html">następna</a></div>', "/a,2.html"),
    ("a count in Lithuanian", "/naujienos", '<div>2 iš 9 <a href="/naujienos?puslapis=2">&gt;</a></div>', "/naujienos?puslapis=2"),
    ("a count in Maltese", "/ahbarijiet", '<p>1 minn 4 <a href="/ahbarijiet/pagna/2">→</a></p>', "/ahbarijiet/pagna/2"),
    ("a sentence that is no count", "/news", '<p>2 and 9 <a href="/more">→</a></p>', None),
    ("last page", "/news?page=3", '<ul class="pager"><li><a href="?page=1">1</a></li><li><a href="?page=2">2</a></li><li class="active">3</li></ul>', None),
    ("last page, disabled", "/news?page=3", '<ul class="pagination"><li><a href="?page=2">2</a></li><li class="active"><a href="?page=3">3</a></li><li class="next disabled"><a href="?page=1">Next</a></li></ul>', None),
    ("last page of wordpress", "/news/page/3/", WP + '<div class="nav-links"><a class="prev page-numbers" href="/news/page/2/">Previous</a><a class="page-numbers" href="/news/">1</a><span class="page-numbers current">3</span></div>', None),
    ("first page of one", "/news", '<ul class="pagination"><li class="active">1</li></ul>', None),
    ("no pager", "/news", '<p><a href="/news/next-generation-networks">Next</a></p>', None),
    ("a post called next", "/news", '<h2><a href="/news/next-page-of-history">Next page of history</a></h2>', None),
    ("a slider", "/news", '<div class="slider"><a class="next" href="#">›</a></div>', None),
    ("another site", "/news", '<div class="pagination"><a rel="next" href="https://elsewhere.test/?page=2">2</a></div>', None),
    ("numbers in a calendar", "/news", '<table class="cal"><tr><td><a href="/2026/03/02/">2</a></td><td><a href="/2026/03/03/">3</a></td></tr></table>', None),
    ("script only, wordpress", "/news/", WP + '<div class="pagination"><button class="load-more">Load more</button></div>', "/news/page/2/"),
    ("script only, others", "/news?lang=fr", '<nav class="pagination"><button>1</button><button>2</button></nav>', "/news?lang=fr&page=2"),
    ("page in the path", "/aktuality/strana/2", '<div class="pages"><a href="/aktuality">1</a><span>2</span><a href="/aktuality/strana/3">3</a></div>', "/aktuality/strana/3"),
    ("leading noughts and dots", "/news?page=10", '<div class="pagination"><a href="?page=1">1</a> … <a href="?page=9">9</a><em class="current">10</em><a href="?page=11">11</a></div>', "/news?page=11"),
    ("page x / y without a class", "/archive", '<nav><ul><li>Page 1 / 4</li><li><a href="/archive-b">⟩</a></li><li><a href="/archive-d">⟫</a></li></ul></nav>', "/archive-b"),
    ("page x of y", "/news", '<div class="wp-pagenavi"><span class="pages">Page 1 of 7</span><span class="current">1</span><a class="page larger" href="/news/page/2/">2</a><a class="nextpostslink" rel="next" href="/news/page/2/">»</a></div>', "/news/page/2/"),
    ("an icon beside a count", "/", '<div class="turn"><b>1 / 4</b><a href="/page/2/"><i class="fas fa-chevron-right"></i></a></div>', "/page/2/"),
    ("an icon without a name", "/", '<div class="turn"><a href="/page/2/"><i></i></a></div>', "/page/2/"),
    ("icons back and on", "/page/3/", '<p><a href="/page/2/"><i class="ic-l"></i></a><a href="/page/4/"><i class="ic-r"></i></a></p>', "/page/4/"),
    ("an icon back on the last page", "/page/3/", '<p><a href="/page/2/"><i class="ic-l"></i></a></p>', None),
    ("words that nobody knows, and an address that does", "/blog", '<p><a href="/blog/page/2">Onwards we go</a></p>', "/blog/page/2"),
    ("words that nobody knows, counted from nought", "/blog", '<p><a href="/blog?page=1">Onwards</a> <a href="/blog?page=8">To the end</a></p>', "/blog?page=1"),
    ("labels that are offsets", "/spip.php?rubrique9", '<p><b>0</b> <a href="spip.php?rubrique9&amp;debut_notes=12">12</a> <a href="spip.php?rubrique9&amp;debut_notes=24">24</a></p>', "/spip.php?rubrique9&debut_notes=12"),
    ("labels that are offsets, later", "/spip.php?rubrique9&debut_notes=12", '<p><a href="spip.php?rubrique9">0</a> <b>12</b> <a href="spip.php?rubrique9&amp;debut_notes=24">24</a></p>', "/spip.php?rubrique9&debut_notes=24"),
    ("labels that are offsets, last", "/spip.php?rubrique9&debut_notes=24", '<p><a href="spip.php?rubrique9">0</a> <a href="spip.php?rubrique9&amp;debut_notes=12">12</a> <b>24</b></p>', None),
    ("a word before each number", "/nyheter", '<ul><li>Sida 1</li><li><a href="/nyheter?blad=2">Sida 2</a></li><li><a href="/nyheter?blad=3">Sida 3</a></li></ul>', "/nyheter?blad=2"),
    ("a word before each number, later", "/nyheter?blad=2", '<ul><li><a href="/nyheter">Sida 1</a></li><li>Sida 2</li><li><a href="/nyheter?blad=3">Sida 3</a></li></ul>', "/nyheter?blad=3"),
    ("the current number as text of an item", "/it/news?start=20", '<ul><li><a href="/it/news">1</a></li><li><a href="/it/news?start=10">2</a></li><li>3</li><li><a href="/it/news?start=30">4</a></li></ul>', "/it/news?start=30"),
    ("a parameter of its own, with a checksum", "/list?cHash=a1&blatt=2", '<p><a href="/list?blatt=1&amp;cHash=77">1</a> 2 <a href="/list?blatt=3&amp;cHash=79">3</a></p>', "/list?blatt=3&cHash=79"),
    ("offsets at the end of the path", "/news", '<p>1 <a href="/news/15">2</a> <a href="/news/30">3</a></p>', "/news/15"),
    ("one number at the end of a path", "/news", '<p><a href="/news/15">2</a></p>', None),
    ("years", "/news", '<p><a href="/news/2025">2025</a> <a href="/news/2024">2024</a></p>', None),
    ("days of a month", "/news", '<p><a href="/news?day=2">2</a> <a href="/news?day=3">3</a></p>', None),
    ("numbers in brackets", "/n", '<p>[1] <a href="/n?seitennr=2">[2]</a> <a href="/n?seitennr=3">[3]</a></p>', "/n?seitennr=2"),
    ("a gap is the current page", "/a", '<div class="pagination"><a href="/a-x">1</a> <i>2</i> <a href="/a-z">3</a></div>', "/a-z"),
    ("numbered files of a folder", "/spravy/", '<p>Strany: <strong>1</strong> <a href="/spravy/strana-2.html">2</a> <a href="/spravy/strana-3.html">3</a></p>', "/spravy/strana-2.html"),
    ("numbered files of a folder, later", "/spravy/strana-2.html", '<p><a href="/spravy/">1</a> <strong>2</strong> <a href="/spravy/strana-3.html">3</a></p>', "/spravy/strana-3.html"),
    ("numbered files of a folder, two", "/spravy/index.php", '<p><a href="/spravy/seite2.php">2</a></p>', "/spravy/seite2.php"),
    ("numbered files below a file", "/novice.html", '<p>1 <a href="/novice/stran-2.html">2</a> <a href="/novice/stran-3.html">3</a></p>', "/novice/stran-2.html"),
    ("posts with numbers as files", "/spravy/", '<p><a href="/spravy/114-gala.html">114</a> <a href="/spravy/115-gala.html">115</a></p>', None),
    ("ranges of posts, pages counted from nought", "/index.php?id=12", '<div class="x">1-7 <a href="index.php?id=12&amp;n%5Bpointer%5D=1&amp;cHash=a">8-14</a> <a href="index.php?id=12&amp;n%5Bpointer%5D=2&amp;cHash=b">15-21</a> <a href="index.php?id=12&amp;n%5Bpointer%5D=3&amp;cHash=c">22-23</a></div>', "/index.php?id=12&n%5Bpointer%5D=1&cHash=a"),
    ("ranges of posts, later", "/index.php?id=12&n%5Bpointer%5D=1&cHash=a", '<div class="x"><a href="index.php?id=12">1-7</a> 8-14 <a href="index.php?id=12&amp;n%5Bpointer%5D=2&amp;cHash=b">15-21</a></div>', "/index.php?id=12&n%5Bpointer%5D=2&cHash=b"),
    ("ranges of posts, the last one short", "/index.php?id=12&n%5Bpointer%5D=1", '<div><a href="index.php?id=12">1-7</a> 8-14 <a href="index.php?id=12&amp;n%5Bpointer%5D=2">15-17</a></div>', "/index.php?id=12&n%5Bpointer%5D=2"),
    ("a word that nobody knows before the number", "/noticias", '<p><a href="/noticias/previous/2">&lt;&lt;Anterior</a></p>', "/noticias/previous/2"),
    ("a word that nobody knows before the number, later", "/noticias/previous/2", '<p><a href="/noticias/previous/3">&lt;&lt;Anterior</a> <a class="nav-next next" href="/noticias/previous/1">Siguiente&gt;&gt;</a></p>', "/noticias/previous/3"),
    ("posts by word and number", "/noticias", '<p><a href="/noticias/item/2">Two</a> <a href="/noticias/item/9">Nine</a></p>', None),
    ("an icon, and a parameter that nobody knows", "/was", '<p><a href="/was?blatt=2"><i class="pfeil"></i></a></p>', "/was?blatt=2"),
    ("icons, and a parameter that nobody knows, later", "/was?blatt=2", '<p><a href="/was?blatt=1"><i></i></a> <a href="/was?blatt=3"><i></i></a></p>', "/was?blatt=3"),
    ("posts by a parameter", "/was", '<p><a href="/was?nr=2">Two</a> <a href="/was?nr=17">More</a></p>', None),
    ("dates in parts beside a pager", "/zinas", '<div><span>05</span> / <span>09</span> / <span>2026</span></div><ul><li>1</li><li><a href="/zinas/2">2</a></li><li><a href="/zinas/3">3</a></li></ul>', "/zinas/2"),
    ("an address in a script", "/Lists/N.aspx", """<table class="ms-bottompaging"><tr><td>1 - 10</td><td><a onclick='javascript:go(event, "/Lists/N.aspx?Paged=TRUE\\u0026p_ID=30");return false;' href="javascript:"><img src="/i/next.gif" alt="Next"></a></td></tr></table>""", "/Lists/N.aspx?Paged=TRUE&p_ID=30"),
    ("addresses in scripts, back and on", "/Lists/N.aspx?Paged=TRUE&p_ID=30", """<table class="ms-bottompaging"><tr><td><a onclick='go("/Lists/N.aspx?Paged=TRUE&amp;PagedPrev=TRUE&amp;p_ID=20")' href="javascript:"><img alt="Prethodna"></a></td><td>11 - 20</td><td><a onclick='go("/Lists/N.aspx?Paged=TRUE&amp;p_ID=10")' href="javascript:"><img alt="Sljedeća"></a></td></tr></table>""", "/Lists/N.aspx?Paged=TRUE&p_ID=10"),
    ("a button with an address", "/updates", '<button class="btn" data-next-url="/updates?from=20">Vis mere nu</button>', "/updates?from=20"),
    ("a button that loads a part", "/updates", '<button data-url="/umb/list?p=2" class="load-more">Indlæs</button>', "/umb/list?p=2"),
    ("a button of another kind", "/updates", '<button data-url="/newsletter/form">Sign up</button>', None),
    ("a button by its handler", "/updates", """<button onclick="location.href='/updates/more/2'">Older news</button>""", "/updates/more/2"),
    ("a button of htmx", "/updates", '<button hx-get="/updates?page=2">…</button>', "/updates?page=2"),
    ("buttons of a form", "/list", '<form><button name="page" value="1">1</button><button name="page" value="2">2</button></form>', "/list?page=2"),
    ("a choice of pages", "/list", '<select><option value="/list">1</option><option value="/list?pg=2">2</option></select>', "/list?pg=2"),
    ("older, in a sentence", "/news", '<div class="pager"><a href="/news-b">Ältere Neuigkeiten anzeigen</a></div>', "/news-b"),
    ("older, in Hungarian", "/hirek", '<div class="pager"><a href="/hirek-b">Régebbi híreink</a></div>', "/hirek-b"),
    ("older, in Estonian", "/uudised", '<div class="pager"><a href="/uudised-b">Vanemad uudised</a></div>', "/uudised-b"),
    ("older, as the title of a post", "/news", '<h3><a href="/news/older-workers">Older workers</a></h3>', None),
    ("doubled arrows", "/news", '<div class="pager"><a href="/news-b">››</a></div>', "/news-b"),
]  # fmt: skip


@each(("name", "path", "body", "expected"), PAGERS, ids=itemgetter(0))
def test_pagers(name: str, path: str, body: str, expected: str | None) -> None:
    assert following(body, SITE + path) == expected


def test_link_in_the_head() -> None:
    assert following("", head='<link rel="next" href="/news/page/2/">') == "/news/page/2/"


def test_link_in_the_head_to_the_next_page_of_a_manual() -> None:
    numbers = '<p>1 <a href="/news/page/2/">2</a></p>'
    assert following(numbers, head='<link rel="next" href="/manual/">') == "/news/page/2/"
    assert following("", head='<link rel="next" href="/manual/">') is None
    assert following("", head='<link rel="next" href="/news-2">') == "/news-2"


def test_base() -> None:
    assert (
        following(
            '<div class="pagination"><a rel="next" href="news?page=2">2</a></div>',
            f"{SITE}/a/b",
            f'<base href="{SITE}/">',
        )
        == "/news?page=2"
    )


@each("selector", ["a.weiter", "div.nx", "#nx"])
def test_selector_of_a_person(selector: str) -> None:
    body = '<div class="nx" id="nx"><a class="weiter" href="/more/2">onward</a></div><a rel="next" href="?page=9">9</a>'
    assert following(body, selector=selector) == "/more/2"
    assert following("<p>end</p><a rel='next' href='?page=9'>9</a>", selector=selector) is None


def deep(wrappers: int, inner: str, tag: str = "i") -> str:
    return f"<{tag}>" * wrappers + inner + f"</{tag}>" * wrappers


EDGES: list[tuple[str, str, str, str | None]] = [
    ("a link of sixty letters", "/news", f'<div class="pagination"><a class="next" href="/news?page=2">{"x" * 60}</a></div>', "/news?page=2"),
    ("a link of a whole title", "/news", f'<div class="pagination"><a class="next" href="/news?page=2">{"x" * 61}</a></div>', None),
    ("a pager five boxes up", "/news", f'<div class="pagination">{deep(4, "<a href=/more>›</a>")}</div>', "/more"),
    ("a pager further up is another box", "/news", f'<div class="pagination">{deep(5, "<a href=/more>›</a>")}</div>', None),
    ("page x of y in a line", "/news", f'<p>{"x" * 71} Page 2 of 9 <a href="/more">›</a></p>', "/more"),
    ("page x of y in a paragraph of prose", "/news", f'<p>{"x" * 72} Page 2 of 9 <a href="/more">›</a></p>', None),
    ("a number alone outside a pager is no page", "/news", '<p><a href="/news/2">2</a></p>', None),
    ("a number outside a pager whose address is a page", "/news", '<p><a href="/news/page/2">2</a></p>', "/news/page/2"),
    ("the current page in twenty letters", "/news", f'<div class="pagination"><em class="current">{"x" * 19} 2</em><a href="?page=1">1</a><a href="?page=2">2</a><a href="?page=3">3</a></div>', "/news?page=3"),
    ("a longer text marks no page", "/news", f'<div class="pagination"><em class="current">{"x" * 20} 2</em><a href="?page=1">1</a><a href="?page=2">2</a><a href="?page=3">3</a></div>', "/news?page=2"),
    ("a current mark outside the pager", "/news", '<ul><li class="active">7</li></ul><div class="pagination"><a href="?page=1">1</a><a href="?page=2">2</a><a href="?page=8">8</a></div>', "/news?page=2"),
    ("bold numbers that are links do not mark the page", "/news?page=2", '<div class="pagination"><b><a href="?page=1">1</a></b><em class="on">2</em><b><a href="?page=3">3</a></b></div>', "/news?page=3"),
    ("a number in a span of a link does not mark the page", "/news?page=2", '<div class="pagination"><a href="?page=1"><span>1</span></a><a href="?page=3"><span>3</span></a></div>', "/news?page=3"),
    ("a number two boxes within a link", "/news?page=2", '<div class="pagination"><a href="?page=1"><i><span>1</span></i></a><a href="?page=3"><i><span>3</span></i></a></div>', "/news?page=3"),
    ("the current page is known by its address alone", "/news?page=2", '<div class="pagination"><a href="?page=1">1</a><a href="?page=3">3</a></div>', "/news?page=3"),
    ("the first link of a number is the one", "/news", '<div class="pagination"><a href="/news?page=2">2</a><a href="/news?page=2&amp;sort=old">2</a></div>', "/news?page=2"),
    ("numbers without the next one", "/news", '<div class="pagination"><a href="/news?page=5">5</a></div>', None),
    ("next in words beside a pager", "/news", '<div><a class="x" href="/news?page=2">Next</a></div>', "/news?page=2"),
    ("next in words with a class of its own", "/news", '<div><a class="next" href="/more">Next</a></div>', "/more"),
    ("next in words, class of the box around", "/news", '<ul><li class="next"><a href="/more">Next</a></li></ul>', "/more"),
    ("class of a paragraph around says nothing", "/news", '<p class="next"><a href="/more">Next</a></p>', None),
    ("next in words that leads back", "/news?page=5", '<div class="pagination"><a href="?page=4">Next</a></div>', None),
    ("next by its class that leads back", "/news?page=5", '<div class="pagination"><a class="next" href="?page=4">Go</a></div>', None),
    ("a mark that leads back", "/news?page=5", '<div class="pagination"><a href="?page=4">›</a></div>', None),
    ("another order of the same page", "/news?page=5", '<div class="pagination"><a href="?page=5&amp;all=1">Next</a></div>', "/news?page=5&all=1"),
    ("next by its class with the mark of the one before", "/news", '<div class="pagination"><a class="next" href="/more">‹</a></div>', None),
    ("a disabled next", "/news", '<div class="pagination"><a href="?page=1">1</a><a class="next disabled" href="/more">Next</a></div>', None),
    ("a disabled mark", "/news", '<div class="pagination"><a class="inactive" href="/more">›</a></div>', None),
    ("a mark of the page before", "/news", '<div class="pagination"><a rel="prev" href="/more">›</a></div>', None),
    ("the whole page is no pager", "/news", '<main class="pages"><a href="/more">›</a></main>', None),
    ("a pager by its label", "/news", '<nav aria-label="Pagination"><a href="/more">›</a></nav>', "/more"),
    ("a pager by its role", "/news", '<div role="pagination"><a href="/more">›</a></div>', "/more"),
    ("next in words in a pager", "/news", '<div class="pagination"><a href="/archive-b">Next</a></div>', "/archive-b"),
    ("a number deep within a link", "/news?page=2", '<div class="pagination"><a href="?page=1"><i><i><span>1</span></i></i></a><a href="?page=3"><i><i><span>3</span></i></i></a></div>', "/news?page=3"),
    ("pages counted from nought, the second", "/news?page=0", '<div class="pagination"><a href="?page=1">›</a></div>', "/news?page=1"),
    ("script only, a box for more", "/news", '<div class="load-more"><em>Show everything</em></div>', "/news?page=2"),
    ("script only, a box that says next", "/news", '<a class="pagination">Next</a>', "/news?page=2"),
    ("script only, a box that says something else", "/news", '<div class="pagination"><em>Everything</em></div>', None),
    ("the simple mark before the double one", "/news", '<div class="pagination"><a href="/last">»</a><a href="/more">›</a></div>', "/more"),
    ("a mark within words", "/news", '<div class="pagination"><a href="/more">All › News</a></div>', None),
    ("rel=next of an article", "/news", '<p><a rel="next" href="/news/the-article-after">After</a></p>', None),
    ("rel=next whose address is a page", "/news", '<p><a rel="next" href="/news/page/2/">After</a></p>', "/news/page/2/"),
    ("rel=next to the page itself", "/news", '<div class="pagination"><a rel="next" href="/news">x</a></div>', None),
    ("offsets of another page", "/news", '<p><a href="/events?start=10">Next</a></p>', None),
    ("offsets that are no numbers", "/news", '<p><a href="/news?from=home">Next</a></p>', None),
    ("offsets of this page", "/news", '<p><a href="/news/?skip=10">Next</a></p>', "/news/?skip=10"),
    ("the pages of another list", "/news", '<p><a href="/events/page/2">Next</a></p>', None),
    ("numbered files", "/news.html", '<p><a href="/news2.html">2</a></p>', "/news2.html"),
    ("numbered files, later", "/news-4.html", '<p><a href="/news-3.html">3</a><a href="/news-5.html">5</a></p>', "/news-5.html"),
    ("numbered files of a folder", "/news/", '<p><a href="/news/index2.html">»</a></p>', "/news/index2.html"),
    ("numbered files, not the one after the next", "/news.html", '<p><a href="/news3.html">3</a></p>', None),
    ("a numbered file that is a post", "/news.html", '<p><a href="/news2.html">Second prize</a></p>', None),
    ("a numbered file that says next", "/news.html", '<p><a href="/news2.html">Next</a></p>', "/news2.html"),
    ("script only, later page", "/news?page=2", '<nav class="pagination"><button>Next</button></nav>', "/news?page=3"),
    ("script only, later page of wordpress", "/news/page/2/", WP + '<div class="pagination"><button>Next</button></div>', "/news/page/3/"),
    ("script only, a search of wordpress", "/?s=heat", WP + '<div class="pagination"><button>Next</button></div>', "/?s=heat&paged=2"),
    ("script only, a later page of a search of wordpress", "/?s=&paged=2", WP + '<div class="pagination"><button>Next</button></div>', "/?s=&paged=3"),
    ("script only, disabled", "/news", '<nav class="pagination"><button>1</button><button disabled=disabled>2</button></nav>', None),
    ("script only, three is not two", "/news", '<nav class="pagination"><button>1</button><button>3</button></nav>', None),
    ("script only, but an address is there", "/news", '<nav class="pagination"><li><a href="https://other.example/">2</a></li></nav>', None),
    ("script only, in the foot of the page", "/news", f'<footer>{deep(5, "<nav class=pagination><button>2</button></nav>", "div")}</footer>', None),
    ("script only, deep in another box", "/news", f'<footer>{deep(6, "<nav class=pagination><button>2</button></nav>", "div")}</footer>', "/news?page=2"),
]  # fmt: skip


@each(("name", "path", "body", "expected"), EDGES, ids=itemgetter(0))
def test_the_edges_of_what_is_a_pager(name: str, path: str, body: str, expected: str | None) -> None:
    assert following(body, SITE + path) == expected


# What each number and each condition is for: the case that it was made for, and the nearest one that it must leave alone.
BOUNDS: list[tuple[str, str, str, str | None]] = [
    ("rel=next before the numbers of a slider", "/news", '<p><a href="?slide=2">2</a><a href="?slide=3">3</a></p><p><a rel="next" href="?page=2">Onwards</a></p>', "/news?page=2"),
    ("rel=next in a pager, whatever it says", "/news", '<div class="pagination"><a href="/news-x">›</a><a rel="next" href="/news-b">Onwards</a></div>', "/news-b"),
    ("the number of one choice in a list of numbers", "/list", '<p>Page 1 of 4 <select><option value="2">2</option></select></p>', None),
    ("five hundred choices", "/list", f'<select>{"<option value=x>x</option>" * 499}<option value="?pg=2">2</option></select>', "/list?pg=2"),
    ("more choices", "/list", f'<select>{"<option value=x>x</option>" * 500}<option value="?pg=2">2</option></select>', None),
    ("older news in five words", "/hirek", '<div class="pager"><a href="/hirek-b">Mutasd a régebbi híreket is</a></div>', "/hirek-b"),
    ("a title of sixty letters with its blanks", "/n", f'<div class="pager"><a class="next" href="/n/b">{"xxxxx " * 10}x</a></div>', None),
    ("older news in six words", "/hirek", '<div class="pager"><a href="/hirek-b">Itt is vannak régebbi híreink még</a></div>', None),
    ("a script that counts clicks", "/", '''<p><a href="/heat" onclick="count('/c?page=2')">Heat</a></p>''', None),
    ("a form in a box", "/list", '<form class="pager" action="/find?all=1"><p><button name="page" value="2">2</button></p></form>', "/find?page=2"),
    ("a form that sends", "/list", '<form method="post"><button name="page" value="2">2</button></form>', None),
    ("a form with a choice of words", "/list", '<form class="pager"><button name="view" value="grid">2</button></form>', None),
    ("an icon behind others", "/news", '<p><a href="/news?start=0"><i></i></a><a href="/news?start=9"><i></i><i></i><i></i><i class="chevron-right"></i></a></p>', "/news?start=9"),
    ("an icon back, and one on", "/news?start=18", '<p><a href="/news?start=9"><i class="fa-angle-left"></i></a> <a href="/news?start=27"><i class="fa-angle-right"></i></a></p>', "/news?start=27"),
    ("pages that have numbers of years", "/n?page=2020", '<p><a href="?page=2019">2019</a> <a href="?page=2021">2021</a></p>', "/n?page=2021"),
    ("numbered files, and another link after them", "/news-4.html", '<p><a href="/news-5.html">›</a><a href="/about.html">›</a></p>', "/news-5.html"),
    ("numbered files, and an arrow to another file", "/news.html", '<p><a href="/about.html">›</a></p>', None),
    ("words that nobody knows, behind a word in the path", "/novosti/sveske/2", '<p><a href="/novosti/sveske/1">Gore</a> <a href="/novosti/sveske/3">Put pod noge</a></p>', "/novosti/sveske/3"),
    ("the same words on the first page", "/novosti", '<p><a href="/novosti/sveske/2">Put pod noge</a></p>', "/novosti/sveske/2"),
    ("the same words behind another word", "/novosti/sveske/2", '<p><a href="/novosti/clanak/3">Put pod noge</a></p>', None),
    ("the page itself with its number, beside its neighbours", "/was?nr=2", '<p><a href="/was?nr=1">Eins</a> <a href="/was?nr=2&amp;v=1">Zwei</a> <a href="/was?nr=3">Drei</a></p>', "/was?nr=3"),
    ("the page itself in the path with its neighbours", "/novosti/sveske/2", '<p><a href="/novosti/sveske/1">Gore</a> <a href="/novosti/sveske/02">Tu</a> <a href="/novosti/sveske/3">Dolje</a></p>', "/novosti/sveske/3"),
    ("labels that are offsets, with an address for the first", "/actu", '<p><a href="?debut_a=0">0</a> <a href="?debut_a=12">12</a> <a href="?debut_a=24">24</a></p>', "/actu?debut_a=12"),
    ("labels that are offsets, in the middle", "/actu?debut_a=12", '<p><a href="?debut_a=0">0</a> <b>12</b> <a href="?debut_a=24">24</a> <a href="?debut_a=36">36</a></p>', "/actu?debut_a=24"),
    ("labels that are offsets of two posts", "/actu?debut_a=2", '<p><a href="?debut_a=0">0</a> <b>2</b> <a href="?debut_a=4">4</a></p>', "/actu?debut_a=4"),
    ("pages by twos are no offsets", "/actu?seite=3", '<p><a href="?seite=2">2</a> <a href="?seite=4">4</a></p>', "/actu?seite=4"),
    ("offsets on the third page", "/it/atti?da=20", '<p><a href="/it/atti">1</a> <a href="?da=10">2</a> 3 <a href="?da=30">4</a> <a href="?da=40">5</a></p>', "/it/atti?da=30"),
    ("offsets at the end of the path, four pages", "/atti/15", '<p><a href="/atti">1</a> 2 <a href="/atti/30">3</a> <a href="/atti/45">4</a></p>', "/atti/30"),
    ("pages counted from nought, the third", "/atti?foglio=2", '<p><a href="?foglio=0">1</a> <a href="?foglio=1">2</a> 3 <a href="?foglio=3">4</a></p>', "/atti?foglio=3"),
    ("numbers of posts that agree with nothing", "/atti", '<p><a href="?id=16">2</a> <a href="?id=18">3</a> <a href="?id=23">4</a></p>', None),
    ("most numbers agree", "/atti", '<p><a href="?blatt=2">2</a> <a href="?blatt=3">3</a> <a href="?blatt=14">9</a></p>', "/atti?blatt=2"),
    ("half of the numbers agree", "/atti", '<p><a href="?blatt=2">2</a> <a href="?blatt=14">9</a></p>', None),
    ("two numbers in a path that agree", "/atti", '<p><a href="/atti/2">2</a> <a href="/atti/3">3</a></p>', "/atti/2"),
    ("another parameter beside those of the pager", "/atti?blatt=1", '<p><a href="?blatt=1&amp;jahr=3">3</a> <a href="?blatt=0">1</a> <b>2</b> <a href="?blatt=2">3</a></p>', "/atti?blatt=2"),
    ("two gaps say nothing", "/a", '<div class="pagination"><a href="/b">1</a> <a href="/c">3</a> <a href="/d">5</a></div>', None),
    ("bold numbers that are links, with addresses that say nothing", "/k2", '<div class="pagination"><b><a href="/ka">1</a></b><em class="on">2</em><b><a href="/kc">3</a></b></div>', "/kc"),
    ("a bold number in a link, with addresses that say nothing", "/k2", '<div class="pagination"><a href="/ka"><b>1</b></a><em class="on">2</em><a href="/kc"><b>3</b></a></div>', "/kc"),
    ("a bold number marks the page", "/k2", '<div class="pagination"><a href="/ka">1</a> <b>2</b> <a href="/kc">3</a> <a href="/kd">4</a> <a href="/kf">6</a></div>', "/kc"),
    ("a link that is marked is the page", "/k2", '<div class="pagination"><a href="/ka">1</a> <a class="active" href="/kb">2</a> <a href="/kc">3</a></div>', "/kc"),
    ("doubled and trebled arrows", "/k", '<div class="pager"><a href="/kb">›››</a></div>', "/kb"),
    ("a label that is the first page", "/news", '<p><a href="?page=1">1</a></p>', None),
    ("the first page beside the next by an icon", "/news", '<p><a href="?page=1">1</a> <a href="?page=2"><i></i></a></p>', "/news?page=2"),
    ("an attribute that is no address", "/news", '<button class="more" data-target="/box/2">…</button>', None),
    ("an attribute of a framework", "/news", '<button class="more" x-url="/box/2">…</button>', None),
    ("a button in the foot of the page", "/news", '<footer><button class="more" data-url="/news?page=2">…</button></footer>', None),
    ("a button that is off", "/news", '<button class="more disabled" data-url="/box/2">…</button>', None),
    ("a button with an address elsewhere", "/news", '<button class="more" data-url="https://other.example/2">…</button>', None),
    ("a button with the address of the page", "/news", '<button class="more" data-url="/news">…</button>', None),
    ("rel=next to a folder that has no number", "/news", '<p><a rel="next" href="/manual/">After</a></p>', None),
]  # fmt: skip


@each(("name", "path", "body", "expected"), BOUNDS, ids=itemgetter(0))
def test_what_each_bound_is_for(name: str, path: str, body: str, expected: str | None) -> None:
    assert following(body, SITE + path) == expected


OTHER_SIDES = [
    ("/index-3.html", '<a href="/index-2.html" rel="next">Older</a> <a href="/index-4.html">Newer</a>', "/index-4.html"),
    ("/index-3.html", '<a href="/x.html">x</a> <a href="/index-2.html" rel="next">Older</a> <a href="/index-5.html">Last</a>', None),
    ("/index-1.html", '<a href="/index-2.html" rel="next">Older</a> <a href="/index-3.html">3</a>', None),
    ("/news", '<a href="/news?page=2" rel="next">Older</a> <a href="/news?page=3">3</a>', None),
]  # fmt: skip


@each(("path", "links", "other"), OTHER_SIDES)
def test_the_other_neighbour_of_a_numbered_file(path: str, links: str, other: str | None) -> None:
    url = SITE + path
    found = next_page(Outline(prepare(f"<main><div class='pager'>{links}</div></main>"), url), url)
    assert found is not None
    assert (found.other or "").removeprefix(SITE) == (other or "")


@each(
    ("path", "body", "guessed"),
    [
        ("/news", '<nav class="pagination"><a href="?page=2" rel="next">2</a></nav>', False),
        ("/news", '<nav class="pagination"><a href="?page=2">2</a></nav>', False),
        ("/news", '<nav class="pagination"><button>2</button></nav>', True),
        ("/news", WP + '<nav class="pagination"><button>2</button></nav>', True),
    ],
)
def test_an_address_that_no_link_has_is_a_guess(path: str, body: str, guessed: bool) -> None:
    found = next_page(
        Outline(prepare(f"<html><body><main>{body}</main></body></html>"), SITE + path), SITE + path
    )
    assert found is not None
    assert found.guessed is guessed
