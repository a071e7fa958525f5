#!/usr/bin/env python3
"""Memory of the program under a long load at half of its highest rate, on loopback: it must stay flat.

    benches/compare/steady.py [--binary target/release/quartiers-emploi] [--rows 10000] [--minutes 10]

The mixture has every kind of page of `growth.py`, never the same address. `wrk` waits between two requests of a
connection until half of the rate remains. Fails when the memory after the last minute is more than a twentieth, and 5 MB,
above that after the second. Needs Debian's wrk.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile

import growth

HERE = os.path.dirname(os.path.abspath(__file__))
MIXTURE = 20_000
CONNECTIONS = 32
TRIAL_SECONDS = 10
MOST_GROWTH, MOST_MEGABYTES = 1.05, 5.0
# Pages that are large or wait for another program.
LEFT_OUT = ("/sitemap.xml", "/sitemap.xml?partie=1", "/robots.txt", "entry that is unknown")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default="target/release/quartiers-emploi")
    options.add_argument("--rows", type=int, default=10_000)
    options.add_argument("--minutes", type=int, default=10)
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="steady-") as folder:
        site = growth.Site(growth.Setting(options.binary, options.rows, folder))
        site.fill()
        try:
            site.seconds_to_last_row()
            return steady(site, options.minutes)
        finally:
            site.stop()


def steady(site, minutes):
    dice = random.Random(20261130)
    kinds = [paths for name, paths, _ in growth.Addresses(site).kinds_of_pages() if paths and name not in LEFT_OUT]
    path = os.path.join(site.setting.folder, "paths")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{dice.choice(dice.choice(kinds))}\n" for _ in range(MIXTURE))
    start = site.megabytes()
    highest, _ = load(site, path, TRIAL_SECONDS, 0)
    wait = CONNECTIONS / highest * 1000  # milliseconds of a connection for one request, at the highest rate
    for _ in range(6):
        rate, _ = load(site, path, TRIAL_SECONDS, wait)
        wait = max(0.0, wait + 1000 * CONNECTIONS * (2 / highest - 1 / rate))
    print(f"{site.setting.count} rows, {start:.0f} MB (PSS) after the start; {highest:,.0f} requests a second at most, load {os.getloadavg()[0]:.1f}", flush=True)
    after = []
    for minute in range(1, minutes + 1):
        rate, faults = load(site, path, 60, wait)
        after.append(site.megabytes())
        print(f"minute {minute}: {rate:,.0f} requests a second, {after[-1]:.1f} MB{faults}", flush=True)
    growth_of_memory = after[-1] / after[1] if len(after) > 2 else 1.0
    print(f"last minute / second: {growth_of_memory:.3f}")
    return 1 if growth_of_memory > MOST_GROWTH and after[-1] - after[1] > MOST_MEGABYTES else 0


def load(site, path, seconds, wait):
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", os.path.join(HERE, "paths.lua")]
    command += [f"http://127.0.0.1:{site.port}", "--", path, "", "vary", f"{wait:.4f}"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    faults = "".join(f"; {it}" for it in re.findall(r"^ *(Non-2xx.*|Socket errors.*)$", said, re.M))
    return float(re.search(r"^Requests/sec: +([\d.]+)", said, re.M)[1]), faults


if __name__ == "__main__":
    sys.exit(main())
