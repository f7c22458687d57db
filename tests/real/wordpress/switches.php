<?php // Turn feeds, REST API and sitemap on or off, as security plugins do. The switches are read at each request.
$switches = json_decode(file_get_contents(WP_CONTENT_DIR . '/switches.json'), true);
if (!$switches['feed']) {
    add_action('init', function () {
        remove_action('wp_head', 'feed_links', 2);
        remove_action('wp_head', 'feed_links_extra', 3);
    });
    foreach (['do_feed', 'do_feed_rdf', 'do_feed_rss', 'do_feed_rss2', 'do_feed_atom'] as $hook) {
        add_action($hook, function () {
            header('Content-Type: text/html');
            status_header(404);
            exit('<h1>404</h1>');
        }, 1);
    }
}
if (!$switches['rest']) {
    add_filter('rest_authentication_errors', function () {
        return new WP_Error('rest_not_logged_in', 'Log in first.', ['status' => 401]);
    });
}
if (!$switches['sitemap']) {
    add_filter('wp_sitemaps_enabled', '__return_false');
}
