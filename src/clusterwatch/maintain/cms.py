"""Detect the content management system of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from clusterwatch import charset
from clusterwatch.models import Page

CUSTOM = "custom"
_HEAD = 400_000  # characters of a page that are searched
# Patterns that identify a system: the generator element is checked first, then paths and names.
_META = re.compile(r"<meta\b[^<>]*>", re.I)
_GENERATOR = re.compile(r"\bname=[\"']?generator\b", re.I)
_CONTENT = re.compile(r"\bcontent=(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
_NAMES = (
    ("WordPress", r"wordpress|elementor|divi|wpml|yoast|woocommerce"),
    ("Drupal", r"drupal"),
    ("TYPO3", r"typo3"),
    ("Joomla", r"joomla"),
    ("SPIP", r"\bspip\b"),
    ("eZ", r"\bez (?:publish|platform)|ibexa"),
    ("Wix", r"wix\.com"),
    ("HubSpot", r"hubspot"),
    ("Pelican", r"pelican"),
    ("Hugo", r"\bhugo\b"),
    ("Jekyll", r"jekyll"),
    ("Ghost", r"\bghost\b"),
    ("Webflow", r"webflow"),
    ("Squarespace", r"squarespace"),
    ("Contao", r"contao"),
    ("Plone", r"plone"),
)
_MARKS = (
    ("WordPress", r"/wp-(?:content|includes|json)/"),
    ("Drupal", r"/sites/(?:default|all)/|data-drupal-|\bDrupal\.settings|drupalSettings|/core/misc/drupal"),
    (
        "TYPO3",
        r"/typo3(?:temp|conf)/|\btx_news|class=[\"'][^\"']*\bframe-layout-|/fileadmin/[^\"']+[\"'].*/_assets/",
    ),
    (
        "Joomla",
        r"/media/(?:system|jui|vendor/joomla)[^\"']*/|/components/com_|option=com_content|joomla-script-options",
    ),
    ("SPIP", r"spip\.php|/squelettes|class=[\"'][^\"']*\bspip_|local/cache-(?:js|css|vignettes)/"),
    (
        "eZ",
        r"/extension/[\w-]+/design/|/design/[\w-]+/(?:stylesheets|javascript|images)/|/var/[\w-]+/storage/images/",
    ),
    ("Wix", r"static\.(?:wixstatic|parastorage)\.com|wix-?code|X-Wix-"),
    ("HubSpot", r"/hs-fs/|/hubfs/|hs-scripts\.com|hs_cos_wrapper|hs-sites\.com"),
    ("Squarespace", r"static1?\.squarespace\.com"),
    ("Webflow", r"data-wf-(?:page|site)="),
)
_HEADERS = (
    ("Drupal", "x-generator", "drupal"),
    ("Drupal", "x-drupal-cache", ""),
    ("WordPress", "link", "api.w.org"),
    ("Wix", "x-wix-request-id", ""),
    ("HubSpot", "x-hs-hub-id", ""),
    ("SPIP", "composed-by", "spip"),
)
_NAMED = tuple((name, re.compile(pattern, re.I)) for name, pattern in _NAMES)
_MARKED = tuple((name, re.compile(pattern)) for name, pattern in _MARKS)


def cms_of(page: Page) -> str:
    """Return the system that made a page, such as WordPress, Drupal or TYPO3, or `custom` if it is unknown."""
    html = charset.decode(page.body, page.headers.get("content-type"))[:_HEAD]
    for tag in filter(_GENERATOR.search, _META.findall(html)):
        content = _CONTENT.search(tag)
        text = next((value for value in content.groups() if value), "") if content else ""
        for name, pattern in _NAMED:
            if pattern.search(text):
                return name
    return _by_header(page.headers) or next((name for name, p in _MARKED if p.search(html)), CUSTOM)


def _by_header(headers: Mapping[str, str]) -> str | None:
    lower = {name.lower(): value.lower() for name, value in headers.items()}
    return next((name for name, header, word in _HEADERS if header in lower and word in lower[header]), None)
