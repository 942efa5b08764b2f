#!/usr/bin/python3
"""A client made of slixmpp, driven by lines (ordinary_client.py)."""

import asyncio
import logging
import sys

logging.getLogger("slixmpp.stringprep").setLevel(logging.ERROR)  # it says that it is slow
import slixmpp  # noqa: E402

HOST, PORT, TLS, CERTIFICATE, JID, TOKEN = sys.argv[1:]


def say(line):
    print(line, flush=True)


class Client(slixmpp.ClientXMPP):
    def __init__(self):
        super().__init__(JID, TOKEN)
        self.ca_certs = CERTIFICATE
        self.register_plugin("xep_0199")
        self.register_plugin("xep_0203")
        self.add_event_handler("session_start", self.started)
        self.add_event_handler("message", self.heard)
        self.add_event_handler("failed_auth", lambda _: sys.exit("not authorized"))

    async def started(self, _):
        await self.get_roster()
        self.send_presence()
        await self.plugin["xep_0199"].ping()
        say("online")

    def heard(self, message):
        stamp = message["delay"].xml.get("stamp") if message.get_plugin("delay", check=True) else "-"
        say(f"message {message['from'].bare} {stamp} {message['body']}")

    async def obey(self):
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := (await reader.readline()).decode().rstrip("\n"):
            verb, *rest = line.split(" ", 2)
            if verb == "send":
                self.send_message(mto=rest[0], mbody=rest[1], mtype="chat")
            elif verb == "sync":
                await self.plugin["xep_0199"].ping()
                say("synced")
            else:
                break
        await self.disconnect()


async def main():
    client = Client()
    direct = TLS == "direct"
    client.enable_starttls = not direct
    client.enable_direct_tls = direct
    client.connect(address=(HOST, int(PORT)), use_ssl=direct, force_starttls=not direct)
    await client.obey()
    # slixmpp leaves a task of its own behind.
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


asyncio.get_event_loop().run_until_complete(main())
