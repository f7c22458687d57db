"""The parameters of addresses that tell where a reader came from. They do not select a page.

Only whole names are listed, as of 2026-11-29, each from the documentation of the tool that adds it; the global rules of
ClearURLs (https://github.com/ClearURLs/Rules, data.min.json) and AdGuard's general_url.txt
(https://github.com/AdguardTeam/AdguardFilters, TrackParamFilter) were compared with them. What these lists remove but
sites also use to select a page (`ref`, `mc`, `source`, `id`) is not listed. No prefix decides: `utm_zone`, `ns_id` and
`pk_id` select pages.
"""

from __future__ import annotations

import re

# By the tool that adds them.
_NAMES = {
    "Google Analytics and Ads": """utm_source utm_medium utm_campaign utm_term utm_content utm_id utm_name utm_cid
        utm_source_platform utm_creative_format utm_marketing_tactic utm_reader utm_referrer utm_pubreferrer utm_swu
        utm_viz_id utm_social utm_social-type utm_brand utm_channel utm_campaignid utm_adgroup utm_keyword utm_place
        utm_userid utm_email utm_emailid utm_klaviyo_id utm_newsletterid _ga _gl gclid gclsrc dclid gbraid wbraid
        gad_source gad_campaignid srsltid""",
    "Meta, X, TikTok, LinkedIn, Snapchat, Pinterest": """fbclid fb_action_ids fb_action_types fb_source fb_ref
        action_object_map action_type_map action_ref_map igshid igsh twclid __twitter_impression ttclid li_fat_id
        sccid epik""",
    "Microsoft, Yandex": "msclkid yclid ysclid _openstat",
    "Matomo and Piwik": """pk_campaign pk_cpn pk_kwd pk_keyword pk_source pk_medium pk_content pk_cid pk_vid
        piwik_campaign piwik_kwd piwik_keyword mtm_campaign mtm_cpn mtm_kwd mtm_keyword mtm_source mtm_medium
        mtm_content mtm_cid mtm_group mtm_placement matomo_campaign matomo_kwd matomo_source matomo_medium
        matomo_content matomo_cid matomo_group matomo_placement""",
    "HubSpot": """_hsenc _hsmi __hssc __hstc __hsfp hsctatracking hsa_acc hsa_ad hsa_cam hsa_grp hsa_kw hsa_la hsa_mt
        hsa_net hsa_ol hsa_src hsa_tgt hsa_ver""",
    "Piano Analytics (AT Internet)": """xtor at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_format
        at_creation at_variant at_link at_link_id at_link_type at_link_origin at_emailtype at_send_date
        at_recipient_id at_recipient_list at_ptr_name at_campaign_type""",
    "comScore": "ns_campaign ns_mchannel ns_source ns_linkname ns_fee",
    "Mapp (Webtrekk)": "wt_mc wt_zmc wtrid",
    "Adobe, Marketo, Eloqua, Dynamics": """s_cid cmpid mkt_tok elqtrackid elqcampaignid elqaid elqat elqtrack
        _cldee""",
    "mailings": """mc_cid mc_eid mc_tc ml_subscriber ml_subscriber_hash vero_id vero_conv oly_anon_id oly_enc_id
        rb_clickid wickedid dm_i _kx _bhlid""",
    "links between sites": "itm_source itm_medium itm_campaign itm_content itm_term hmb_campaign hmb_medium hmb_source",
    "sessions": "phpsessid jsessionid sessionid",
    "WordPress": "noamp replytocom",
}
TRACKING = frozenset(name for names in _NAMES.values() for name in names.split())

# Until schema 22 these parameters were removed from the addresses in archives. Some of them select a page.
FORMER = re.compile(
    r"(utm_\w+|pk_\w+|piwik_\w+|mtm_\w+|matomo_\w+|hsa_\w+|ns_\w+|at_custom\d|share)(=|$)", re.IGNORECASE
)

# WordPress adds `share` with the name of a network to the links of its buttons. Elsewhere it may be a number.
_NETWORKS = {
    *("bluesky", "custom", "email", "facebook", "google-plus-1", "jetpack-whatsapp", "linkedin", "mastodon"),
    *("nextdoor", "pinterest", "pocket", "press-this", "print", "reddit", "skype", "telegram", "threads"),
    *("tumblr", "twitter", "whatsapp", "x", "xing"),
}
# Other views of the same page.
_VIEWS = {("tmpl", "component"), ("print", "1"), ("amp", "1"), ("amp", ""), ("output", "amp")}


def selects_no_page(name: str, value: str) -> bool:
    """Return whether a parameter of an address has no influence on which page it leads to. Case does not matter."""
    name, value = name.lower(), value.lower()
    if name == "share":
        return value in _NETWORKS
    return name in TRACKING or (name, value) in _VIEWS
