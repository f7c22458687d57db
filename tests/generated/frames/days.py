"""Pages that differ in where the day of publication stands, and in the other days around it."""

from __future__ import annotations

from datetime import timedelta

from tests.generated.frames.parts import (
    NOW,
    Page,
    TeaserList,
    comments,
    events,
    footer,
    menu,
    page,
    prose,
    stamp,
)
from tests.generated.posts import Post


def _post(post: Post, head: str = "", foot: str = "", above: str = "", after: str = "") -> str:
    """An article with something above the title, below it, behind the text, and behind the article."""
    return (
        f'{menu(post)}<div class="main">{above}<div class="article"><h1>{post.title}</h1>{head}'
        f'<div class="text">{prose(post)}</div>{foot}</div>{after}</div>{footer(post)}'
    )


def address_of_day(post: Post) -> Page:
    """The folders of the address carry the day."""
    return page(post, _post(post), path=f"/{post.day:%Y/%m/%d}/{post.slug}/")


def address_ends_in_day(post: Post) -> Page:
    """The slug ends in the day."""
    return page(post, _post(post), path=f"/news/{post.slug}-{post.day}")


def address_begins_with_day(post: Post) -> Page:
    """The name of the page begins with the digits of the day."""
    return page(post, _post(post), path=f"/press/{post.day:%Y}/{post.day:%Y%m%d}-{post.slug}.html")


def address_of_month(post: Post) -> Page:
    """The address carries the month, the page the day, without a label."""
    line = f'<div class="meta">{post.write()}</div>'
    return page(post, _post(post, line), path=f"/{post.day:%Y/%m}/{post.slug}")


def label_above(post: Post) -> Page:
    """A list of labels and values: the day of the last change first, then that of publication."""
    later = post.at(post.day + timedelta(days=15))
    line = (
        f"<dl><dt>{post.word('change')}</dt><dd>{later}</dd>"
        f"<dt>{post.word('publication')}</dt><dd>{post.write()}</dd></dl>"
    )
    return page(post, _post(post, line))


def label_in_row(post: Post) -> Page:
    """A table with the facts of the post, the deadline before the day of publication."""
    later = post.at(post.day + timedelta(days=50), "numeric")
    line = (
        f"<table class='facts'><tr><th>{post.word('deadline')}</th><td>{later}</td></tr>"
        f"<tr><th>{post.word('publication')}</th><td>{post.write('numeric')}</td></tr></table>"
    )
    return page(post, _post(post, line))


def day_and_clock(post: Post) -> Page:
    """The weekday, the day and the time."""
    return page(post, _post(post, f'<span class="when">{post.write("full")} - 14:30</span>'))


def glued_icon(post: Post) -> Page:
    """The label of an icon is glued to the day."""
    line = f'<div class="posted"><span class="sr">Clock icon</span>{post.write("numeric")}</div>'
    return page(post, _post(post, line))


def above_title(post: Post) -> Page:
    """The day stands above the title."""
    return page(post, _post(post, above=f'<p class="small">{post.write("numeric")}</p>'))


def behind_text(post: Post) -> Page:
    """The day stands behind the text, with a label; a teaser behind it shows another."""
    foot = f"<p>{post.say('published')}</p>"
    return page(post, _post(post, foot=foot, after=TeaserList(days=(5, 9, -30)).write(post)))


def published_and_changed(post: Post) -> Page:
    """One line tells both the day of publication and the day of the last change."""
    later = post.day + timedelta(days=25)
    line = f'<p class="info">{post.say("published")} – {post.say("updated", later)}</p>'
    return page(post, _post(post, line))


def changed_before_published(post: Post) -> Page:
    """Two times, the day of the change first, each with its label."""
    later = post.day + timedelta(days=25)
    changed = f'{post.word("change")}: <time datetime="{later}">{post.at(later)}</time>'
    own = f'{post.word("publication")}: <time datetime="{post.day}">{post.write()}</time>'
    return page(post, _post(post, f'<p class="times">{changed} | {own}</p>'))


def changed_only(post: Post) -> Page:
    """The page tells the day of its last change and no other: it is given, and flagged as such."""
    return page(post, _post(post, f'<p class="info">{post.say("updated")}</p>'))


def author_and_day(post: Post) -> Page:
    """The author and the day on one line."""
    line = f"<p>{post.word('by')} {post.author} | {post.write()}</p>"
    return page(post, _post(post, line))


def dateline(post: Post) -> Page:
    """The text begins with a place and the day, as agencies write."""
    first = f"{post.word('town')}, {post.write()} – {post.body[0].lines[0]}"
    body = f"<p>{first}</p>{prose(post, skip=1)}"
    inner = f'{menu(post)}<div class="main"><h1>{post.title}</h1><div class="text">{body}</div></div>{footer(post)}'
    made = page(post, inner)
    return Page(made.html, made.url, made.title, made.day, (first, *post.lines[1:]), made.language)


def today_above(post: Post) -> Page:
    """The head of the page shows today's date, as newspapers do; the post has its own."""
    today = f'<div class="topbar"><span>{post.at(NOW.date(), "full")}</span></div>'
    return page(post, today + _post(post, f'<p class="date">{post.write()}</p>'))


def today_only(post: Post) -> Page:
    """The head of the page shows today's date, and the post has none."""
    today = f'<div class="masthead-line">{post.at(NOW.date(), "full")}</div>'
    return page(post, f"<div class='page'>{today}{_post(post)}</div>", dated=False)


def events_above(post: Post) -> Page:
    """A list of events stands above the post, and the day of the post below its title."""
    return page(post, _post(post, f"<p>{post.write()}</p>", above=f"<div>{events(post)}</div>"))


def events_beside(post: Post) -> Page:
    """A box with events beside a post that has no day."""
    box = f'<div class="right">{events(post)}</div>'
    return page(post, _post(post, after=box), dated=False)


def events_named(post: Post) -> Page:
    """A box whose class says that it holds an agenda, with a heading that says nothing; the post has no day."""
    day = post.at(post.day + timedelta(days=20))
    box = f'<div class="agenda-block"><p>{day}</p><p>{post.others[0].text}</p></div>'
    return page(post, _post(post, above=box), dated=False)


def event_facts(post: Post) -> Page:
    """The page of an event: its day and its place, and no day of publication."""
    day = post.at(post.day + timedelta(days=20))
    line = f"<p>{post.word('venue')}: {day}, {post.word('town')}</p>"
    return page(post, _post(post, line), dated=False)


def event_facts_listed(post: Post) -> Page:
    """The facts of an event as labels and values, and no day of publication."""
    day = post.at(post.day + timedelta(days=20))
    line = (
        f"<dl><dt>{post.word('venue')}</dt><dd>{day}</dd>"
        f"<dt>{post.word('deadline')}</dt><dd>{post.at(post.day, 'numeric')}</dd></dl>"
    )
    return page(post, _post(post, line), dated=False)


def deadline_row(post: Post) -> Page:
    """A table with the deadline above the text, and no day of publication."""
    day = post.at(post.day + timedelta(days=50))
    line = f"<table><tr><th>{post.word('deadline')}</th><td>{day}</td></tr></table>"
    return page(post, _post(post, line), dated=False)


def deadline_and_day(post: Post) -> Page:
    """The deadline stands between the title and the day of publication."""
    day = post.at(post.day + timedelta(days=50))
    line = f"<p>{post.word('deadline')}: {day}</p><p>{post.say('published')}</p>"
    return page(post, _post(post, line))


def no_day(post: Post) -> Page:
    """No day of publication at all, only the years in the footer and the days of which the text speaks."""
    return page(post, _post(post), dated=False)


def no_day_teasers(post: Post) -> Page:
    """No day of publication; boxes with other posts have theirs."""
    return page(post, _post(post, after=TeaserList().write(post)), dated=False)


def no_day_single_teaser(post: Post) -> Page:
    """No day of publication; one other post is recommended, with its day."""
    other = post.others[0]
    day = post.at(post.day + timedelta(days=8))
    box = f'<div class="next-story"><span>{day}</span><h3><a href="/8">{other.title}</a></h3></div>'
    return page(post, _post(post, after=box), dated=False)


def no_day_comments(post: Post) -> Page:
    """No day of publication; the comments have theirs."""
    return page(post, _post(post, after=comments(post)), dated=False)


def no_day_archive(post: Post) -> Page:
    """No day of publication; a calendar of the archive stands beside the post."""
    day = post.at(post.day + timedelta(days=31))
    box = f'<div class="archive-list"><h4>Archiv</h4><p><a href="/a">{day}</a></p></div>'
    return page(post, _post(post, after=box), dated=False)


def far_away(post: Post) -> Page:
    """The only day of the page stands far from the text, in the head of the site's frame."""
    lines = "".join(
        f"<p>{name}</p>" for name in (post.word("home"), post.word("members"), "A", "B", "C", "D", "E")
    )
    above = f'<div class="strip"><p>{post.say("published")}</p>{lines}</div>'
    return page(post, f'<div class="page">{above}{_post(post)}</div>')


def hidden_box(post: Post) -> Page:
    """The day stands in a box that is named as a side box."""
    box = f'<div class="sidebar"><p>{post.say("published")}</p></div>'
    return page(post, _post(post, after=box))


def first_time(post: Post) -> Page:
    """A `<time>` far from the title, behind comments in no list, is the only one."""
    lines = "".join(f"<p>{one.text}</p>" for one in post.language.comments * 10)
    box = f'<div class="comments">{lines}</div><p><time datetime="{stamp(post.day)}">•</time></p>'
    return page(post, _post(post, after=box))


def full_line_with_section(post: Post) -> Page:
    """The day opens a line that goes on with the section and the author."""
    rest = f"{post.word('news')} - {post.word('by')} {post.author}, {post.site}"
    return page(post, _post(post, f"<p>{post.write('numeric')} - {rest}</p>"))


def day_in_heading(post: Post) -> Page:
    """A heading names the day of an event, a line below it the day of the post."""
    day = post.at(post.day + timedelta(days=31))
    line = f"<h2>{post.word('town')}, {post.site}, {day}</h2><p>{post.write()}</p>"
    return page(post, _post(post, line))


DAYS = (
    address_of_day,
    address_ends_in_day,
    address_begins_with_day,
    address_of_month,
    label_above,
    label_in_row,
    day_and_clock,
    glued_icon,
    above_title,
    behind_text,
    published_and_changed,
    changed_before_published,
    changed_only,
    author_and_day,
    dateline,
    today_above,
    today_only,
    events_above,
    events_beside,
    events_named,
    event_facts,
    event_facts_listed,
    deadline_row,
    deadline_and_day,
    no_day,
    no_day_teasers,
    no_day_single_teaser,
    no_day_comments,
    no_day_archive,
    far_away,
    hidden_box,
    first_time,
    full_line_with_section,
    day_in_heading,
)
