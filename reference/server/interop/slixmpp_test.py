#!/usr/bin/python3
"""slixmpp, an XMPP client that none of us wrote, logs in to the reference server with a number and its token and chats both ways."""

import asyncio
import pathlib
import ssl
import sys
import unittest

import slixmpp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "conformance/cli/testing"))
import assay  # noqa: E402

NUMBERS = ("+12025550111", "+12025550112")


class Client(slixmpp.ClientXMPP):
    def __init__(self, jid, token, certificate):
        super().__init__(jid, token)
        self.ca_certs = certificate
        self.online = asyncio.Event()
        self.messages = asyncio.Queue()
        self.add_event_handler("session_start", self.started)
        self.add_event_handler("message", lambda message: self.messages.put_nowait((message["from"].bare, message["body"])))

    async def started(self, _):
        await self.get_roster()
        self.send_presence()
        await self.plugin["xep_0199"].ping() if "xep_0199" in self.plugin else None
        self.online.set()


async def chat(server, accounts, direct_tls):
    clients = [Client(jid, token, server.ready["certificate"]) for jid, token in accounts]
    for client in clients:
        client.register_plugin("xep_0199")
        client.enable_starttls = not direct_tls
        client.enable_direct_tls = direct_tls
        client.connect(address=server.address("c2s-tls" if direct_tls else "c2s"), use_ssl=direct_tls, force_starttls=not direct_tls)
    await asyncio.gather(*(asyncio.wait_for(client.online.wait(), assay.PATIENCE) for client in clients))
    one, two = clients
    one.send_message(mto=accounts[1][0], mbody="hello \u2713 <&>", mtype="chat")
    first = await asyncio.wait_for(two.messages.get(), assay.PATIENCE)
    two.send_message(mto=accounts[0][0], mbody="hello back", mtype="chat")
    second = await asyncio.wait_for(one.messages.get(), assay.PATIENCE)
    for client in clients:
        await client.disconnect()
    return first, second


class Slixmpp(unittest.TestCase):
    def test_chats_both_ways_over_starttls_and_direct_tls(self):
        with assay.Server() as server:
            accounts = [assay.account(server, number) for number in NUMBERS]
            for direct_tls in (False, True):
                with self.subTest(direct_tls=direct_tls):
                    first, second = asyncio.get_event_loop().run_until_complete(chat(server, accounts, direct_tls))
                    self.assertEqual(first, (accounts[0][0], "hello \u2713 <&>"))
                    self.assertEqual(second, (accounts[1][0], "hello back"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
