#!/usr/bin/env python3
"""Cost of every kind of public page as the directory grows, on loopback; never the same address, one after the other.

    benches/compare/growth.py [--binary target/release/quartiers-emploi] [--rows 1000 --rows 10000 --rows 100000]
    benches/compare/growth.py --page "entry" --page "map"     only these
    benches/compare/growth.py --starts 3                      only start, memory, and the data of the program

Made-up rows of `rows.py`. The time is the median of `wrk` with one connection, that of `/healthz` (network and client)
subtracted; the rate is that of 32 connections, and the processor time that of the program for one of these requests. A page
whose processor time is more than three times as long with the most rows as with the fewest is marked, a text search from
ten times on: unlike the median, it does not depend on what else runs. Needs Debian's wrk.
"""

import argparse
import collections
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree
from urllib.parse import urlsplit

import rows
import servers

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "../.."))
TEXTS = os.path.join(HERE, "../text_search/queries.txt")
MOST, MOST_OF_TEXT = 3.0, 10.0
UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3}
# A page as cheap as an empty one has no ratio.
LEAST_MILLISECONDS = 0.05


class Site(servers.Ours):
    """The program on `count` made-up rows, or on its own data."""

    def __init__(self, setting):
        super().__init__(setting)
        self.last = None

    def fill(self):
        if self.setting.count:
            super().fill()
            self.last = (rows.LAST_WORD, f"essai-{rows.FIRST + self.setting.count}")
        else:
            subprocess.run([self.setting.binary, "--data", self.folder, "import"], check=True, stdout=subprocess.DEVNULL)
            row = rows.table(self.setting.seeds, "initiatives.csv")[-1]
            self.last = (row["title"], row["slug"])

    def seconds_to_last_row(self):
        text, slug = self.last
        began = time.monotonic()
        self.start()
        while True:
            try:
                if slug.encode() in self.ask(self.text_path(text))[1]:
                    return time.monotonic() - began
            except OSError:
                pass
            if time.monotonic() - began > servers.START_SECONDS:
                sys.exit("the last row is not found")
            time.sleep(0.002)


class Setting:
    def __init__(self, binary, count, folder):
        self.binary, self.count, self.folder = os.path.abspath(binary), count, folder
        self.seeds = os.path.join(ROOT, "seeds")
        self.model = rows.Model(self.seeds)


class Addresses:
    """Addresses of a running site, by kind: those of its sitemap, and searches composed of its values."""

    def __init__(self, site):
        self.paths = list(sitemap(site))
        seeds = site.setting.seeds
        self.barriers = [row["slug"] for row in rows.table(seeds, "barriers.csv")]
        self.audiences = [row["slug"] for row in rows.table(seeds, "audiences.csv")]
        self.departements = sorted({row["departement"] for row in rows.table(seeds, "communes.csv")})
        self.communes = [(row["insee"], row["lat"], row["lon"]) for row in rows.table(seeds, "communes.csv")]
        self.kinds = [row["slug"] for row in rows.table(seeds, "kinds.csv")]
        self.texts = [servers.quoted(line.strip()) for line in open(TEXTS, encoding="utf-8") if line.strip()]
        self.codes = [row["code"] for row in rows.table(seeds, "neighbourhoods.csv")]

    def below(self, prefix):
        return [path for path in self.paths if path.startswith(f"{prefix}/") and path.count("/") == prefix.count("/") + 1]

    def kinds_of_pages(self):
        """Kind of page, its addresses, and whether it is a text search."""
        neighbourhoods, communes = self.below("/quartiers"), self.below("/communes")
        entries = self.below("/initiatives")
        slugs = [path.rsplit("/", 1)[1] for path in neighbourhoods]
        fixed = ["/", "/initiatives", "/carte", "/acteurs", "/employeurs", "/quartiers", "/ou-suis-je", "/freins", "/recueils",
                 "/dispositifs", "/associations", "/couverture", "/couverture.csv", "/a-propos", "/a-propos/sources",
                 "/a-propos/classement", "/plan-du-site", "/mentions-legales", "/accessibilite", "/confidentialite", "/proposer",
                 "/robots.txt", "/sitemap.xml"]
        for path in fixed:
            yield path, [path], False
        yield "/sitemap.xml?partie=1", ["/sitemap.xml?partie=1"], False
        searches = {
            "frein, departement": [f"frein={a}&departement={b}" for a in self.barriers for b in self.departements],
            "frein": [f"frein={a}" for a in self.barriers],
            "public": [f"public={a}" for a in self.audiences],
            "departement": [f"departement={a}" for a in self.departements],
            "quartier": [f"quartier={a}" for a in slugs],
            "commune": [f"commune={a[0]}" for a in self.communes],
            "acteur": [f"acteur={path.rsplit('/', 1)[1]}" for path in self.below("/acteurs")],
            "etat": [f"etat={a}" for a in ("confirmee", "a-confirmer", "datee", "terminee")],
            "frais": [f"frais={a}" for a in ("gratuit", "payant")],
            "page": [f"page={a}" for a in range(2, 40)],
            "page, frein": [f"frein={a}&page={b}" for a in self.barriers for b in range(2, 4)],
            "lat, lon, tri": [f"lat={lat}&lon={lon}&tri=distance" for _, lat, lon in self.communes],
            "lat, lon, rayon": [f"lat={lat}&lon={lon}&rayon=10000" for _, lat, lon in self.communes],
        }
        for name, queries in searches.items():
            yield f"/initiatives?{name}", [f"/initiatives?{it}" for it in queries], False
            yield f"/api/v1/initiatives?{name}", [f"/api/v1/initiatives?{it}" for it in queries], False
        for name in ("frein", "quartier", "departement", "commune"):
            yield f"/carte?{name}", [f"/carte?{it}" for it in searches[name]], False
            yield f"/api/v1/initiatives/total?{name}", [f"/api/v1/initiatives/total?{it}" for it in searches[name]], False
        yield "/initiatives?q", [f"/initiatives?q={it}" for it in self.texts], True
        yield "/initiatives?q, departement", [f"/initiatives?q={it}&departement=37" for it in self.texts], True
        yield "/api/v1/initiatives?q", [f"/api/v1/initiatives?q={it}" for it in self.texts], True
        yield "/carte?q", [f"/carte?q={it}" for it in self.texts], True
        yield "/acteurs?q", [f"/acteurs?q={it}" for it in self.texts], True
        yield "/acteurs?genre", [f"/acteurs?genre={it}" for it in self.kinds], False
        yield "/acteurs?frein, departement", [f"/acteurs?frein={a}&departement={b}" for a in self.barriers for b in self.departements], False
        yield "/acteurs?commune", [f"/acteurs?commune={it[0]}" for it in self.communes], False
        yield "/employeurs?commune", [f"/employeurs?commune={it[0]}" for it in self.communes], False
        yield "/dispositifs?q", [f"/dispositifs?q={it}" for it in self.texts], True
        yield "/ou-suis-je?lat, lon", [f"/ou-suis-je?lat={lat}&lon={lon}" for _, lat, lon in self.communes], False
        yield "/api/v1/ou-suis-je", [f"/api/v1/ou-suis-je?lat={lat}&lon={lon}" for _, lat, lon in self.communes], False
        yield "/api/v1/lieux?q", [f"/api/v1/lieux?q={it}" for it in self.texts], True
        yield "/api/v1/suggestions?q", [f"/api/v1/suggestions?q={it}" for it in self.texts], True
        yield "/api/v1/besoins", [f"/api/v1/besoins?quartier={a}&frein={b}" for a in self.codes for b in self.barriers], False
        yield "/api/v1/dispositifs?frein", [f"/api/v1/dispositifs?frein={it}" for it in self.barriers], False
        yield "entry", entries, False
        yield "organisation", self.below("/acteurs"), False
        yield "neighbourhood", neighbourhoods, False
        yield "poster", [f"{path}/affiche" for path in neighbourhoods], False
        yield "needs desk, neighbourhood", [f"{path}/besoins/{it}" for path in neighbourhoods for it in self.barriers], False
        yield "commune", communes, False
        yield "needs desk, commune", [f"{path}/besoins/{it}" for path in communes for it in self.barriers], False
        yield "département", self.below("/departements"), False
        yield "barrier", self.below("/freins"), False
        yield "collection", self.below("/recueils"), False
        yield "scheme", self.below("/dispositifs"), False
        yield "short link, entry", [f"/i/{path.rsplit('-', 1)[1]}" for path in entries], False
        yield "entry that is unknown", [f"{path}-autre" for path in entries[:1000]], False


def sitemap(site):
    """Paths of every page that the site lists."""
    waiting = ["/sitemap.xml"]
    while waiting:
        tree = xml.etree.ElementTree.fromstring(site.ask(waiting.pop())[1])
        for found in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc"):
            address = urlsplit(found.text)
            if address.path == "/sitemap.xml":
                waiting.append(f"{address.path}?{address.query}")
            else:
                yield address.path


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default="target/release/quartiers-emploi")
    options.add_argument("--rows", type=int, action="append")
    options.add_argument("--page", action="append", help="name of a kind of page, as printed")
    options.add_argument("--seconds", type=int, default=1)
    options.add_argument("--starts", type=int, default=0)
    options.add_argument("--keep", help="folder for the databases, which the next run then uses")
    options = options.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("growth.py needs wrk (Debian: apt-get install wrk)")
    counts = options.rows or [1_000, 10_000, 100_000]
    found = {}
    for count in [0, *counts] if options.starts else counts:
        with tempfile.TemporaryDirectory(prefix="growth-") as folder:
            site = Site(Setting(options.binary, count, folder))
            fill(site, options.keep)
            try:
                start(site, options.starts or 1)
                if not options.starts:
                    found[count] = measure_all(site, options)
                    print(f"{site.megabytes():.0f} MB (PSS) after that", flush=True)
            finally:
                site.stop()
    if found:
        report(found, counts)


def fill(site, keep):
    if keep is None:
        site.fill()
        return
    kept = os.path.join(keep, str(site.setting.count))
    if not os.path.exists(kept):
        site.fill()
        os.makedirs(keep, exist_ok=True)
        shutil.copytree(site.folder, kept)
    else:
        shutil.copytree(kept, site.folder)
        count = site.setting.count
        row = rows.table(site.setting.seeds, "initiatives.csv")[-1]
        site.last = (rows.LAST_WORD, f"essai-{rows.FIRST + count}") if count else (row["title"], row["slug"])


def start(site, times):
    seconds, memory = [], []
    for number in range(times):
        if number:
            site.stop()
        seconds.append(site.seconds_to_last_row())
        memory.append(site.megabytes())
    print(
        f"{site.setting.count or 'seeds'}: start to the last row {statistics.median(seconds):.3f} s"
        f" ({min(seconds):.3f} to {max(seconds):.3f}), {statistics.median(memory):.0f} MB (PSS)", flush=True,
    )


Cost = collections.namedtuple("Cost", "median rate processor faults is_text")


def measure_all(site, options):
    base = measure(site, ["/healthz"], options.seconds, 1)
    measured = {}
    for name, paths, is_text in Addresses(site).kinds_of_pages():
        if options.page and name not in options.page:
            continue
        if not paths:
            print(f"{name}: no address", flush=True)
            continue
        alone, together = (measure(site, paths, options.seconds, connections) for connections in (1, 32))
        cost = Cost(max(0.0, alone.median - base.median), together.rate, together.processor, together.faults, is_text)
        measured[name] = cost
        print(
            f"{site.setting.count}\t{name}\t{cost.median:.3f} ms\t{cost.rate:,.0f}/s\t{cost.processor:.3f} ms of processor"
            f"\t{cost.faults}", flush=True,
        )
    return measured


def measure(site, paths, seconds, connections):
    file = os.path.join(site.setting.folder, "paths")
    with open(file, "w", encoding="utf-8") as out:
        out.writelines(f"{path}\n" for path in paths)
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "30s", "-s", os.path.join(HERE, "paths.lua")]
    command += ["-H", "Accept-Encoding: identity", f"http://127.0.0.1:{site.port}", "--", file, "", "vary"]
    began = processor_seconds(site)
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    spent = processor_seconds(site) - began
    value, unit = re.search(r"^ +50% +([\d.]+)(\w+)", said, re.M).groups()
    faults = "; ".join(re.findall(r"^ *(Non-2xx.*|Socket errors.*)$", said, re.M))
    count = int(re.search(r"(\d+) requests in", said)[1])
    rate = float(re.search(r"^Requests/sec: +([\d.]+)", said, re.M)[1])
    return Cost(float(value) * UNITS[unit], rate, 1000 * spent / max(count, 1), faults, False)


def processor_seconds(site):
    """Processor time of the program since its start, threads that have ended included."""
    # The clock of another process (`clock_getcpuclockid`).
    return time.clock_gettime((~site.programs[0].pid << 3) | 2)


def report(found, counts):
    least, most = min(counts), max(counts)
    print("\n| page: p50, requests a second, processor | " + " | ".join(f"{count:,}" for count in counts) + " | growth | |")
    print("| --- |" + " --- |" * (len(counts) + 2))
    for name, last in found[most].items():
        cells = [
            f"{of[name].median:.2f} ms · {of[name].rate:,.0f} · {of[name].processor:.2f} ms" if name in of else ""
            for of in (found[count] for count in counts)
        ]
        first = found[least].get(name, last)
        growth = max(last.processor, LEAST_MILLISECONDS) / max(first.processor, LEAST_MILLISECONDS)
        mark = "SCAN" if growth > (MOST_OF_TEXT if last.is_text else MOST) else ""
        print(f"| {name} | " + " | ".join(cells) + f" | {growth:.1f} | {mark} |")


if __name__ == "__main__":
    main()
