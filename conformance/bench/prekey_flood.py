#!/usr/bin/python3
"""Whether one client that asks for 2,000 prekey bundles a second slows down the others (ENC-06): their messages and their own bundles, calm and under the flood in turn. See README.md."""

import argparse
import asyncio
import base64
import json
import os
import pathlib
import re
import statistics
import time

import nacl.signing

import driver
import peers

KEYS = "urn:cxmpp:prekeys:1"
ANSWER = re.compile(r"<iq\b[^>]*\bid=[\"']bundle-(\w+)-(\d+)-([\d.]+)[\"'][^>]*>(.*?)</iq>", re.S)
DEVICE = 31415


def upload():
    """A device's keys: an identity that signs, and octets for the rest, which only their readers could tell from keys."""
    identity = nacl.signing.SigningKey.generate()
    signed = os.urandom(32)
    text = lambda octets: base64.b64encode(octets).decode()
    prekeys = "".join(f"<prekey id='{100 + index}'>{text(os.urandom(32))}</prekey>" for index in range(100))
    return (f"<iq type='set' id='keys'><upload xmlns='{KEYS}' device='{DEVICE}'><identity>{text(bytes(identity.verify_key))}</identity>"
            f"<signed id='1' signature='{text(identity.sign(signed).signature)}'>{text(signed)}</signed>"
            f"<last-resort id='2'>{text(os.urandom(32))}</last-resort>{prekeys}</upload></iq>")


class Asker(driver.Session):
    """Asks for bundles, and notes in the ledger of each run when its answer came and what it was."""

    def look(self):
        self.text = ANSWER.sub(self.answered, self.text)
        super().look()

    def answered(self, found):
        run, _, intended, payload = found.groups()
        if (ledger := self.ledgers.get(run)) is not None:
            kind = "refused" if "<error" in payload else "last resort" if "last-resort" in payload else "one-time"
            ledger.kinds[kind] = ledger.kinds.get(kind, 0) + 1
            ledger.note(float(intended))
        return ""

    def fetch(self, run, number, intended, whom):
        self.say(f"<iq type='set' id='bundle-{run}-{number}-{intended:.6f}' to='{whom}'><fetch xmlns='{KEYS}' device='{DEVICE}'/></iq>")


class Answers(driver.Ledger):
    def __init__(self, run, wanted):
        super().__init__(run, wanted)
        self.kinds = {}


def figures(ledger):
    cut = statistics.quantiles(ledger.latencies, n=100) if len(ledger.latencies) > 1 else [0.0] * 99
    return {"wanted": ledger.wanted, "came": len(ledger.latencies), "p50_ms": cut[49] * 1e3, "p99_ms": cut[98] * 1e3}


async def measure(options):
    peer = peers.ReferenceMemory() if options.memory else peers.Reference()
    rows, ledgers = [], {}
    try:
        count = options.pairs
        accounts = peer.accounts(3 * count + 1)
        gate = asyncio.Semaphore(driver.OPEN_AT_ONCE)
        talkers = await driver.open_all(peer, accounts[:2 * count], ledgers)
        askers = await asyncio.gather(*(Asker(peer, account, ledgers).open(gate) for account in accounts[2 * count:3 * count]))
        flooder = await Asker(peer, accounts[3 * count], ledgers).open(gate)
        for session in talkers:
            await session.ask(upload(), r"<stock\b")
        everybody = [*talkers, *askers]
        await asyncio.gather(*(session.ping() for session in everybody))
        for number in range(2 * options.rounds + 1):
            name = "warm" if number == 0 else "calm" if number % 2 else "flood"
            run, seconds = f"r{number}", options.seconds if number else 2
            ledgers[f"m{run}"] = messages = driver.Ledger(f"m{run}", int(options.messages * seconds))
            ledgers[f"b{run}"] = bundles = Answers(f"b{run}", int(options.bundles * seconds))
            ledgers[f"f{run}"] = flood = Answers(f"f{run}", int(options.flood * seconds) if name == "flood" else 0)

            def message(index, intended, run=run):
                pair = index % count
                talkers[2 * pair].say(f"<message type='chat' to='{talkers[2 * pair + 1].jid}' id='m{run}-{index}'>{driver.body(f'm{run}', index, intended)}</message>")

            def bundle(index, intended, run=run):
                askers[index % count].fetch(f"b{run}", index, intended, talkers[index % (2 * count)].jid)

            def one_of_many(index, intended, run=run):
                flooder.fetch(f"f{run}", index, intended, talkers[index % (2 * count)].jid)

            before = peer.cpu_seconds()
            await asyncio.gather(driver.at_rate(messages.wanted, options.messages, message), driver.at_rate(bundles.wanted, options.bundles, bundle),
                                 driver.at_rate(flood.wanted, options.flood, one_of_many))
            complete = [await ledger.filled(options.patience) for ledger in (messages, bundles, flood)]
            row = {"round": number, "part": name, "complete": all(complete), "messages": figures(messages), "bundles": figures(bundles) | bundles.kinds,
                   "flood": figures(flood) | flood.kinds, "cpu_seconds": peer.cpu_seconds() - before, "seconds": seconds}
            print("  " + json.dumps(row), flush=True)
            rows.append(row)
            if flooder.failure:
                raise RuntimeError(f"the flooder's stream: {flooder.failure}")
        await driver.close_all([*everybody, flooder])
    finally:
        peer.stop()
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="each calm, then under the flood")
    parser.add_argument("--seconds", type=float, default=5, help="of each")
    parser.add_argument("--flood", type=float, default=2000, help="bundles that one client asks for in a second, open loop")
    parser.add_argument("--messages", type=float, default=100, help="that the others write in a second")
    parser.add_argument("--bundles", type=float, default=20, help="that the others ask for in a second")
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--memory", action="store_true", help="without a disk")
    parser.add_argument("--patience", type=float, default=60)
    parser.add_argument("--raw", type=pathlib.Path, default=pathlib.Path("prekey_flood.json"), help="where all figures go")
    options = parser.parse_args()
    machine = peers.machine()
    rows = asyncio.run(measure(options))
    options.raw.write_text(json.dumps({"machine": machine, "rows": rows}, indent=1) + "\n")
    for kind in ("messages", "bundles"):
        for figure in ("p50_ms", "p99_ms"):
            calm, flood = (statistics.median(row[kind][figure] for row in rows if row["part"] == part) for part in ("calm", "flood"))
            print(f"  others' {kind:9} {figure[:3]}: calm {calm:7.2f} ms, under {options.flood:.0f} a second {flood:7.2f} ms: {flood / calm:5.2f} times")
    print(f"medians of {options.rounds} rounds; load before: {machine['load'][0]:.1f}; raw figures: {options.raw}")


if __name__ == "__main__":
    main()
