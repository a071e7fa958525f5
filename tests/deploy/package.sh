#!/usr/bin/env bash
# Installs the Debian package in a fresh Debian, in a folder, updates it and purges it.
#   docs/deploy/package.sh && tests/deploy/package.sh [PACKAGE.deb]
# Checked: its units, its user, man pages and completions; the program runs as the user of the service; an update keeps
# the data, and so does the purge, which says so. As root; needs debootstrap (Debian: apt-get install debootstrap) and the
# network, for some 100 MB of packages. Debian is kept in target/package-test/debian for the next run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if [[ ${1:-} == --help ]]; then sed -n '2,6s/^# \?//p' "${BASH_SOURCE[0]}" && exit 0; fi
readonly WORK=$PWD/target/package-test
readonly DEBIAN=$WORK/debian ROOT=$WORK/root
readonly RELEASE=${RELEASE:-bookworm} MIRROR=${MIRROR:-http://deb.debian.org/debian}
readonly DATA=/var/lib/quartiers-emploi
readonly UNITS=(quartiers-emploi.service quartiers-emploi.socket quartiers-emploi-drill.service quartiers-emploi-drill.timer)
package=${1:-$(ls -t target/debian/quartiers-emploi_*.deb | head -1)}
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export NO_PROXY=127.0.0.1,localhost no_proxy=127.0.0.1,localhost
server=

[[ $(id -u) -eq 0 ]] || { echo "package.sh changes the root folder: run it as root" >&2 && exit 1; }
command -v debootstrap >/dev/null || { echo "package.sh needs debootstrap" >&2 && exit 1; }

finish() {
    [[ -z $server ]] || kill "$server" 2>/dev/null || true
    umount "$ROOT/proc" 2>/dev/null || true
    rm -rf --one-file-system "$ROOT"
}
trap finish EXIT

inside() {
    chroot "$ROOT" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

as_user() {
    inside runuser -u quartiers-emploi -- quartiers-emploi --data "$DATA" "$@"
}

# expect WHAT COMMAND...: stops when the command fails.
expect() {
    local what=$1
    shift
    if "$@"; then echo "ok: $what"; else echo "FAULT $what" >&2 && exit 1; fi
}

start() {
    inside runuser -u quartiers-emploi -- env "QUARTIERS_LISTEN=127.0.0.1:$port" "QUARTIERS_DATA=$DATA" \
        quartiers-emploi serve --log warn &
    server=$!
    local tries=0
    until curl --silent --fail --output /dev/null "http://127.0.0.1:$port/"; do
        tries=$((tries + 1))
        ((tries < 300)) || return 1
        sleep 0.1
    done
}

stop() {
    # The process of `runuser` passes the signal on.
    kill -TERM "$server"
    wait "$server" || true
    server=
}

if [[ ! -e $DEBIAN/complete ]]; then
    rm -rf --one-file-system "$DEBIAN"
    mkdir -p "$WORK"
    debootstrap --variant=minbase --include=systemd,man-db,bash-completion,fish,zsh "$RELEASE" "$DEBIAN" "$MIRROR" >"$WORK/debootstrap.log"
    touch "$DEBIAN/complete"
fi
finish
cp -a "$DEBIAN" "$ROOT"
mount -t proc proc "$ROOT/proc"

cp "$package" "$ROOT/tmp/first.deb"
inside dpkg --install /tmp/first.deb
expect "the user of the service" inside getent passwd quartiers-emploi
expect "the program" inside quartiers-emploi --version
for unit in "${UNITS[@]}"; do
    said=$(inside systemd-analyze verify "/usr/lib/systemd/system/$unit" 2>&1) || true
    expect "the unit $unit says nothing to systemd-analyze: $said" test -z "$said"
done
pages=$(inside dpkg --listfiles quartiers-emploi | grep -c '/man1/.*\.1\.gz$')
expect "$pages man pages" test "$pages" -ge 5
expect "its man page opens" grep -q -i serve <(inside man quartiers-emploi 2>&1)
expect "no man page has a warning" test -z "$(inside sh -c 'for page in $(dpkg --listfiles quartiers-emploi | grep "/man1/.*gz$"); do man --warnings -E UTF-8 -l "$page" 2>&1 >/dev/null; done')"
complete=$(inside bash -c 'source /usr/share/bash-completion/bash_completion; _completion_loader quartiers-emploi; COMP_WORDS=(quartiers-emploi ser); COMP_CWORD=1; $(complete -p quartiers-emploi | sed "s,.*-F \([^ ]*\).*,\1,") quartiers-emploi ser quartiers-emploi; printf "%s\n" "${COMPREPLY[@]}"')
expect "bash completes « ser »: $complete" grep -qx serve <<<"$complete"
complete=$(inside fish -c 'complete --do-complete "quartiers-emploi ser"')
expect "fish completes « ser »: $complete" grep -q '^serve' <<<"$complete"
expect "zsh reads its completions" inside zsh -c 'autoload -Uz compinit && compinit -u && [[ $_comps[quartiers-emploi] == _quartiers-emploi ]]'

expect "the folder of the data, made by the service" inside install -d -m 700 -o quartiers-emploi -g quartiers-emploi "$DATA"
expect "the program serves" start
expect "a page" grep -q '</html>' <(curl --silent --fail "http://127.0.0.1:$port/quartiers/sanitas-tours")
stop
as_user account invite anne@example.org --name "Anne Martin" >/dev/null
expect "a member" grep -q anne@example.org <(as_user account list)

# The same package as a later version.
rm -rf "$WORK/later"
dpkg-deb --raw-extract "$package" "$WORK/later"
sed -i 's/^Version: .*/&+later/' "$WORK/later/DEBIAN/control"
dpkg-deb --root-owner-group --build "$WORK/later" "$ROOT/tmp/later.deb" >/dev/null
inside dpkg --install /tmp/later.deb
expect "the later version" grep -q '+later' <(inside dpkg-query --show quartiers-emploi)
expect "the update keeps the member" grep -q anne@example.org <(as_user account list)
expect "the later program serves" start
stop

inside dpkg --remove quartiers-emploi
expect "the program is gone" test ! -e "$ROOT/usr/bin/quartiers-emploi"
expect "the data stay after a removal" test -s "$ROOT$DATA/directory.db"
said=$(inside dpkg --purge quartiers-emploi 2>&1)
expect "the data stay after a purge" test -s "$ROOT$DATA/directory.db"
expect "the purge says so: $said" grep -q "$DATA" <<<"$said"
left=$(find "$ROOT/usr" "$ROOT/etc" -name '*quartiers-emploi*' | sed "s|^$ROOT||")
expect "nothing else is left: $left" test -z "$left"
echo "the package is sound"
