#!/usr/bin/env bash
# Installs the Debian package in a fresh Debian, in a folder, updates it and purges it.
#   docs/deploy/package.sh && tests/deploy/package.sh [PACKAGE.deb]
# Checked: its units, its user, man pages and completions; under systemd the service serves, comes back after a kill and
# restores its backup; an update restarts it and keeps the data; the purge keeps them and says so. As root; needs Debian's
# debootstrap, systemd-container and curl, and the network for some 100 MB of packages. Debian is kept in
# target/package-test/debian for the next run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if [[ ${1:-} == --help ]]; then sed -n '2,7s/^# \?//p' "${BASH_SOURCE[0]}" && exit 0; fi
readonly WORK=$PWD/target/package-test
readonly DEBIAN=$WORK/debian ROOT=$WORK/root
readonly RELEASE=${RELEASE:-bookworm} MIRROR=${MIRROR:-http://deb.debian.org/debian}
readonly DATA=/var/lib/quartiers-emploi
readonly UNITS=(quartiers-emploi.service quartiers-emploi.socket quartiers-emploi-drill.service quartiers-emploi-drill.timer)
package=${1:-$(ls -t target/debian/quartiers-emploi_*.deb | head -1)}
export NO_PROXY=127.0.0.1,localhost no_proxy=127.0.0.1,localhost
container= leader=

[[ $(id -u) -eq 0 ]] || { echo "package.sh changes the root folder: run it as root" >&2 && exit 1; }
for tool in debootstrap systemd-nspawn curl; do
    command -v "$tool" >/dev/null || { echo "package.sh needs $tool" >&2 && exit 1; }
done

finish() {
    if [[ -n $container ]]; then kill "$container" 2>/dev/null && wait "$container" || true; fi
    container=
    umount "$ROOT/proc" 2>/dev/null || true
    rm -rf --one-file-system "$ROOT"
}
trap finish EXIT

inside() {
    chroot "$ROOT" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

# boot: starts the installed Debian, with systemd as its first process and a network of its own.
boot() {
    systemd-nspawn --directory "$ROOT" --boot --register=no --keep-unit --quiet --private-network </dev/null >"$WORK/boot.log" 2>&1 &
    container=$!
    local tries=0
    until leader=$(pgrep --parent "$container" systemd) && within systemctl is-system-running 2>/dev/null | grep -qE 'running|degraded'; do
        tries=$((tries + 1))
        ((tries < 300)) || { cat "$WORK/boot.log" >&2 && exit 1; }
        sleep 0.2
    done
}

within() {
    nsenter --target "$leader" --mount --uts --ipc --net --pid --root --wdns=/ -- env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

as_user() {
    within runuser -u quartiers-emploi -- quartiers-emploi --data "$DATA" "$@"
}

# page: waits for a whole page of the service.
page() {
    local tries=0
    until nsenter --target "$leader" --net curl --silent --fail --max-time 30 http://127.0.0.1:3000/quartiers/sanitas-tours | grep -q '</html>'; do
        tries=$((tries + 1))
        ((tries < 100)) || return 1
        sleep 0.2
    done
}

main_process() {
    within systemctl show --property MainPID --value quartiers-emploi.service
}

# expect WHAT COMMAND...: stops when the command fails.
expect() {
    local what=$1
    shift
    if "$@"; then echo "ok: $what"; else echo "FAULT $what" >&2 && exit 1; fi
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

umount "$ROOT/proc"
boot
expect "systemd starts the units" within systemctl enable --now quartiers-emploi.socket quartiers-emploi.service quartiers-emploi-drill.timer
expect "a page" page
first=$(main_process)
expect "the service runs as its user" test "$(within stat --format %U "/proc/$first")" = quartiers-emploi
expect "the data belong to it alone" test "$(within stat --format '%U %a' "$DATA/directory.db")" = "quartiers-emploi 600"
within kill -KILL "$first"
expect "a page after a kill" page
expect "another process serves it" test "$(main_process)" != "$first"
as_user account invite anne@example.org --name "Anne Martin" >/dev/null
expect "a member" grep -q anne@example.org <(as_user account list)
as_user backup /var/lib/quartiers-emploi-backup >/dev/null
expect "a trial restore by its unit" within systemctl start quartiers-emploi-drill.service

# The same package as a later version.
rm -rf "$WORK/later"
dpkg-deb --raw-extract "$package" "$WORK/later"
sed -i 's/^Version: .*/&+later/' "$WORK/later/DEBIAN/control"
dpkg-deb --root-owner-group --build "$WORK/later" "$ROOT/root/later.deb" >/dev/null
earlier=$(main_process)
within dpkg --install /root/later.deb
expect "the later version" grep -q '+later' <(within dpkg-query --show quartiers-emploi)
expect "the update restarts the service" test "$(main_process)" != "$earlier"
expect "a page after the update" page
expect "the update keeps the member" grep -q anne@example.org <(as_user account list)

within dpkg --remove quartiers-emploi
expect "the program is gone" test ! -e "$ROOT/usr/bin/quartiers-emploi"
expect "nothing listens" test -z "$(nsenter --target "$leader" --net curl --silent http://127.0.0.1:3000/)"
expect "the data stay after a removal" test -s "$ROOT$DATA/directory.db"
said=$(within dpkg --purge quartiers-emploi 2>&1)
expect "the data stay after a purge" test -s "$ROOT$DATA/directory.db"
expect "the purge says so: $said" grep -q "$DATA" <<<"$said"
left=$(find "$ROOT/usr" "$ROOT/etc" -name '*quartiers-emploi*' | sed "s|^$ROOT||")
expect "nothing else is left: $left" test -z "$left"
echo "the package is sound"
