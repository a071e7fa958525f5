#!/usr/bin/env bash
# Creates the certificates of the test mail server, valid from 2020 to 2125. They protect nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/ca.cnf" <<EOF
[ca]
default_ca = it
[it]
new_certs_dir = $work
database = $work/index
serial = $work/serial
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[server]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1
EOF
touch "$work/index"
echo 01 >"$work/serial"

key() {
    openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"
}

sign() {
    openssl ca -batch -notext -config "$work/ca.cnf" -startdate 20200101000000Z -enddate 21250101000000Z "$@" 2>/dev/null
}

for name in authority stranger; do
    key "$work/$name.key"
    openssl req -new -key "$work/$name.key" -subj "/CN=Tests: $name" -out "$work/$name.csr"
    sign -selfsign -keyfile "$work/$name.key" -extensions authority -in "$work/$name.csr" -out $name.pem
done

key server.key
openssl req -new -key server.key -subj "/CN=localhost" -out "$work/server.csr"
sign -keyfile "$work/authority.key" -cert authority.pem -extensions server -in "$work/server.csr" -out server.pem
