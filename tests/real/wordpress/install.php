<?php // php install.php FOLDER LOCALE TITLE: create the tables and settings like the installer.
[, $folder, $locale, $title] = $argv;
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '127.0.0.1';
function wp_new_blog_notification() {} // replaces the function that sends a mail
require $folder . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
load_default_textdomain($locale);
$GLOBALS['wp_locale'] = new WP_Locale();
wp_install($title, 'redaction', 'office@example.org', true, '', 'for loopback only', $locale);
