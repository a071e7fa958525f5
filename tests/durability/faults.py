#!/usr/bin/env python3
"""Faults of the machine under the running program: full disk, read-only disk, corrupt page, clock jumps, stopped log reader.

    tests/durability/faults.py [--binary target/release/quartiers-emploi] [FAULT…]

Clients post forms and read pages before, during and after each fault. Pages must be served throughout, no acknowledged
post may be lost, nothing may be erased, /healthz must say what is wrong, and the site must recover. As root (it mounts file
systems); `clock` needs the Debian package faketime. Slow clients: `benches/slow_clients.py`.
"""

import argparse
import contextlib
import glob
import http.client
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import site_program as site

PAGES = ("/", "/initiatives?frein=mobilite", "/initiatives?q=garde+d%27enfants", "/quartiers/sanitas-tours", "/initiatives/ateliers-estime-de-soi")
TOKEN = "jeton-des-essais-de-pannes-" + "0" * 16
DISK_MEGABYTES = 48
NOTICE_SECONDS = 90
PAGE_BYTES = 4096


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default="target/release/quartiers-emploi")
    options.add_argument("faults", nargs="*", metavar="FAULT", choices=[*FAULTS, []], help=", ".join(FAULTS))
    options = options.parse_args()
    if os.geteuid() != 0:
        sys.exit("faults.py mounts file systems: run it as root")
    wrong = []
    for name in options.faults or FAULTS:
        with tempfile.TemporaryDirectory(prefix=f"fault-{name}-") as folder, contextlib.ExitStack() as ends:
            run = Run(os.path.abspath(options.binary), folder, ends)
            began = time.monotonic()
            FAULTS[name](run)
            print(f"{name}: {len(run.wrong)} faults, {time.monotonic() - began:.0f} s; {'; '.join(run.told)}", flush=True)
            wrong += [f"{name}: {it}" for it in run.wrong]
    for it in wrong:
        print(f"FAULT {it}")
    return 1 if wrong else 0


class Run:
    """One fault: its folder, and what was found wrong."""

    def __init__(self, binary, folder, ends):
        self.binary, self.folder, self.ends = binary, folder, ends
        self.drafts = [site.Draft() for _ in range(4)]
        self.wrong, self.told = [], []

    def start(self, folder, around=(), more=(), log_level="warn"):
        around = ["env", f"QUARTIERS_OPERATOR_TOKEN={TOKEN}", *around]
        program = site.Site(self.binary, folder, around, more, log_level)
        self.ends.callback(lambda: program.program.poll() is None and program.kill())
        program.wait()
        return program

    def expect(self, wanted, found, what):
        if wanted != found:
            self.wrong.append(f"{what}: {found!r} instead of {wanted!r}")

    def post(self, program, seconds=1.5):
        """Posts for a while; the number of acknowledged posts, and of those refused with 503."""
        before = self.acknowledged()
        clients = site.Clients(program.port, self.drafts, random.randrange(1 << 30), pause=0.02)
        time.sleep(seconds)
        clients.stop()
        self.wrong += clients.wrong
        return self.acknowledged() - before, clients.busy

    def acknowledged(self):
        return sum(len(draft.acknowledged) for draft in self.drafts)

    def read(self, program, when):
        for path in PAGES:
            status, _, text = site.Client(program.port).ask("GET", path)
            self.expect((200, True), (status, "</html>" in text), f"{path} {when}")

    def look(self, program, folder, when):
        """Every acknowledged post must be stored, and the database sound."""
        self.wrong += [f"{when}: {it}" for it in site.faults_of_drafts(program.port, self.drafts)]
        if folder:
            self.wrong += [f"{when}: {it}" for it in site.faults_of_database(folder)]

    def wait_for(self, program, status, when):
        """Seconds until /healthz has this status."""
        began = time.monotonic()
        while health(program)["status"] != status:
            if time.monotonic() - began > NOTICE_SECONDS:
                self.wrong.append(f"/healthz does not say {status} {when}: {health(program)}")
                break
            time.sleep(0.2)
        return time.monotonic() - began

    def command(self, *arguments):
        """Exit code and output of a command of the program."""
        done = subprocess.run([self.binary, *arguments], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def mount(self, *arguments):
        place = os.path.join(self.folder, "disk")
        os.makedirs(place, exist_ok=True)
        subprocess.run(["mount", *arguments, place], check=True)
        self.ends.callback(subprocess.run, ["umount", place], stderr=subprocess.DEVNULL)
        return place


def health(program, path="/healthz"):
    connection = http.client.HTTPConnection("127.0.0.1", program.port, timeout=30)
    connection.request("GET", path, headers={"Authorization": f"Bearer {TOKEN}"})
    text = connection.getresponse().read().decode()
    connection.close()
    return json.loads(text) if path == "/healthz" else text


def full_disk(run):
    """A file of somebody else takes all space: the disk says so in the middle of a write."""
    place = run.mount("-t", "tmpfs", "-o", f"size={DISK_MEGABYTES}m", "tmpfs")
    folder = os.path.join(place, "data")
    program = run.start(folder, more=["--least-free", "0"])
    before, _ = run.post(program)
    filler = os.path.join(place, "filler")
    subprocess.run(["dd", "if=/dev/zero", f"of={filler}", "bs=64k"], stderr=subprocess.DEVNULL)
    while_full, refused = run.post(program, 4)
    run.read(program, "on a full disk")
    noticed = run.wait_for(program, "degraded", "on a full disk")
    run.look(program, None, "on a full disk")
    os.unlink(filler)
    recovered = run.wait_for(program, "ok", "once there is space")
    after, _ = run.post(program)
    run.expect(True, after > 0, "posts once there is space")
    run.look(program, folder, "once there is space")
    program.stop()
    program = run.start(folder)
    run.look(program, folder, "after a new start")
    run.told.append(
        f"{before} posts before, {while_full} acknowledged and {refused} refused while it was full, {after} after;"
        f" noticed in {noticed:.1f} s, recovered in {recovered:.1f} s"
    )


def read_only(run):
    """The kernel makes the file system read-only after an error of the disk, under open files."""
    image = os.path.join(run.folder, "image")
    subprocess.run(["truncate", "--size=256M", image], check=True)
    subprocess.run(["mkfs.ext4", "-q", image], check=True)
    place = run.mount("-o", "loop,errors=remount-ro", image)
    folder = os.path.join(place, "data")
    program = run.start(folder, more=["--least-free", "20"])
    before, _ = run.post(program)
    device = os.path.basename(subprocess.run(["findmnt", "-no", "SOURCE", place], capture_output=True, text=True, check=True).stdout.strip())
    with open(f"/sys/fs/ext4/{device}/trigger_fs_error", "w") as trigger:
        trigger.write("1")
    while_read_only, refused = run.post(program, 4)
    run.read(program, "on a read-only disk")
    noticed = run.wait_for(program, "degraded", "on a read-only disk")
    run.expect(0, while_read_only, "posts acknowledged on a read-only disk")
    program.kill()
    subprocess.run(["umount", place], check=True)
    subprocess.run(["e2fsck", "-fy", image], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    run.mount("-o", "loop", image)
    program = run.start(folder, more=["--least-free", "20"])
    run.look(program, folder, "after the repair")
    after, _ = run.post(program)
    run.expect(True, after > 0, "posts after the repair")
    program.stop()
    run.told.append(f"{before} posts before, {refused} refused while read-only, {after} after the repair; noticed in {noticed:.1f} s")


def corrupt_page(run):
    """Pages of the database are overwritten under the running program, in one table after the other."""
    folder, backups = os.path.join(run.folder, "data"), os.path.join(run.folder, "backups")
    program = run.start(folder)
    posts, _ = run.post(program)
    run.expect(0, run.command("--data", folder, "backup", backups)[0], "a backup of a sound database")
    program.stop()  # everything is in the file, nothing in the log of writes
    path = os.path.join(folder, "directory.db")
    sound = open(path, "rb").read()
    dice = random.Random(20261130)
    pages = len(sound) // PAGE_BYTES
    served = refused = 0
    tables = rows_of_tables(newest(backups))
    for number in sorted(dice.sample(range(2, pages), 12)):
        with open(path, "wb") as file:
            file.write(sound)
        program = run.start(folder)
        with open(path, "r+b") as file:
            file.seek(number * PAGE_BYTES)
            file.write(dice.randbytes(PAGE_BYTES))
        run.read(program, f"with a corrupt page {number}")
        served += 1
        run.expect(1, run.command("--data", folder, "doctor")[0], f"doctor with a corrupt page {number}")
        code, _ = run.command("--data", folder, "backup", backups)
        refused += code != 0
        # The copy has the indexes anew: only a page of a table makes it impossible.
        if code == 0:
            run.expect([], site.faults_of_database(newest(backups)), f"the backup made with a corrupt page {number}")
            run.expect(tables, rows_of_tables(newest(backups)), f"rows of the backup made with a corrupt page {number}")
        program.kill()
        for end in ("-wal", "-shm"):
            with contextlib.suppress(OSError):
                os.unlink(path + end)
    shutil.move(folder, folder + ".lost")
    code, said = run.command("--data", folder, "restore", backups, "--key", os.path.join(folder + ".lost", "secret.key"))
    run.expect((0, ""), (code, said if code else ""), "a restore")
    program = run.start(folder)
    run.look(program, folder, "after the restore")
    program.stop()
    run.told.append(
        f"{posts} posts; served with {served} corrupt pages; {refused} backups refused, {served - refused} whole with new indexes;"
        " restored"
    )


def newest(backups):
    return max(glob.glob(os.path.join(backups, "*-*/")))


def rows_of_tables(folder):
    """Rows of the tables that only visitors and imports fill."""
    database = sqlite3.connect(f"file:{os.path.join(folder, 'directory.db')}?immutable=1", uri=True)
    tables = ("proposals", "initiatives", "organisations")
    counts = {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
    database.close()
    return counts


def clock(run):
    """The clock of the machine goes back and forth under the running program."""
    library = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")
    if not library:
        sys.exit("the fault `clock` needs libfaketime (Debian: apt-get install faketime)")
    folder, shift = os.path.join(run.folder, "data"), os.path.join(run.folder, "shift")

    def set_clock(text):
        with open(shift + ".new", "w") as file:
            file.write(text)
        os.rename(shift + ".new", shift)

    set_clock("+0")
    around = [
        f"LD_PRELOAD={library[0]}", f"FAKETIME_TIMESTAMP_FILE={shift}", "FAKETIME_NO_CACHE=1",
        "FAKETIME_DONT_FAKE_MONOTONIC=1", "DONT_FAKE_MONOTONIC=1",
    ]
    program = run.start(folder, around)
    posts, _ = run.post(program)
    for text in ("+30s", "-30s", "+1h", "-2h", "+0", "+3d", "-10d", "+400d", "+0"):
        set_clock(text)
        time.sleep(3)
        acknowledged, refused = run.post(program)
        run.read(program, f"at {text}")
        run.look(program, folder, f"at {text}")
        run.told.append(f"{text}: {health(program)['status']}, {acknowledged} posts, {refused} refused")
    run.expect(True, posts > 0, "posts before the jumps")
    program.stop()
    program = run.start(folder, around)
    run.look(program, folder, "after a new start")
    program.stop()
    code, said = run.command("--data", folder, "purge")
    run.expect(0, code, "purge lists what waits")
    run.told.append(f"{posts} posts before; purge says: {' '.join(said.split())[:120]}")


def log_reader(run):
    """The reader of the log stops: the program must go on, and count the lines that it drops."""
    folder, pipe = os.path.join(run.folder, "data"), os.path.join(run.folder, "pipe")
    os.mkfifo(pipe)
    reader = subprocess.Popen(["sh", "-c", f"cat {pipe} >/dev/null"], start_new_session=True)
    run.ends.callback(lambda: os.killpg(reader.pid, signal.SIGKILL))
    program = run.start(folder, ["sh", "-c", f'exec "$0" "$@" 2>{pipe}'], log_level="info")
    posts, _ = run.post(program)
    fast = requests(program)
    os.killpg(reader.pid, signal.SIGSTOP)
    stopped = [requests(program) for _ in range(4)]
    acknowledged, refused = run.post(program)
    run.read(program, "without a reader of the log")
    run.expect((True, 0), (acknowledged > 0, refused), "posts without a reader of the log")
    lost = [line for line in health(program, "/metriques").splitlines() if "dropped_lines" in line and not line.startswith("#")]
    os.killpg(reader.pid, signal.SIGCONT)
    run.look(program, folder, "after that")
    began = time.monotonic()
    program.stop()
    run.told.append(
        f"{fast:,.0f} requests a second with a reader, {min(stopped):,.0f} to {max(stopped):,.0f} without; {lost};"
        f" {posts + acknowledged} posts; stopped in {time.monotonic() - began:.1f} s"
    )


def requests(program, count=5000):
    """Requests a second on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", program.port, timeout=30)
    began = time.monotonic()
    for _ in range(count):
        connection.request("GET", "/freins")
        connection.getresponse().read()
    connection.close()
    return count / (time.monotonic() - began)


FAULTS = {"disk": full_disk, "read-only": read_only, "page": corrupt_page, "clock": clock, "log": log_reader}


if __name__ == "__main__":
    sys.exit(main())
