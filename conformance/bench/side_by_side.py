#!/usr/bin/python3
"""What a message, a message that waits, an idle session and a member of a room cost in the reference server beside Prosody and ejabberd, in one run. See README.md."""

import argparse
import asyncio
import json
import pathlib
import resource
import statistics
import time

import driver
import peers

PARTS = ("pairs", "offline", "broadcast", "rooms", "idle")


class Bench:
    """The servers that run, and the rows measured of them: flat dictionaries, one for each measurement of one server."""

    def __init__(self, options):
        self.options = options
        self.rows = []
        self.running = []

    async def run(self):
        parts = {"pairs": self.pairs, "offline": self.offline, "broadcast": self.broadcast, "rooms": self.rooms, "idle": self.idle}
        for name in self.options.parts:
            for round_number in range(self.options.rounds):
                order = peers.side_by_side()
                for kind in order if round_number % 2 else order[::-1]:
                    await self.one(name, parts[name], kind, round_number)

    async def one(self, name, part, kind, round_number):
        if self.options.servers and kind.name not in self.options.servers:
            return
        peer = kind()
        try:
            async for row in part(peer):
                self.rows.append({"part": name, "round": round_number, "server": peer.name, "durability": peer.durability, **row})
                print("  " + json.dumps(self.rows[-1]), flush=True)
        except (RuntimeError, OSError, asyncio.TimeoutError) as error:
            self.rows.append({"part": name, "round": round_number, "server": peer.name, "durability": peer.durability, "failed": str(error)[:300]})
            print("  " + json.dumps(self.rows[-1]), flush=True)
        finally:
            peer.stop()

    async def measured(self, peer, ledger, send, count, rate, sessions):
        """CPU time and latencies from the first message until the last has arrived and what the sessions said of it (acknowledgements) is dealt with."""
        before, begun = peer.cpu_seconds(), time.monotonic()
        await driver.at_rate(count, rate, send)
        complete = await ledger.filled(self.options.patience)
        await asyncio.gather(*(session.ping(self.options.patience) for session in sessions))
        row = {"messages": count, "rate": rate, "wanted": ledger.wanted, "delivered": len(ledger.latencies), "complete": complete,
               "cpu_seconds": peer.cpu_seconds() - before, "seconds": time.monotonic() - begun}
        if len(ledger.latencies) > 1:
            cut = statistics.quantiles(ledger.latencies, n=100)
            row |= {"latency_ms": {"p50": cut[49] * 1e3, "p99": cut[98] * 1e3, "max": max(ledger.latencies) * 1e3}}
        return row

    async def pairs(self, peer):
        """Messages between pairs of sessions, every pair in turn."""
        count, ledgers = self.options.pairs, {}
        sessions = await driver.open_all(peer, peer.accounts(2 * count), ledgers)
        await asyncio.gather(*(session.ping() for session in sessions))
        for run, messages in (("warm", 2 * count), ("pairs", self.options.messages)):
            ledgers[run] = ledger = driver.Ledger(run, messages)

            def send(number, intended, run=run):
                pair = number % count
                sessions[2 * pair].say(f"<message type='chat' to='{sessions[2 * pair + 1].jid}' id='{run}{number}'>{driver.body(run, number, intended)}</message>")

            row = await self.measured(peer, ledger, send, messages, self.options.rate, sessions)
        yield {"pairs": count, **row}
        await driver.close_all(sessions)

    async def offline(self, peer):
        """Messages to accounts that are off, and then to these accounts as they come, all at once."""
        users, each, ledgers = self.options.offline_users, self.options.offline_messages, {}
        accounts = peer.accounts(users + 1)
        sender, = await driver.open_all(peer, accounts[:1], ledgers)
        gone = await driver.open_all(peer, accounts[1:], ledgers)  # who has never been there is a stranger to some
        await asyncio.gather(*(session.ping() for session in gone))
        await driver.close_all(gone)
        await sender.ping()
        ledgers["offline"] = ledger = driver.Ledger("offline", users * each)

        def send(number, intended):
            sender.say(f"<message type='chat' to='{gone[number % users].jid}' id='o{number}'>{driver.body('offline', number, intended)}</message>")

        before, begun = peer.cpu_seconds(), time.monotonic()
        await driver.at_rate(users * each, self.options.rate, send)
        await sender.ping(self.options.patience)
        stored = peer.cpu_seconds()
        yield {"step": "store", "users": users, "messages": users * each, "rate": self.options.rate, "cpu_seconds": stored - before, "seconds": time.monotonic() - begun}
        begun = time.monotonic()
        came = await driver.open_all(peer, accounts[1:], ledgers)
        complete = await ledger.filled(self.options.patience)
        await asyncio.gather(*(session.ping(self.options.patience) for session in came))
        yield {"step": "deliver", "users": users, "messages": users * each, "delivered": len(ledger.latencies), "complete": complete,
               "cpu_seconds": peer.cpu_seconds() - stored, "seconds": time.monotonic() - begun}
        await driver.close_all([sender, *came])

    async def broadcast(self, peer):
        """The same message from one session to many, none of whom learns who else got it, by what the server has for that."""
        count, ledgers = self.options.recipients, {}
        sessions = await driver.open_all(peer, peer.accounts(1 + count), ledgers)
        sender, *recipients = sessions
        await asyncio.gather(*(peer.become_contact(session, sender) for session in recipients))
        await asyncio.gather(*(session.ping(self.options.patience) for session in sessions))
        broadcasts = max(1, self.options.broadcast_copies // count)
        for run, times in (("warm", 2), ("broadcast", broadcasts)):
            ledgers[run] = ledger = driver.Ledger(run, times * count)

            def send(number, intended, run=run):
                sender.say(peer.broadcast(f"{run}{number}", recipients, driver.body(run, number, intended)))

            row = await self.measured(peer, ledger, send, times, max(0.1, self.options.rate / count), [sender])
            if not row["complete"]:
                break
        yield {"recipients": count, "by": peer.broadcasts, **row}
        await driver.close_all(sessions)

    async def idle(self, peer):
        """Memory of sessions that do nothing: each of an account of its own, available."""
        accounts = peer.accounts(max(self.options.idle))
        warm = await driver.open_all(peer, accounts[:20], {})
        await driver.close_all(warm)
        await asyncio.sleep(1)
        sessions, empty = [], peer.memory_kib()
        for count in sorted(self.options.idle):
            sessions += await driver.open_all(peer, accounts[len(sessions):count], {})
            await asyncio.gather(*(session.ping() for session in sessions))
            used = peer.memory_kib()
            yield {"sessions": count, "empty_kib": empty, "kib": used, "kib_per_session": (used - empty) / count}
        await driver.close_all(sessions)

    async def rooms(self, peer):
        """A message to a room (XEP-0045) or, of the reference, to a group, for each who is in it."""
        for size in self.options.occupants:
            ledgers = {}
            sessions = await driver.open_all(peer, peer.accounts(size), ledgers, presence=peer.rooms is None)
            room = await peer.gather(sessions, self.options.patience)
            await asyncio.gather(*(session.ping(self.options.patience) for session in sessions))
            messages = max(1, self.options.room_copies // size)
            ledgers["room"] = ledger = driver.Ledger("room", messages * size)

            def send(number, intended):
                sessions[number % size].say(f"<message type='groupchat' to='{room}' id='g{size}-{number}'>{driver.body('room', number, intended)}</message>")

            yield {"occupants": size, **await self.measured(peer, ledger, send, messages, max(1.0, self.options.rate / size), sessions[:1])}
            await driver.close_all(sessions)


# What is compared: part, a label of the rows that belong together, the figure, its unit and digits.
FIGURES = (
    ("pairs", lambda row: f"message between {row['pairs']} pairs", lambda row: row["cpu_seconds"] / row["delivered"] * 1e6, "us CPU"),
    ("offline", lambda row: f"message that waits: {row['step']}", lambda row: row["cpu_seconds"] / row["messages"] * 1e6, "us CPU"),
    ("broadcast", lambda row: f"copy of a broadcast to {row['recipients']}", lambda row: row["cpu_seconds"] / row["delivered"] * 1e6, "us CPU"),
    ("rooms", lambda row: f"copy in a room of {row['occupants']}", lambda row: row["cpu_seconds"] / row["delivered"] * 1e6, "us CPU"),
    ("idle", lambda row: f"idle session of {row['sessions']}", lambda row: row["kib_per_session"], "KiB"),
)


def summary(rows):
    """Medians over the rounds with least and most, and as ratios to the reference (or, where it has none, to the first that has)."""
    for part, label, figure, unit in FIGURES:
        groups = {}
        for row in rows:
            if row["part"] != part:
                continue
            if "failed" in row or row.get("complete") is False:
                print(f"  {part}: {row['server']}: {row.get('failed') or 'incomplete: %d of %d arrived' % (row['delivered'], row.get('wanted', row['messages']))}")
                continue
            groups.setdefault(label(row), {}).setdefault(row["server"], []).append(figure(row))
        for name, servers in groups.items():
            base_name = "reference" if "reference" in servers else next(iter(servers))
            base = statistics.median(servers[base_name])
            for server, values in servers.items():
                median = statistics.median(values)
                ratio = f"{median / base:6.2f} x {base_name}" if base > 0 and median > 0 else "too little to be measured"
                print(f"  {name:32} {server:18} {median:9.1f} {unit} ({min(values):.1f} to {max(values):.1f})  {ratio}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=PARTS, help=f"of {', '.join(PARTS)} (default: all)")
    parser.add_argument("--servers", nargs="+", help="only these")
    parser.add_argument("--rounds", type=int, default=3, help="each with servers started anew, in turn the other way round")
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--messages", type=int, default=10000, help="between all pairs together")
    parser.add_argument("--rate", type=float, default=1000, help="messages a second that are meant to leave (of a room: copies)")
    parser.add_argument("--offline-users", type=int, default=10)
    parser.add_argument("--offline-messages", type=int, default=500, help="for each of these users")
    parser.add_argument("--idle", type=int, nargs="+", default=[200], help="numbers of idle sessions; 2000 9000 for the record")
    parser.add_argument("--recipients", type=int, default=256, help="of a broadcast")
    parser.add_argument("--broadcast-copies", type=int, default=10000, help="broadcasts times recipients")
    parser.add_argument("--occupants", type=int, nargs="+", default=[10, 100], help="sizes of rooms; 10 256 1024 for the record")
    parser.add_argument("--room-copies", type=int, default=20000, help="messages times occupants, for each size")
    parser.add_argument("--patience", type=float, default=120, help="seconds to wait for what has not arrived; what is missing then is said")
    parser.add_argument("--raw", type=pathlib.Path, default=pathlib.Path("side_by_side.json"), help="where all figures go")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"unknown parts: {', '.join(sorted(unknown))}")
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    if max(options.idle) + 100 > files or max(options.idle) > 9500:
        parser.error("more idle sessions than there may be open files or connections")
    bench = Bench(options)
    machine = peers.machine()
    try:
        asyncio.run(bench.run())
    finally:
        settings = {key: value for key, value in vars(options).items() if key != "raw"}
        options.raw.write_text(json.dumps({"machine": machine, "options": settings, "rows": bench.rows}, indent=1) + "\n")
    print(f"medians of {options.rounds} rounds (least to most); CPU time of the server's process, user and system; load before: {machine['load'][0]:.1f}")
    for server in peers.side_by_side():
        print(f"  {server.name:18} {server.durability}")
    summary(bench.rows)
    print(f"raw figures: {options.raw}")


if __name__ == "__main__":
    main()
