<?php
// What wp-config.php says of the database, out of DATABASE_URL; then WordPress itself, out of the folder that APP_HOME has.
$url = parse_url(getenv('DATABASE_URL'));
define('DB_NAME', substr($url['path'], 1));
define('DB_USER', rawurldecode($url['user']));
define('DB_PASSWORD', rawurldecode($url['pass']));
define('DB_HOST', "{$url['host']}:{$url['port']}");
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('ABSPATH', getenv('APP_HOME') . '/tree/usr/share/wordpress/');
define('WP_CONTENT_DIR', getcwd());
define('WP_DEBUG', false);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('WP_DISABLE_FATAL_ERROR_HANDLER', true);
define('WP_DEFAULT_THEME', 'none');
$table_prefix = 'wp_';
$_SERVER['HTTP_HOST'] = 'localhost';
$_SERVER['REQUEST_URI'] = '/';
function wp_mail() { return true; }
