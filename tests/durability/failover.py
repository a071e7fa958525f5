#!/usr/bin/env python3
"""Runs a primary, Litestream and two replicas; publishes, kills parts of it, loses the primary, and promotes a replica.

    tests/durability/failover.py [--binary target/release/quartiers-emploi] [--litestream litestream]
                                 [--moto moto_server] [--publications 5]

The changes go through a folder (file replica); with `--moto`, through an S3 bucket that this server imitates. Fails if
a replica shows a publication later than two seconds after the primary, shows anything but whole pages, or if a post
that was acknowledged more than the replication interval before the loss is missing after the promotion.
"""

import argparse
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

import site_program as site

# Interval of Litestream between two copies of the changes, and between two looks of a follower, in seconds.
INTERVAL = 1.0
FOLLOW_INTERVAL = 0.5
# Publication to page on a replica: both intervals, and the poll of the replica.
FOLLOW_SECONDS = 2.0
# A post that was acknowledged this long before the loss must be on the promoted server.
LOSS_SECONDS = 3.0
PROMOTION_SECONDS = 60.0
ENTRY = "ateliers-estime-de-soi"
BUCKET = "annuaire"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default="target/release/quartiers-emploi")
    options.add_argument("--litestream", default="litestream")
    options.add_argument("--moto")
    options.add_argument("--publications", type=int, default=5)
    options = options.parse_args()
    options.binary = os.path.abspath(options.binary)
    with tempfile.TemporaryDirectory(prefix="failover-") as folder, contextlib.ExitStack() as running:
        return Run(options, folder, running).run()


class Follower:
    """A replica: Litestream in follow mode, and the program on its file."""

    def __init__(self, run, name, primary_port):
        self.run, self.name = run, name
        self.folder = os.path.join(run.folder, name)
        self.path = os.path.join(self.folder, "directory.db")
        os.makedirs(self.folder, exist_ok=True)
        self.follow()
        self.serve(primary_port)

    def follow(self):
        self.litestream = self.run.litestream("restore", "-f", "-follow-interval", f"{FOLLOW_INTERVAL}s", "-o", self.path)
        end = time.monotonic() + 30
        while not os.path.exists(self.path):
            if time.monotonic() > end or self.litestream.poll() is not None:
                raise RuntimeError(f"Litestream restores nothing: see {self.run.log.name}")
            time.sleep(0.05)

    def serve(self, primary_port):
        more = ["--replica", "--primary-url", f"http://127.0.0.1:{primary_port}"]
        self.site = site.Site(self.run.options.binary, self.folder, more=more)
        self.run.running.push(self.site)
        self.site.wait("/")

    def stop(self):
        self.site.stop()
        self.litestream.terminate()
        self.litestream.wait(site.ANSWER_SECONDS)


class Run:
    def __init__(self, options, folder, running):
        self.options, self.folder, self.running = options, folder, running
        self.faults = []
        self.log = open(os.path.join(folder, "litestream.log"), "ab")
        self.storage = os.path.join(folder, "storage")
        # Without the AWS settings of the machine, such as a bundle of certificates.
        plain = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        self.environment = plain | {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
        self.seeds = os.path.join(folder, "seeds")
        shutil.copytree(os.path.join(os.path.dirname(__file__), "../../seeds"), self.seeds)

    def run(self):
        if self.options.moto:
            self.start_moto()
        primary_folder = os.path.join(self.folder, "primary")
        primary = self.start(primary_folder)
        replicator = self.replicate(primary_folder, "first")
        shutil.copy(os.path.join(primary_folder, "secret.key"), self.folder)
        replicas = [Follower(self, f"replica{number}", primary.port) for number in (1, 2)]
        self.check_redirect(replicas[0], primary)
        readers = Readers([it.site.port for it in replicas])
        delays = [self.publish(number, primary_folder, primary, replicas) for number in range(self.options.publications)]
        self.kill_and_resume(replicas[1], primary)
        delays.append(self.publish(99, primary_folder, primary, replicas))
        drafts = [site.Draft() for _ in range(4)]
        clients = site.Clients(primary.port, drafts, 7, pause=0.05)
        time.sleep(6)
        os.killpg(replicator.pid, signal.SIGKILL)
        primary.kill()
        lost_at = time.time()
        clients.stop()
        time.sleep(2 * INTERVAL)
        self.faults += readers.stop()
        took, promoted = self.promote(replicas[0])
        self.faults += clients.wrong + site.faults_of_drafts(promoted.port, drafts, lost_at - LOSS_SECONDS)
        self.faults += site.faults_of_database(replicas[0].folder)
        acknowledged = sum(len(draft.acknowledged) for draft in drafts)
        lost = sum(draft.acknowledged[-1][1] - site.kept(promoted.port, draft) for draft in drafts if draft.acknowledged)
        replicas[1].stop()
        self.replicate(replicas[0].folder, "second")
        shutil.rmtree(replicas[1].folder)
        follower = Follower(self, "replica2", promoted.port)
        delays.append(self.publish(100, replicas[0].folder, promoted, [follower]))
        return self.report(delays, readers, took, acknowledged, max(lost, 0))

    def report(self, delays, readers, took, acknowledged, lost):
        print(
            f"{'S3' if self.options.moto else 'folder'}: {len(delays)} publications on the replicas after"
            f" {min(delays):.1f} to {max(delays):.1f} s; {readers.read} pages read meanwhile; promotion {took:.1f} s;"
            f" of {acknowledged} acknowledged posts {lost} lost, all in the last {LOSS_SECONDS:.0f} s;"
            f" {len(self.faults)} faults"
        )
        if max(delays) > FOLLOW_SECONDS:
            self.faults.append(f"a replica was {max(delays):.1f} s late")
        if took > PROMOTION_SECONDS:
            self.faults.append(f"the promotion took {took:.1f} s")
        if acknowledged < 20 or readers.read < 50:
            self.faults.append("too few posts or pages tell too little")
        for fault in self.faults:
            print(f"FAULT {fault}")
        return 1 if self.faults else 0

    def start(self, folder):
        program = site.Site(self.options.binary, folder)
        self.running.push(program)
        program.wait()
        return program

    def litestream(self, *arguments):
        """Starts Litestream on the present configuration; the database is that of the configuration."""
        command = [self.options.litestream, *arguments, "-config", self.config]
        if arguments[0] == "restore":
            command.append(self.database)
        program = subprocess.Popen(
            command, stdout=self.log, stderr=self.log, env=self.environment, start_new_session=True
        )
        self.running.callback(stop_group, program)
        return program

    def replicate(self, folder, name):
        """Replicates the database of `folder` under `name`, from now on also for new followers."""
        self.database = os.path.join(folder, "directory.db")
        self.config = os.path.join(self.folder, f"litestream-{name}.yml")
        if self.options.moto:
            place = f"type: s3\n      bucket: {BUCKET}\n      path: {name}\n      region: us-east-1\n"
            place += f"      endpoint: http://127.0.0.1:{self.moto_port}\n      force-path-style: true"
        else:
            place = f"type: file\n      path: {self.storage}/{name}"
        with open(self.config, "w") as file:
            file.write(f"dbs:\n  - path: {self.database}\n    replica:\n      {place}\n      sync-interval: {INTERVAL}s\n")
        program = self.litestream("replicate")
        time.sleep(3 * INTERVAL)
        if program.poll() is not None:
            raise RuntimeError(open(self.log.name).read()[-3000:])
        return program

    def start_moto(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.moto_port = free.getsockname()[1]
        command = [self.options.moto, "-H", "127.0.0.1", "-p", str(self.moto_port)]
        program = subprocess.Popen(command, stdout=self.log, stderr=self.log, start_new_session=True)
        self.running.callback(stop_group, program)
        end = time.monotonic() + 60
        while True:
            try:
                request = urllib.request.Request(f"http://127.0.0.1:{self.moto_port}/{BUCKET}", method="PUT")
                urllib.request.urlopen(request, timeout=10).close()
                return
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def publish(self, number, folder, primary, replicas):
        """Publishes a new summary by `import`; the largest delay of a replica after the primary, in seconds."""
        mark = f"Essai {number} de publication"
        path = os.path.join(self.seeds, "initiatives.csv")
        text = open(path, encoding="utf-8").read()
        lines = [re.sub(r"Des ateliers pour[^.]*\.|Essai \d+ de publication\.", f"{mark}.", line, count=1)
                 if f",{ENTRY}," in line else line for line in text.splitlines(True)]
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(lines)
        command = [self.options.binary, "import", self.seeds, "--data", folder, "--log", "warn"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        shown = {}
        end = time.monotonic() + 30
        programs = [primary, *(it.site for it in replicas)]
        while len(shown) < len(programs) and time.monotonic() < end:
            for program in programs:
                if program.port not in shown and mark in site.Client(program.port).ask("GET", f"/initiatives/{ENTRY}")[2]:
                    shown[program.port] = time.monotonic()
            time.sleep(0.05)
        if len(shown) < len(programs):
            self.faults.append(f"publication {number} is shown by {len(shown)} of {len(programs)} programs")
            return 0.0
        return max(0.0, *(shown[it.site.port] - shown[primary.port] for it in replicas))

    def check_redirect(self, replica, primary):
        status, location, _ = site.Client(replica.site.port).ask("GET", "/proposer")
        if (status, location) != (307, f"http://127.0.0.1:{primary.port}/proposer"):
            self.faults.append(f"/proposer on a replica: {status} {location}")

    def kill_and_resume(self, replica, primary):
        """Kills the server and the follower of a replica without notice, and starts both again, as the units do."""
        replica.site.kill()
        os.killpg(replica.litestream.pid, signal.SIGKILL)
        replica.litestream.wait()
        # Litestream 0.5.17 does not go on with a file that is ahead of the latest snapshot.
        shutil.rmtree(replica.folder)
        os.makedirs(replica.folder)
        replica.follow()
        replica.serve(primary.port)

    def promote(self, replica):
        """Makes a replica the primary, as in docs/operations.md; the seconds that it took, and the program."""
        began = time.monotonic()
        replica.stop()
        shutil.copy(os.path.join(self.folder, "secret.key"), replica.folder)
        os.chmod(os.path.join(replica.folder, "secret.key"), 0o600)
        promoted = self.start(replica.folder)
        return time.monotonic() - began, promoted


class Readers:
    """Reads pages of the replicas without pause; each must be whole."""

    def __init__(self, ports):
        self.stopping = threading.Event()
        self.read = 0
        self.faults = []
        self.threads = [threading.Thread(target=self.run, args=(port,), daemon=True) for port in ports]
        for thread in self.threads:
            thread.start()

    def run(self, port):
        client = site.Client(port)
        while not self.stopping.is_set():
            for path in ("/", f"/initiatives/{ENTRY}", "/initiatives?q=velo"):
                try:
                    status, _, text = client.ask("GET", path)
                except OSError:
                    time.sleep(0.2)  # its server was killed on purpose
                    continue
                self.read += 1
                if status != 200 or "</html>" not in text:
                    self.faults.append(f"{path} on a replica answers {status}")
            time.sleep(0.02)

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join(site.ANSWER_SECONDS)
        return self.faults


def stop_group(program):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()


if __name__ == "__main__":
    sys.exit(main())
