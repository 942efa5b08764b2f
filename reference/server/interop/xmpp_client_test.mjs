// @xmpp/client, which none of us wrote, logs in to the reference server with a number and its token and chats both ways.
// Usage: xmpp_client_test.mjs SERVICE DOMAIN LOCALPART TOKEN LOCALPART TOKEN (xmpp_client_test.py starts it).

import { client, xml } from "@xmpp/client";

const [service, domain, ...rest] = process.argv.slice(2);
const accounts = [
  { username: rest[0], password: rest[1] },
  { username: rest[2], password: rest[3] },
];

function start({ username, password }) {
  const one = client({ service, domain, username, password });
  one.inbox = [];
  one.waiting = [];
  one.on("error", (error) => {
    console.error(username, error);
    process.exit(1);
  });
  one.on("stanza", (stanza) => {
    if (!stanza.is("message") || !stanza.getChild("body")) return;
    const message = { from: stanza.attrs.from.split("/")[0], body: stanza.getChildText("body") };
    const reader = one.waiting.shift();
    if (reader) reader(message);
    else one.inbox.push(message);
  });
  one.next = () => new Promise((resolve) => (one.inbox.length ? resolve(one.inbox.shift()) : one.waiting.push(resolve)));
  return one.start().then(async () => {
    await one.send(xml("presence"));
    // A round trip: the server has seen the presence.
    await one.iqCaller.request(xml("iq", { type: "get" }, xml("ping", "urn:xmpp:ping")));
    return one;
  });
}

function same(got, wanted) {
  if (JSON.stringify(got) !== JSON.stringify(wanted)) throw new Error(`wanted ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`);
}

const jid = (n) => `${accounts[n].username}@${domain}`;
const [one, two] = [await start(accounts[0]), await start(accounts[1])];
await one.send(xml("message", { to: jid(1), type: "chat" }, xml("body", {}, "hello \u2713 <&>")));
same(await two.next(), { from: jid(0), body: "hello \u2713 <&>" });
await two.send(xml("message", { to: jid(0), type: "chat" }, xml("body", {}, "hello back")));
same(await one.next(), { from: jid(1), body: "hello back" });
await one.stop();
await two.stop();
console.log("chatted both ways");
