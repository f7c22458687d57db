"""Telling a page's furniture from its post, by element, by class and id words, by role, and by stock phrases.

Class and id words are those that content systems and their themes use; they are English nearly everywhere. Phrases
are short lines that stand alone in the languages of Europe: "Read also", "Partager", "Foto:".
"""

from __future__ import annotations

import re

_FURNITURE_TAGS = frozenset("nav footer aside menu search".split())
_FURNITURE_ROLES = frozenset(
    "navigation banner contentinfo complementary search menu menubar dialog alertdialog toolbar tablist".split()
)
# Words of a class or id that speak of the page's state or of a post's taxonomy, not of the box: `tag-events`, `no-sidebar`.
_STATE = re.compile(
    r"(?:^|\s)(?:no|not|has|with|without|is|js|single|category|cat|tag|type|status|format|post|term|page-id|template"
    r"|theme|hentry|pmpro|col|grid|row|lg|md|sm|xs|wp-embed|have|group)[-_][\w-]*"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

_HARD = re.compile(
    r"(?:^|[\s_-])(?:"
    r"share|shares|sharer|sharing|share(?:bar|box|buttons?|links?|this|daddy|tools)|addtoany|addthis|social\w*|sociable"
    r"|heateor|shariff|jp-relatedposts|relatedposts?|yarpp\w*|outbrain|taboola|recommend\w*|recirc\w*|reco"
    r"|comments?|comment-?(?:list|area|form|section)|commentlist|disqus\w*|respond|replies|livefyre|kommentare?|commentaires?"
    r"|newsletter\w*|subscribe|subscription|signup|sign-up|mailing|optin|mc4wp\w*|mailchimp"
    r"|cookies?|cookie\w*|consent|gdpr|cmp|privacy-\w+"
    r"|bread-?crumbs?|crumbs?|ariane|pagination|paginat\w*|pager|page-?nav\w*|post-?nav\w*|nav|navs|navi|navigation|navbar"
    r"|menu|menus|submenu|megamenu|skip-?links?|skip"
    r"|sidebar\w*|rightcol\w*|right-?rail|rail|widget-?area|footer\w*|colophon|masthead"
    r"|advert\w*|ads?|adv|adsense|adsbygoogle|ad-?(?:slot|unit|box|container|wrapper|banner)|anzeige|werbung|publicite|pub"
    r"|sponsor\w*|promo\w*|dfp|banner\w*"
    r"|popup\w*|pop-up|modal\w*|overlay|lightbox|tooltip\w*|toast"
    r"|toolbar|tool-?box|article-?tools|print-?\w*|drucken|imprimer"
    r"|author-?(?:box|bio|info|card|description|details|profile|block)|about-?author|bio|byline\w*|vcard"
    r"|entry-?meta|post-?meta|article-?meta|meta-?(?:data|info|bar)|postmeta|entry-?footer|post-?footer|post-?info|entry-?utility"
    r"|tags|tag-?(?:list|cloud|links)|taglist|keywords|cat-?links|post-?tags|categories"
    r"|login\w*|register|search-?(?:form|box|bar)?|rating\w*|vote|votes|likes?|facebook\w*|twitter\w*"
    r"|sr-only|visually-?hidden|visuallyhidden|screen-?reader\w*|assistive\w*|hidden-accessible|offscreen"
    r"|wp-caption-text|captions?|image-?credit|credits?|copyright|gallery-?caption"
    r"|most-?(?:read|popular|viewed|commented)|popular\w*|trending\w*|meistgelesen"
    r"|(?:read|see|more|you)-?(?:also|more-?\w*|might\w*|may\w*)|more-?(?:news|stories|articles|posts|from|on|in|like)\w*"
    r"|also-?(?:read|like)|(?:related|similar|linked|further|other|latest|recent|next|prev|previous)-?(?:\w+-?)?"
    r"(?:posts?|articles?|stor(?:y|ies)|news|content|items?|links?|topics?|block|box|section|reading|video\w*|list|entries|list)"
    r"|related|relations|toc|table-?of-?contents|inhaltsverzeichnis|disclaimer|correction-?form|feedback|report-?error"
    r")(?=$|[\s_\d-])"
)
# Never a post, however much text there is.
_NEVER = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|disqus\w*|respond|kommentare?|commentaires?|cookies?|cookie\w*|consent|gdpr|dsgvo|cmp|onetrust"
    r"|ot-sdk\w*|usercentrics\w*|didomi\w*|qc-cmp\w*|borlabs\w*|cookiebot|pc-policy\w*|privacy\w*|related-?posts|outbrain|taboola)"
    r"(?=$|[\s_\d-])"
)
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:excerpt|lead|leads|lede|intro\w*|summary|stand-?first|sub-?title|sub-?headline|sub-?head(?:ing)?|dek|chapo|chapeau"
    r"|vorspann|description|abstract|teaser-?text|perex|anlauf|ingress|manchet|sommario|sottotitolo|occhiello|entradilla|bajada)(?=$|[\s_\d-])"
)
_SOFT = re.compile(
    r"(?:^|[\s_-])(?:teasers?|widgets?|header|head|info|infobox|box|aside|side|sub|links?|meta|date|time|author|authors|media"
    r"|image|figure|photo|video|player|gallery|slider|carousel|embed|tags?|topics?|label|labels|kicker|caption|topline"
    r"|breaking|ticker|bottom|top-?bar|extra|extras|cta|call-?to-?action|button|btn|form|contact|map|quiz|poll|survey"
    r"|shop|product|price|cart|list|cards?|tiles?|more)(?=$|[\s_\d-])"
)
_CONTENT = re.compile(
    r"(?:^|[\s_-])(?:article-?(?:body|text|content|main|copy|inner|detail)?|articlebody|articletext|story-?(?:body|text|content)?"
    r"|entry-?(?:content|body|text)|post-?(?:content|body|text|entry)|body-?(?:text|content|copy)|content-?(?:body|text|main|article)?"
    r"|main-?(?:content|text|article)?|news-?(?:content|body|text|detail\w*|article|item)|single-?(?:content|post)|text|blog-?(?:post|content)"
    r"|press-?release|richtext|rich-?text|rte|wysiwyg|field--?name-?body|ce-?bodytext|prose|node-?content|texte|contenu|inhalt"
    r"|beitrag|artikel\w*|noticia|cuerpo|corpo|conteudo|testo|tresc|clanek|obsah)(?=$|[\s_\d-])"
)


def marks_of(marks: str) -> str:
    """Class and id words ready for matching: camel case split, lower case, words of state left out."""
    spread = _CAMEL.sub("-", marks).lower()
    return _STATE.sub(" ", spread)


def is_furniture(tag: str, role: str, marks: str) -> bool:
    """True for a box that by its element, role, class or id is no part of a post. `marks` as `marks_of` gives them."""
    if tag in _FURNITURE_TAGS or (role and role in _FURNITURE_ROLES):
        return True
    return bool(marks.strip()) and _HARD.search(marks) is not None


def is_never_post(marks: str) -> bool:
    """True for comments and questions about cookies: no post even when they are most of a page's prose."""
    return bool(marks) and _NEVER.search(marks) is not None


def is_lead(marks: str) -> bool:
    """True for a box that says it is the lead of a post, the lines between title and text."""
    return bool(marks) and _LEAD.search(marks) is not None


def is_suspect(marks: str) -> bool:
    """True for a box whose words often, not always, name furniture."""
    return bool(marks) and _SOFT.search(marks) is not None


def is_content(itemprop: str, marks: str) -> bool:
    """True for a box that says it is the text of a post."""
    return "articleBody" in itemprop or (bool(marks) and _CONTENT.search(marks) is not None)


# Lines that stand alone: the label of a list of other posts, of a share bar, of a picture.
_PHRASE = re.compile(
    r"^(?:"
    r"(?:read|see|watch) (?:also|more|next|on)\b.{0,120}|also (?:read|see)\b.*|related\b.{0,60}|more (?:on|from|about|in)\b.{0,60}"
    r"|you (?:might|may) also\b.*|recommended\b.{0,60}|most (?:read|popular|viewed)\b.*|share\b.{0,40}|tweet|follow us\b.*"
    r"|sign up\b.{0,150}|subscribe\b.{0,150}|advertis\w+|story continues below\b.*|scroll to continue\b.*|loading\b.{0,20}|print|e-?mail"
    r"|click here\b.{0,80}|copyright\b.*|©.*|all rights reserved.*|leave a (?:reply|comment)\b.*|\d* ?comments?|no comments.*|tags?\s*:.*"
    r"|filed under\b.*|posted (?:in|by|on)\b.*|categor(?:y|ies)\s*:.*|by continuing\b.*|download pdf|back to top|next|previous|prev"
    r"|lire aussi\b.*|à lire aussi\b.*|lire la suite.*|à lire également.*|voir aussi\b.*|partager\b.{0,40}|(?:publicité|pub)|commentaires?"
    r"|sur le même sujet.*|articles? (?:liés?|similaires?|connexes?).*|mots[- ]clés\s*:.*|suivez-nous\b.*|abonnez-vous\b.{0,120}|imprimer"
    r"|lesen sie (?:auch|hier|mehr)\b.*|(?:lesen|mehr)\b.{0,20} zum thema\b.*|mehr zum thema.*|mehr (?:zu|aus|über)\b.{0,60}|auch interessant.*|weiterlesen.*|das könnte (?:sie|dich)\b.*"
    r"|anzeige|werbung|artikel (?:teilen|drucken|merken).*|teilen\b.{0,30}|drucken|kommentare?|schlagw[oö]rte?r?\b.*|newsletter\b.{0,60}|zur startseite|nach oben|zum thema"
    r"|leggi anche\b.*|condividi\b.{0,40}|pubblicità|potrebbe interessarti.*|lea también\b.*|leer más.*|te puede interesar.*|compartir\b.{0,40}|publicidad|etiquetas\s*:.*"
    r"|leia (?:também|mais)\b.*|compartilhe?\b.*|publicidade|lees ook\b.*|lees meer\b.*|delen\b.{0,30}|advertentie|læs også\b.*|les også\b.*|läs (?:också|mer)\b.*|lue myös\b.*"
    r"|del på .*|dela\b.{0,30}|annonse?|reklama?|czytaj (?:też|także|więcej|również)\b.*|zobacz (?:też|także|również)\b.*|udostępnij.*|čtěte (?:také|též|více)\b.*|čítajte (?:aj|viac)\b.*"
    r"|sdílet\b.*|zdieľať\b.*|citește și\b.*|citiţi şi\b.*|distribuie.*|olvassa el\b.*|megosztás.*|preberite (?:še|tudi)\b.*|pročitajte (?:i|još)\b.*|διαβάστε (?:επίσης|ακόμα|περισσότερα)\b.*"
    r"|читайте также\b.*|прочети(?:те)? (?:още|също)\b.*|реклама|поделиться.*|сподели.*|skaitykite (?:taip pat|daugiau)\b.*|lasi (?:arī|vēl)\b.*|loe (?:ka|lisaks|veel)\b.*"
    r")$",
    re.I,
)
_CREDIT = re.compile(
    r"^\W{0,3}(?:photos?|foto|fotos|fotografía|fotografia|image|images|bild|bilder|picture|illustration|photograph|credit|crédits?|credits|bildquelle|quelle foto|imagen"
    r"|grafik|zdjęcie|фото|video|vidéo|getty images|symbolbild|archivbild|crédit photo)s?\b\s*(?::|/|©|\(c\)|by\b|von\b|credit)",
    re.I,
)
_CREDIT_TAIL = re.compile(
    r"(?:^|[\s(\[|/.,])(?:photos?|foto|image|images|bild|bilder|picture|image credit|credit|crédits?|crédit photo|quelle|bildrechte|fotó|zdjęcie|фото"
    r"|photo by|photograph|photographer|kuva|imagen|fotografie)\s?(?::|/|©|\(c\))\s?[^.!?]{2,70}[)\]]?$"
    r"|(?:©|getty images|\(c\))[^.!?]{0,50}$|/\s?(?:afp|ap|reuters|dpa|epa|imago|getty)\W{0,3}$",
    re.I,
)
_BYLINE = re.compile(
    r"^(?:by|from|von|par|por|di|door|av|af|od|autor\w*|authors?|redaktion|redazione|text|texte|words|reporting|publi\w+|posted|updated?"
    r"|last updated?|stand|mis à jour|aktualisiert|aktualizacja|actualizado|aggiornato|opublikowano|erstellt|veröffentlicht|lesezeit|reading time"
    r"|temps de lecture|\d+ min\w*)\b",
    re.I,
)
_CLOCK = re.compile(r"\d{1,2}\s?[.:/h-]\s?\d{2}\b|\b(?:19|20)\d\d\b")


def is_stock_phrase(line: str) -> bool:
    """True for a short line that belongs to the page and not to the post."""
    return len(line) < 200 and (_PHRASE.match(line) is not None or (len(line) < 120 and _CREDIT.match(line) is not None))


def is_caption(line: str) -> bool:
    """True for a line that ends in the credit of a picture."""
    return len(line) < 300 and _CREDIT_TAIL.search(line) is not None


def is_byline(line: str) -> bool:
    """True for a short line with an author, a date or a reading time."""
    return len(line) < 120 and (_BYLINE.match(line) is not None or (len(line) < 80 and _CLOCK.search(line) is not None))
