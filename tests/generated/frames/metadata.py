"""Pages that tell their facts to machines: JSON-LD, meta elements, microdata, the state of a script."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from tests.generated.frames.parts import (
    Head,
    Page,
    TeaserList,
    address,
    footer,
    lead,
    menu,
    page,
    prose,
    stamp,
)
from tests.generated.posts import Post


def _article(post: Post, inner: str = "", after: str = "") -> str:
    """A plain article that shows no day."""
    return (
        f'{menu(post)}<main><article><h1>{post.title}</h1>{inner}<div class="content">{prose(post)}</div>'
        f"</article>{after}</main>{footer(post)}"
    )


def _script(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def _meta(**named: str) -> str:
    """Meta elements by property; `__` stands for a colon, `_0_` for a dot."""
    return "".join(
        f'<meta property="{name.replace("__", ":").replace("_0_", ".")}" content="{value}">'
        for name, value in named.items()
    )


def jsonld_graph(post: Post) -> Page:
    """A graph with the site, the page, the article and its publisher; other articles stand in a list."""
    site = {"@type": "Organization", "@id": "#site", "name": post.site}
    other = {
        "@type": "NewsArticle",
        "headline": post.others[0].title,
        "datePublished": stamp(post.day + timedelta(days=90)),
    }
    data = {
        "@context": "https://schema.org",
        "@graph": [
            site,
            {"@type": "ItemList", "itemListElement": [other], "mainEntity": other},
            {
                "@type": "WebPage",
                "name": f"{post.title} - {post.site}",
                "datePublished": stamp(post.day),
            },
            {
                "@type": "NewsArticle",
                "headline": post.title,
                "datePublished": stamp(post.day),
                "dateModified": stamp(post.day + timedelta(days=300)),
                "mainEntityOfPage": {"@id": address(post, f"/{post.slug}")},
                "publisher": {"@type": "Organization", "name": post.site},
                "inLanguage": post.language.code,
            },
        ],
    }
    return page(post, _article(post), Head(rest=_script(data)))


def jsonld_broken(post: Post) -> Page:
    """JSON-LD with raw newlines, a trailing comma and a comment."""
    text = (
        f'<script type="application/ld+json">/* <![CDATA[ */ {{"@context": "schema.org",, "@type": "BlogPosting",'
        f'"headline": {json.dumps(post.title, ensure_ascii=False)},\n"description": "one\ntwo",'
        f'"datePublished": "{stamp(post.day)}", "dateModified": "{stamp(post.day)}",}} /* ]]> */</script>'
    )
    return page(post, _article(post), Head(post.site, text))


def jsonld_past_repair(post: Post) -> Page:
    """JSON-LD with a quote that nothing can mend; single fields can still be read."""
    text = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "name": "a "quoted" word", '
        f'"headline": {json.dumps(post.title, ensure_ascii=False)}, "datePublished": "{stamp(post.day)}" </script>'
    )
    return page(post, _article(post), Head(rest=text))


def jsonld_neighbours(post: Post) -> Page:
    """Two articles in JSON-LD, the other first, each with its address; and the day of an event."""
    later = stamp(post.day + timedelta(days=33))
    other = post.others[1].title
    data = [
        {"@type": "Event", "name": other, "startDate": later, "datePublished": later},
        {"@type": "Article", "url": address(post, "/other"), "headline": other, "datePublished": later},
        {
            "@type": "Article",
            "url": address(post, f"/{post.slug}"),
            "headline": post.title,
            "datePublished": stamp(post.day),
        },
    ]
    return page(post, _article(post), Head(rest="".join(map(_script, data))))


def microdata(post: Post) -> Page:
    """Microdata: the day is in the content of an element that shows nothing."""
    inner = f"""
{menu(post)}<div itemscope itemtype="https://schema.org/NewsArticle">
<meta itemprop="datePublished" content="{post.day}">
<meta itemprop="dateModified" content="{post.day + timedelta(days=77)}"><h1 itemprop="headline">{post.title}</h1>
<div itemprop="articleBody">{prose(post)}</div><div><p>{post.word("about")}</p></div></div>{footer(post)}"""
    return page(post, inner)


def meta_only(post: Post) -> Page:
    """The day in a meta element only; the heading is a lesser one."""
    later = post.day + timedelta(days=40)
    rest = _meta(
        og__title=post.title,
        og__site_name=post.site,
        article__published_time=stamp(post.day),
        article__modified_time=stamp(later),
    )
    inner = f'{menu(post)}<div class="box"><h2>{post.title}</h2>{prose(post)}</div>{footer(post)}'
    return page(post, inner, Head(rest=rest))


def dublin_core(post: Post) -> Page:
    """Dublin Core, with the days of an event and of the end of validity beside it."""
    rest = (
        f'<meta name="DC.title" content="{post.title}"><meta name="DC.date.issued" content="{post.day}">'
        f'<meta name="DC.date.modified" content="{post.day + timedelta(days=9)}">'
        f'<meta name="event:start_date" content="{post.day + timedelta(days=30)}">'
        f'<meta name="DC.date.valid" content="{post.day + timedelta(days=60)}">'
    )
    return page(post, _article(post), Head(rest=rest))


def weak_meta(post: Post) -> Page:
    """A meta element named `date` and one of creation, a fortnight apart from what the page shows."""
    rest = f'<meta name="created" content="{post.day - timedelta(days=14)}">'
    return page(post, _article(post, f'<p class="date">{post.say("published")}</p>'), Head(rest=rest))


def edited_title(post: Post) -> Page:
    """An editor's title for the networks that agrees with no other place but stands on the same words."""
    short = post.title[: post.title.rfind(" ", 0, 40)]
    rest = _meta(og__title=post.title, twitter__title=short, og__site_name=post.site)
    inner = (
        f'{menu(post)}<main><article><h1>{short}</h1><p class="date">{post.write()}</p>'
        f"{prose(post)}</article></main>{footer(post)}"
    )
    return page(post, inner, Head(f"{short} | {post.site}", rest))


def title_of_the_site(post: Post) -> Page:
    """`og:title` is the same on all pages, the first `h1` is the logo."""
    site = post.site
    rest = _meta(og__title=f"{post.site} - {post.word('news')}", og__site_name=post.site)
    inner = (
        f'<div class="top"><h1><a href="/">{site}</a></h1></div>{menu(post)}<div class="main"><h1>{post.title}</h1>'
        f'<p class="date">{post.write()}</p>{prose(post)}</div>{footer(post)}'
    )
    return page(post, inner, Head(f"{post.site} » {post.title}", rest))


def cut_title(post: Post) -> Page:
    """Metadata cuts the title off with dots; the heading has the whole."""
    cut = post.title[: post.title.rfind(" ", 0, 34)] + "…"
    rest = _meta(og__title=cut, twitter__title=cut)
    inner = _article(post, f"<p>{post.write()}</p>")
    return page(post, inner, Head(f"{cut}", rest))


def link_texts(post: Post) -> Page:
    """The main heading names the section, the title is a lesser one, metadata gives the whole title."""
    rest = _meta(og__title=post.title)
    inner = (
        f'{menu(post)}<div class="head"><h1>{post.word("more")}</h1></div><div class="item"><h2>{post.title}</h2>'
        f"<p>{post.write('numeric')}</p>{prose(post)}</div>{footer(post)}"
    )
    return page(post, inner, Head(f"{post.title} :: {post.site}", rest))


def escaped_title(post: Post) -> Page:
    """Metadata escapes the title twice and puts markup into it."""
    rest = _meta(og__title=f"&amp;lt;strong&amp;gt;{post.title}&amp;lt;/strong&amp;gt; &amp;amp; {post.site}")
    marked = f"<em>{post.title}</em> &amp; {post.site}"
    inner = f"{menu(post)}<main><h1>{marked}</h1><p>{post.write()}</p>{prose(post)}</main>{footer(post)}"
    return replace(
        page(post, inner, Head(f"{post.title} &amp; {post.site}", rest)), title=f"{post.title} & {post.site}"
    )


def script_state(post: Post) -> Page:
    """The day stands only in the state that the page's script works on."""
    state = {
        "props": {
            "post": {
                "id": 7,
                "publishedAt": stamp(post.day),
                "updatedAt": stamp(post.day + timedelta(days=3)),
            }
        }
    }
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'
    return page(post, _article(post) + script)


def script_state_of_many(post: Post) -> Page:
    """The state of the script tells the days of several posts: none of them is surely this one's."""
    state = [{"publishedAt": stamp(post.day + timedelta(days=n))} for n in (5, 50, 500)]
    script = f"<script>window.state = {json.dumps(state)}</script>"
    return page(post, _article(post) + script, dated=False)


def _stated(post: Post, aside: str) -> Page:
    data = {
        "@type": "Article",
        "headline": post.title,
        "datePublished": stamp(post.day),
        "articleBody": "\n".join(post.lines),
    }
    inner = f"{menu(post)}<div><h1>{post.title}</h1>{prose(post)}<p>{aside}</p></div>{footer(post)}"
    return page(post, inner, Head(rest=_script(data)))


def stated_body(post: Post) -> Page:
    """`articleBody` repeats the text; the page adds a sentence about another post in a box without a name."""
    return _stated(post, post.others[0].text)


def stated_body_and_more(post: Post) -> Page:
    """The same with a long word about the publisher."""
    return _stated(post, post.word("about"))


def script_rendered(post: Post) -> Page:
    """The page is built by a script; only JSON-LD carries the text, as HTML."""
    data = {
        "@type": "NewsArticle",
        "headline": post.title,
        "datePublished": stamp(post.day),
        "articleBody": prose(post),
    }
    inner = f'{menu(post)}<div id="app"><h1>{post.title}</h1><p>{lead(post)[:60]}</p></div>'
    return page(post, inner, Head(rest=_script(data)))


def evening_in_utc(post: Post) -> Page:
    """Metadata gives the moment in UTC, late on the day before the one that readers see."""
    before = post.day - timedelta(days=1)
    data = {"@type": "NewsArticle", "headline": post.title, "datePublished": stamp(before, "23:30:00", "Z")}
    return page(post, _article(post, f'<p class="date">{post.write()}</p>'), Head(rest=_script(data)))


def moved_archive(post: Post) -> Page:
    """The site moved to another system: metadata has the day of the move, the address kept the first day."""
    moved = stamp(post.day + timedelta(days=700))
    rest = _meta(article__published_time=moved)
    return page(post, _article(post), Head(rest=rest), path=f"/{post.day:%Y/%m/%d}/{post.slug}")


def last_change_shown(post: Post) -> Page:
    """Metadata knows the day of publication; the page shows the day of the last change without saying so."""
    later = post.day + timedelta(days=66)
    rest = _meta(article__published_time=stamp(post.day), article__modified_time=stamp(later))
    shown = f'<p class="date">{post.at(later)}</p>'
    return page(post, _article(post, shown), Head(rest=rest))


def canonical_home(post: Post) -> Page:
    """Every page calls the home page its canonical address, the list of news in other metadata."""
    rest = (
        f'<link rel="canonical" href="{address(post, "/")}">'
        f'<meta property="og:url" content="{address(post, "/news")}">'
    )
    return page(post, _article(post, f"<p>{post.write()}</p>"), Head(rest=rest), path=f"/news/{post.slug}")


def print_view(post: Post) -> Page:
    """A view for printing that names the post's own address."""
    rest = f'<link rel="canonical" href="{address(post, f"/{post.slug}")}">'
    inner = f"<h1>{post.title}</h1><p>{post.say('published')}</p>{prose(post)}"
    made = page(post, inner, Head(rest=rest), path=f"/{post.slug}/print")
    return replace(made, canonical=address(post, f"/{post.slug}"))


def teasers_in_microdata(post: Post) -> Page:
    """Teasers carry microdata of their own, the post's day stands only on the page."""
    teaser = TeaserList(
        '<div itemscope class="entry-teaser"><h3 itemprop="headline"><a href="/{n}">{title}</a></h3>'
        '<meta itemprop="datePublished" content="{iso}"><p>{text}</p></div>'
    )
    inner = _article(post, f'<p class="date">{post.write()}</p>', teaser.write(post))
    return page(post, inner)


def month_in_metadata(post: Post) -> Page:
    """Metadata gives the month only, the page the whole day, above the title."""
    rest = f'<meta name="citation_publication_date" content="{post.day:%Y/%m}">'
    return page(post, _article(post, f"<p>{post.write()}</p>"), Head(rest=rest))


def wrong_clock(post: Post) -> Page:
    """Metadata has a day that lies in the future, the page the right one."""
    rest = _meta(article__published_time="2031-01-01T00:00:00+01:00")
    return page(post, _article(post, f'<p class="date">{post.write()}</p>'), Head(rest=rest))


def empty_clock(post: Post) -> Page:
    """Metadata has the first day of the computer's clock, the page the right one."""
    rest = _meta(article__published_time="1970-01-01T00:00:00+00:00")
    return page(post, _article(post, f'<p class="date">{post.write()}</p>'), Head(rest=rest))


def printed_next_day(post: Post) -> Page:
    """Two places of metadata disagree: one is of the evening before the printed edition, which the page shows."""
    before = post.day - timedelta(days=1)
    rest = (
        _meta(article__published_time=stamp(before, "19:30:00"))
        + f'<meta name="dcterms.issued" content="{post.day}">'
    )
    data = {"@type": "NewsArticle", "headline": post.title, "datePublished": stamp(before, "19:30:00")}
    shown = f'<p class="date">{post.write()}</p>'
    made = page(post, _article(post, shown), Head(rest=rest + _script(data)))
    return replace(made, day=before)


def event_day_in_slug(post: Post) -> Page:
    """The slug has the day of an event long before the post; metadata has the day of the post."""
    rest = _meta(article__published_time=stamp(post.day))
    event = post.day - timedelta(days=60)
    return page(post, _article(post), Head(rest=rest), path=f"/{post.slug}-{event}")


def utc_and_address(post: Post) -> Page:
    """Metadata gives a moment in UTC, late on the day before the one in the address."""
    before = post.day - timedelta(days=1)
    rest = _meta(article__published_time=stamp(before, "23:30:00", "Z"))
    return page(post, _article(post), Head(rest=rest), path=f"/{post.day:%Y/%m/%d}/{post.slug}")


def site_name_behind(post: Post) -> Page:
    """A long name of the site, of more than four words, behind the title; no heading has the title alone."""
    name = f"{post.site} {post.word('town')} {post.word('news')} {post.word('members')}"
    rest = _meta(og__site_name=name, og__title=f"{post.title} | {name}")
    inner = f"{menu(post)}<div><b>{post.title}</b><p>{post.write()}</p>{prose(post)}</div>{footer(post)}"
    return page(post, inner, Head(f"{post.title} | {name}", rest))


def section_in_title(post: Post) -> Page:
    """`<title>` has a section and a long slogan around the title, the networks get the title alone."""
    slogan = post.word("about").split(".")[0]
    rest = _meta(og__title=post.title)
    inner = f"{menu(post)}<div><b>{post.title}</b><p>{post.write()}</p>{prose(post)}</div>{footer(post)}"
    return page(post, inner, Head(f"{post.title} | {slogan}", rest))


METADATA = (
    jsonld_graph,
    jsonld_broken,
    jsonld_past_repair,
    jsonld_neighbours,
    microdata,
    meta_only,
    dublin_core,
    weak_meta,
    edited_title,
    title_of_the_site,
    cut_title,
    link_texts,
    escaped_title,
    script_state,
    script_state_of_many,
    stated_body,
    stated_body_and_more,
    script_rendered,
    evening_in_utc,
    moved_archive,
    last_change_shown,
    canonical_home,
    print_view,
    teasers_in_microdata,
    month_in_metadata,
    wrong_clock,
    empty_clock,
    printed_next_day,
    event_day_in_slug,
    utc_and_address,
    site_name_behind,
    section_in_title,
)
