#!/usr/bin/env bash
# Unpacks Debian's WordPress into the folder that is named, without what it depends on, and sees to PHP.
# shellcheck source=../../../servers/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../../servers/lib.sh"
NAME=wordpress LOG="$1/log"
apt_need php php-cli php-mysql
if [ -d "$1/tree" ]; then exit; fi
cd "$1"
{ apt-get download wordpress || { apt-get update && apt-get download wordpress; }; } >>"$LOG" 2>&1 || { tail -n 5 "$LOG" >&2; die "WordPress could not be had from Debian"; }
rm -rf unpacked
dpkg-deb -x wordpress_*.deb unpacked
mv unpacked tree
