"""What the class and id of an element say it is: furniture, the text of a post, its lead, its date line.

Content systems and themes name their boxes in English nearly everywhere, sometimes in the language of their makers.
Names are read word by word: `entry-meta`, `entryMeta`, `entry_meta` are all the words `entry meta`.
"""

from __future__ import annotations

import re
from functools import lru_cache


# Bits of what a name says; several things may be said at once.
FURNITURE = 1
NEVER = 2  # comments and questions about cookies: no post however long
CONTENT = 4
LEAD = 8
DATE = 16
FOREIGN = 32  # another post's box


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A first word that speaks of the state of a page or the taxonomy of a post: `tag-events`, `no-sidebar`, `has-comments`.
_STATE = _words(
    "no not has have with without is js single category cat tag type status format post term pageid template theme"
    " hentry pmpro col grid row lg md sm xs group wp body page attachment"
)
_NEVER = _words(
    "comment comments commentlist commentform respond replies kommentar kommentare commentaires commentaire comentarios commenti"
    " cookie cookies consent gdpr dsgvo rgpd cmp onetrust usercentrics didomi cookiebot outbrain taboola disqus livefyre"
)
_NEVER_STARTS = ("cookie", "commentlist", "usercentrics", "didomi", "qccmp", "borlabs", "pcpolicy", "relatedposts", "otsdk", "disqus")
_FURNITURE = _words(
    "share shares sharer sharing sharebar sharedaddy addtoany addthis social socials sociable heateor shariff yarpp recirc reco"
    " newsletter newsletters subscribe subscription signup optin mailchimp mailing privacy breadcrumb breadcrumbs crumbs ariane"
    " pagination paginator pager pagenav nav navs navi navigation navbar menu menus submenu megamenu skip skiplink skiplinks"
    " sidebar rail colophon masthead footer ad ads adv advert adverts advertisement advertising adsense adsbygoogle anzeige"
    " werbung publicite pub sponsor sponsored sponsors promo promos promotion dfp banner banners popup modal overlay lightbox"
    " tooltip toast toolbar toolbox print drucken imprimer bio byline bylines vcard tags taglist tagcloud keywords categories"
    " login register signin search searchform rating ratings vote votes like likes facebook twitter whatsapp caption captions"
    " credit credits copyright popular trending meistgelesen related relations toc inhaltsverzeichnis disclaimer feedback"
    " offscreen visuallyhidden postmeta recommended recommendations recommendation partager compartir condividi teilen"
    " udostepnij sdilet zdielat"
)
_FURNITURE_STARTS = (
    "socialmedia", "sociallinks", "socialshare", "socialicons", "sharebutton", "sharelink", "sharetool", "sharethis", "shareicons",
    "newsletter", "subscribe", "breadcrumb", "sidebar", "footer", "advert", "jprelated", "relatedpost", "relatedarticle",
    "relatedcontent", "relatednews", "relatedstor", "relatedlink", "recommend", "mostread", "mostpopular", "mostviewed",
    "alsolike", "alsoread", "readalso", "seealso", "youmay", "youmight", "tableofcontents", "aboutauthor", "authorbox",
    "authorbio", "authorinfo", "authorcard", "authordesc", "authorprofile", "authordetail", "authorblock", "entrymeta",
    "postmeta", "articlemeta", "metadata", "metainfo", "metabar", "entryfooter", "postfooter", "postinfo", "entryutility",
    "wpcaptiontext", "imagecredit", "visuallyhidden", "screenreader", "sronly", "assistive", "hiddenaccessible", "articletools",
    "printbutton", "printlink", "printonly", "searchbox", "searchbar", "searchform", "correctionform", "reporterror", "skiplink",
    "widgetarea", "rightcol", "rightrail", "adslot", "adunit", "adcontainer", "adbox", "adbanner", "adwrapper", "popular",
    "nextpost", "prevpost", "previouspost", "postnav", "pagenav", "morenews", "morestories", "morearticles", "moreposts",
    "morefrom", "moreon", "morein", "morelike", "catlinks", "taglinks", "posttags", "facebook", "signup",
)  # fmt: skip
_OTHER = _words("related similar linked further other latest recent next prev previous more also recommended popular")
_POSTS = _words(
    "post posts article articles story stories news content item items link links topic topics block box section reading video"
    " videos list entries"
)
_CONTENT = _words(
    "articlebody articletext articlecontent storybody storytext storycontent entrycontent entrybody entrytext postcontent postbody"
    " posttext bodytext bodycontent bodycopy contentbody contenttext contentmain maincontent maintext newscontent newsbody newstext"
    " newsdetail singlecontent blogcontent pressrelease richtext rte wysiwyg prose nodecontent article story text texte contenu"
    " inhalt beitrag artikel noticia cuerpo corpo conteudo testo tresc clanek obsah content entry"
)
_CONTENT_STARTS = (
    "articlebody", "articletext", "articlecontent", "storybody", "entrycontent", "postcontent", "postbody", "bodytext", "fieldnamebody",
    "cebodytext", "newsdetail",
)  # fmt: skip
_LEAD = _words(
    "excerpt lead leads lede intro introduction summary standfirst subtitle subheadline subhead subheading dek chapo chapeau vorspann"
    " description abstract teasertext perex anlauf ingress manchet sommario sottotitolo occhiello entradilla bajada"
)
_DATE = _words(
    "date dates datum fecha data pubdate time published publication publishing publish posted meta postmetadata postmeta info byline"
    " erstellt datetime timestamp postfooter entryfooter dateline"
)
_TEASER = _words("teaser teasers related recommended recommendations outbrain taboola promo cardlist mostread trending")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SPLIT = re.compile(r"[-_:]+")
_DIGITS = "0123456789"


@lru_cache(maxsize=16384)
def read_marks(marks: str) -> int:
    """What the class and id words in `marks`, divided by blanks, say: a sum of the bits above."""
    found = 0
    for name in _CAMEL.sub("-", marks).lower().split():
        if name.isalpha():
            found |= _read_name((name,), name)
            continue
        parts = tuple([part.rstrip(_DIGITS) for part in _SPLIT.split(name) if part])
        if not parts or (len(parts) > 1 and parts[0] in _STATE and parts[:2] not in _KEPT):
            continue
        found |= _read_name(parts, "".join(parts))
    return found


# Names that begin with a word of state and yet name a box.
_KEPT = frozenset(
    tuple(pair.split("-"))
    for pair in (
        "post-content post-body post-meta post-footer post-tags post-navigation post-nav post-info post-share post-comments"
        " post-excerpt post-text post-entry post-related post-date post-author post-social tag-list tag-cloud tag-links"
        " cat-links body-text body-copy body-content page-nav single-content wp-caption"
    ).split()
)


def _read_name(parts: tuple[str, ...], joined: str) -> int:
    words = {joined, *parts}
    found = 0
    if not _NEVER.isdisjoint(words) or joined.startswith(_NEVER_STARTS):
        found |= NEVER | FURNITURE | FOREIGN
    if not _FURNITURE.isdisjoint(words) or joined.startswith(_FURNITURE_STARTS):
        found |= FURNITURE
    for one, other in zip(parts, parts[1:], strict=False):
        if (one in _OTHER and other in _POSTS) or one + other in _FURNITURE:
            found |= FURNITURE | FOREIGN
    if not _CONTENT.isdisjoint(words) or joined.startswith(_CONTENT_STARTS):
        found |= CONTENT
    if not _LEAD.isdisjoint(words):
        found |= LEAD
    if not _DATE.isdisjoint(words):
        found |= DATE
    if not _TEASER.isdisjoint(words):
        found |= FOREIGN
    return found
