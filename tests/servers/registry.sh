#!/usr/bin/env bash
# An OCI registry on plain HTTP. Two of them, chosen by REGISTRY_KIND:
#   distribution (default): CNCF distribution, through the Go module proxy; with REGISTRY_AUTH=1
#     it asks for the user and password test:test.
#   referrers: go-containerregistry's, in memory, no authentication, but with the referrers API
#     of OCI 1.1, which distribution lacks.
#   env: REGISTRY_PORT (25000; referrers 25001)
#   url [oras|crane]: the registry's URI, or the path of an independent client (built on demand)
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
kind=${REGISTRY_KIND:-distribution}
case $kind in
distribution) NAME=registry; server REGISTRY_PORT 25000 ;;
referrers) NAME=registry-referrers; server REGISTRY_PORT 25001 ;;
*) NAME=registry; die "REGISTRY_KIND is distribution or referrers" ;;
esac
distribution=v3.1.2 ggcr=v0.22.1 oras=v1.3.6

crane() { go_need crane github.com/google/go-containerregistry/cmd/crane "$ggcr"; }
up_distribution() {
  local salt hash
  go_need registry github.com/distribution/distribution/v3/cmd/registry "$distribution"
  cat >"$DIR/config.yml" <<YAML
version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: "$DATA"}, delete: {enabled: true}}
http: {addr: "$HOST:$PORT", secret: test}
YAML
  if [ -n "${REGISTRY_AUTH:-}" ]; then
    salt=$(od -An -N 11 -tx1 /dev/urandom | tr -d ' \n') # 22 characters of bcrypt's alphabet
    hash=$(perl -e 'print crypt($ARGV[0], "\$2y\$05\$$ARGV[1]") // ""' test "$salt")
    case $hash in '$2y$05$'*) ;; *) die "this C library has no bcrypt" ;; esac
    printf 'test:%s\n' "$hash" >"$DIR/htpasswd"
    printf 'auth: {htpasswd: {realm: test, path: "%s"}}\n' "$DIR/htpasswd" >>"$DIR/config.yml"
  fi
  port_free
  # distribution takes every REGISTRY_ variable of its environment for configuration.
  start env -i PATH="$PATH" OTEL_TRACES_EXPORTER=none OTEL_METRICS_EXPORTER=none OTEL_LOGS_EXPORTER=none "$TOOLS/bin/registry-$distribution" serve "$DIR/config.yml"
}
up_referrers() {
  local bin="$TOOLS/bin/registry-referrers-$ggcr" src
  if [ ! -x "$bin" ]; then
    have go || PATH="$PATH:/usr/local/go/bin"
    have go || die "go is missing"
    src="$TOOLS/registry-referrers"; rm -rf "$src"; mkdir -p "$src" "$TOOLS/bin"
    cat >"$src/main.go" <<'GO'
package main

import (
	"log"
	"net/http"
	"os"

	"github.com/google/go-containerregistry/pkg/registry"
)

func main() {
	log.Fatal(http.ListenAndServe(os.Args[1], registry.New(registry.WithReferrersSupport(true))))
}
GO
    say "building go-containerregistry $ggcr"
    (cd "$src" && go mod init servers.test/registry && GOFLAGS=-mod=mod go get "github.com/google/go-containerregistry@$ggcr" \
      && GOFLAGS=-mod=mod CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o "$bin" .) >>"$LOG" 2>&1 || { tail -n 15 "$LOG" >&2; die "build failed; log: $LOG"; }
  fi
  port_free
  start "$bin" "$HOST:$PORT"
}
do_up() { "up_$kind"; ready 20 port_open; }
do_url() {
  case ${1:-} in
  oras | crane)
    mkdir -p "$DIR"
    if [ "$1" = oras ]; then go_need oras oras.land/oras/cmd/oras "$oras"; echo "$TOOLS/bin/oras-$oras"; else crane; echo "$TOOLS/bin/crane-$ggcr"; fi ;;
  *) if [ "$kind" = distribution ] && [ -s "$DIR/htpasswd" ]; then echo "http://test:test@$HOST:$PORT"; else echo "http://$HOST:$PORT"; fi ;;
  esac
}
do_down() { stop; rm -f "$DIR/htpasswd"; }
main "$@"
