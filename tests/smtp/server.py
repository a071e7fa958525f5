"""A mail server on loopback that stores what it receives: FOLDER/001.eml with FOLDER/001.json beside it.

Usage: server.py FOLDER [--tls none|starttls|implicit] [--user NAME --password SECRET]

It writes FOLDER/ca.pem, the authority that signed its certificate, then FOLDER/port once it listens. For each mail it reads
its behaviour from FOLDER/control: `take` (also the default without that file), `refuse` (550), `later` (451), `silent` (no
reply) or `cut` (accepts the mail and disconnects without a reply).
"""

import argparse
import asyncio
import datetime
import ipaddress
import json
import os
import ssl
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = datetime.timedelta(days=1)


class Box:
    """Stores the mails, and fails on demand."""

    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    def manner(self):
        try:
            return (self.folder / "control").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return "take"

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.manner() == "silent":
            await asyncio.sleep(3600)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.manner() == "refuse":
            return f"550 5.1.1 <{address}>: no such user"
        if self.manner() == "later":
            return "451 4.7.1 Greylisted, come back later"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        name = f"{self.count:03}"
        facts = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "encrypted": server.transport.get_extra_info("sslcontext") is not None,
            "user": session.auth_data,
        }
        write(self.folder / f"{name}.json", json.dumps(facts).encode())
        write(self.folder / f"{name}.eml", envelope.content)
        if self.manner() == "cut":
            server.transport.abort()
        return "250 2.0.0 Ok: kept"


def write(path, data):
    """Writes the file atomically."""
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_bytes(data)
    os.replace(unfinished, path)


def authority_and_certificate(folder):
    """Creates an authority in FOLDER/ca.pem, and a TLS context with a certificate of it for this machine."""
    authority, authority_key = certificate("Mail server of the tests: authority", None)
    server, server_key = certificate("localhost", (authority, authority_key))
    (folder / "ca.pem").write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    chain = folder / "server.pem"
    chain.write_bytes(
        server.public_bytes(serialization.Encoding.PEM)
        + server_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    return context


def certificate(name, issuer):
    """A certificate and its key; self-signed without `issuer`."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + DAY)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    if issuer:
        names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
        made = made.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False
        )
    return made.sign(issuer[1] if issuer else key, hashes.SHA256()), key


def settings(box, options, context):
    """aiosmtpd options for each connection."""
    chosen = {"hostname": "localhost", "enable_SMTPUTF8": True}
    if options.tls == "starttls":
        chosen |= {"tls_context": context, "require_starttls": True}
    if options.user is not None:
        wanted = (options.user.encode(), options.password.encode())

        def authenticate(server, session, envelope, mechanism, told):
            known = (told.login, told.password) == wanted
            return AuthResult(success=known, handled=False, auth_data=options.user if known else None)

        chosen |= {
            "authenticator": authenticate,
            "auth_required": True,
            "auth_require_tls": options.tls == "starttls",
        }
    return chosen


async def serve(options):
    folder = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    box = Box(folder)
    context = None if options.tls == "none" else authority_and_certificate(folder)
    chosen = settings(box, options, context)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(box, loop=loop, **chosen),
        "127.0.0.1",
        0,
        ssl=context if options.tls == "implicit" else None,
    )
    port = server.sockets[0].getsockname()[1]
    write(folder / "port", str(port).encode())
    await server.serve_forever()


def main():
    parser = argparse.ArgumentParser(description="A mail server for tests")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tls", choices=["none", "starttls", "implicit"], default="none")
    parser.add_argument("--user")
    parser.add_argument("--password", default="")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
