#!/usr/bin/env bash
# Version: Lynx 2.9.0dev.12 (Debian 12, package lynx 2.9.0dev.12-1, taken from apt).
#
# Behaviour: a page with an inline SVG icon that is named by `<title>` gets the name of its
# last icon as the title of the page in Lynx. The text of the icon is not shown in the page.
#
# Why one would guess otherwise: `<title>` in SVG is the usual way to name an icon, and HTML
# counts it apart from the page's own title (`document.title` ignores it). A text browser
# that draws no SVG would be expected to skip it, or to show it as the text of the icon; but
# an icon for the eye renames a valid page for those who read it as text. With `aria-label` in
# its place the title stays.
#
# Seen (the title that Lynx gives):
#   <svg role="img"><title>…  -> Plan du quartier
#   <svg role="img" aria-label -> Aides au logement
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

page() {
    cat <<HTML
<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Aides au logement</title></head>
<body><h1>Aides au logement</h1><p>$1 01 99 00 12 34</p><p>$2 10 rue de l’Exemple</p></body></html>
HTML
}
drawing='<path d="M0 0h8v8z"/></svg>'
page "<svg role=\"img\"><title>Numéro</title>$drawing" "<svg role=\"img\"><title>Plan du quartier</title>$drawing" > title.html
page "<svg role=\"img\" aria-label=\"Numéro\">$drawing" "<svg role=\"img\" aria-label=\"Plan du quartier\">$drawing" > label.html

apt-get download -qq lynx=2.9.0dev.12-1 lynx-common=2.9.0dev.12-1 >/dev/null 2>&1 ||
    { echo "this needs Debian 12 with its package lists (apt-get update)" >&2; exit 2; }
for package in ./*.deb; do dpkg-deb --extract "$package" root; done

title() {
    LYNX_CFG="$dir/root/etc/lynx/lynx.cfg" root/usr/bin/lynx -dump -crawl -display_charset=utf-8 "$1" |
        sed -n 's/^THE_TITLE://p'
}
with_title=$(title title.html)
with_label=$(title label.html)
printf '<title> in the icon: %s\naria-label on the icon: %s\n' "$with_title" "$with_label"
[ "$with_title" = "Plan du quartier" ] || { echo "an icon's title no longer replaces the page's" >&2; exit 1; }
[ "$with_label" = "Aides au logement" ] || { echo "the page's own title has changed" >&2; exit 1; }
