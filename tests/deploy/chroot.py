#!/usr/bin/env python3
"""Runs a static program in a root folder that holds nothing else, as the container of docs/deploy/Containerfile does.

    tests/deploy/chroot.py [--binary target/x86_64-unknown-linux-musl/release/quartiers-emploi] [--mail-tools target/smtp]

The folder has the program, /data, and the /etc/resolv.conf that a container gets. The program must serve its pages, keep
its data over a restart, make a backup and restore it, find the mail server by a name of the DNS, and deliver over TLS.
As root; needs what `install_mail_server` of ci.sh installs in target/smtp.
"""

import argparse
import contextlib
import http.client
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
NOBODY = 65534
PAGES = ("/", "/initiatives?q=garde+d%27enfants", "/quartiers/sanitas-tours", "/quartiers/sanitas-tours/affiche", "/carte")
DNS_ADDRESS = "127.0.7.53"
ADDRESS_RECORD, IN, TTL = 1, 1, 60
WAIT_SECONDS = 60


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default="target/x86_64-unknown-linux-musl/release/quartiers-emploi")
    options.add_argument("--mail-tools", default="target/smtp")
    options = options.parse_args()
    if os.geteuid() != 0:
        sys.exit("chroot.py changes the root folder: run it as root")
    headers = subprocess.run(["readelf", "--program-headers", "--dynamic", options.binary], capture_output=True, text=True, check=True).stdout
    faults = [it for it in ("INTERP", "NEEDED") if it in headers]
    faults = [f"the program is not static: {it}" for it in faults]
    with tempfile.TemporaryDirectory(prefix="chroot-") as folder, contextlib.ExitStack() as ends:
        os.chmod(folder, 0o755)
        faults += Root(options, folder, ends).run()
    for fault in faults:
        print(f"FAULT {fault}")
    print(f"{len(faults)} faults")
    return 1 if faults else 0


class Root:
    def __init__(self, options, folder, ends):
        self.folder, self.ends, self.tools = folder, ends, options.mail_tools
        self.root = os.path.join(folder, "root")
        os.makedirs(os.path.join(self.root, "etc"))
        shutil.copy(options.binary, os.path.join(self.root, "quartiers-emploi"))
        for name in ("data", "copies", "restored"):
            os.mkdir(os.path.join(self.root, name))
            os.chown(os.path.join(self.root, name), NOBODY, NOBODY)
        with open(os.path.join(self.root, "etc/resolv.conf"), "w") as file:
            file.write(f"nameserver {DNS_ADDRESS}\n")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def run(self):
        faults = []
        name_server(self.ends)
        mail_port = self.mail_server()
        settings = {
            "QUARTIERS_SMTP": f"smtps://localhost:{mail_port}", "QUARTIERS_SMTP_CA": "/etc/ca.pem",
            "QUARTIERS_MAIL_FROM": "annuaire@example.org", "QUARTIERS_LISTEN": f"127.0.0.1:{self.port}", "QUARTIERS_DATA": "/data",
        }
        for turn in ("first start", "second start"):
            program = subprocess.Popen(self.command("serve", "--log", "warn"), env=settings)
            self.ends.callback(program.kill)
            if not self.wait_for("/"):
                return [*faults, f"no answer at the {turn}"]
            for path in PAGES:
                status, text = self.ask(path)
                if status != 200 or "</html>" not in text:
                    faults.append(f"{path} answers {status} at the {turn}")
            if turn == "first start":
                faults += self.commands(settings)
                faults += self.delivered(settings)
            program.terminate()
            if program.wait(30) != 0:
                faults.append(f"exit status {program.returncode} after the {turn}")
        return faults

    def commands(self, settings):
        """Backup, drill and restore beside the server: these need temporary files."""
        faults = []
        for command in (["backup", "/copies"], ["--backup", "/copies", "doctor", "--drill"],
                        ["--data", "/restored/data", "restore", "/copies", "--key", "/data/secret.key"]):
            done = subprocess.run(self.command(*command), env=settings, capture_output=True, text=True)
            # `doctor` exits with 1 for warnings about settings: the drill has a line of its own.
            if done.returncode != 0 and "doctor" not in command or "panicked" in done.stderr:
                faults.append(f"{command}: {done.returncode} {done.stdout}{done.stderr}")
            if "doctor" in command:
                print(done.stdout, end="")
        return faults

    def delivered(self, settings):
        command = self.command("mail", "test", "anne@example.org")
        done = subprocess.run(command, env=settings, capture_output=True, text=True)
        if done.returncode != 0:
            return [f"mail test: {done.returncode} {done.stderr}"]
        end = time.monotonic() + WAIT_SECONDS
        kept = os.path.join(self.folder, "mails/001.json")
        while not os.path.exists(kept):
            if time.monotonic() > end:
                said = subprocess.run(self.command("mail", "list"), env=settings, capture_output=True, text=True).stdout
                return [f"no mail arrives: {said}"]
            time.sleep(0.1)
        facts = json.load(open(kept))
        return [] if facts["encrypted"] and facts["to"] == ["anne@example.org"] else [f"the mail arrives otherwise: {facts}"]

    def command(self, *arguments):
        return [shutil.which("chroot"), f"--userspec={NOBODY}:{NOBODY}", self.root, "/quartiers-emploi", *arguments]

    def mail_server(self):
        mails = os.path.join(self.folder, "mails")
        command = [os.path.join(self.tools, "bin/python"), os.path.join(HERE, "../smtp/server.py"), mails, "--tls", "implicit"]
        program = subprocess.Popen(command)
        self.ends.callback(program.kill)
        port = os.path.join(mails, "port")
        end = time.monotonic() + WAIT_SECONDS
        while not os.path.exists(port):
            if time.monotonic() > end or program.poll() is not None:
                sys.exit("the mail server does not start")
            time.sleep(0.05)
        shutil.copy(os.path.join(mails, "ca.pem"), os.path.join(self.root, "etc/ca.pem"))
        os.chmod(os.path.join(self.root, "etc/ca.pem"), 0o644)
        return int(open(port).read())

    def ask(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def wait_for(self, path):
        end = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                return self.ask(path)[0] == 200
            time.sleep(0.05)
        return False


def name_server(ends):
    """Answers every question for an IPv4 address with that of this machine, and every other with nothing."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((DNS_ADDRESS, 53))
    ends.callback(server.close)

    def serve():
        with contextlib.suppress(OSError):
            while True:
                question, asker = server.recvfrom(512)
                end = question.index(b"\0", 12) + 5
                kind, = struct.unpack("!H", question[end - 4 : end - 2])
                known = kind == ADDRESS_RECORD
                answer = question[:2] + struct.pack("!HHHHH", 0x8180, 1, known, 0, 0) + question[12:end]
                if known:
                    answer += struct.pack("!HHHIH", 0xC00C, ADDRESS_RECORD, IN, TTL, 4) + socket.inet_aton("127.0.0.1")
                server.sendto(answer, asker)

    threading.Thread(target=serve, daemon=True).start()


if __name__ == "__main__":
    sys.exit(main())
