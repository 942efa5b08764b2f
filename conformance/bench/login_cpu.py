#!/usr/bin/python3
"""CPU time of a login in the reference server beside Prosody and ejabberd: same mechanism, same way of keeping passwords. See README.md."""

import argparse
import base64
import hashlib
import hmac
import json
import pathlib
import re
import secrets
import socket
import ssl
import statistics
import time

import peers

HEADER = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='localhost' version='1.0'>"
SASL = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'"


class Stream:
    """One TLS connection with an XML stream on it, read as text: enough for a login."""

    def __init__(self, port, tls):
        raw = socket.create_connection(("127.0.0.1", port), 30)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = tls.wrap_socket(raw, server_hostname="localhost")
        self.text = ""

    def say(self, text):
        self.socket.sendall(text.encode())

    def hear(self, pattern):
        """What stands up to the pattern, and the match."""
        while not (found := re.search(pattern, self.text, re.S)):
            octets = self.socket.recv(65536)
            if not octets:
                raise EOFError(f"the stream ended before {pattern}: {self.text[-300:]}")
            self.text += octets.decode()
        self.text = self.text[found.end():]
        return found

    def close(self):
        # The closing tag of the other side is enough: ejabberd leaves the connection open for seconds after it.
        self.say("</stream:stream>")
        self.hear(r"</stream:stream>")
        self.socket.close()


def by_plain(stream, user, password):
    stream.say(f"<auth {SASL} mechanism='PLAIN'>{base64.b64encode(f'{chr(0)}{user}{chr(0)}{password}'.encode()).decode()}</auth>")


SALTED = {}  # a client keeps them, too


def by_scram(stream, user, password):
    bare = f"n={user},r={secrets.token_urlsafe(18)}"
    stream.say(f"<auth {SASL} mechanism='SCRAM-SHA-1'>{base64.b64encode(('n,,' + bare).encode()).decode()}</auth>")
    server_first = base64.b64decode(stream.hear(r"<challenge[^>]*>([^<]*)</challenge>").group(1)).decode()
    nonce, salt, iterations = (part[2:] for part in server_first.split(",")[:3])
    key = (password, salt, iterations)
    if key not in SALTED:
        SALTED[key] = hashlib.pbkdf2_hmac("sha1", password.encode(), base64.b64decode(salt), int(iterations))
    client_key = hmac.digest(SALTED[key], b"Client Key", "sha1")
    without_proof = f"c=biws,r={nonce}"
    signature = hmac.digest(hashlib.sha1(client_key).digest(), f"{bare},{server_first},{without_proof}".encode(), "sha1")
    proof = base64.b64encode(bytes(a ^ b for a, b in zip(client_key, signature))).decode()
    stream.say(f"<response {SASL}>{base64.b64encode(f'{without_proof},p={proof}'.encode()).decode()}</response>")


def authenticate(stream, mechanism, initial, inlined):
    """A login in one round trip (XEP-0388), with the resource bound in it (XEP-0386); what <success/> says."""
    stream.say(f"<authenticate xmlns='urn:xmpp:sasl:2' mechanism='{mechanism}'><initial-response>{base64.b64encode(initial).decode()}</initial-response>"
               f"<user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'/><bind xmlns='urn:xmpp:bind:0'><tag>bench</tag></bind>{inlined}</authenticate>")
    answer = stream.hear(r"<(success|failure)\b.*?</\1>").group(0)
    if not answer.startswith("<success"):
        raise RuntimeError("a login failed: " + answer[:300])
    return answer


TOKENS = {}  # of those who logged in once (XEP-0484)


def by_fast(port, tls, user, password):
    if user not in TOKENS:
        stream = opened(port, tls)
        answer = authenticate(stream, "PLAIN", f"{chr(0)}{user}{chr(0)}{password}".encode(), "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>")
        TOKENS[user] = re.search(r"<token[^>]*?\stoken='([^']*)'", answer).group(1)
        stream.close()
    stream = opened(port, tls)
    authenticate(stream, "HT-SHA-256-NONE", user.encode() + b"\0" + hmac.digest(TOKENS[user].encode(), b"Initiator", "sha256"), "<fast xmlns='urn:xmpp:fast:0'/>")
    stream.close()


def opened(port, tls):
    stream = Stream(port, tls)
    stream.say(HEADER)
    stream.hear(r"</stream:features>")
    return stream


NONE = "none"  # a connection and its stream, ended before any login: what every login costs, whatever the mechanism
MECHANISMS = {NONE: None, "SCRAM-SHA-1": by_scram, "PLAIN": by_plain, "FAST": by_fast}


def log_in(port, tls, user, password, prove):
    if prove is None:
        return opened(port, tls).close()
    if prove is by_fast:
        return by_fast(port, tls, user, password)
    stream = opened(port, tls)
    prove(stream, user, password)
    if not stream.hear(r"<(success|failure)\b.*?(/>|</\1>)").group(0).startswith("<success"):
        raise RuntimeError("a login failed")
    stream.say(HEADER)
    stream.hear(r"</stream:features>")
    stream.say("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>bench</resource></bind></iq>")
    stream.hear(r"<jid>[^<]*</jid>.*?</iq>")
    stream.close()


def pbkdf2_seconds():
    """What the password's hash alone costs, once."""
    begun = time.process_time()
    for _ in range(100):
        hashlib.pbkdf2_hmac("sha1", b"A" * 43, b"sixteen octets!!", peers.ITERATIONS)
    return (time.process_time() - begun) / 100


def measure(options):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    tls.check_hostname = False
    tls.verify_mode = ssl.CERT_NONE
    tls.minimum_version = ssl.TLSVersion.TLSv1_3
    running = []
    rows = []
    try:
        for kind in peers.installed():
            if kind.name in (options.servers or [kind.name]):
                running.append(kind())
        accounts = {peer.name: [peer.account(i) for i in range(options.accounts)] for peer in running}
        for round_number in range(-1, options.rounds):  # the first warms up
            if round_number >= 0:
                rows.append({"round": round_number, "pbkdf2_seconds": pbkdf2_seconds()})
            order = running if round_number % 2 else running[::-1]
            for mechanism, prove in MECHANISMS.items():
                for peer in order:
                    if mechanism == "FAST" and peer.name != "reference":
                        continue  # Debian 12's Prosody and ejabberd have no XEP-0484
                    before, begun = peer.cpu_seconds(), time.monotonic()
                    for n in range(options.logins):
                        log_in(peer.port, tls, *accounts[peer.name][n % options.accounts], prove)
                    row = {"round": round_number, "server": peer.name, "mechanism": mechanism, "logins": options.logins,
                           "cpu_seconds": peer.cpu_seconds() - before, "seconds": time.monotonic() - begun}
                    if round_number >= 0:
                        rows.append(row)
    finally:
        for peer in running:
            peer.stop()
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--logins", type=int, default=100, help="of a batch")
    parser.add_argument("--accounts", type=int, default=8)
    parser.add_argument("--servers", nargs="+", help="only these")
    parser.add_argument("--raw", type=pathlib.Path, default=pathlib.Path("login_cpu.json"), help="where the figures of each batch go")
    options = parser.parse_args()
    rows = measure(options)
    options.raw.write_text(json.dumps({"machine": peers.machine(), "rows": rows}, indent=1) + "\n")
    alone = statistics.median(row["pbkdf2_seconds"] for row in rows if "pbkdf2_seconds" in row)
    print(f"CPU time of the server for one login, median of {options.rounds} batches of {options.logins} (least to most); PBKDF2 alone {alone * 1e3:.2f} ms")
    connection = {}
    for mechanism in MECHANISMS:
        per_server = {}
        for row in rows:
            if row.get("mechanism") == mechanism:
                per_server.setdefault(row["server"], []).append(row["cpu_seconds"] / row["logins"] * 1e3)
        base = statistics.median(per_server.get("reference") or next(iter(per_server.values()), [1]))
        for server, values in per_server.items():
            median = statistics.median(values)
            if mechanism == NONE:
                connection[server] = median
            line = f"  {mechanism:12} {server:10} {median:7.2f} ms ({min(values):.2f} to {max(values):.2f})   {median / base:5.2f} x reference"
            if mechanism != NONE:
                own, own_base = median - connection[server], base - connection.get("reference", 0)
                line += f"   beyond the connection {own:6.2f} ms" + (f", {own / own_base:5.2f} x reference" if own_base > 0 else "")
            if mechanism == "PLAIN":
                line += f", {own / 1e3 / alone:5.2f} x PBKDF2"
            print(line)
    print(f"raw figures: {options.raw}")


if __name__ == "__main__":
    main()
