"""Pages that differ in where the day of publication stands, and in the other days around it."""

from __future__ import annotations

from dataclasses import replace
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
from tests.generated.posts import Piece, Post


def _post(post: Post, head: str = "", foot: str = "", above: str = "", after: str = "") -> str:
    """An article with something above the title, below it, behind the text, and behind the article."""
    return (
        f'{menu(post)}<div class="main">{above}<div class="article"><h1>{post.title}</h1>{head}'
        f'<div class="text">{prose(post)}</div>{foot}</div>{after}</div>{footer(post)}'
    )


def _telling(post: Post, *facts: str) -> Post:
    """The post with lines before its text that are its own: a deadline, the day of an event."""
    return replace(post, body=(*(Piece("p", (fact,)) for fact in facts), *post.body))


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
    return page(_telling(post, f"{post.word('deadline')} | {later}"), _post(post, line))


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
    """The page tells the day of its last change and no other: no day of publication."""
    return page(post, _post(post, f'<p class="info">{post.say("updated")}</p>'), dated=False)


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
    line = f"{post.word('venue')}: {day}, {post.word('town')}"
    return page(_telling(post, line), _post(post, f"<p>{line}</p>"), dated=False)


def event_facts_listed(post: Post) -> Page:
    """The facts of an event as labels and values, and no day of publication."""
    day = post.at(post.day + timedelta(days=20))
    line = (
        f"<dl><dt>{post.word('venue')}</dt><dd>{day}</dd>"
        f"<dt>{post.word('deadline')}</dt><dd>{post.at(post.day, 'numeric')}</dd></dl>"
    )
    facts = post.word("venue"), day, post.word("deadline"), post.at(post.day, "numeric")
    return page(_telling(post, *facts), _post(post, line), dated=False)


def deadline_row(post: Post) -> Page:
    """A table with the deadline above the text, and no day of publication."""
    day = post.at(post.day + timedelta(days=50))
    line = f"<table><tr><th>{post.word('deadline')}</th><td>{day}</td></tr></table>"
    return page(_telling(post, f"{post.word('deadline')} | {day}"), _post(post, line), dated=False)


def deadline_and_day(post: Post) -> Page:
    """The deadline stands between the title and the day of publication."""
    day = post.at(post.day + timedelta(days=50))
    fact = f"{post.word('deadline')}: {day}"
    return page(_telling(post, fact), _post(post, f"<p>{fact}</p><p>{post.say('published')}</p>"))


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
    """A `<time>` far below the text is the only one, and shows no day to readers."""
    lines = f"<p>{post.word('town')}</p>" * 20
    return page(
        post, _post(post, after=f'<div>{lines}</div><p><time datetime="{stamp(post.day)}">•</time></p>')
    )


def full_line_with_section(post: Post) -> Page:
    """The day opens a line that goes on with the section and the author."""
    rest = f"{post.word('news')} - {post.word('by')} {post.author}, {post.site}"
    return page(post, _post(post, f"<p>{post.write('numeric')} - {rest}</p>"))


def day_in_heading(post: Post) -> Page:
    """A heading names the day of an event, a line below it the day of the post."""
    day = post.at(post.day + timedelta(days=31))
    line = f"<h2>{post.word('town')}, {post.site}, {day}</h2><p>{post.write()}</p>"
    return page(post, _post(post, line))


def label_far_before(post: Post) -> Page:
    """The label, the place and the author stand before the day, the name of the site behind it."""
    label = f"{post.word('publication')} ({post.word('town')}), {post.author}"
    line = f"{label}: {post.write()} | {post.site}, {post.word('news')}"
    return page(post, _post(post, f"<p>{line}</p>"))


def deadline_far_before(post: Post) -> Page:
    """A place stands between the word for the deadline and its day; there is no day of publication."""
    day = post.at(post.day + timedelta(days=50))
    fact = f"{post.word('deadline')} ({post.word('town')}): {day}"
    return page(_telling(post, fact), _post(post, f"<p>{fact}</p>"), dated=False)


def when_listed(post: Post) -> Page:
    """A list of facts asks when, and answers with the day of the event."""
    day = post.at(post.day + timedelta(days=20))
    line = f"<dl><dt>{post.word('when')}</dt><dd>{day}</dd></dl>"
    return page(_telling(post, post.word("when"), day), _post(post, line), dated=False)


def when_in_row(post: Post) -> Page:
    """The same in a row of a table."""
    day = post.at(post.day + timedelta(days=20))
    line = f"<table><tr><th>{post.word('when')}</th><td>{day}</td></tr></table>"
    return page(_telling(post, f"{post.word('when')} | {day}"), _post(post, line), dated=False)


def when_in_line(post: Post) -> Page:
    """The same on one line, before a colon."""
    day = post.at(post.day + timedelta(days=20))
    fact = f"{post.word('when')}: {day}"
    return page(_telling(post, fact), _post(post, f"<p>{fact}</p>"), dated=False)


def change_in_time(post: Post) -> Page:
    """A `<time>` behind the label of the last change, then the day of publication without a label."""
    later = post.day + timedelta(days=30)
    line = (
        f'<p>{post.word("change")}: <time datetime="{later}">{post.at(later)}</time></p><p>{post.write()}</p>'
    )
    return page(post, _post(post, line))


def change_in_text(post: Post) -> Page:
    """The last change and the day of publication on lines of their own, only the first with a label."""
    later = post.day + timedelta(days=30)
    return page(post, _post(post, f"<p>{post.say('updated', later)}</p><p>{post.write()}</p>"))


def no_day_linked_heading(post: Post) -> Page:
    """No day of publication; a box without a name holds the linked heading of another post and its day."""
    day = post.at(post.day + timedelta(days=8))
    box = f'<div class="b2"><p>{day}</p><h3><a href="/8">{post.others[0].title}</a></h3></div>'
    return page(post, _post(post, after=box), dated=False)


def no_day_card(post: Post) -> Page:
    """No day of publication; a card with another post, its title linked in a line of text."""
    day = post.at(post.day + timedelta(days=8))
    other = post.others[1]
    box = f'<div class="card"><p>{day}</p><p>{other.text} <a href="/8">{other.title}</a></p></div>'
    return page(post, _post(post, after=box), dated=False)


def section_linked_above(post: Post) -> Page:
    """The day stands above the title, in a box with a linked heading that names the section."""
    box = f'<div class="b1"><h4><a href="/news">{post.word("news")}</a></h4><p>{post.write()}</p></div>'
    return page(post, _post(post, above=box))


def published_among_events(post: Post) -> Page:
    """The day of publication, with its label, stands in a box that is named for events."""
    return page(post, _post(post, above=f'<div class="event-detail"><p>{post.say("published")}</p></div>'))


def _with_today(post: Post, before: str) -> Page:
    return page(
        post, f'<div class="wrap">{before}<h1>{post.title}</h1><div>{prose(post)}</div></div>', dated=False
    )


def today_in_top(post: Post) -> Page:
    """Today's date right above the title, in a box named as the top of the page; the post has no day."""
    return _with_today(post, f'<div class="top"><p>{post.at(NOW.date(), "full")}</p></div>')


def today_far_above(post: Post) -> Page:
    """Today's date some lines above the title, in a box without a name; the post has no day."""
    lines = "".join(f"<p>{post.word(name)}</p>" for name in ("home", "news", "members", "contact"))
    return _with_today(post, f"<div><p>{post.at(NOW.date())}</p>{lines}</div>")


def today_beside_body(post: Post) -> Page:
    """Today's date stands directly in the body of the document, above the title; the post has no day."""
    inner = f"<div>{post.at(NOW.date())}</div><h1>{post.title}</h1><div>{prose(post)}</div>"
    return page(post, inner, dated=False)


def posted_today(post: Post) -> Page:
    """The post is of today, and says so below its title."""
    fresh = replace(post, day=NOW.date())
    return page(fresh, _post(fresh, f"<p>{fresh.write()}</p>"))


def posted_today_above(post: Post) -> Page:
    """The post is of today, and says so some lines above its title, inside its article."""
    fresh = replace(post, day=NOW.date())
    lines = "".join(f"<p>{fresh.word(name)}</p>" for name in ("news", "town", "members", "contact"))
    above = f"<div><p>{fresh.write()}</p>{lines}</div>"
    inner = f"<article>{above}<h1>{fresh.title}</h1><div>{prose(fresh)}</div></article>"
    return page(fresh, inner)


def year_only(post: Post) -> Page:
    """A year below the title is no day."""
    return page(post, _post(post, f"<p>{post.day.year}</p>"), dated=False)


def sentence_and_line(post: Post) -> Page:
    """A short sentence with the day of an event stands before the line with the day of the post."""
    day = post.at(post.day + timedelta(days=6))
    return page(post, _post(post, f"<p>{post.word('town')} – {post.site}, {day}</p><p>{post.write()}</p>"))


def marked_and_other(post: Post) -> Page:
    """Two days without labels; the second is in a box that is named as the date."""
    day = post.at(post.day - timedelta(days=6))
    return page(post, _post(post, f'<p>{day}</p><div class="date">{post.write()}</div>'))


def label_above_time(post: Post) -> Page:
    """Labels and values, the values as `<time>`: the day of the last change first."""
    later = post.day + timedelta(days=15)
    line = (
        f'<dl><dt>{post.word("change")}</dt><dd><time datetime="{later}">{post.at(later)}</time></dd>'
        f'<dt>{post.word("publication")}</dt><dd><time datetime="{post.day}">{post.write()}</time></dd></dl>'
    )
    return page(post, _post(post, line))


def day_above_and_below(post: Post) -> Page:
    """A day above the title and, with the name of the town, the day of the post below it."""
    above = f"<p>{post.at(post.day - timedelta(days=10))}</p>"
    return page(post, _post(post, f"<p>{post.word('town')}, {post.write()}</p>", above=above))


def day_above_and_sentence(post: Post) -> Page:
    """The day of the post above its title; below it a line of several words with the day of something else."""
    line = f"<p>{post.site}, {post.word('town')}, {post.at(post.day + timedelta(days=6))}</p>"
    return page(post, _post(post, line, above=f"<p>{post.write()}</p>"))


def day_above_and_label_behind(post: Post) -> Page:
    """A day without a label above the title, the day of the post with its label behind the text."""
    above = f"<p>{post.at(post.day - timedelta(days=10))}</p>"
    return page(post, _post(post, above=above, foot=f"<p>{post.say('published')}</p>"))


def heading_and_day_behind(post: Post) -> Page:
    """A heading below the title names the day of an event, the day of the post stands alone behind the text."""
    day = post.at(post.day + timedelta(days=31))
    line = f"<h2>{post.word('town')}, {post.site}, {day}</h2>"
    return page(post, _post(post, line, foot=f"<p>{post.write()}</p>"))


def issue_of_month(post: Post) -> Page:
    """A line names the month of an issue, which is no day of the post."""
    line = f"<p>{post.word('town')}, {post.site}, {post.write('month')}</p>"
    return page(post, _post(post, line), dated=False)


def long_head(post: Post) -> Page:
    """Many short lines stand between the title and the line with the day, right above the text."""
    lines = "".join(f"<p>{post.word('town')} {n}</p>" for n in range(16))
    return page(post, _post(post, f"<div>{lines}</div><p>{post.write()}</p>"))


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
    label_far_before,
    deadline_far_before,
    when_listed,
    when_in_row,
    when_in_line,
    change_in_time,
    change_in_text,
    no_day_linked_heading,
    no_day_card,
    section_linked_above,
    published_among_events,
    today_in_top,
    today_far_above,
    today_beside_body,
    posted_today,
    posted_today_above,
    year_only,
    sentence_and_line,
    marked_and_other,
    label_above_time,
    day_above_and_below,
    day_above_and_sentence,
    day_above_and_label_behind,
    heading_and_day_behind,
    issue_of_month,
    long_head,
)
