"""Pages as the themes of common content systems make them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.generated.frames.parts import (
    Head,
    Page,
    TeaserList,
    address,
    breadcrumb,
    comments,
    cookies,
    events,
    footer,
    lead,
    menu,
    newsletter,
    page,
    prose,
    share,
    stamp,
)
from tests.generated.posts import Post

RECENT = TeaserList('<li><a href="/?p={n}">{title}</a> <span class="post-date">{day}</span></li>')


def wordpress_classic(post: Post) -> Page:
    """A classic WordPress theme: sidebar with widgets, share bar, related posts, comments."""
    later = post.day + timedelta(days=200)
    inner = f"""
<div id="page" class="site"><header id="masthead"><p class="site-title"><a href="/">{post.site}</a></p>
{menu(post, 'id="site-navigation"')}</header><div id="content" class="site-content">
<div id="primary" class="content-area">
<main id="main">
<article id="post-4711" class="post-4711 post type-post status-publish hentry category-news tag-events">
<header class="entry-header"><h1 class="entry-title">{post.title}</h1><div class="entry-meta">
<span class="posted-on"><a href="/{post.slug}" rel="bookmark">
<time class="entry-date published" datetime="{stamp(post.day)}">
{post.write()}</time><time class="updated" datetime="{stamp(later)}">{post.at(later)}</time></a></span>
<span class="byline"> {post.word("by")} <a class="url fn n" href="/author/1">{post.author}</a></span></div></header>
<div class="entry-content">{prose(post)}<div class="sharedaddy sd-sharing-enabled">{share(post)}</div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>{post.word("related")}</h3>
{TeaserList(name="jp-relatedposts-post").write(post)}</div></div>
<footer class="entry-footer"><span class="cat-links"><a href="/c/news">{post.word("news")}</a></span></footer>
</article>
<nav class="navigation post-navigation"><a rel="prev" href="/1">{post.others[0].title}</a></nav>
{comments(post)}</main></div>
<aside id="secondary" class="widget-area"><section class="widget widget_search"><form><input></form></section>
<section class="widget widget_recent_entries"><h2>{post.word("news")}</h2><ul>{RECENT.write(post)}</ul></section>
<section class="widget widget_archive"><h2>Archiv</h2><ul><li><a href="/2019/03/">2019-03</a></li></ul>
</section></aside></div>
{footer(post)}</div>"""
    link = f'<link rel="canonical" href="{address(post, f"/{post.slug}/")}">'
    made = page(post, inner, Head(rest=f'<meta property="og:site_name" content="{post.site}">{link}'))
    return replace(made, canonical=address(post, f"/{post.slug}/"))


def wordpress_blocks(post: Post) -> Page:
    """A block theme of WordPress: everything is a group, other posts stand in a query loop."""
    loop = TeaserList(
        '<li class="wp-block-post"><h2 class="wp-block-post-title"><a href="/{n}">{title}</a></h2>'
        '<div class="wp-block-post-date"><time datetime="{iso}">{day}</time></div>'
        '<div class="wp-block-post-excerpt"><p>{text}</p></div></li>'
    )
    inner = f"""
<div class="wp-site-blocks"><header class="wp-block-template-part"><div class="wp-block-group is-layout-flex">
<p class="wp-block-site-title"><a href="/">{post.site}</a></p>{menu(post, 'class="wp-block-navigation"')}</div>
</header>
<main class="wp-block-group is-layout-flow"><div class="wp-block-group has-global-padding">
<h1 class="wp-block-post-title">{post.title}</h1>
<div class="wp-block-group is-layout-flex"><div class="wp-block-post-date"><time datetime="{stamp(post.day)}">
<a href="/{post.slug}">{post.write()}</a></time></div><p>—</p><div class="wp-block-post-author-name">
<a href="/author/2">{post.author}</a></div></div></div>
<div class="entry-content wp-block-post-content is-layout-constrained">{prose(post)}</div>
<div class="wp-block-group"><h2 class="wp-block-heading">{post.word("related")}</h2>
<ul class="wp-block-post-template">{loop.write(post)}</ul></div></main>
<footer class="wp-block-template-part"><p>© 2011–2026 {post.site}</p></footer></div>"""
    return page(post, inner, Head(f"{post.title} – {post.site}"))


def drupal(post: Post) -> Page:
    """Drupal: fields as boxes, the line of the author, a block with a view of events."""
    row = TeaserList(
        '<div class="views-row"><span class="views-field">{day}</span> <a href="/node/{n}">{title}</a></div>'
    )
    inner = f"""
<div class="dialog-off-canvas-main-canvas"><div class="layout-container">
<header role="banner">{menu(post, 'role="navigation"')}
</header>{breadcrumb(post)}<main role="main"><div class="layout-content"><div class="region region-content">
<h1 class="page-title"><span class="field field--name-title">{post.title}</span></h1>
<article class="node node--type-news node--view-mode-full"><div class="node__meta">
<span>{post.word("by")} <span class="username">{post.author}</span>, {post.write("numeric")} - 10:12</span></div>
<div class="node__content clearfix">
<div class="clearfix text-formatted field field--name-body field__item">{prose(post)}</div>
<div class="field field--name-field-tags"><div class="field__label">{post.word("tags")}</div><div class="field__item">
<a href="/tags/1">{post.site}</a></div></div></div></article></div></div>
<aside class="layout-sidebar-second" role="complementary"><div class="block block-views-block-events">
<h2>{post.word("events")}</h2>{row.write(post)}</div></aside></main>
{footer(post)}</div></div>"""
    return page(post, inner, path=f"/node/{post.day:%j}")


def joomla(post: Post) -> Page:
    """Joomla: the details of an article are a list, the hits among them."""
    inner = f"""
<div class="container"><div class="header">{menu(post, 'class="navigation"')}</div><div class="row">
<div id="content" class="span9">
<div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header">
<h2 itemprop="headline">{post.title}</h2></div>
<dl class="article-info muted"><dt class="article-info-term">Info</dt><dd class="createdby">{post.word("by")}
<span itemprop="name">{post.author}</span></dd><dd class="published">
<time datetime="{stamp(post.day)}" itemprop="datePublished">{post.say("published")}</time></dd>
<dd class="hits">1318</dd></dl><div itemprop="articleBody">{prose(post)}</div>
<ul class="pager pagenav"><li class="next"><a href="/9">{post.others[1].title}</a></li></ul></div></div>
<div id="aside" class="span3"><div class="well moduletable"><h3>{post.word("popular")}</h3>
<ul class="mostread">{RECENT.write(post)}</ul></div></div></div></div>{footer(post)}"""
    return page(post, inner, Head(post.title), path=f"/index.php/{post.slug}")


def typo3(post: Post) -> Page:
    """TYPO3 with its news extension: the day above the title, a teaser text, related news."""
    inner = f"""
<div class="page-wrapper"><header class="page-header">{menu(post, 'class="mainnav"')}</header>
<section id="page-content">
<div class="frame frame-default frame-type-list"><div class="news news-single"><div class="article" itemscope>
<div class="header"><p><span class="news-list-date">{post.write("numeric")}</span></p><h1>{post.title}</h1></div>
<div class="teaser-text"><p>{lead(post)}</p></div><div class="news-img-wrap"><figure><img src="/a.jpg" alt="">
<figcaption>{post.word("photo")}</figcaption></figure></div>
<div class="news-text-wrap">{prose(post, skip=1)}</div>
<div class="news-related-wrap"><div class="news-related news-related-news"><h4>{post.word("related")}</h4>
<ul>{RECENT.write(post)}</ul></div></div>
<div class="news-backlink-wrap"><a href="/news">{post.word("news")}</a></div></div></div></div></section>
{footer(post)}</div>"""
    return page(post, inner, Head(f"{post.site}: {post.title}"))


def spip(post: Post) -> Page:
    """SPIP: the day and the author on one line, a lead, the text, a rubric with other articles."""
    inner = f"""
<div class="page"><div class="header" id="header"><strong><a href="/">{post.site}</a></strong></div>
<div class="main"><div class="wrapper"><div class="content" id="content"><div class="cartouche">
<h1 class="surtitle">{post.title}</h1><p class="info-publi">
<abbr class="published" title="{stamp(post.day, zone="Z")}">
{post.write("full")}</abbr>, <span class="sep">{post.word("by")} </span>
<span class="auteurs"><a href="/_a_">{post.author}</a></span></p></div>
<div class="chapo"><p>{lead(post)}</p></div><div class="texte">{prose(post, skip=1)}</div></div></div>
<div class="aside"><div class="menu articles"><h2>{post.word("news")}</h2><ul>{RECENT.write(post)}</ul></div>
</div></div>
{footer(post)}</div>"""
    return page(post, inner, Head(f"{post.title} - {post.site}"), path=f"/spip.php?article{post.day:%m%d}")


def hugo(post: Post) -> Page:
    """A theme of Hugo: the day and the time of reading on one line, a table of contents, previous and next."""
    contents = "".join(
        f'<li><a href="#{n}">{piece.lines[0]}</a></li>'
        for n, piece in enumerate(post.body)
        if piece.kind == "h2"
    )
    inner = f"""
<header class="header">{menu(post, 'class="nav"')}</header><main class="main"><article class="post-single">
<header class="post-header"><div class="breadcrumbs"><a href="/">{post.word("home")}</a></div>
<h1 class="post-title">{post.title}</h1><div class="post-meta"><span title="{stamp(post.day)}">{post.write()}</span>
&nbsp;·&nbsp;3 min&nbsp;·&nbsp;{post.author}</div></header>
<div class="toc"><details><summary>TOC</summary><ul>{contents}</ul></details></div>
<div class="post-content">{prose(post)}</div><footer class="post-footer"><ul class="post-tags"><li>
<a href="/tags/1">{post.site}</a></li></ul><nav class="paginav">
<a class="prev" href="/1"><span>{post.others[1].title}</span></a></nav></footer></article></main>
{footer(post)}"""
    return page(post, inner)


def jekyll(post: Post) -> Page:
    """The first theme of Jekyll, with its microformats."""
    inner = f"""
<header class="site-header" role="banner"><div class="wrapper"><a class="site-title" href="/">{post.site}</a>
{menu(post, 'class="site-nav"')}</div></header><main class="page-content"><div class="wrapper">
<article class="post h-entry"><header class="post-header"><h1 class="post-title p-name">{post.title}</h1>
<p class="post-meta"><time class="dt-published" datetime="{stamp(post.day)}">{post.write()}</time></p></header>
<div class="post-content e-content">{prose(post)}</div></article></div></main>{footer(post)}"""
    return page(post, inner)


def aspnet_tables(post: Post) -> Page:
    """A layout of tables inside one form, no heading, text divided by breaks."""
    left = "".join(
        f'<tr><td><a href="/default.aspx?id={n}">{post.word(name)}</a></td></tr>'
        for n, name in enumerate(("home", "news", "members", "events", "contact"))
    )
    inner = f"""
<form id="aspnetForm" method="post"><table width="960"><tr><td colspan="2"><img src="/logo.gif" alt=""></td></tr>
<tr><td valign="top" width="160"><table>{left}</table></td><td valign="top"><table width="100%"><tr><td>
<span id="ctl00_lblTitle" class="newstitle">{post.title}</span></td></tr>
<tr><td><span id="ctl00_lblDate">{post.write("numeric")}</span></td></tr>
<tr><td><span id="ctl00_lblText">{prose(post, "breaks")}</span></td></tr></table></td></tr>
<tr><td colspan="2">© 2009–2026 {post.site}</td></tr></table></form>"""
    return page(post, inner, Head(f"{post.site} - {post.title}"), path=f"/news.aspx?id={post.day:%j}")


def frontpage_tables(post: Post) -> Page:
    """Tables again; the name of the site follows the title, the text stands in cells of its own."""
    rows = "".join(f"<tr><td>{prose(post, skip=n, most=n + 1)}</td></tr>" for n in range(len(post.body)))
    inner = f"""
<table width="100%"><tr><td><a href="/">{post.word("home")}</a></td><td><a href="/news">{post.word("news")}</a>
</td></tr></table>
<table><tr><td><font size="5">{post.title}</font></td></tr><tr><td><i>{post.write()}</i></td></tr>{rows}</table>
<p><small>© 2009 {post.site}</small></p>"""
    return page(post, inner, Head(f"{post.title} - {post.site}"), path=f"/{post.slug}.htm")


def bootstrap_cards(post: Post) -> Page:
    """Bootstrap: the post is one card, other posts are cards beside it."""
    card = TeaserList(
        '<div class="card mb-3"><div class="card-body"><h5 class="card-title"><a href="/n/{n}">{title}</a></h5>'
        '<p class="card-text">{text}</p><p class="card-text"><small class="text-muted">{day}</small></p></div></div>'
    )
    inner = f"""
<nav class="navbar navbar-expand-lg"><a class="navbar-brand" href="/">{post.site}</a></nav>
<div class="container"><div class="row"><div class="col-md-8"><div class="card">
<img class="card-img-top" src="/a.jpg">
<div class="card-body"><h1 class="card-title">{post.title}</h1><p class="text-muted">{post.write("full")}</p>
<div class="card-text">{prose(post)}</div><a class="btn btn-primary" href="/news">{post.word("news")}</a></div>
</div></div>
<div class="col-md-4"><h4>{post.word("news")}</h4>{card.write(post)}</div></div></div>{footer(post)}"""
    return page(post, inner)


def news_portal(post: Post) -> Page:
    """A portal: a ticker above, pictures with credits, links inside the text, a list of the most read."""
    ticker = "".join(
        f'<li><time>1{n}:45</time> <a href="/t/{n}">{o.title}</a></li>' for n, o in enumerate(post.others)
    )
    most = TeaserList('<li><a href="/m/{n}"><span class="kicker">{day}</span> {title}</a></li>')
    other = post.others[2].title
    inner = f"""
<div class="ticker"><ul>{ticker}</ul></div><header class="topbar">{menu(post)}</header><main><article class="article">
<p class="kicker">{post.word("news")}</p><h1 class="headline">{post.title}</h1>
<div class="article-meta"><span class="author">{post.word("by")} {post.author}</span>
<span class="date">{post.say("published")}, 10:12</span></div>
<figure class="lead-image"><img src="/a.jpg" alt=""><figcaption>{post.word("photo")}</figcaption></figure>
<div class="article-body">{prose(post, most=2)}
<p class="inline-link">{post.word("also")}: <a href="/m/7">{other}</a></p>
<p>{post.word("photo")}</p>{prose(post, skip=2)}</div>{share(post)}</article>
<aside class="most-read"><h3>{post.word("popular")}</h3><ol>{most.write(post)}</ol></aside>
<section class="teaser-list">{TeaserList(form="numeric").write(post)}</section>
</main>{newsletter(post)}{footer(post)}"""
    return page(post, inner)


def page_builder(post: Post) -> Page:
    """A page builder: every part is a widget, the text stands in three of them."""
    half = (len(post.body) + 1) // 2
    widget = (
        '<div class="elementor-widget elementor-widget-{}"><div class="elementor-container">{}</div></div>'
    )
    parts = [
        widget.format("theme-post-title", f'<h1 class="elementor-heading-title">{post.title}</h1>'),
        widget.format(
            "post-info",
            f'<ul class="elementor-icon-list-items"><li><span>{post.write()}</span></li></ul>',
        ),
        widget.format("text-editor", prose(post, most=2)),
        widget.format("text-editor", prose(post, skip=2, most=half)),
        widget.format("text-editor", prose(post, skip=half)),
        widget.format("share-buttons", share(post)),
    ]
    inner = f"""
<div class="elementor elementor-location-header">{menu(post, 'class="elementor-nav-menu"')}</div>
<div class="elementor elementor-location-single"><section class="elementor-section"><div class="elementor-container">
<div class="elementor-column">{"".join(parts)}</div></div></section></div>{cookies(post)}{footer(post)}"""
    return page(post, inner)


def columns_of_cards(post: Post) -> Page:
    """A modern page in which each part of the text is a section of its own, with events beside it."""
    sections = "".join(
        f'<section class="text-block">{prose(post, skip=n, most=n + 2)}</section>'
        for n in range(0, len(post.body), 2)
    )
    inner = f"""
{menu(post)}<main><header class="hero"><h1>{post.title}</h1><p class="hero__date">{post.say("published")}</p></header>
<div class="layout"><div class="layout__main">{sections}</div><div class="layout__side">{events(post)}</div>
</div></main>
{footer(post)}"""
    return page(post, inner)


def minimal(post: Post) -> Page:
    """HTML without a single class."""
    inner = f"<h1>{post.title}</h1><p>{post.write()}</p>{prose(post)}<hr><p>{post.site}</p>"
    return page(post, inner, Head(post.title))


def bare_text(post: Post) -> Page:
    """No heading and no paragraphs: a bold line, then text divided by breaks."""
    inner = (
        f'<center><a href="/">{post.word("home")}</a> | <a href="/news">{post.word("news")}</a></center>'
        f"<b>{post.title}</b><br>{post.write('full')}<br><br>{prose(post, 'breaks')}"
    )
    return page(post, inner, Head(post.title))


def anchored_div(post: Post) -> Page:
    """Text in `div` elements only, with the title as a linked heading in a box of its own."""
    inner = f"""
<div class="top"><a href="/">{post.site}</a></div><div class="newsdetail"><div class="subject">
<h2><a href="/{post.slug}">{post.title}</a></h2></div><div class="datum">{post.write("numeric")}</div>
<div class="inhalt">{prose(post, "divs")}</div></div><div class="bottom">{footer(post)}</div>"""
    return page(post, inner)


SYSTEMS = (
    wordpress_classic,
    wordpress_blocks,
    drupal,
    joomla,
    typo3,
    spip,
    hugo,
    jekyll,
    aspnet_tables,
    frontpage_tables,
    bootstrap_cards,
    news_portal,
    page_builder,
    columns_of_cards,
    minimal,
    bare_text,
    anchored_div,
)
