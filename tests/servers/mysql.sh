#!/usr/bin/env bash
# Oracle's MySQL, from Debian sid (no older suite and no other registry has it), TLS on.
#   env: MYSQL_PORT (25308), MYSQL_PASSWORD (mysql)
#   url [tls|socket]: with tls, the generated CA is named in the query
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
NAME=mysql
server MYSQL_PORT 25308
password=${MYSQL_PASSWORD:-mysql}
tree="$TOOLS/mysql-sid" mysqld="$TOOLS/mysql-sid/usr/sbin/mysqld"

is_ready() { grep -q "ready for connections.*port: $PORT" "$LOG"; }
do_up() {
  local common=(--no-defaults --user="$(id -un)" --basedir="$tree/usr" --datadir="$DATA" --lc-messages-dir="$tree/usr/share/mysql" --character-sets-dir="$tree/usr/share/mysql/charsets")
  deb_tree "$tree" sid mysql-server-core
  port_free
  if [ ! -d "$DATA/mysql" ]; then
    rm -rf "$DATA"
    "$mysqld" "${common[@]}" --initialize-insecure >>"$LOG" 2>&1 || { tail -n 20 "$LOG" >&2; rm -rf "$DATA"; die "mysqld --initialize failed"; }
    tls "$DIR/tls"
  fi
  cat >"$DIR/init.sql" <<SQL
CREATE DATABASE IF NOT EXISTS test;
ALTER USER root@localhost IDENTIFIED BY '$password';
CREATE USER IF NOT EXISTS root@'127.0.0.1';
ALTER USER root@'127.0.0.1' IDENTIFIED BY '$password';
GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
SQL
  start "$mysqld" "${common[@]}" --port="$PORT" --bind-address="$HOST" --socket=s.sock --pid-file="$DATA/mysqld.pid" \
    --init-file="$DIR/init.sql" --ssl-ca="$DIR/tls/ca.crt" --ssl-cert="$DIR/tls/server.crt" --ssl-key="$DIR/tls/server.key" \
    --mysqlx=OFF --secure-file-priv= --skip-log-bin --skip-name-resolve --max-connections=300 --event-scheduler=OFF --performance-schema=OFF \
    --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=OFF
  ready 90 is_ready
}
do_url() {
  local tls=
  if [ "${1:-}" = tls ]; then tls="?ssl-mode=VERIFY_CA&ssl-ca=$DIR/tls/ca.crt"; fi
  if [ "${1:-}" = socket ]; then
    echo "root:$password@unix($DATA/s.sock)/test"
    return
  fi
  echo "mysql://root:$password@$HOST:$PORT/test$tls"
}
main "$@"
