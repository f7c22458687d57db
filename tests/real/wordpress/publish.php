<?php // php publish.php FOLDER CONTENT.json: create posts, pages and comments. Prints the URLs of the published posts.
[, $folder, $content] = $argv;
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require $folder . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/taxonomy.php';
$site = json_decode(file_get_contents($content), true);
wp_set_current_user(1);
foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $old) {
    wp_delete_post($old->ID, true); // the example posts of the installer
}
switch_theme($site['theme']);
foreach ($site['options'] as $name => $value) {
    update_option($name, $value);
}
global $wp_rewrite;
$wp_rewrite->set_permalink_structure($site['permalinks']);
function blocks($lines) {
    return implode("\n\n", array_map(fn($l) => "<!-- wp:paragraph -->\n<p>$l</p>\n<!-- /wp:paragraph -->", $lines));
}
foreach ($site['pages'] as $title => $text) {
    wp_insert_post(['post_type' => 'page', 'post_status' => 'publish', 'post_title' => $title, 'post_content' => blocks([$text])]);
}
if ($site['front']) { // a static front page, with the posts on another page
    [$front, $news, $words] = $site['front'];
    $id = wp_insert_post(['post_type' => 'page', 'post_status' => 'publish', 'post_title' => $front, 'post_content' => blocks([$words])]);
    $list = wp_insert_post(['post_type' => 'page', 'post_status' => 'publish', 'post_title' => $news, 'post_content' => '']);
    update_option('show_on_front', 'page');
    update_option('page_on_front', $id);
    update_option('page_for_posts', $list);
}
$categories = array_map(fn($name) => wp_create_category($name), $site['categories']);
$addresses = [];
foreach ($site['posts'] as $number => $post) {
    $id = wp_insert_post([
        'post_title' => $post['title'], 'post_content' => blocks($post['lines']), 'post_status' => $post['status'],
        'post_date' => $post['day'] . sprintf(' %02d:15:00', 8 + $number % 12), 'tags_input' => [$site['tags'][$number % 4]],
        'post_category' => [$categories[$number % count($categories)]], 'comment_status' => 'open',
    ]);
    if ($post['status'] !== 'publish') {
        continue;
    }
    $addresses[$number] = $id;
    if ($number % 5 == 2) {
        foreach ($site['comments'] as $n => $text) {
            $day = date('Y-m-d H:i:s', strtotime($post['day']) + ($n + 2) * 86400 * 9);
            wp_insert_comment(['comment_post_ID' => $id, 'comment_author' => 'Atelier ' . ($n + 1), 'comment_content' => $text,
                'comment_date' => $day, 'comment_date_gmt' => $day, 'comment_approved' => 1]);
        }
    }
}
stick_post($addresses[$site['sticky']]);
$wp_rewrite->flush_rules(false);
echo json_encode(array_values(array_map('get_permalink', $addresses)));
