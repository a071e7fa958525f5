#!/usr/bin/env python3
"""Memory of the server under slow clients, on loopback: idle, peak, and after they have disconnected.

    cargo build --release && benches/slow_clients.py                    every scenario, some five minutes
    benches/slow_clients.py --binary PATH --clients 2000 drip chunked   these scenarios, with fewer clients

Connections come from many loopback addresses (Linux), 50 from each, under the limit of 64. Needs `ulimit -n` over twice
the number of clients.
"""

import argparse
import collections
import errno
import os
import socket
import subprocess
import sys
import tempfile
import time

PER_ADDRESS = 50
HEAD = (
    "POST /proposer HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n{length}\r\n"
)
LENGTH = "Content-Length: 65536\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"


class Server:
    """The program on a free port, over a new data folder."""

    def __init__(self, binary):
        self.folder = tempfile.TemporaryDirectory()
        command = [binary, "serve", "--listen", "127.0.0.1:0", "--data", self.folder.name, "--log", "warn"]
        log = open(os.path.join(self.folder.name, "log"), "w")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.process.stdout.readline()
        self.host = line[line.index("http://") + 7 :].strip().rstrip("/ .")
        self.port = int("".join(filter(str.isdigit, self.host.rsplit(":", 1)[1])))
        self.host = f"127.0.0.1:{self.port}"

    def megabytes(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            line = next(line for line in status if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()


class Clients:
    """Non-blocking connections; responses are counted by status."""

    def __init__(self, server, count):
        self.server = server
        self.open = []
        self.answers = collections.Counter()
        self.most = server.megabytes()
        for number in range(count):
            self.open.append(self.connect(number))
            if number % 200 == 0:
                self.look()

    def connect(self, number):
        place = number // PER_ADDRESS
        client = socket.socket()
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.bind((f"127.1.{place // 250}.{place % 250 + 1}", 0))
        client.connect(("127.0.0.1", self.server.port))
        client.setblocking(False)
        return client

    def look(self):
        self.most = max(self.most, self.server.megabytes())

    def say(self, data):
        """Sends as much of `data` as fits on each connection; drops those that were answered or closed."""
        left = []
        for number, client in enumerate(self.open):
            if number % 500 == 0:
                self.look()
            try:
                client.send(data)
            except BlockingIOError:
                pass
            except OSError as error:
                self.answers[errno.errorcode.get(error.errno, "?")] += 1
                client.close()
                continue
            if self.is_answered(client):
                client.close()
            else:
                left.append(client)
        self.open = left
        self.look()

    def is_answered(self, client):
        try:
            answer = client.recv(256)
        except BlockingIOError:
            return False
        except OSError:
            answer = b""
        words = answer.split(b" ", 2)
        self.answers[words[1].decode() if len(words) > 1 else "closed"] += 1
        return True

    def drip(self, seconds, byte=b"a"):
        end = time.monotonic() + seconds
        rounds = 0
        while time.monotonic() < end and self.open:
            self.say(byte)
            rounds += 1
            # Limits the rate of each client to a thousand bytes a second, also with few clients.
            time.sleep(0.001)
        return rounds

    def close(self):
        for client in self.open:
            client.close()
        self.open = []


def head(server, length):
    return HEAD.format(host=server.host, length=length).encode()


def few(server, count):
    """Eight connections send 36,000 bytes each, one per packet."""
    clients = Clients(server, min(count, 8))
    clients.say(head(server, LENGTH))
    end = time.monotonic() + 60
    for _ in range(36_000):
        if time.monotonic() > end:
            break
        clients.say(b"a")
    return clients


def drip(server, count):
    """Clients send a body one byte per packet."""
    clients = Clients(server, count)
    clients.say(head(server, LENGTH))
    clients.drip(20)
    return clients


def large(server, count):
    """Clients send nearly all of the largest body at once, then one byte per packet."""
    clients = Clients(server, count)
    clients.say(head(server, LENGTH))
    for _ in range(15):
        clients.say(b"a" * 4_096)
    clients.drip(15)
    return clients


def chunked(server, count):
    """Clients send chunks of one byte."""
    clients = Clients(server, count)
    clients.say(head(server, CHUNKED))
    clients.drip(15, b"1\r\na\r\n")
    return clients


def trailers(server, count):
    """Clients send trailers that never end."""
    clients = Clients(server, count)
    clients.say(head(server, CHUNKED) + b"1\r\na\r\n0\r\n")
    for _ in range(7):
        clients.say(b"X-T: " + b"t" * 3_900 + b"\r\n")
    clients.drip(10)
    return clients


def heads(server, count):
    """Clients send nearly the largest head at once, then one byte per packet, without an end."""
    clients = Clients(server, count)
    clients.say(f"GET / HTTP/1.1\r\nHost: {server.host}\r\nX-Head: ".encode())
    for _ in range(7):
        clients.say(b"h" * 4_500)
    clients.drip(8, b"h")
    return clients


def idle(server, count):
    """Clients load one page each, then keep the connection alive."""
    clients = Clients(server, count)
    clients.say(f"GET /healthz HTTP/1.1\r\nHost: {server.host}\r\n\r\n".encode())
    end = time.monotonic() + 5
    while time.monotonic() < end:
        clients.look()
        time.sleep(0.1)
    return clients


SCENARIOS = {scenario.__name__: scenario for scenario in [idle, few, drip, large, chunked, trailers, heads]}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--binary", default="target/release/quartiers-emploi")
    arguments.add_argument("--clients", type=int, default=8_000)
    arguments.add_argument("scenarios", nargs="*", help=", ".join(SCENARIOS))
    arguments = arguments.parse_args()
    print("scenario   clients   at rest   most   over rest   2 s after   30 s after   answers")
    for name in arguments.scenarios or SCENARIOS:
        server = Server(arguments.binary)
        try:
            rest = server.megabytes()
            clients = SCENARIOS[name](server, arguments.clients)
            answers, most, count = dict(clients.answers), clients.most, len(clients.open)
            clients.close()
            time.sleep(2)
            soon = server.megabytes()
            time.sleep(28)
            after = server.megabytes()
            print(
                f"{name:<9} {count:>8} {rest:>9.1f} {most:>6.1f} {most - rest:>11.1f}"
                f" {soon:>11.1f} {after:>12.1f}   {answers}",
                flush=True,
            )
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
