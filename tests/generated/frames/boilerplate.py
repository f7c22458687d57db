"""Pages with much beside the post: banners, menus, comments, teasers, names that mislead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.generated.frames.parts import (
    Head,
    Page,
    TeaserList,
    breadcrumb,
    comments,
    cookies,
    footer,
    lead,
    menu,
    newsletter,
    page,
    prose,
    share,
)
from tests.generated.posts import Piece, Post


def _day(post: Post) -> str:
    return f'<p class="date">{post.say("published")}</p>'


def long_comments(post: Post) -> Page:
    """Comments that are longer than the post."""
    inner = (
        f"{menu(post)}<div><h1>{post.title}</h1>{_day(post)}<div>{prose(post)}</div>"
        f"{comments(post) * 4}</div>{footer(post)}"
    )
    return page(post, inner)


def cookies_first(post: Post) -> Page:
    """A banner about cookies stands before everything else."""
    inner = (
        f"{cookies(post)}{menu(post)}<main><h1>{post.title}</h1>{_day(post)}{prose(post)}</main>"
        f"{newsletter(post)}{footer(post)}"
    )
    return page(post, inner)


def hidden_menu(post: Post) -> Page:
    """A menu for small screens, hidden, with words about each section; a dialog; a search box."""
    words = "".join(f"<p>{post.word(name)}</p>" for name in ("about", "newsletter", "bio"))
    inner = (
        f'<div class="off" style="display: none">{words}</div><div hidden><p>{post.word("cookies")}</p></div>'
        f'<div role="dialog"><p>{post.word("newsletter")}</p></div><div role="search">{post.word("search")}</div>'
        f"{menu(post, 'class=mobile-nav')}<section>"
        f"<h1>{post.title}</h1>{_day(post)}{prose(post)}</section>{footer(post)}"
    )
    return page(post, inner)


def related_inside(post: Post) -> Page:
    """Related posts stand inside the article, in the box of the text, with their days."""
    teasers = TeaserList(
        '<div class="box"><h4><a href="/{n}">{title}</a></h4><span>{day}</span><p>{text}</p></div>'
    )
    inner = (
        f"{menu(post)}<main><article><h1>{post.title}</h1>{_day(post)}<div>{prose(post)}"
        f"<h3>{post.word('related')}</h3>{teasers.write(post)}</div></article></main>{footer(post)}"
    )
    return page(post, inner)


def label_of_related(post: Post) -> Page:
    """A box in the text opens with a label of other posts and goes on with lines that are half a link."""
    others = "".join(f'<p><a href="/{n}">{o.title}</a> {o.text}</p>' for n, o in enumerate(post.others[:2]))
    box = f"<div><p>{post.word('also')}</p>{others}</div>"
    inner = (
        f"{menu(post)}<main>"
        f"<h1>{post.title}</h1>{_day(post)}<div>{prose(post, most=2)}{box}{prose(post, skip=2)}</div>"
        f"</main>{footer(post)}"
    )
    return page(post, inner)


def captions_and_credits(post: Post) -> Page:
    """Pictures with a caption and a credit between the paragraphs, in boxes without a telling element."""
    picture = f'<div class="image"><img src="/a.jpg" alt=""><p>{post.others[0].text}</p></div>'
    credit = f"<p>{post.word('photo')}</p>"
    inner = (
        f"{menu(post)}<main>"
        f"<h1>{post.title}</h1>{_day(post)}<div class='body'>{picture}{prose(post, most=2)}{picture}{credit}"
        f"{prose(post, skip=2)}</div></main>{footer(post)}"
    )
    return page(post, inner)


def author_box(post: Post) -> Page:
    """A box about the author behind the text, a line with the author above it, tags and a share bar."""
    box = f'<div class="author-box"><h4>{post.author}</h4><p>{post.author} {post.word("bio")}</p></div>'
    tags = f'<p class="tags">{post.word("tags")}: <a href="/t/1">{post.site}</a></p>'
    inner = (
        f"{breadcrumb(post)}<div class='post'><h1>{post.title}</h1>{_day(post)}<p>{post.word('by')} {post.author}</p>"
        f"{share(post)}<div class='post-text'>{prose(post)}</div>{tags}{box}</div>{newsletter(post)}{footer(post)}"
    )
    return page(post, inner)


def short_labels(post: Post) -> Page:
    """Short lines of the page between title and text: the time of reading, the section, how often it was read."""
    lines = "".join(
        f"<div>{line}</div>" for line in ("3 min", post.word("news"), f"{post.word('by')} {post.author}")
    )
    inner = f"{menu(post)}<div><h1>{post.title}</h1>{lines}{_day(post)}{prose(post)}</div>{footer(post)}"
    return page(post, inner)


def misleading_name(post: Post) -> Page:
    """The whole post stands in a box whose class says that it is a side box."""
    inner = (
        f"{menu(post)}<div class='sidebar-layout'>"
        f"<h1>{post.title}</h1>{_day(post)}{prose(post)}</div>{footer(post)}"
    )
    return page(post, inner)


def promo_name(post: Post) -> Page:
    """The text stands in a box whose class names a promotion, beside a box that holds the title."""
    inner = (
        f"{menu(post)}<div class='top-part'><h1>{post.title}</h1>{_day(post)}</div>"
        f"<div class='promo-text-box'>{prose(post)}</div>{footer(post)}"
    )
    return page(post, inner)


def in_a_form(post: Post) -> Page:
    """The page is one form, the post a set of fields."""
    inner = (
        f"<form method='post'>{menu(post)}<fieldset><legend>{post.word('news')}</legend><h1>{post.title}</h1>"
        f"{_day(post)}{prose(post)}</fieldset>{footer(post)}</form>"
    )
    return page(post, inner)


def title_twice(post: Post) -> Page:
    """The title is printed above a picture and again above the text."""
    inner = (
        f"{menu(post)}<div class='hero'><h1>{post.title}</h1></div><div class='main'>"
        f"<h2>{post.title}</h2>{_day(post)}<div>{prose(post)}</div></div>{footer(post)}"
    )
    return page(post, inner)


def lead_twice(post: Post) -> Page:
    """The lead is printed above the text and again as its first paragraph."""
    inner = (
        f"{menu(post)}<main><h1>{post.title}</h1><p class='lead'>{lead(post)}</p>{_day(post)}"
        f"<div class='text'>{prose(post)}</div></main>{footer(post)}"
    )
    return page(post, inner)


def lead_as_heading(post: Post) -> Page:
    """The lead is a heading of its own."""
    inner = (
        f"{menu(post)}<main><h1>{post.title}</h1>{_day(post)}<h2>{lead(post)}</h2>"
        f"<div class='text'>{prose(post, skip=1)}</div></main>{footer(post)}"
    )
    return page(post, inner)


def article_among_articles(post: Post) -> Page:
    """Long teasers are articles too, as `<article>` elements beside the post's own."""
    long = "".join(
        f"<article><h2><a href='/{n}'>{o.title}</a></h2><p>{o.text} {post.word('about')} {o.text}"
        f"</p><p>{post.at(post.day - timedelta(days=n + 3))}</p></article>"
        for n, o in enumerate(post.others)
    )
    inner = (
        f"{menu(post)}<main><article><h1>{post.title}</h1>{_day(post)}{prose(post)}</article><div>{long}</div></main>"
        f"{footer(post)}"
    )
    return page(post, inner)


def whole_posts_above(post: Post) -> Page:
    """Prose about the site stands above the title."""
    intro = f"<p>{post.word('about')}</p><p>{post.word('newsletter')}</p>"
    inner = f"{menu(post)}<div>{intro}</div><div><h1>{post.title}</h1>{_day(post)}{prose(post)}</div>{footer(post)}"
    return page(post, inner)


def prose_beside(post: Post) -> Page:
    """A column with prose about the site beside the post."""
    words = "".join(f"<p>{post.word(name)}</p>" for name in ("about", "newsletter"))
    inner = (
        f"{menu(post)}<div class='cols'><div class='col-a'><h1>{post.title}</h1>{_day(post)}{prose(post)}</div>"
        f"<div class='col-b'>{words}</div></div>{footer(post)}"
    )
    return page(post, inner)


def links_in_text(post: Post) -> Page:
    """Many words of the text are links, and a list of links to documents ends it."""
    first, *rest = lead(post).split(" ")
    linked = f'<p><a href="/a">{first} {" ".join(rest[:4])}</a> {" ".join(rest[4:])}</p>'
    links = "".join(f'<li><a href="/{n}.pdf">{o.title} (PDF)</a></li>' for n, o in enumerate(post.others))
    inner = (
        f"{menu(post)}<main><h1>{post.title}</h1>{_day(post)}<div>{linked}{prose(post, skip=1)}</div>"
        f"<div><ul>{links}</ul></div></main>{footer(post)}"
    )
    return page(post, inner)


def without_marks(post: Post) -> Page:
    """Text in `div` elements without a class, a list of the site's pages above, teasers below."""
    links = "".join(
        f'<div><a href="/{name}">{post.word(name)}</a></div>' for name in ("home", "news", "members")
    )
    teasers = TeaserList('<div><div><a href="/{n}">{title}</a></div><div>{day}</div></div>')
    inner = (
        f"<div>{links}</div><div><div>{post.title}</div><div>{post.write()}</div>{prose(post, 'divs')}</div>"
        f"<div>{teasers.write(post)}</div><div>© 2026 {post.site}</div>"
    )
    return page(post, inner)


def ends_with_list(post: Post) -> Page:
    """The post ends with a heading and a table without links."""
    rows = (Piece("table", rows=(("A", "12"), ("B", "34"), ("C", "56"))),)
    ended = replace(post, body=(*post.body[:-1], Piece("h2", (post.word("members"),)), *rows))
    inner = (
        f"{menu(post)}<main>"
        f"<h1>{post.title}</h1>{_day(post)}<div>{prose(ended)}</div>{share(post)}</main>{footer(post)}"
    )
    return page(ended, inner)


def bold_and_short(post: Post) -> Page:
    """Headings of the text are bold paragraphs in boxes, and short sentences stand alone."""
    parts = []
    for piece in post.body:
        if piece.kind == "h2":
            parts.append(f"<div><strong>{piece.lines[0]}</strong></div>")
        else:
            parts.append(prose(replace(post, body=(piece,))))
    inner = (
        f"{menu(post)}<main><h1>{post.title}</h1>{_day(post)}<div>{''.join(parts)}</div></main>{footer(post)}"
    )
    return page(post, inner)


def _sentence(post: Post) -> Post:
    """A post of one sentence."""
    return replace(post, body=(Piece("p", (post.others[0].text,)),))


def short_post(post: Post) -> Page:
    """A post of one sentence, above a footer with more words."""
    short = _sentence(post)
    inner = f"{menu(post)}<main><h1>{post.title}</h1>{_day(post)}<p>{lead(short)}</p></main>{footer(post)}"
    return page(short, inner)


def short_overlay(post: Post) -> Page:
    """A post of one sentence, in a box whose name says that it is an overlay; nothing else on the page."""
    short = _sentence(post)
    inner = f"<h1>{post.title}</h1>{_day(post)}<div class='modal-text'><p>{lead(short)}</p></div>"
    return page(short, inner)


def short_overlay_and_footer(post: Post) -> Page:
    """The same above a footer with more words."""
    short = _sentence(post)
    inner = f"{menu(post)}<h1>{post.title}</h1>{_day(post)}<div class='modal-text'><p>{lead(short)}</p></div>"
    return page(short, inner + footer(post))


def legacy_charset(post: Post) -> Page:
    """An old page in the 8-bit charset of its language."""
    inner = f"{menu(post)}<h1>{post.title}</h1><p>{post.write()}</p>{prose(post)}"
    made = page(post, inner, Head(charset=post.language.charset))
    assert isinstance(made.html, str)
    return replace(made, html=made.html.encode(post.language.charset, "xmlcharrefreplace"))


def english_menu(post: Post) -> Page:
    """The site says that it is in English; the post is in its own language."""
    inner = (
        "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
        f"<main><h1>{post.title}</h1><p>{post.write()}</p>{prose(post)}</main><footer>All rights reserved</footer>"
    )
    return page(post, inner, lang="en")


def password_form(post: Post) -> Page:
    """The post is protected: the page shows a form for its password."""
    inner = (
        f"{menu(post)}<article><h1>{post.title}</h1>{_day(post)}<form class='post-password-form'>"
        f"<p>{post.word('bio')}</p>"
        f"<input type='password'></form></article>{footer(post)}"
    )
    return replace(page(post, inner), body=())


def robot_check(post: Post) -> Page:
    """A check for robots stands where the post should be."""
    inner = "<main><h1>Checking your browser</h1><form id='challenge-form'></form></main>"
    made = page(post, inner, Head("Just a moment..."), dated=False)
    return replace(made, title=None, body=(), language="")


def login_page(post: Post) -> Page:
    """The page asks for a login and shows nothing but the title."""
    form = "<form><p>E-mail</p><input><input type='password'></form>"
    inner = f"{menu(post)}<main><h1>{post.title}</h1>{form}</main>"
    return replace(page(post, inner, dated=False), body=())


def _top(post: Post) -> str:
    return f"{menu(post)}<h1>{post.title}</h1>{_day(post)}"


def article_and_prose(post: Post) -> Page:
    """The post is an `<article>`; long prose about the site stands beside it in a box without a name."""
    words = "".join(f"<p>{post.word(name)}</p>" for name in ("about", "newsletter", "bio"))
    inner = (
        f"{menu(post)}<main><article><h1>{post.title}</h1>{_day(post)}{prose(post)}</article>"
        f"<div class='c2'>{words}</div></main>{footer(post)}"
    )
    return page(post, inner)


def parts_with_misleading_names(post: Post) -> Page:
    """Each part of the text stands in a box whose class names a promotion."""
    parts = "".join(
        f"<div class='promo-box'>{prose(post, skip=n, most=n + 1)}</div>" for n in range(len(post.body))
    )
    return page(post, f"<h1>{post.title}</h1>{_day(post)}{parts}")


def long_introduction(post: Post) -> Page:
    """Prose about the site above the title, as long as the post."""
    words = "".join(
        f"<p>{post.word(name)}</p>" for name in ("about", "cookies", "newsletter", "bio", "about")
    )
    inner = (
        f"{menu(post)}<div class='intro-text'>{words}</div><div>{_top(post)}<div>{prose(post)}</div></div>"
    )
    return page(post, inner)


def title_below_again(post: Post) -> Page:
    """The title stands above the text and once more below it, over the form for a reply."""
    reply = f"<div class='ask'><h1>{post.title}</h1><p>{post.word('contact')}</p></div>"
    return page(post, f"{_top(post)}<div>{prose(post)}</div>{reply}{footer(post)}")


def note_beside_text(post: Post) -> Page:
    """A box without a telling name beside the text, with one sentence about another post."""
    inner = (
        f"<div class='m'>{_top(post)}<div class='t1'>{prose(post)}</div>"
        f"<div class='n1'>{post.others[0].text}</div></div>"
    )
    return page(post, inner + footer(post))


def two_columns(post: Post) -> Page:
    """The text runs through two boxes with different names."""
    half = len(post.body) // 2
    inner = (
        f"{_top(post)}<div class='cols'><div class='left-part'>{prose(post, most=half)}</div>"
        f"<div class='second-part'>{prose(post, skip=half)}</div></div>{footer(post)}"
    )
    return page(post, inner)


def nested_rows(post: Post) -> Page:
    """Rows of one class, each with an inner box; the first has most of the text."""
    most = len(post.body) - 2
    row = "<div class='row-text'><div class='inner'>{}</div></div>"
    rows = row.format(prose(post, most=most)) + "".join(
        row.format(prose(post, skip=n, most=n + 1)) for n in range(most, len(post.body))
    )
    return page(post, f"{_top(post)}<div class='rows'>{rows}</div>{footer(post)}")


def short_lead_apart(post: Post) -> Page:
    """A short lead stands with the title, the text in another box."""
    text = post.others[2].text
    led = replace(post, body=(Piece("p", (text,)), *post.body))
    inner = f"{menu(post)}<div class='head-part'><h1>{post.title}</h1><p>{text}</p>{_day(post)}</div>"
    return page(led, f"{inner}<div class='text-part'>{prose(post)}</div>{footer(post)}")


def end_outside_box(post: Post) -> Page:
    """The last paragraphs stand behind the box of the text, without a box of their own."""
    most = len(post.body) - 2
    inner = f"<div class='w'>{_top(post)}<div class='t'>{prose(post, most=most)}</div>{prose(post, skip=most)}</div>"
    return page(post, inner + footer(post))


def long_list(post: Post) -> Page:
    """Most of the text is one list, with a sentence before and behind it."""
    first, *rest = [line for piece in post.body if piece.kind in ("p", "quote") for line in piece.text]
    listed = replace(
        post, body=(Piece("p", (first,)), Piece("ul", tuple(rest[:-1])), Piece("p", (rest[-1],)))
    )
    return page(listed, f"<div>{_top(post)}{prose(listed)}</div>{footer(post)}")


def linked_headings_below(post: Post) -> Page:
    """Linked headings of other posts stand below the text, in the same box."""
    links = "".join(f"<h3><a href='/{n}'>{other.title}</a></h3>" for n, other in enumerate(post.others))
    return page(post, f"<div>{_top(post)}{prose(post)}{links}</div>{footer(post)}")


def alert_with_title(post: Post) -> Page:
    """A hidden box for printing repeats the title and the lead; tags and ratings stand behind the text."""
    hidden = f"<div style='display:none'><h2>{post.title}</h2><p>{lead(post)}</p></div>"
    tags = f"<div class='rating'>4,5</div><ul class='tag-list'><li><a href='/t'>{post.site}</a></li></ul>"
    return page(post, f"{hidden}<div>{_top(post)}{prose(post)}{tags}</div>{footer(post)}")


def camel_names(post: Post) -> Page:
    """Names in camel case: a share bar, a body, boxes with recommended posts and with the reply form."""
    others = "".join(f"<p>{other.text}</p>" for other in post.others)
    inner = (
        f"{_top(post)}<div class='shareBar'><p>{post.word('newsletter')}</p></div>"
        f"<div class='articleBody'>{prose(post)}</div>"
        f"<div class='recommendedStories'>{others}</div><div id='commentsOff'></div>"
        f"<div class='commentForm'><p>{post.word('bio')}</p></div>{footer(post)}"
    )
    return page(post, inner)


def states_and_kinds(post: Post) -> Page:
    """Class names of the document that speak of comments and sidebars name nothing on the page."""
    inner = (
        "<div class='no-sidebar single-comments-open category-newsletter tag-events has-share'>"
        f"{_top(post)}<div class='text comments-enabled'>{prose(post)}</div></div>{footer(post)}"
    )
    return page(post, inner)


def controls_in_text(post: Post) -> Page:
    """Lines of controls stand between the paragraphs: a word to share, a credit, a label of more."""
    between = f"<p>{post.word('share')}</p><p>{post.word('photo')}</p><p>Tweet</p><p>Newsletter</p>"
    return page(
        post, f"{_top(post)}<div>{prose(post, most=2)}{between}{prose(post, skip=2)}</div>{footer(post)}"
    )


def byline_in_text(post: Post) -> Page:
    """The author and the time of reading are paragraphs in the box of the text."""
    lines = f"<p>{post.word('by')} {post.author}</p><p>3 min</p>"
    return page(post, f"{_top(post)}<div>{lines}{prose(post)}</div>{footer(post)}")


def side_boxes_by_name(post: Post) -> Page:
    """Boxes with prose, named for sponsors, banners and a side column, in the box of the post."""
    names = ("sponsor-note", "widget-area", "adbox-wide")
    boxes = "".join(f"<div class='{name}'><p>{post.word('newsletter')}</p></div>" for name in names)
    return page(post, f"<main>{_top(post)}{boxes}<div>{prose(post)}</div>{boxes}</main>")


def rows_of_links(post: Post) -> Page:
    """A list of other posts, each a linked line with a day, stands in the box of the text, above its last part."""
    rows = "".join(
        f"<div class='r'><a href='/{n}'>{other.title}</a></div>" for n, other in enumerate(post.others)
    )
    return page(
        post, f"<div>{_top(post)}{prose(post, most=3)}{rows}{prose(post, skip=3)}</div>{footer(post)}"
    )


def stated_and_misnamed(post: Post) -> Page:
    """The body is stated by its property, in a box whose class says that it is a side box; prose stands beside it."""
    words = "".join(
        f"<p>{post.word(name)}</p>" for name in ("about", "newsletter", "cookies", "bio", "about")
    )
    body = f"<div class='promo-block' itemprop='articleBody'>{prose(post)}</div>"
    return page(post, f"<div><h1>{post.title}</h1>{_day(post)}{body}</div><div>{words}</div>")


BOILERPLATE = (
    long_comments,
    cookies_first,
    hidden_menu,
    related_inside,
    label_of_related,
    captions_and_credits,
    author_box,
    short_labels,
    misleading_name,
    promo_name,
    in_a_form,
    title_twice,
    lead_twice,
    lead_as_heading,
    article_among_articles,
    whole_posts_above,
    prose_beside,
    links_in_text,
    without_marks,
    ends_with_list,
    bold_and_short,
    short_post,
    short_overlay,
    short_overlay_and_footer,
    legacy_charset,
    english_menu,
    password_form,
    robot_check,
    login_page,
    article_and_prose,
    parts_with_misleading_names,
    long_introduction,
    title_below_again,
    note_beside_text,
    two_columns,
    nested_rows,
    short_lead_apart,
    end_outside_box,
    long_list,
    linked_headings_below,
    alert_with_title,
    camel_names,
    states_and_kinds,
    controls_in_text,
    byline_in_text,
    side_boxes_by_name,
    rows_of_links,
    stated_and_misnamed,
)
