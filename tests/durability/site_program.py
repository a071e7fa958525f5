"""Runs the program on a folder, clients that post durable forms to it, and checks of the stored data."""

import html
import http.client
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
import urllib.parse

START_SECONDS = 60
ANSWER_SECONDS = 30
SUMMARY = "Des bénévoles réparent des vélos donnés et les prêtent aux habitants qui cherchent un travail. "
MARK = re.compile(r"Essai (\d+) de fiabilité")


class Site:
    """A running program: `with Site(binary, folder) as site`."""

    def __init__(self, binary, folder, around=(), more=(), log_level="warn"):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.log = tempfile.TemporaryFile()
        command = [*around, binary, "serve", "--data", folder, "--listen", f"127.0.0.1:{self.port}"]
        command += ["--log", log_level, "--client-address-header", "X-Forwarded-For", *more]
        self.program = subprocess.Popen(command, stdout=self.log, stderr=self.log, start_new_session=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.program.poll() is None:
            self.kill()
        self.log.close()

    def wait(self, path="/proposer"):
        """Waits until the program answers `path` with 200; raises with its log if it does not."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.program.poll() is None:
            try:
                if Client(self.port).ask("GET", path)[0] == 200:
                    return
            except OSError:
                time.sleep(0.02)
        self.log.seek(0)
        raise RuntimeError(f"the program does not answer:\n{self.log.read().decode(errors='replace')[-3000:]}")

    def kill(self):
        """Kills the program and its process group without notice."""
        os.killpg(self.program.pid, signal.SIGKILL)
        self.program.wait()

    def stop(self):
        os.killpg(self.program.pid, signal.SIGTERM)
        self.program.wait(timeout=ANSWER_SECONDS)


class Client:
    """One connection to the program, from made-up addresses: rate limits by network are out of scope here."""

    def __init__(self, port, rng=random):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
        self.dice = rng

    def ask(self, method, path, form=None):
        """Status, `Location` and text of the response; `OSError` if there is none."""
        address = ".".join(["10"] + [str(self.dice.randrange(1, 255)) for _ in range(3)])
        headers = {"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": address}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            text = answer.read().decode()
        except http.client.HTTPException as error:
            self.connection.close()
            raise OSError(str(error)) from error
        return answer.status, answer.headers.get("Location", ""), text


class Draft:
    """A draft: the numbers sent to it, and the time at which each was acknowledged."""

    def __init__(self):
        self.path = None
        self.sent = 0
        # (time, number) of each acknowledged save, including the creation.
        self.acknowledged = []

    def least(self, moment=float("inf")):
        """Number that must be stored at `moment`; `None` if nothing was acknowledged by then."""
        known = [number for at, number in self.acknowledged if at <= moment]
        return max(known, default=None)


def fields(number):
    """A first step with `number` in every text, so that a mix of two is visible."""
    mark = f"Essai {number} de fiabilité"
    return {"titre": mark, "resume": f"{SUMMARY * 3}{mark}", "activite": "permanente", "horaires": mark}


class Clients:
    """Several clients that create drafts and save them, until the program is gone or `stop` is called."""

    def __init__(self, port, drafts, seed, pause=0.0):
        self.stopping = threading.Event()
        self.limited = 0
        self.busy = 0
        self.wrong = []
        self.acknowledged = threading.Event()
        self.pause = pause
        self.threads = []
        for at, draft in enumerate(drafts):
            client = Client(port, random.Random(seed * 1000 + at))
            self.threads.append(threading.Thread(target=self.run, args=(client, draft), daemon=True))
        for thread in self.threads:
            thread.start()

    def run(self, client, draft):
        try:
            while not self.stopping.is_set():
                self.post(client, draft)
                time.sleep(self.pause)
        except OSError:
            pass

    def post(self, client, draft):
        form = fields(draft.sent + 1)
        path = "/proposer"
        if draft.path is None:
            page = client.ask("GET", path)[2]
            form["timbre"] = re.search(r'name="timbre" value="([^"]+)"', page)[1]
        else:
            path = draft.path
        draft.sent += 1
        status, location, text = client.ask("POST", path, form)
        if status == 303:
            draft.path = draft.path or location.rsplit("/", 1)[0] + "/quoi"
            draft.acknowledged.append((time.time(), draft.sent))
            self.acknowledged.set()
        elif status == 429:
            self.limited += 1
            time.sleep(0.1)
        elif status == 503:
            self.busy += 1
            time.sleep(0.1)
        else:
            self.wrong.append(f"POST {path} answered {status}: {text[:200]}")

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join(ANSWER_SECONDS)


def empty_limits(folder):
    """Deletes the rate-limit counters of a stopped program, which would reject the posts of later rounds."""
    database = sqlite3.connect(os.path.join(folder, "directory.db"))
    with database:
        database.execute("DELETE FROM buckets")
    database.close()


def kept(port, draft):
    """Number stored in a draft; raises when it mixes two."""
    status, _, page = Client(port).ask("GET", draft.path)
    if status != 200:
        raise AssertionError(f"{draft.path} answers {status}")
    numbers = {int(number) for number in MARK.findall(html.unescape(page))}
    if len(numbers) != 1 or len(MARK.findall(html.unescape(page))) < 3:
        raise AssertionError(f"{draft.path} is half written: {sorted(numbers)}")
    return numbers.pop()


def faults_of_drafts(port, drafts, moment=float("inf")):
    """Acknowledged data that is missing or half written at `moment`, one line each."""
    faults = []
    for draft in drafts:
        least = draft.least(moment)
        if least is None:
            continue
        try:
            number = kept(port, draft)
        except AssertionError as fault:
            faults.append(str(fault))
            continue
        if not least <= number <= draft.sent:
            faults.append(f"{draft.path}: {least} was acknowledged, {number} is kept, {draft.sent} was sent last")
    return faults


def faults_of_database(folder):
    """Integrity errors that SQLite finds in a copy of the database (with its own write-ahead log), one line each."""
    with tempfile.TemporaryDirectory(prefix="trust-copy-") as copy:
        for name in os.listdir(folder):
            if name.startswith("directory.db") and not name.endswith("-shm"):
                shutil.copy(os.path.join(folder, name), copy)
        path = os.path.join(copy, "directory.db")
        if not os.path.exists(path):
            return []
        database = sqlite3.connect(path)
        try:
            if os.environ.get("WITHOUT_CHECKS"):
                database.execute("PRAGMA ignore_check_constraints = ON")
            faults = [row[0] for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
            faults += [f"foreign key: {row}" for row in database.execute("PRAGMA foreign_key_check")]
        except sqlite3.DatabaseError as error:
            faults = [str(error)]
        finally:
            database.close()
        return faults
