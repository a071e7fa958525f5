"""Servers of the comparison: each is filled, started, asked and stopped alike."""

import contextlib
import glob
import http.client
import json
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse

import rows

HERE = os.path.dirname(os.path.abspath(__file__))
BARRIER, DEPARTEMENT = "mobilite", "37"
START_SECONDS = 300
# Entry pages that nginx holds; further slugs are further names of these files.
READY_PAGES = 20_000
DATABASE_USER = "postgres"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def quoted(text):
    return urllib.parse.quote_plus(text)


class Server:
    """A server: `address` gives the path of a kind of page."""

    name = ""
    # Appended with a number to an address, to get the page of that address under an address never asked before.
    suffix = "&essai="

    def __init__(self, setting):
        self.setting = setting
        self.folder = os.path.join(setting.folder, self.name.split()[0])
        self.port = free_port()
        self.programs = []

    def fill(self):
        """Prepares what `start` serves."""

    def start(self):
        raise NotImplementedError

    def stop(self):
        for program in reversed(self.programs):
            with contextlib.suppress(ProcessLookupError):
                program.send_signal(signal.SIGTERM)
            try:
                program.wait(60)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
        self.programs = []

    def run(self, *command, **options):
        log = open(os.path.join(self.setting.folder, f"{self.name.split()[0]}.log"), "ab")
        program = subprocess.Popen(command, stdout=log, stderr=log, **options)
        log.close()
        self.programs.append(program)

    def list_path(self):
        return f"/initiatives?frein={BARRIER}&departement={DEPARTEMENT}"

    def text_path(self, text):
        return f"/initiatives?q={quoted(text)}"

    def entry_path(self, slug):
        return f"/initiatives/{slug}"

    def last_path(self):
        """A page that is right only once the last row is there."""
        return self.text_path(rows.LAST_WORD)

    def total(self):
        """Number of results of the list; `None` if the server says none."""

    def ask(self, path, headers=(), timeout=120):
        """Status and body of `path`, on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path, headers=dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.read()
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        finally:
            connection.close()

    def seconds_to_last_row(self):
        """Starts the server; the seconds until it finds the last row."""
        slug = f"essai-{rows.FIRST + self.setting.count}".encode()
        began, body = time.monotonic(), b""
        self.start()
        while True:
            with contextlib.suppress(OSError):
                status, body = self.ask(self.last_path())
                if status == 200 and slug in body:
                    return time.monotonic() - began
            if time.monotonic() - began > START_SECONDS or any(it.poll() is not None for it in self.programs):
                log = os.path.join(self.setting.folder, f"{self.name.split()[0]}.log")
                sys.exit(f"{self.name} does not find the last row: {body[:500]}\n{open(log).read()[-2000:]}")
            time.sleep(0.005)

    def megabytes(self):
        """Resident memory of its processes, shared pages divided among those that share them (PSS)."""
        return sum(pss(pid) for program in self.programs for pid in family(program.pid)) / 1024


def family(pid):
    """A process and its descendants."""
    yield pid
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            for child in open(f"/proc/{pid}/task/{thread}/children").read().split():
                yield from family(int(child))


def pss(pid):
    with contextlib.suppress(OSError):
        found = re.search(r"^Pss: +(\d+)", open(f"/proc/{pid}/smaps_rollup").read(), re.M)
        return int(found[1])
    return 0


class Ours(Server):
    name = "ours"

    def fill(self):
        seeds = os.path.join(self.setting.folder, "seeds")
        rows.write_seeds(self.setting.model, self.setting.seeds, seeds, self.setting.count)
        command = [self.setting.binary, "--data", self.folder, "import", seeds]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        shutil.rmtree(seeds)

    def start(self):
        self.run(self.setting.binary, "serve", "--log", "warn", "--data", self.folder, "--listen", f"127.0.0.1:{self.port}")

    def total(self):
        path = self.list_path().replace("/initiatives", "/api/v1/initiatives/total")
        return json.loads(self.ask(path)[1])["total"]


class Nginx(Server):
    """The pages of our program as files, also compressed by it."""

    name = "nginx"

    def __init__(self, setting, ours):
        super().__init__(setting)
        self.ours = ours

    def fill(self):
        pages = os.path.join(self.folder, "initiatives")
        os.makedirs(pages)
        compressed = brotli_modules()
        source = http.client.HTTPConnection("127.0.0.1", self.ours.port, timeout=60)

        def keep(path, file):
            for coding, name in (("identity", file), ("br", f"{file}.br"))[: 2 if compressed else 1]:
                source.request("GET", path, headers={"Accept-Encoding": coding})
                body = source.getresponse().read()
                with open(name, "wb") as out:
                    out.write(body)

        keep(self.ours.list_path(), os.path.join(self.folder, "list"))
        slugs = self.setting.slugs()
        for at, slug in enumerate(slugs):
            file = os.path.join(pages, slug)
            if at < READY_PAGES:
                keep(self.ours.entry_path(slug), file)
                continue
            # Directories of a million names are slow to read, links cost no memory.
            for end in ("", ".br")[: 2 if compressed else 1]:
                os.link(os.path.join(pages, slugs[at % READY_PAGES]) + end, file + end)
        keep(self.ours.entry_path(slugs[-1]), os.path.join(self.folder, "last"))
        source.close()
        self.write_configuration(compressed)

    def write_configuration(self, compressed):
        modules = "".join(f"load_module {path};\n" for path in compressed)
        user = "user root;" if os.geteuid() == 0 else ""
        with open(os.path.join(self.folder, "nginx.conf"), "w") as file:
            file.write(f"""{modules}{user}
daemon off;
worker_processes {os.cpu_count()};
pid {self.folder}/pid;
error_log {self.folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    open_file_cache max=100000 inactive=1h;
    open_file_cache_valid 1h;
    default_type "text/html; charset=utf-8";
    {"brotli_static on;" if compressed else ""}
    server {{ listen 127.0.0.1:{self.port}; root {self.folder}; }}
}}
""")

    def start(self):
        self.run("nginx", "-p", self.folder, "-c", os.path.join(self.folder, "nginx.conf"))

    def list_path(self):
        return "/list"

    def last_path(self):
        return "/last"


def brotli_modules():
    """Paths of the module that serves `.br` files, if Debian's package is installed."""
    return glob.glob("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


class Django(Server):
    """A directory in Django over PostgreSQL, with the same rows and filters (`django/`)."""

    name = "django"
    workers = os.cpu_count() + 1
    threads = 4

    def __init__(self, setting):
        super().__init__(setting)
        self.database = os.path.join(self.folder, "database")
        self.database_port = free_port()
        self.tools = os.path.dirname(max(glob.glob("/usr/lib/postgresql/*/bin/initdb")))
        self.environment = os.environ | {
            "PYTHONPATH": os.path.join(HERE, "django"), "DJANGO_SETTINGS_MODULE": "settings",
            "COMPARE_POSTGRES": self.folder, "COMPARE_POSTGRES_PORT": str(self.database_port),
        }

    def fill(self):
        os.makedirs(self.folder)
        if os.geteuid() == 0:
            shutil.chown(self.folder, DATABASE_USER)
        self.as_database_user("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={DATABASE_USER}", self.database)
        with open(os.path.join(self.database, "postgresql.conf"), "a") as file:
            file.write(f"""
listen_addresses = ''
unix_socket_directories = '{self.folder}'
port = {self.database_port}
# For a small machine with a solid-state disk that holds the whole database in memory.
shared_buffers = '1GB'
effective_cache_size = '8GB'
work_mem = '32MB'
maintenance_work_mem = '512MB'
random_page_cost = 1.1
jit = off
max_wal_size = '4GB'
""")
        self.start_database()
        self.as_database_user("createdb", "--host", self.folder, "--port", str(self.database_port), "annuaire")
        load = os.path.join(HERE, "django/load.py")
        command = [self.setting.tool("python"), load, self.setting.seeds, str(self.setting.count)]
        subprocess.run(command, check=True, env=self.environment)
        self.stop()

    def as_database_user(self, tool, *arguments):
        subprocess.run([os.path.join(self.tools, tool), *arguments], check=True, stdout=subprocess.DEVNULL, **database_user())

    def start_database(self):
        self.run(os.path.join(self.tools, "postgres"), "-D", self.database, **database_user())
        end = time.monotonic() + START_SECONDS
        ready = [os.path.join(self.tools, "pg_isready"), "--quiet", "--host", self.folder, "--port", str(self.database_port)]
        while subprocess.run(ready).returncode != 0:
            if time.monotonic() > end or self.programs[0].poll() is not None:
                sys.exit(f"PostgreSQL does not start; see {self.setting.folder}")
            time.sleep(0.01)

    def start(self):
        self.start_database()
        self.run(
            self.setting.tool("gunicorn"), "--bind", f"127.0.0.1:{self.port}", "--workers", str(self.workers),
            "--worker-class", "gthread", "--threads", str(self.threads), "--keep-alive", "60", "--log-level", "error",
            "django.core.wsgi:get_wsgi_application()", env=self.environment,
        )

    def total(self):
        return int(re.search(rb"<h1>(\d+) ", self.ask(self.list_path())[1])[1])


class DjangoWithoutCounts(Server):
    """The same program, asked for pages without the counts beside the filters."""

    name = "django without counts"

    def __init__(self, django):
        super().__init__(django.setting)
        self.django = django
        self.port = django.port

    def list_path(self):
        return super().list_path() + "&sans-comptes"

    def text_path(self, text):
        return super().text_path(text) + "&sans-comptes"


def database_user():
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(DATABASE_USER)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


class Datasette(Server):
    """Datasette over one table, served as a file that nobody changes."""

    name = "datasette"
    suffix = "&_essai="
    TABLE = "/annuaire/initiatives"

    def fill(self):
        os.makedirs(self.folder)
        self.path = os.path.join(self.folder, "annuaire.db")
        rows.write_sqlite(self.setting.model, self.path, self.setting.count)
        counts = os.path.join(self.folder, "counts.json")
        subprocess.run([self.setting.tool("datasette"), "inspect", self.path, "--inspect-file", counts], check=True, stdout=subprocess.DEVNULL)

    def start(self):
        self.run(
            self.setting.tool("datasette"), "serve", "--immutable", self.path, "--inspect-file", os.path.join(self.folder, "counts.json"),
            "--port", str(self.port), "--setting", "default_page_size", "20", "--setting", "sql_time_limit_ms", "10000",
            "--setting", "facet_time_limit_ms", "10000", "--setting", "suggest_facets", "off", "--setting", "num_sql_threads", str(os.cpu_count()),
        )

    def list_path(self):
        return (
            f"{self.TABLE}?_sort_desc=attested_on&_facet_array=barriers&_facet=departement"
            f"&barriers__arraycontains={BARRIER}&departement={DEPARTEMENT}"
        )

    def text_path(self, text):
        return f"{self.TABLE}?_facet_array=barriers&_facet=departement&_search={quoted(text)}"

    def entry_path(self, slug):
        return f"{self.TABLE}/{slug}"

    def total(self):
        path = self.list_path().replace(self.TABLE, f"{self.TABLE}.json")
        return json.loads(self.ask(path)[1])["filtered_table_rows_count"]
