#!/usr/bin/env python3
"""Runs the examples of docs/deploy/examples for nginx, Caddy and HAProxy in front of the program, on loopback.

    tests/deploy/proxies.py [--binary target/release/quartiers-emploi]

Only names, ports and certificates are replaced. Behind each proxy a public page must come whole and over TLS, a form
must be accepted as one of this site, the address of the visitor must reach the program, and a public page must be kept
by the cache of nginx while pages with a cookie are not. Needs the Debian packages nginx-light, caddy, haproxy, openssl.
"""

import argparse
import contextlib
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import http.client
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = os.path.join(HERE, "../../docs/deploy/examples")
NAME = "annuaire.example"
START_SECONDS = 30
# More than the writes that the program takes from one network at once (docs/operations.md, "Rate limits").
MOST_WRITES = 4_000


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default="target/release/quartiers-emploi")
    options = options.parse_args()
    faults = []
    for start in (nginx, caddy, haproxy):
        with tempfile.TemporaryDirectory(prefix="proxies-") as folder, contextlib.ExitStack() as running:
            program, proxy = free_port(), free_port()
            make_certificate(folder)
            command = [os.path.abspath(options.binary), "serve", "--data", f"{folder}/data", "--log", "warn"]
            command += ["--listen", f"127.0.0.1:{program}", "--public-url", f"https://{NAME}", "--hsts"]
            command += ["--client-address-header", "X-Forwarded-For"]
            run(running, folder, command)
            wait_for(program, f"{folder}/log")
            run(running, folder, start(folder, program, proxy))
            wait_for(proxy, f"{folder}/log")
            found = check(folder, proxy, start is nginx)
            if found:
                found.append(open(f"{folder}/log", errors="replace").read()[-2000:])
            faults += [f"{start.__name__}: {fault}" for fault in found]
            print(f"{start.__name__}: {len(found)} faults", flush=True)
    for fault in faults:
        print(f"FAULT {fault}")
    return 1 if faults else 0


def example(name, folder, replacements):
    """Writes the example `name` with these replacements to `folder`; each must be found."""
    text = open(os.path.join(EXAMPLES, name), encoding="utf-8").read()
    for old, new in replacements:
        if old not in text:
            raise AssertionError(f"{name} has no {old!r}")
        text = text.replace(old, new)
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def nginx(folder, program, proxy):
    site = example("nginx.conf", folder, [
        ("/var/cache/nginx/annuaire", f"{folder}/cache"),
        ("127.0.0.1:3000", f"127.0.0.1:{program}"),
        ("listen 443 ssl", f"listen 127.0.0.1:{proxy} ssl"),
        ("/etc/ssl/annuaire/fullchain.pem", f"{folder}/certificate.pem"),
        ("/etc/ssl/annuaire/privkey.pem", f"{folder}/key.pem"),
    ])
    path = os.path.join(folder, "main.conf")
    with open(path, "w") as file:
        file.write(f"daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/log;\n")
        file.write(f"events {{}}\nhttp {{ access_log off; include {site}; }}\n")
    return ["nginx", "-p", folder, "-c", path, "-g", "user root;"] if os.geteuid() == 0 else ["nginx", "-p", folder, "-c", path]


def caddy(folder, program, proxy):
    path = example("Caddyfile", folder, [
        (f"{NAME} {{", f"https://{NAME}:{proxy} {{\n\tbind 127.0.0.1\n\ttls {folder}/certificate.pem {folder}/key.pem"),
        ("127.0.0.1:3000", f"127.0.0.1:{program}"),
    ])
    text = open(path).read()
    with open(path, "w") as file:
        file.write("{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + text)
    return ["caddy", "run", "--config", path, "--adapter", "caddyfile"]


def haproxy(folder, program, proxy):
    with open(f"{folder}/both.pem", "w") as both:
        both.write(open(f"{folder}/certificate.pem").read() + open(f"{folder}/key.pem").read())
    path = example("haproxy.cfg", folder, [
        ("bind :443", f"bind 127.0.0.1:{proxy}"),
        ("/etc/ssl/annuaire/annuaire.pem", f"{folder}/both.pem"),
        ("10.0.0.1:3000", f"127.0.0.1:{program}"),
        ("10.0.0.2:3000", f"127.0.0.1:{program}"),
        ("10.0.0.3:3000", f"127.0.0.1:{program}"),
    ])
    return ["haproxy", "-f", path, "-db"]


def make_certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-addext",
         f"subjectAltName=DNS:{NAME}", "-keyout", f"{folder}/key.pem", "-out", f"{folder}/certificate.pem"],
        check=True, stderr=subprocess.DEVNULL,
    )


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def run(running, folder, command):
    log = open(f"{folder}/log", "ab")
    environment = os.environ | {"HOME": folder, "XDG_DATA_HOME": folder, "XDG_CONFIG_HOME": folder}
    program = subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)
    running.callback(stop_group, program)


def stop_group(program):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGTERM)
    try:
        program.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.SIGKILL)


def wait_for(port, log):
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise RuntimeError(open(log, errors="replace").read()[-3000:]) from None
            time.sleep(0.05)


class Visitor(http.client.HTTPSConnection):
    """A browser that finds the name at a port of this machine, from one address of the loopback network."""

    def __init__(self, folder, port, address="127.0.0.1"):
        context = ssl.create_default_context(cafile=f"{folder}/certificate.pem")
        super().__init__(NAME, port, timeout=30, context=context, source_address=(address, 0))
        self.target = port

    def connect(self):
        plain = socket.create_connection(("127.0.0.1", self.target), 30, source_address=self.source_address)
        self.sock = self._context.wrap_socket(plain, server_hostname=NAME)

    def ask(self, method, path, form=None, headers=()):
        headers = {"Host": NAME, **dict(headers)}
        body = urllib.parse.urlencode(form) if form is not None else None
        if body is not None:
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{NAME}"} | headers
        self.request(method, path, body, headers)
        answer = self.getresponse()
        return answer.status, answer.headers, answer.read().decode()


def check(folder, port, has_cache):
    """Faults of the site behind the proxy, one line each."""
    faults = []
    visitor = Visitor(folder, port)

    def expect(told, found, what):
        if told != found:
            faults.append(f"{what}: {found!r} instead of {told!r}")

    status, headers, text = visitor.ask("GET", "/quartiers")
    expect((200, True), (status, "</html>" in text), "a public page")
    expect("max-age=63072000; includeSubDomains", headers.get("Strict-Transport-Security"), "HSTS")
    expect(None, headers.get("Set-Cookie"), "a cookie on a public page")
    status, _, text = visitor.ask("GET", "/proposer")
    stamp = re.search(r'name="timbre" value="([^"]+)"', text)
    form = {"titre": "Essai derrière un serveur frontal", "activite": "permanente", "timbre": stamp[1] if stamp else "",
            "resume": "Des bénévoles réparent des vélos donnés et les prêtent aux habitants du quartier."}
    status, headers, text = visitor.ask("POST", "/proposer", form)
    draft = headers.get("Location", "").rsplit("/", 1)[0]
    expect((303, True), (status, draft.startswith("/")), "a form")
    status, _, _ = visitor.ask("POST", "/proposer", form, {"Origin": "https://autre.example"}.items())
    expect(403, status, "a form of another site")
    if has_cache:
        for cookie, state in ((None, "MISS"), (None, "HIT"), ("__Host-s=x", "BYPASS")):
            sent = {"Cookie": cookie} if cookie else {}
            _, headers, _ = visitor.ask("GET", "/freins", headers=sent.items())
            expect(state, headers.get("X-Cache"), f"a public page with the cookie {cookie}")
        for _ in range(2):
            _, headers, _ = visitor.ask("GET", "/proposer")
            expect("MISS", headers.get("X-Cache"), "a page that must not be kept")
    form.pop("timbre")
    return faults + faults_of_addresses(folder, port, f"{draft}/quoi", form)


def faults_of_addresses(folder, port, step, form):
    """Uses up the limit of writes of one address: another visitor must still write, since the program sees both."""
    visitor = Visitor(folder, port)
    for _ in range(MOST_WRITES):
        if visitor.ask("POST", step, form)[0] == 429:
            break
    else:
        return [f"{MOST_WRITES} posts of one visitor meet no limit"]
    other = Visitor(folder, port, "127.0.9.9")
    stamp = re.search(r'name="timbre" value="([^"]+)"', other.ask("GET", "/proposer")[2])
    status = other.ask("POST", "/proposer", form | {"timbre": stamp[1]})[0]
    return [] if status == 303 else [f"another visitor shares the limit of the first: {status}"]


if __name__ == "__main__":
    sys.exit(main())
