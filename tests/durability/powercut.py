#!/usr/bin/env python3
"""Simulates power cuts at random moments of a recorded run, and checks for data loss.

    tests/durability/powercut.py [--binary target/release/quartiers-emploi] [--cuts 60] [--seconds 6] [--seed N]
    tests/durability/powercut.py --ignore-syncs     as if the disk ignored every sync: losses must be found

`strace` records the writes and syncs of the program on an empty folder while forms are posted. For each cut, a folder is
rebuilt with all data synced by then and a random part of the rest: nothing, everything, the first writes only, or random
sectors of 512 bytes of any writes (torn writes). The program then opens it.
"""

import argparse
import os
import random
import re
import shutil
import sys
import tempfile
import time

import site_program as site

SECTOR = 512
CALLS = (
    "open,openat,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,"
    "sync_file_range,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat"
)
# Calls that change a file and are not modelled: the recording must not contain them.
UNKNOWN = {"creat", "writev", "pwritev", "pwritev2", "truncate", "fallocate", "symlink", "symlinkat"}
LINE = re.compile(r"^(\d+) +(\d+\.\d+) (.*)$")
STARTED = re.compile(r"^(\w+)\((.*) <unfinished \.\.\.>$")
RESUMED = re.compile(r"^<\.\.\. (\w+) resumed>(.*)$")
WHOLE = re.compile(r"^(\w+)\((.*)$")
RESULT = re.compile(r"\) += (-?\d+)")
PATH = re.compile(r"<([^<>]+)>")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default="target/release/quartiers-emploi")
    options.add_argument("--cuts", type=int, default=60)
    options.add_argument("--seconds", type=float, default=6.0)
    options.add_argument("--clients", type=int, default=4)
    options.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options.add_argument("--ignore-syncs", action="store_true")
    options = options.parse_args()
    if shutil.which("strace") is None:
        sys.exit("powercut.py needs strace (Debian: apt-get install strace)")
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="trust-power-") as work:
        drafts = record(options, work)
        events = list(read(os.path.join(work, "trace"), os.path.join(work, "data")))
        return cut(options, work, drafts, events)


def record(options, work):
    """Runs the program under strace with clients; returns the drafts that they wrote."""
    trace = ["strace", "-f", "-qq", "--seccomp-bpf", "-y", "-xx", "-s", "4194304", "-ttt", "-e", f"trace={CALLS}"]
    around = [*trace, "-e", "signal=none", "-o", os.path.join(work, "trace")]
    drafts = [site.Draft() for _ in range(options.clients)]
    groups = []
    with site.Site(options.binary, os.path.join(work, "data"), around) as program:
        program.wait()
        clients = site.Clients(program.port, drafts, options.seed)
        groups.append(clients)
        end = time.monotonic() + options.seconds
        while time.monotonic() < end:
            time.sleep(options.seconds / 3)
            # Other drafts, hence other pages of the database.
            clients.stop()
            drafts += [site.Draft() for _ in range(options.clients)]
            clients = site.Clients(program.port, drafts[-options.clients :], options.seed + len(drafts))
            groups.append(clients)
        time.sleep(options.seconds / 3)
        clients.stop()
        program.kill()
    for fault in [fault for clients in groups for fault in clients.wrong]:
        sys.exit(fault)
    limited, busy = (sum(getattr(clients, name) for clients in groups) for name in ("limited", "busy"))
    print(f"{limited} posts refused by a limit (429), {busy} as too many (503)", flush=True)
    return drafts


def text(raw):
    return bytes.fromhex(raw.replace("\\x", ""))


def plain(path):
    """Decodes a path of the recording, which may be written in hexadecimal."""
    return text(path).decode() if path.startswith("\\x") else path


def read(trace, folder):
    """Events under `folder`: `(time, name, arguments)`. A sync is two: `sync-begins`, and `sync` once complete."""
    unfinished = {}
    with open(trace, encoding="latin1") as lines:
        for line in lines:
            found = LINE.match(line.rstrip("\n"))
            if found is None:
                continue
            pid, at, call = found[1], float(found[2]), found[3]
            started, resumed = STARTED.match(call), RESUMED.match(call)
            if started:
                unfinished[pid] = (started[1], started[2])
                if started[1] in ("fsync", "fdatasync"):
                    yield from event(at, "sync-begins", started[2], folder, pid)
                continue
            if resumed:
                name, arguments = unfinished.pop(pid)
                whole = arguments + resumed[2]
            else:
                parts = WHOLE.match(call)
                if parts is None:
                    continue
                name, whole = parts[1], parts[2]
                if name in ("fsync", "fdatasync"):
                    yield from event(at, "sync-begins", whole, folder, pid)
            result = RESULT.search(whole)
            if result is None or int(result[1]) < 0:
                continue
            yield from event(at, name, whole, folder, pid)


def event(at, name, whole, folder, pid):
    descriptor = PATH.match(whole.split(",")[0].lstrip("0123456789"))
    path = plain(descriptor[1]) if descriptor else None
    names = [text(found[0]).decode(errors="replace") for found in TEXT.findall(whole[:4096])] if "at" in name or name in ("open", "rename", "unlink", "mkdir", "link") else []
    inside = lambda it: it is not None and (it == folder or it.startswith(folder + "/"))
    if name in UNKNOWN and (inside(path) or any(inside(it) for it in names)):
        raise RuntimeError(f"{name} is not modelled: {whole[:200]}")
    if name in ("write", "pwrite64") and inside(path):
        body = TEXT.search(whole)
        if body[2]:
            raise RuntimeError("a write longer than the recording keeps")
        where = int(whole[body.end() :].split(",")[2].split(")")[0]) if name == "pwrite64" else None
        yield at, "write", (path, where, text(body[1])[: int(RESULT.search(whole)[1])])
    elif name == "ftruncate" and inside(path):
        yield at, "truncate", (path, int(whole.split(",")[1].split(")")[0]))
    elif name in ("sync-begins", "fsync", "fdatasync") and inside(path):
        yield at, "sync-begins" if name == "sync-begins" else "sync", (path, pid)
    elif name in ("open", "openat") and "O_CREAT" in whole and inside(names[0]):
        yield at, "create", (names[0], "O_TRUNC" in whole)
    elif name.startswith("rename") and inside(names[0]):
        yield at, "rename", (names[0], names[1])
    elif name in ("link", "linkat") and inside(names[0]):
        yield at, "link", (names[0], names[1])
    elif name.startswith("unlink") and inside(names[0]):
        yield at, "unlink", (names[0],)
    elif name.startswith("mkdir") and inside(names[0]):
        yield at, "mkdir", (names[0],)


class File:
    """Content of a file that is durable, and the writes since its last sync, in order."""

    def __init__(self):
        self.synced = bytearray()
        self.pending = []
        self.end = 0

    def write(self, where, body):
        where = self.end if where is None else where
        self.pending.append(("write", where, body))
        self.end = max(self.end, where + len(body))

    def truncate(self, size):
        self.pending.append(("truncate", size, None))
        self.end = size

    def sync(self, count):
        for change in self.pending[:count]:
            apply(self.synced, change)
        del self.pending[:count]

    def after_a_cut(self, rng, outcome):
        content = bytearray(self.synced)
        if outcome == "all":
            chosen = self.pending
        elif outcome == "first":
            chosen = self.pending[: rng.randint(0, len(self.pending))]
        elif outcome == "sectors":
            chosen = torn(self.pending, rng)
        else:
            chosen = []
        for change in chosen:
            apply(content, change)
        return content


def torn(pending, rng):
    """Random sectors of random writes."""
    share = rng.choice([0.1, 0.5, 0.9])
    for kind, where, body in pending:
        if kind == "truncate":
            if rng.random() < share:
                yield kind, where, body
            continue
        at = 0
        while at < len(body):
            step = SECTOR - (where + at) % SECTOR
            if rng.random() < share:
                yield kind, where + at, body[at : at + step]
            at += step


def apply(content, change):
    kind, where, body = change
    if kind == "truncate":
        del content[where:]
        content.extend(bytes(where - len(content)))
        return
    if len(content) < where:
        content.extend(bytes(where - len(content)))
    content[where : where + len(body)] = body


class Disk:
    """Files and folders as written by the program, and as durably stored."""

    def __init__(self, folder, ignores_syncs):
        self.folder = folder
        self.lies = ignores_syncs
        # Current names, durable names, and for each folder the changes of names since its last sync.
        self.names, self.sure, self.pending = {}, {}, {}
        self.begun = {}

    def apply(self, name, arguments):
        getattr(self, name.replace("-", "_"))(*arguments)

    def note(self, path, change):
        self.pending.setdefault(os.path.dirname(path), []).append(change)

    def create(self, path, empties):
        if path not in self.names:
            self.names[path] = File()
            self.note(path, ("put", path, self.names[path]))
        elif empties:
            self.names[path].truncate(0)

    def mkdir(self, path):
        self.names[path] = None
        self.note(path, ("put", path, None))

    def rename(self, old, new):
        file = self.names.pop(old)
        self.names[new] = file
        self.note(old, ("move", old, new, file))

    def link(self, old, new):
        self.names[new] = self.names[old]
        self.note(new, ("put", new, self.names[old]))

    def unlink(self, path):
        if self.names.pop(path, None) is not None:
            self.note(path, ("drop", path))

    def write(self, path, where, body):
        # A file unlinked while open has no name that could come back.
        if path in self.names:
            self.names[path].write(where, body)

    def truncate(self, path, size):
        if path in self.names:
            self.names[path].truncate(size)

    def changes(self, path):
        file = self.names.get(path)
        return self.pending.get(path, []) if file is None else file.pending

    def sync_begins(self, path, pid):
        self.begun[pid] = len(self.changes(path))

    def sync(self, path, pid):
        count = self.begun.pop(pid)
        if self.lies:
            return
        file = self.names.get(path)
        if file is not None:
            file.sync(count)
            return
        for change in self.pending.get(path, [])[:count]:
            rename_in(self.sure, change)
        del self.pending.get(path, [])[:count]

    def rebuild(self, target, rng, outcome):
        """Writes a possible state of the disk after a cut."""
        names = dict(self.sure)
        for changes in self.pending.values():
            most = {"nothing": 0, "all": len(changes)}.get(outcome, rng.randint(0, len(changes)))
            for change in changes[:most]:
                rename_in(names, change)
        os.makedirs(target)
        for path, file in sorted(names.items()):
            place = target + path[len(self.folder) :]
            if file is None:
                os.makedirs(place, exist_ok=True)
                continue
            os.makedirs(os.path.dirname(place), exist_ok=True)
            content = file.after_a_cut(rng, outcome)
            # The index of the write-ahead log is mapped, not written: after a cut it may hold anything.
            if path.endswith("-shm"):
                content = rng.randbytes(len(content))
            with open(place, "wb") as out:
                out.write(content)


def rename_in(names, change):
    if change[0] == "put":
        names[change[1]] = change[2]
    elif change[0] == "move":
        names.pop(change[1], None)
        names[change[2]] = change[3]
    else:
        names.pop(change[1], None)


def cut(options, work, drafts, events):
    folder = os.path.join(work, "data")
    rng = random.Random(options.seed)
    posts = [draft.acknowledged[0][0] for draft in drafts if draft.acknowledged]
    first = next(at for at, (moment, _, _) in enumerate(events) if moment >= min(posts))
    # One cut in six falls within the first start, on an empty folder.
    wanted = sorted(rng.randrange(first) if rng.random() < 1 / 6 else rng.randrange(first, len(events)) for _ in range(options.cuts))
    syncs = sum(name == "sync" for _, name, _ in events)
    print(f"{len(events)} events, {syncs} syncs, {sum(len(it.acknowledged) for it in drafts)} acknowledged posts", flush=True)
    disk = Disk(folder, options.ignore_syncs)
    disk.names[folder] = disk.sure[folder] = None
    done, faults, promised = 0, [], 0
    outcomes = ["nothing", "all", "first", "sectors", "sectors"]
    for number, index in enumerate(wanted):
        for _, name, arguments in events[done : index + 1]:
            disk.apply(name, arguments)
        done = max(done, index + 1)
        moment, outcome = events[index][0], outcomes[number % len(outcomes)]
        target = os.path.join(work, "after")
        disk.rebuild(target, rng, outcome)
        promised += sum(draft.least(moment) is not None for draft in drafts)
        faults += [f"cut {number} at event {index}, {outcome}: {fault}" for fault in look(options, target, drafts, moment)]
        shutil.rmtree(target)
    print(f"{len(wanted)} cuts, {promised} drafts looked at, {len(faults)} faults")
    if options.ignore_syncs:
        print("syncs were ignored: faults are what is wanted")
        return 0 if faults else 1
    for fault in faults:
        print(f"FAULT {fault}")
    return 1 if faults or promised == 0 else 0


def look(options, folder, drafts, moment):
    """Starts the program on the folder; returns the acknowledged data that is missing."""
    try:
        with site.Site(options.binary, folder) as program:
            program.wait()
            faults = site.faults_of_drafts(program.port, drafts, moment)
            program.stop()
    except (RuntimeError, OSError) as error:
        return [str(error)]
    return faults + site.faults_of_database(folder)


if __name__ == "__main__":
    sys.exit(main())
