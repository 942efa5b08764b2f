#!/usr/bin/python3
"""X3DH, the double ratchet and payloads of ours against python3-twomemo (on python3-doubleratchet and python3-x3dh), which none of us
wrote, both ways: who begins, a thousand messages with loss and reordering, replays, bounds."""

import asyncio
import importlib.util
import os
import random
import subprocess
import sys
import unittest

HERE = importlib.util.find_spec("twomemo") is not None
if HERE:
    import doubleratchet
    import omemo.storage
    import twomemo
    import twomemo.twomemo as t
    import x3dh
    from omemo.backend import DecryptionFailed, KeyExchangeFailed

ME, THEM = "them@example.org", 2


if HERE:

    class Memory(omemo.storage.Storage):
        def __init__(self):
            super().__init__(True)
            self.values = {}

        async def _load(self, key):
            return omemo.storage.Just(self.values[key]) if key in self.values else omemo.storage.Nothing()

        async def _store(self, key, value):
            self.values[key] = value

        async def _delete(self, key):
            self.values.pop(key, None)


class Ours:
    """The line-driven device (lines_main.cpp)."""

    def __init__(self, seed):
        self.process = subprocess.Popen([os.environ["E2E_LINES"], str(seed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *words):
        self.process.stdin.write(" ".join(str(word) for word in words) + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().split()

    def bundle(self):
        identity, spk_id, spk, signature, pk_id, pk = self.ask("keys")
        pre_key = bytes.fromhex(pk)
        return t.BundleImpl(ME, THEM, x3dh.Bundle(bytes.fromhex(identity), bytes.fromhex(spk), bytes.fromhex(signature), frozenset([pre_key])),
                            int(spk_id), {pre_key: int(pk_id)})

    def begin(self, bundle):
        pre_key, pk_id = sorted(bundle.pre_key_ids.items(), key=lambda item: item[1])[0]
        inner = bundle.bundle
        return self.ask("begin", inner.identity_key.hex(), bundle.signed_pre_key_id, inner.signed_pre_key.hex(),
                        inner.signed_pre_key_sig.hex(), pk_id, pre_key.hex())

    def encrypt(self, plaintext):
        exchange, octets = self.ask("encrypt", plaintext.hex())
        return exchange == "1", bytes.fromhex(octets)

    def decrypt(self, exchange, octets):
        answer = self.ask("decrypt", int(exchange), octets.hex())
        if answer[0] == "fault":
            return answer[1]
        return bytes.fromhex(answer[0])

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Theirs:
    """A device of twomemo's."""

    def __init__(self):
        self.backend = t.Twomemo(Memory())
        self.session = None
        self.established = False

    async def bundle(self):
        await self.backend.generate_pre_keys(20)
        return await self.backend.get_bundle(ME, THEM)

    async def begin(self, bundle, material):
        self.session, encrypted = await self.backend.build_session_active(ME, THEM, bundle, material)
        return True, self.session.key_exchange.serialize(encrypted.serialize())

    async def encrypt(self, material):
        encrypted = (await self.backend.encrypt_key_material(self.session, material)).serialize()
        if self.session.confirmed or self.session.initiation is omemo.session.Initiation.PASSIVE:
            return False, encrypted
        return True, self.session.key_exchange.serialize(encrypted)

    async def decrypt(self, exchange, octets):
        if exchange:
            key_exchange, octets = t.KeyExchangeImpl.parse(octets)
        encrypted = t.EncryptedKeyMaterialImpl.parse(octets, ME, THEM)
        if exchange and (self.session is None or not self.session.key_exchange.builds_same_session(key_exchange)):
            self.session, material = await self.backend.build_session_passive(ME, THEM, key_exchange, encrypted)
            return material
        return await self.backend.decrypt_key_material(self.session, encrypted)


def material_of(octets):
    return t.PlainKeyMaterialImpl(octets[:32], octets[32:])


def octets_of(material):
    return material.key + material.auth_tag


@unittest.skipUnless(HERE, "python3-twomemo is not installed")
class Twomemo(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.ours = Ours(7)
        self.addCleanup(self.ours.close)
        self.theirs = Theirs()
        self.dice = random.Random(7)

    async def asyncSetUp(self):
        asyncio.get_running_loop().set_debug(False)  # unittest turns it on, and it reports every slow task

    async def begun_by_us(self):
        self.assertEqual(self.ours.begin(await self.theirs.bundle()), ["ok"])
        await self.to_them()
        await self.to_us()

    async def begun_by_them(self):
        material = self.fresh()
        message = await self.theirs.begin(self.ours.bundle(), material_of(material))
        self.assertEqual(self.ours.decrypt(*message), material)
        await self.to_them()

    def fresh(self):
        return self.dice.randbytes(48)

    async def to_them(self):
        material = self.fresh()
        self.assertEqual(octets_of(await self.theirs.decrypt(*self.ours.encrypt(material))), material)

    async def to_us(self):
        material = self.fresh()
        self.assertEqual(self.ours.decrypt(*await self.theirs.encrypt(material_of(material))), material)

    async def test_set_up_by_us(self):
        await self.begun_by_us()
        exchange, _ = self.ours.encrypt(self.fresh())
        self.assertFalse(exchange)  # it was answered

    async def test_set_up_by_them(self):
        await self.begun_by_them()

    async def test_the_first_message_is_lost(self):
        self.assertEqual(self.ours.begin(await self.theirs.bundle()), ["ok"])
        first = self.ours.encrypt(self.fresh())
        material = self.fresh()
        self.assertEqual(octets_of(await self.theirs.decrypt(*self.ours.encrypt(material))), material)
        await self.theirs.decrypt(*first)
        await self.to_us()

    async def conversation(self, count):
        """A message is lost once in ten, and waits up to thirty places for its turn once in three."""
        waiting, sent, lost = [], 0, 0
        while sent < count or waiting:
            ready = [entry for entry in waiting if entry[0] <= sent or sent >= count]
            for entry in ready:
                waiting.remove(entry)
                _, to_us, message, material = entry
                if to_us:
                    self.assertEqual(self.ours.decrypt(*message), material)
                else:
                    self.assertEqual(octets_of(await self.theirs.decrypt(*message)), material)
                if self.dice.random() < 0.05:
                    if to_us:
                        self.assertIn(self.ours.decrypt(*message), ("replayed", "not-authentic"))
                    else:
                        with self.assertRaises((DecryptionFailed, KeyExchangeFailed)):
                            await self.theirs.decrypt(*message)
                if self.dice.random() < 0.02:
                    self.assertEqual(self.ours.ask("store"), ["ok"])
            if sent >= count:
                continue
            sent += 1
            to_us = self.dice.random() < 0.5
            material = self.fresh()
            message = await self.theirs.encrypt(material_of(material)) if to_us else self.ours.encrypt(material)
            if self.dice.random() < 0.1:
                lost += 1
                continue
            delay = self.dice.randrange(1, 30) if self.dice.random() < 0.33 else 0
            waiting.append((sent + delay, to_us, message, material))
        print(f"{count} messages, {lost} lost", file=sys.stderr)

    async def test_a_thousand_messages_begun_by_us(self):
        await self.begun_by_us()
        await self.conversation(1000)

    async def test_a_thousand_messages_begun_by_them(self):
        await self.begun_by_them()
        await self.conversation(1000)

    async def test_a_thousand_skipped_keys_and_no_more(self):
        await self.begun_by_them()
        bound = int(self.ours.ask("skipped-bound")[0])
        messages = [await self.theirs.encrypt(material_of(self.fresh())) for _ in range(bound + 2)]
        self.assertEqual(self.ours.decrypt(*messages[bound + 1]), "too-far-ahead")
        self.assertIsInstance(self.ours.decrypt(*messages[bound]), bytes)
        self.assertIsInstance(self.ours.decrypt(*messages[0]), bytes)
        self.assertIsInstance(self.ours.decrypt(*messages[bound + 1]), bytes)

    async def test_payloads_both_ways(self):
        for size in (0, 1, 15, 16, 17, 512, 5000):
            text = self.dice.randbytes(size)
            content, material = await self.theirs.backend.encrypt_plaintext(text)
            opened = self.ours.ask("open", content.ciphertext.hex(), octets_of(material).hex())[0]
            self.assertEqual(b"" if opened == "-" else bytes.fromhex(opened), text)
            ciphertext, material = self.ours.ask("seal", text.hex() or "-")
            content = t.ContentImpl(bytes.fromhex(ciphertext))
            self.assertEqual(await self.theirs.backend.decrypt_plaintext(content, material_of(bytes.fromhex(material))), text)

    async def test_empty_messages(self):
        await self.begun_by_them()
        _, material = await self.theirs.backend.encrypt_empty()
        self.assertEqual(self.ours.decrypt(*await self.theirs.encrypt(material)), bytes(32))
        received = await self.theirs.decrypt(*self.ours.encrypt(bytes(32)))
        self.assertEqual((received.key, received.auth_tag), (bytes(32), b""))

    async def test_a_bundle_with_a_wrong_signature(self):
        bundle = await self.theirs.bundle()
        inner = bundle.bundle._replace(signed_pre_key_sig=bytes(64))
        self.assertEqual(self.ours.begin(t.BundleImpl(ME, THEM, inner, bundle.signed_pre_key_id, bundle.pre_key_ids)), ["fault", "bad-signature"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
