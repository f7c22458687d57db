"""What the attributes of an element say it is: furniture, the text of a post, its lead, its date line.

Content systems and themes name their boxes in English nearly everywhere, sometimes in the language of their makers.
Names are read word by word: `entry-meta`, `entryMeta`, `entry_meta` are all the words `entry meta`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from clusterwatch.extraction.compare import word_set

# Bits of what a name says; several things may be said at once.
FURNITURE = 1
NEVER = 2  # comments and questions about cookies: no post however long
CONTENT = 4
LEAD = 8
DATE = 16
FOREIGN = 32  # another post's box
MENU = 64  # navigation
PICTURE = 128
ASIDE = 256  # the role of a part beside the post, or of a control
HEAD = 512  # the role of the head of a page or of its navigation
UNSEEN = 1024
STATED = 2048  # the body of the post, by its `itemprop`
_MAYBE = 4096  # NEVER, unless a word of setting stands beside it: of tables only


# Words that name menus; then words of state and taxonomy, which name nothing: `tag-events`, `no-sidebar`.
_MENU = word_set(
    "nav navs navi navbar navigation menu menus submenu megamenu breadcrumb breadcrumbs pagination"
)
_STATE = word_set(
    "no not has have with without is js single category cat tag type status format post term pageid template"
    " theme hentry pmpro hide show visible col grid row lg md sm xs group wp body page attachment"
)
_NEVER = word_set(
    "comment comments commentlist commentform respond replies kommentar kommentare commentaires commentaire"
    " comentarios commenti cookie cookies consent gdpr dsgvo rgpd cmp onetrust usercentrics didomi cookiebot"
    " outbrain taboola disqus livefyre"
)
_NEVER_STARTS = tuple(
    word_set("cookie commentlist usercentrics didomi qccmp borlabs pcpolicy relatedposts otsdk disqus")
)
_FURNITURE = word_set(
    "share shares sharer sharing sharebar sharedaddy addtoany addthis social socials sociable heateor shariff"
    " yarpp recirc reco newsletter newsletters subscribe subscription signup optin mailchimp mailing privacy"
    " breadcrumb breadcrumbs crumbs ariane pagination paginator pager pagenav nav navs navi navigation navbar menu"
    " menus submenu megamenu skip skiplink skiplinks sidebar rail colophon masthead footer ad ads adv advert"
    " adverts advertisement advertising adsense adsbygoogle anzeige werbung publicite pub sponsor sponsored"
    " sponsors promo promos promotion dfp banner banners popup modal overlay lightbox tooltip toast toolbar"
    " toolbox print drucken imprimer bio byline bylines vcard tags taglist tagcloud keywords categories login"
    " register signin search searchform rating ratings vote votes like likes facebook twitter whatsapp caption"
    " captions credit credits copyright popular trending meistgelesen related relations toc inhaltsverzeichnis"
    " disclaimer feedback offscreen visuallyhidden postmeta recommended recommendations recommendation partager"
    " compartir condividi teilen udostepnij sdilet zdielat"
)
_FURNITURE_STARTS = tuple(
    word_set(
        "socialmedia sociallinks socialshare socialicons sharebutton sharelink sharetool sharethis shareicons"
        " newsletter subscribe breadcrumb sidebar footer advert jprelated relatedpost relatedarticle relatedcontent"
        " relatednews relatedstor relatedlink recommend mostread mostpopular mostviewed alsolike alsoread readalso"
        " seealso youmay youmight tableofcontents aboutauthor authorbox authorbio authorinfo authorcard authordesc"
        " authorprofile authordetail authorblock entrymeta postmeta articlemeta metadata metainfo metabar entryfooter"
        " postfooter postinfo entryutility wpcaptiontext imagecredit visuallyhidden screenreader sronly assistive"
        " hiddenaccessible articletools printbutton printlink printonly searchbox searchbar searchform correctionform"
        " reporterror skiplink widgetarea rightcol rightrail adslot adunit adcontainer adbox adbanner adwrapper"
        " popular nextpost prevpost previouspost postnav pagenav morenews morestories morearticles moreposts morefrom"
        " morelike catlinks taglinks posttags facebook signup"
    )
)
_OTHER = word_set(
    "related similar linked further other latest recent next prev previous more also recommended popular"
)
_POSTS = word_set(
    "post posts article articles story stories news content item items link links topic topics block box section"
    " reading video videos list entries"
)
_CONTENT = word_set(
    "articlebody articletext articlecontent storybody storytext storycontent entrycontent entrybody entrytext"
    " postcontent postbody posttext bodytext bodycontent bodycopy contentbody contenttext contentmain maincontent"
    " maintext newscontent newsbody newstext newsdetail singlecontent blogcontent pressrelease richtext rte"
    " wysiwyg prose nodecontent article story text texte contenu inhalt beitrag artikel noticia cuerpo corpo"
    " conteudo testo tresc clanek obsah content entry"
)
_CONTENT_STARTS = tuple(
    word_set(
        "articlebody articletext articlecontent storybody entrycontent postcontent postbody bodytext fieldnamebody"
        " cebodytext newsdetail"
    )
)
_LEAD = word_set(
    "excerpt lead leads lede intro introduction summary standfirst subtitle subheadline subhead subheading dek"
    " chapo chapeau vorspann description abstract teasertext perex anlauf ingress manchet sommario sottotitolo"
    " occhiello entradilla bajada"
)
_DATE = word_set(
    "date dates datum fecha data pubdate time published publication publishing publish posted meta postmetadata"
    " postmeta info byline erstellt datetime timestamp postfooter entryfooter dateline"
)
_TEASER = word_set("related recommended recommendations outbrain taboola cardlist mostread trending")
_QUOTED = word_set("twittertweet twittervideo instagrammedia")  # what others wrote, shown in a post
_PICTURE = word_set("picture pictures image images photo photos foto fotos bild bilder slideshow")
_META_ENDS = ("postmeta", "entrymeta", "articlemeta")
_SETTING = word_set("enabled disabled open opened closed allowed on off count link counter number")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ROLES = {
    **dict.fromkeys(
        word_set("contentinfo complementary search menu menubar dialog alertdialog toolbar tablist"), ASIDE
    ),
    "navigation": ASIDE | HEAD,
    "banner": HEAD,  # the post's title may stand in it
}
_DIGITS = "0123456789"


@lru_cache(maxsize=1 << 14)
def read_marks(marks: str) -> int:
    """What the class and id words in `marks`, divided by blanks, say: a sum of the bits above."""
    found = 0
    for name in marks.split():
        found |= _read_name(name)
    return found


def read_state(attributes: Mapping[str, str | None]) -> int:
    """What role, `itemprop`, style and `hidden` say: a sum of such bits."""
    found = _ROLES.get(attributes.get("role") or "", 0)
    if "articleBody" in (attributes.get("itemprop") or ""):
        found |= STATED
    style = attributes.get("style")
    if "hidden" in attributes or (
        style is not None and "none" in style and "display:none" in style.replace(" ", "")
    ):
        found |= UNSEEN
    return found


@lru_cache(maxsize=1 << 16)
def _read_name(name: str) -> int:
    spread = name if name.islower() else _CAMEL.sub("-", name).lower()
    pieces = spread.replace("_", "-").replace(":", "-").split("-")
    parts = tuple([part.rstrip(_DIGITS) for part in pieces if part])
    if not parts or (len(parts) > 1 and parts[0] in _STATE and parts[:2] not in _KEPT):
        return 0
    return _read_words(parts, "".join(parts))


# Names that begin with a word of state and yet name a box.
_KEPT = frozenset(
    tuple(pair.split("-"))
    for pair in word_set(
        "post-content post-body post-meta post-footer post-tags post-navigation post-nav post-info post-share"
        " post-comments post-excerpt post-text post-entry post-related post-date post-author post-social tag-list"
        " tag-cloud tag-links cat-links body-text body-copy body-content page-nav single-content wp-caption"
    )
)


_TABLES = (
    (_MENU, MENU),
    (_FURNITURE, FURNITURE),
    (_CONTENT, CONTENT),
    (_LEAD, LEAD),
    (_DATE, DATE),
    (_PICTURE, PICTURE),
    (_TEASER, FOREIGN),
    (_NEVER, _MAYBE),
)
_BITS = {
    word: sum(bits for table, bits in _TABLES if word in table)
    for word in frozenset().union(*(t for t, _ in _TABLES))
}
_BEGINNINGS = (
    (_NEVER_STARTS, NEVER | FURNITURE | FOREIGN),
    (_FURNITURE_STARTS, FURNITURE),
    (_CONTENT_STARTS, CONTENT),
)
# The first letters of all beginnings: most names have none of them.
_FIRST = min(len(start) for starts, _ in _BEGINNINGS for start in starts)
_HEADS = frozenset(start[:_FIRST] for starts, _ in _BEGINNINGS for start in starts)


def _read_words(parts: tuple[str, ...], joined: str) -> int:
    if joined in _QUOTED:
        return 0
    found = _BITS.get(joined, 0)
    for part in parts:
        found |= _BITS.get(part, 0)
    if joined[:_FIRST] in _HEADS:
        for starts, bits in _BEGINNINGS:
            if joined.startswith(starts):
                found |= bits
    if found & _MAYBE:
        found ^= _MAYBE
        if _SETTING.isdisjoint(parts):
            found |= NEVER | FURNITURE | FOREIGN
    if joined.endswith(_META_ENDS):
        found |= FURNITURE | DATE
    if len(parts) > 1 and any(
        (one in _OTHER and other in _POSTS) or one + other in _FURNITURE for one, other in pairwise(parts)
    ):
        found |= FURNITURE | FOREIGN
    return found
