<?php
// Reads a feed from standard input with the SimplePie of WordPress, which FreshRSS uses too, and prints what it found.
error_reporting(E_ERROR);
define('ABSPATH', '/usr/share/wordpress/');
define('WPINC', 'wp-includes');
require ABSPATH . WPINC . '/class-simplepie.php';

$feed = new SimplePie();
$feed->enable_cache(false);
$feed->enable_order_by_date(false);
$feed->set_raw_data(stream_get_contents(STDIN));
$feed->init();
$item = fn($one) => [
    'id' => $one->get_id(),
    'title' => html_entity_decode($one->get_title()),
    'link' => html_entity_decode($one->get_permalink()),
    'author' => html_entity_decode($one->get_author()->get_name()),
    'content' => $one->get_content(),
];
echo json_encode([
    'error' => $feed->error(),
    'title' => html_entity_decode($feed->get_title()),
    'next' => html_entity_decode($feed->get_link(0, 'next') ?? ''),
    'items' => array_map($item, $feed->get_items()),
]);
