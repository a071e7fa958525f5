#!/usr/bin/env python3
"""Kills the program (SIGKILL) at a random moment while forms are posted, restarts it, and checks for data loss.

    tests/durability/kill.py [--binary target/release/quartiers-emploi] [--rounds 100] [--clients 6] [--seed N]

After each round every acknowledged post must be stored, no form half written, and the database intact. A round without
any acknowledged post has tested nothing: it fails too.
"""

import argparse
import random
import sys
import tempfile
import time

import site_program as site

STARTING = 0.1
NEW_DRAFT = 0.25


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default="target/release/quartiers-emploi")
    options.add_argument("--rounds", type=int, default=100)
    options.add_argument("--clients", type=int, default=6)
    options.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = options.parse_args()
    print(f"seed {options.seed}", flush=True)
    rng = random.Random(options.seed)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="trust-kill-") as folder:
        run = Run(options, rng, folder)
        for number in range(options.rounds):
            run.round(number)
        faults = run.last_look()
    took = time.monotonic() - began
    posts = sum(len(draft.acknowledged) for draft in run.all)
    print(
        f"{options.rounds} kills, {run.while_starting} of them while it started, in {took:.0f} s: {posts} acknowledged"
        f" posts in {len(run.all)} drafts, {run.limited} refused by a limit (429), {run.busy} as too many (503),"
        f" {len(run.faults) + len(faults)} faults"
    )
    if posts < 10 * options.rounds:
        run.faults.append(f"{posts} posts in {options.rounds} rounds tell too little")
    for fault in run.faults + faults:
        print(f"FAULT {fault}")
    return 1 if run.faults or faults else 0


class Run:
    def __init__(self, options, rng, folder):
        self.options, self.dice, self.folder = options, rng, folder
        self.drafts = [site.Draft() for _ in range(options.clients)]
        self.all = list(self.drafts)
        self.faults = []
        self.limited = 0
        self.busy = 0
        self.while_starting = 0

    def round(self, number):
        with site.Site(self.options.binary, self.folder) as program:
            if number > 0 and self.dice.random() < STARTING:
                time.sleep(self.dice.uniform(0.0, 0.4))
                program.kill()
                self.while_starting += 1
                self.look(number, site.faults_of_database(self.folder))
                return
            program.wait()
            self.look(number, site.faults_of_drafts(program.port, self.drafts))
            program.stop()
        site.empty_limits(self.folder)
        with site.Site(self.options.binary, self.folder) as program:
            program.wait()
            self.post_and_kill(number, program)

    def post_and_kill(self, number, program):
        for at in range(len(self.drafts)):
            if self.drafts[at].path and self.dice.random() < NEW_DRAFT:
                self.drafts[at] = site.Draft()
                self.all.append(self.drafts[at])
        clients = site.Clients(program.port, self.drafts, self.options.seed + number)
        time.sleep(self.dice.uniform(0.05, 1.0))
        tested = clients.acknowledged.wait(site.ANSWER_SECONDS)
        program.kill()
        clients.stop()
        self.limited += clients.limited
        self.busy += clients.busy
        if not tested:
            self.look(number, [f"nothing was acknowledged, {clients.limited} answers 429, {clients.busy} 503"])
        self.look(number, clients.wrong + site.faults_of_database(self.folder))

    def last_look(self):
        """Checks every draft of every round, after one more start."""
        with site.Site(self.options.binary, self.folder) as program:
            program.wait()
            faults = site.faults_of_drafts(program.port, self.all)
            program.stop()
        return faults + site.faults_of_database(self.folder)

    def look(self, number, faults):
        self.faults += [f"round {number}: {fault}" for fault in faults]


if __name__ == "__main__":
    sys.exit(main())
