<?php
// Lets WordPress work on the changed database: it misses only what was renamed and narrowed, and finds, makes and deletes
// posts with all that hangs on them.
require __DIR__ . '/boot.php';
require ABSPATH . 'wp-settings.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

function check($actual, $expected, $what)
{
    if ($actual !== $expected) {
        throw new Exception("$what: " . var_export($actual, true) . ' instead of ' . var_export($expected, true));
    }
}

$missing = array_values(dbDelta('all', false));
sort($missing);
check($missing, array(
    "Added column {$wpdb->links}.link_rss",
    "Changed type of {$wpdb->users}.user_url from varchar(300) to varchar(100)",
), 'what WordPress would change');
check(get_option('blogname'), 'It&#039;s a site; &quot;quoted&quot;', 'the name');
check(count(get_posts(array('tag' => 'all', 'post_status' => 'any', 'numberposts' => -1))), 12, 'posts by tag');
check(count(get_posts(array('meta_key' => 'weight', 'meta_value' => 7, 'post_status' => 'any'))), 1, 'posts by weight');
$post = wp_insert_post(array('post_title' => "A heffalump \u{1F4BE}", 'post_status' => 'publish', 'tags_input' => 'all'));
check(get_post($post)->post_title, "A heffalump \u{1F4BE}", 'the title');
wp_delete_post($post, true);
check(get_post($post), null, 'the deleted post');
check($wpdb->get_var("select count(*) from {$wpdb->posts} where mood = 'calm' and post_title like 'Walrus%'"), '12', 'rows with the new column');
check($wpdb->get_var("select count(*) from {$wpdb->links} where link_feed like 'feed ''%'"), '12', 'rows of the renamed column');
check($wpdb->last_error, '', 'the last error');
