#!/usr/bin/env python3
"""Throughput of our program beside nginx with ready-made pages, Django over PostgreSQL, and Datasette, on loopback.

    benches/compare/compare.py [--binary target/release/quartiers-emploi] [--rows 10000] [--rounds 7] [--seconds 3]
    benches/compare/compare.py --rows 10000 --rows 100000 --rows 1000000     hours; the last needs 20 GB of disk
    benches/compare/compare.py --quick                                      2,000 rows, short rounds: to try it
    benches/compare/compare.py --without datasette --without django

All serve the same made-up rows, of 865 characters of text each (`rows.py`), without a log of requests. `wrk` asks on the
same machine, one thread, 32 connections; servers take turns, and each round begins with another one. Printed are
medians, ratios with the middle half of the rounds, errors, memory, and the time from start to the last row. Close
everything else before.

Debian packages: wrk nginx-light libnginx-mod-http-brotli-static postgresql. Python packages are installed under
target/compare (`requirements.txt`).
"""

import argparse
import filecmp
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import rows
import servers

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "../.."))
TOOLS = os.path.join(ROOT, "target/compare/tools")
TEXTS = os.path.join(HERE, "../text_search/queries.txt")
CONNECTIONS = 32
QUICK_ROWS = 2_000
# A server that answers less often than this is asked for longer, so that a round has enough answers.
SLOW_RATE = 50
SLOW_SECONDS = 20
IDENTITY, BROTLI = "identity", "br"


class Setting:
    """Choices of a run, and the rows of one comparison."""

    def __init__(self, options, count, folder):
        self.binary = os.path.abspath(options.binary)
        self.rounds, self.seconds = options.rounds, options.seconds
        self.count, self.folder = count, folder
        self.seeds = os.path.join(ROOT, "seeds")
        self.model = rows.Model(self.seeds)
        self.texts = [line.strip() for line in open(TEXTS, encoding="utf-8") if line.strip()]

    def slugs(self):
        return [f"essai-{rows.FIRST + number}" for number in range(1, self.count + 1)]

    @staticmethod
    def tool(name):
        return os.path.join(TOOLS, "bin", name)


class Page:
    """A kind of page, and the addresses that a server is asked for."""

    def __init__(self, name, who, coding=IDENTITY, varies=False):
        self.name, self.who, self.coding, self.varies = name, who, coding, varies

    def paths(self, server):
        return [server.list_path()]


class Text(Page):
    def paths(self, server):
        return [server.text_path(text) for text in server.setting.texts]


class Entry(Page):
    def paths(self, server):
        return [server.entry_path(server.setting.slugs()[server.setting.count // 2])]


class Entries(Page):
    def paths(self, server):
        return [server.entry_path(slug) for slug in server.setting.slugs()]


READY = ("ours", "nginx")
DYNAMIC = ("ours", "django", "django without counts", "datasette")
PAGES = (
    Page("list, asked again", (*READY, *DYNAMIC[1:])),
    Page("list, asked again, Brotli", READY, BROTLI),
    Page("list, never the same address", DYNAMIC, varies=True),
    Text("text search, 1,000 texts, never the same address", DYNAMIC, varies=True),
    Entry("entry, asked again", READY),
    Entry("entry, asked again, Brotli", READY, BROTLI),
    Entries("entries in random order", ("ours", "nginx", "django", "datasette")),
    Entries("entries in random order, Brotli", READY, BROTLI),
)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default="target/release/quartiers-emploi")
    options.add_argument("--rows", type=int, action="append")
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--seconds", type=int, default=3)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--without", action="append", default=[], choices=("nginx", "django", "datasette"))
    options = options.parse_args()
    if options.quick:
        options.rounds, options.seconds = 2, 1
    for tool in ("wrk", "nginx"):
        if shutil.which(tool) is None:
            sys.exit(f"compare.py needs {tool}; see --help")
    install()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # the servers are stopped too
    for count in options.rows or [QUICK_ROWS if options.quick else 10_000]:
        with tempfile.TemporaryDirectory(prefix="compare-") as folder:
            os.chmod(folder, 0o755)  # PostgreSQL runs as a user of its own
            Comparison(options, Setting(options, count, folder)).run()


def install():
    """A Python environment, made again only when the requirements have changed."""
    wanted, kept = os.path.join(HERE, "requirements.txt"), os.path.join(TOOLS, "requirements.txt")
    if os.path.exists(kept) and filecmp.cmp(wanted, kept, shallow=False):
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", TOOLS], check=True)
    pip = [os.path.join(TOOLS, "bin/pip"), "install", "--quiet", "--disable-pip-version-check", "--prefer-binary"]
    subprocess.run([*pip, "--requirement", wanted], check=True)
    shutil.copy(wanted, kept)


class Comparison:
    def __init__(self, options, setting):
        self.setting = setting
        ours = servers.Ours(setting)
        self.started = [ours]
        if "nginx" not in options.without:
            self.started.append(servers.Nginx(setting, ours))
        if "django" not in options.without:
            self.started.append(servers.Django(setting))
        if "datasette" not in options.without:
            self.started.append(servers.Datasette(setting))
        self.asked = {server.name: server for server in self.started}
        if "django" in self.asked:
            without = servers.DjangoWithoutCounts(self.asked["django"])
            self.asked[without.name] = without
        # Requests a second: by page, then server, one a round.
        self.rates = {page.name: {} for page in PAGES}
        self.errors = []

    def run(self):
        setting = self.setting
        say(f"## {setting.count:,} rows, {setting.rounds} rounds of {setting.seconds} s, {os.cpu_count()} cores, load {load()}")
        try:
            for server in self.started:
                began = time.monotonic()
                server.fill()
                say(f"filled {server.name} in {time.monotonic() - began:.0f} s")
                if server.name == "ours":
                    server.start()  # nginx copies its pages
                    wait_for(server)
            self.asked["ours"].stop()
            starts = {server.name: server.seconds_to_last_row() for server in self.started}
            self.check()
            resting = {server.name: server.megabytes() for server in self.started}
            try:
                for number in range(setting.rounds):
                    for page in PAGES:
                        self.round(page, number)
            finally:
                # Also of a run that is stopped.
                say(self.table())
                say(self.memory(starts, resting))
        finally:
            for server in self.started:
                server.stop()
        for error in self.errors:
            say(f"ERROR {error}")

    def check(self):
        """Every server must find the same rows, and show the entry that is asked for."""
        totals = {server.name: server.total() for server in self.started}
        totals = {name: total for name, total in totals.items() if total is not None}
        if len(set(totals.values())) != 1:
            self.errors.append(f"results of the list differ: {totals}")
        say(f"results of the list: {totals}")
        slug = self.setting.slugs()[-1]
        for server in self.started:
            status, body = server.ask(server.entry_path(slug))
            if status != 200 or rows.LAST_WORD.encode() not in body:
                self.errors.append(f"{server.name} does not show {slug}: {status}")
        sizes = {}
        for server in self.started:
            for kind, path in (("list", server.list_path()), ("entry", server.entry_path(slug))):
                sizes[f"{server.name} {kind}"] = len(server.ask(path)[1])
        say(f"bytes before compression: {sizes}")

    def round(self, page, number):
        names = [name for name in page.who if name in self.asked]
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            rate = self.rate(page, self.asked[name], number)
            self.rates[page.name].setdefault(name, []).append(rate)

    def rate(self, page, server, number):
        """Requests a second in one round."""
        paths = os.path.join(self.setting.folder, "paths")
        with open(paths, "w", encoding="utf-8") as file:
            file.writelines(f"{path}\n" for path in page.paths(server))
        earlier = self.rates[page.name].get(server.name)
        if earlier is None:
            # The first round counts, but a short one before it warms the server and tells whether it is slow.
            earlier = [self.load(page, server, paths, 1, quiet=True)]
        seconds = self.setting.seconds
        if statistics.median(earlier) < SLOW_RATE:
            seconds = max(seconds, min(SLOW_SECONDS, 7 * seconds))
        return self.load(page, server, paths, seconds)

    def load(self, page, server, paths, seconds, quiet=False):
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "60s", "-s", os.path.join(HERE, "paths.lua")]
        command += ["-H", f"Accept-Encoding: {page.coding}", f"http://127.0.0.1:{server.port}", "--", paths]
        if page.varies:
            # Rounds begin at different numbers, or the second would ask for the addresses of the first.
            command.append(f"{server.suffix}{time.monotonic_ns()}")
        report = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for line in re.findall(r"^ *(Non-2xx.*|Socket errors.*)$", report, re.M):
            if not quiet:
                self.errors.append(f"{server.name}, {page.name}: {line}")
        # Requests that wrk gave up may still run.
        end = time.monotonic() + 60
        while time.monotonic() < end:
            began = time.monotonic()
            try:
                server.ask(server.entry_path(self.setting.slugs()[0]))
            except OSError:
                continue
            if time.monotonic() - began < 0.05:
                break
        return float(re.search(r"^Requests/sec: +([\d.]+)", report, re.M)[1])

    def table(self):
        names = list(self.asked)
        lines = [
            "| requests a second | " + " | ".join(names) + " | " + " | ".join(f"ours / {name}" for name in names[1:]) + " |",
            "| --- |" + " --- |" * (2 * len(names) - 1),
        ]
        for page in PAGES:
            of = self.rates[page.name]
            if "ours" not in of:
                continue
            cells = [page.name, *(figure(statistics.median(of[name])) if name in of else "" for name in names)]
            cells += [ratio(of["ours"], of[name]) if name in of else "" for name in names[1:]]
            lines.append("| " + " | ".join(cells) + " |")
        return "\n".join(lines)

    def memory(self, starts, resting):
        lines = ["| server | start to the last row | PSS after the start | PSS after the rounds |", "| --- | --- | --- | --- |"]
        for server in self.started:
            name = server.name
            lines.append(f"| {name} | {starts[name]:.2f} s | {resting[name]:.0f} MB | {server.megabytes():.0f} MB |")
        return "\n".join(lines)


def wait_for(server):
    end = time.monotonic() + servers.START_SECONDS
    while time.monotonic() < end:
        try:
            if server.ask(server.last_path())[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    sys.exit(f"{server.name} does not start")


def figure(rate):
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"


def ratio(ours, theirs):
    """Ratio of the medians, and the middle half of the ratios of the rounds."""
    if statistics.median(theirs) == 0:
        return "no answer"
    told = f"{statistics.median(ours) / statistics.median(theirs):.3g}"
    ratios = [a / b for a, b in zip(ours, theirs) if b]
    if len(ratios) < 3:
        return told
    low, _, high = statistics.quantiles(ratios, n=4)
    return f"{told} ({low:.3g} to {high:.3g})"


def load():
    return " ".join(open("/proc/loadavg").read().split()[:3])


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    main()
