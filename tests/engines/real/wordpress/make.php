<?php
// Makes WordPress's database by its own installation, that of a network of sites included, and lets it write rows.
define('WP_INSTALLING', true);
require __DIR__ . '/boot.php';
require ABSPATH . 'wp-settings.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install("It's a site; \"quoted\"", 'admin', 'admin@example.org', true, '', 'secret');
foreach ($wpdb->tables('ms_global') as $name => $table) {
    $wpdb->$name = $table;
}
install_network();
for ($number = 0; $number < 12; $number++) {
    $post = wp_insert_post(array(
        'post_title' => "Walrus $number \u{1F4BE}",
        'post_content' => str_repeat("Line of O'Brien;\n", $number),
        'post_status' => $number % 3 ? 'publish' : 'draft',
        'post_author' => 1,
        'tags_input' => array("tag $number", 'all'),
        'meta_input' => array('weight' => $number),
    ), true);
    if (is_wp_error($post)) {
        throw new Exception($post->get_error_message());
    }
    wp_insert_comment(array('comment_post_ID' => $post, 'comment_content' => "Comment $number", 'user_id' => 1));
    $link = array('link_url' => "https://example.org/$number", 'link_name' => "Link $number", 'link_rss' => "feed '$number'");
    $wpdb->insert($wpdb->links, $link);
}
