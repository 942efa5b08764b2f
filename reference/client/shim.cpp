#include "reference/client/shim.hpp"

#include <utility>

#include "reference/base/endpoint.hpp"
#include "reference/client/shim_files.hpp"
#include "reference/client/shim_groups.hpp"
#include "reference/client/shim_json.hpp"

namespace assay::client {
namespace {

std::string written(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string failure(std::string_view command, std::string_view condition, std::string_view text) {
  return written({{"event", "failed"}, {"do", command}, {"condition", condition}, {"text", text}});
}

Endpoint endpoint_of(const std::string& text) {
  const auto endpoint = parse_endpoint(text);
  if (!endpoint || endpoint->port == 0) throw BadRequest{"\"server\" is no ADDRESS:PORT with a port from 1 to 65535"};
  return *endpoint;
}

stream::ClientTls tls_of(const std::string& text) {
  if (text == "starttls") return stream::ClientTls::StartTls;
  if (text == "direct") return stream::ClientTls::Direct;
  if (text == "none") return stream::ClientTls::None;
  throw BadRequest{"\"tls\" is none of starttls, direct, none"};
}

KeepAlive keep_alive_of(const std::string& text) {
  if (text == "off") return KeepAlive::Off;
  if (text == "foreground") return KeepAlive::Foreground;
  if (text == "background") return KeepAlive::Background;
  throw BadRequest{"\"keep-alive\" is none of off, foreground, background"};
}

Config config_of(const Json& line, Config config) {
  config.server = endpoint_of(text_of(line, "server"));
  config.domain = text_of(line, "domain");
  config.tls = tls_of(text_or(line, "tls", "starttls"));
  if (line.contains("keep-alive")) config.keep_alive = keep_alive_of(text_of(line, "keep-alive"));
  return config;
}

SetContactSettings settings_of(const Json& line) {
  SetContactSettings settings;
  if (line.contains("discoverable")) settings.discoverable = text_of(line, "discoverable");
  settings.join_notices = truth_of(line, "join-notices");
  return settings;
}

Match match_of(const Json& line) {
  Match match;
  match.region = text_or(line, "region", "");
  match.delta = text_or(line, "mode", "delta") != "full";
  match.numbers = texts_of(line, "numbers", true);
  return match;
}

// What is said about messages, and to many.
bool perform_on_messages(Client& client, const std::string& what, const Json& line, const Now& now) {
  if (what == "edit") {
    client.perform(EditMessage{text_of(line, "to"), text_of(line, "ref"), text_of(line, "body"), text_or(line, "id", "")}, now);
  } else if (what == "revoke") {
    client.perform(RevokeMessage{text_of(line, "to"), text_of(line, "ref"), text_or(line, "id", "")}, now);
  } else if (what == "react") {
    client.perform(React{text_of(line, "to"), text_of(line, "ref"), text_of(line, "reaction"), text_or(line, "id", "")}, now);
  } else if (what == "read" || what == "played") {
    client.perform(MarkRead{text_of(line, "from"), text_of(line, "id"), what == "played"}, now);
  } else if (what == "read-receipts") {
    client.perform(SetReadReceipts{truth_of(line, "on").value_or(true)}, now);
  } else if (what == "activity") {
    client.perform(TellActivity{text_of(line, "to"), text_of(line, "activity")}, now);
  } else if (what == "broadcast") {
    client.perform(SendBroadcast{texts_of(line, "to", true), text_of(line, "body"), text_or(line, "id", "")}, now);
  } else if (what == "broadcast-edit") {
    client.perform(EditBroadcast{text_of(line, "ref"), text_of(line, "body"), text_or(line, "id", "")}, now);
  } else if (what == "broadcast-revoke") {
    client.perform(RevokeBroadcast{text_of(line, "ref"), text_or(line, "id", "")}, now);
  } else {
    return false;
  }
  return true;
}

/// False if there is no such command.
bool perform(Client& client, const std::string& what, const Json& line, const Now& now) {
  if (what == "register") {
    const bool voice = text_or(line, "method", "sms") == "voice";
    client.register_number({text_of(line, "number"), voice ? CodeMethod::Voice : CodeMethod::Sms}, now);
  } else if (what == "verify") {
    client.perform(Verify{text_of(line, "code"), text_or(line, "pin", "")}, now);
  } else if (what == "pin") {
    client.perform(SetPin{text_of(line, "pin")}, now);
  } else if (what == "unregister") {
    client.perform(Unregister{}, now);
  } else if (what == "number") {
    client.perform(ChangeNumber{text_of(line, "number"), text_or(line, "tell", "no") == "yes"}, now);
  } else if (what == "login") {
    client.connect(now);
  } else if (what == "logout") {
    client.disconnect(now);
  } else if (what == "match") {
    client.match(match_of(line), now);
  } else if (what == "edit-contacts") {
    client.perform(EditContacts{texts_of(line, "added", false), texts_of(line, "removed", false)}, now);
  } else if (what == "consent") {
    client.allow_upload(truth_of(line, "given").value_or(true), now);
  } else if (what == "contact-settings") {
    client.perform(settings_of(line), now);
  } else if (what == "send") {
    client.send({text_of(line, "to"), text_of(line, "body"), text_or(line, "id", "")}, now);
  } else if (what == "encrypt") {
    const std::string policy = text_or(line, "changed-keys", "warn");
    if (policy != "warn" && policy != "block") throw BadRequest{"\"changed-keys\" is none of warn, block"};
    client.perform(SetEncryption{truth_of(line, "on").value_or(true), policy == "block"}, now);
  } else if (what == "trust") {
    client.perform(TrustKeys{text_of(line, "jid")}, now);
  } else if (what == "allow-clear") {
    client.perform(AllowClear{text_of(line, "jid")}, now);
  } else if (what == "keys") {
    client.perform(AskKeys{text_of(line, "jid")}, now);
  } else if (what == "key-log") {
    client.perform(AskKeyLog{truth_of(line, "anew").value_or(false)}, now);
  } else if (what == "block") {
    client.perform(Block{text_of(line, "jid")}, now);
  } else if (what == "unblock") {
    client.perform(Unblock{text_of(line, "jid")}, now);
  } else if (what == "blocked") {
    client.perform(AskBlocked{}, now);
  } else if (what == "companion") {
    client.perform(BecomeCompanion{}, now);
  } else if (what == "link") {
    client.perform(LinkDevice{text_of(line, "key"), text_of(line, "name")}, now);
  } else if (what == "devices") {
    client.perform(ListDevices{}, now);
  } else if (what == "unlink") {
    client.perform(UnlinkDevice{text_of(line, "device")}, now);
  } else if (what == "last-seen") {
    client.perform(AskLastSeen{text_of(line, "jid")}, now);
  } else if (what == "last-seen-for") {
    client.perform(SetLastSeen{text_of(line, "audience")}, now);
  } else if (what == "push") {
    client.perform(EnablePush{text_of(line, "service"), text_of(line, "node"), text_or(line, "secret", "")}, now);
  } else if (what == "no-push") {
    client.perform(DisablePush{text_of(line, "service")}, now);
  } else if (what == "sync") {
    client.sync(text_of(line, "tag"), now);
  } else if (auto about_file = file_command_of(what, line)) {
    client.perform(*about_file, now);
  } else if (auto of_group = group_command_of(what, line)) {
    client.perform(Command{*std::move(of_group)}, now);
  } else {
    return perform_on_messages(client, what, line, now);
  }
  return true;
}

const char* name_of(ContactStatus status) {
  switch (status) {
    case ContactStatus::In: return "in";
    case ContactStatus::Out: return "out";
    case ContactStatus::Invalid: return "invalid";
  }
  return "invalid";
}

Json contacts_of(const Contacts& event) {
  Json contacts = Json::array();
  for (const Contact& contact : event.contacts) {
    Json entry{{"number", contact.number}, {"status", name_of(contact.status)}};
    if (!contact.jid.empty()) entry["jid"] = contact.jid;
    contacts.push_back(std::move(entry));
  }
  return {{"event", "contacts"}, {"contacts", std::move(contacts)}};
}

Json devices_of(const Devices& event) {
  Json devices = Json::array();
  for (const Device& device : event.devices) {
    devices.push_back({{"id", device.id}, {"name", device.name}, {"active", device.active}, {"self", device.self}});
  }
  return {{"event", "devices"}, {"devices", std::move(devices)}};
}

Json broadcast_of(const BroadcastAccepted& event) {
  Json messages = Json::array();
  for (const auto& message : event.messages) messages.push_back({{"to", message.to}, {"id", message.id}});
  Json refused = Json::array();
  for (const auto& one : event.refused) refused.push_back({{"to", one.to}, {"reason", one.reason}});
  Json json{{"event", "broadcast-accepted"}, {"id", event.id}, {"messages", std::move(messages)}, {"refused", std::move(refused)}};
  json["waiting"] = event.waiting;
  if (!event.ref.empty()) json["ref"] = event.ref;
  return json;
}

/// What was said in a group says so.
Json in_group(Json json, const std::string& group) {
  if (!group.empty()) json["group"] = group;
  return json;
}

Json failed_of(const Failed& event) {
  Json json{{"event", "failed"}, {"do", event.command}, {"condition", event.condition}, {"text", event.text}};
  if (!event.id.empty()) json["id"] = event.id;
  if (event.retry_after) json["retry-after"] = std::chrono::ceil<std::chrono::seconds>(*event.retry_after).count();
  return json;
}

/// Null for what the suite does not ask about.
Json json_of(const Event& event) {
  return std::visit(
      overloaded{
          [](const CodeRequested&) {
            return Json{{"event", "code-requested"}};
          },
          [](const Registered& e) {
            return Json{{"event", "registered"}, {"jid", e.jid}};
          },
          [](const Online& e) {
            return Json{{"event", "online"}, {"jid", e.jid}};
          },
          [](const Offline& e) {
            return Json{{"event", "offline"}, {"reason", stream::name(e.reason)}};
          },
          [](const Contacts& e) { return contacts_of(e); },
          [](const ConsentNeeded&) {
            return Json{{"event", "consent-needed"}};
          },
          [](const ContactChanged& e) {
            return Json{{"event", "contact-changed"}, {"jid", e.jid}, {"status", name_of(e.status)}};
          },
          [](const ContactJoined& e) {
            return Json{{"event", "contact-joined"}, {"jid", e.jid}};
          },
          [](const ContactSettings& e) {
            return Json{{"event", "contact-settings"}, {"discoverable", e.discoverable}, {"join-notices", e.join_notices}};
          },
          [](const Accepted& e) {
            return Json{{"event", "accepted"}, {"id", e.id}};
          },
          [](const Delivered& e) {
            return Json{{"event", "delivered"}, {"id", e.id}, {"from", e.from}};
          },
          [](const Read& e) {
            return Json{{"event", "read"}, {"id", e.id}, {"from", e.from}};
          },
          [](const Played& e) {
            return Json{{"event", "played"}, {"id", e.id}, {"from", e.from}};
          },
          [](const ReadElsewhere& e) {
            return Json{{"event", "read-elsewhere"}, {"with", e.with}, {"id", e.id}};
          },
          [](const Edited& e) {
            return in_group(Json{{"event", "edited"}, {"from", e.from}, {"id", e.id}, {"body", e.body}}, e.group);
          },
          [](const Revoked& e) {
            return in_group(Json{{"event", "revoked"}, {"from", e.from}, {"id", e.id}}, e.group);
          },
          [](const Reacted& e) {
            return in_group(Json{{"event", "reacted"}, {"from", e.from}, {"id", e.id}, {"reactions", e.reactions}}, e.group);
          },
          [](const Activity& e) {
            return Json{{"event", "activity"}, {"from", e.from}, {"activity", e.activity}};
          },
          [](const LastSeen& e) {
            return Json{{"event", "last-seen"}, {"jid", e.jid}, {"seconds", e.ago.count()}};
          },
          [](const BroadcastAccepted& e) { return broadcast_of(e); },
          [](const SentElsewhere& e) {
            return with_file(Json{{"event", "sent"}, {"to", e.to}, {"id", e.id}, {"body", e.body}}, e.file);
          },
          [](const MessageReceived& e) {
            Json json{{"event", "message"}, {"from", e.from},       {"id", e.id},
                      {"body", e.body},     {"delayed", e.delayed}, {"privacy", name_of(e.privacy)}};
            return with_file(std::move(json), e.file);
          },
          [](const FileProgress& e) { return client::json_of(e); },
          [](const FileFetched& e) { return client::json_of(e); },
          [](const FileGone& e) { return client::json_of(e); },
          [](const Unreadable& e) {
            return Json{{"event", "unreadable"}, {"from", e.from}, {"id", e.id}, {"reason", e.reason}, {"asked-again", e.asked_again}};
          },
          [](const KeysChanged& e) {
            return Json{{"event", "keys-changed"}, {"jid", e.jid},         {"identity", e.identity},
                        {"added", e.added},        {"removed", e.removed}, {"waits", e.waits}};
          },
          [](const KeysRefused& e) {
            return Json{{"event", "keys-refused"}, {"jid", e.jid}, {"reason", e.reason}};
          },
          [](const LastResortUsed& e) {
            return Json{{"event", "last-resort"}, {"jid", e.jid}, {"device", e.device}, {"by-us", e.by_us}};
          },
          [](const ClearAsked& e) {
            return Json{{"event", "clear-asked"}, {"jid", e.jid}};
          },
          [](const AccountKeys& e) {
            return Json{{"event", "keys"}, {"jid", e.jid}, {"devices", e.devices}, {"digits", e.digits}, {"qr", e.qr}};
          },
          [](const KeyLogFault& e) {
            return Json{{"event", "key-log-fault"}, {"jid", e.jid}, {"reason", e.reason}};
          },
          [](const KeyLogHead& e) {
            return Json{{"event", "key-log"}, {"size", e.size}, {"digits", e.digits}, {"key", base64(e.key)}, {"root", base64(e.root)}};
          },
          [](const IdentityChanged& e) {
            return Json{{"event", "identity-changed"}, {"jid", e.jid}};
          },
          [](const ContactMoved& e) {
            return Json{{"event", "contact-moved"}, {"jid", e.jid}, {"to", e.new_jid}};
          },
          [](const Blocked& e) {
            return Json{{"event", "blocked"}, {"jids", e.jids}};
          },
          [](const CompanionKey& e) {
            return Json{{"event", "companion-key"}, {"key", e.key}};
          },
          [](const Linked& e) {
            return Json{{"event", "linked"}, {"device", e.device}};
          },
          [](const Devices& e) { return devices_of(e); },
          [](const DeviceChanged& e) {
            return Json{{"event", "device-changed"}, {"device", e.device}, {"what", e.what}, {"name", e.name}};
          },
          [](const GroupEvent& e) { return client::json_of(e); },
          [](const Done& e) {
            return Json{{"event", "done"}, {"do", e.command}};
          },
          [](const Failed& e) { return failed_of(e); },
          [](const Synced& e) {
            return Json{{"event", "synced"}, {"tag", e.tag}};
          },
          [](const auto&) { return Json(); },
      },
      event);
}

}  // namespace

void Shim::line(std::string_view text, const Now& now) {
  if (text.size() > kShimLineOctets) return lines_.push_back(failure("", "bad-request", "the line is too long"));
  const Json line = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!line.is_object()) return lines_.push_back(failure("", "bad-request", "the line is not a JSON object"));
  const auto found = line.find("do");
  if (found == line.end() || !found->is_string()) return lines_.push_back(failure("", "bad-request", "the line has no \"do\""));
  const std::string what = found->get<std::string>();
  try {
    if (what == "use") {
      Config config = config_of(line, client_.config());
      std::string trust = text_or(line, "trust", "system");
      if (!client_.is_idle()) throw BadRequest{"the client is connected"};
      client_.configure(std::move(config));
      trust_ = std::move(trust);
    } else if (!trust_) {
      throw BadRequest{"\"use\" must come first"};
    } else if (!perform(client_, what, line, now)) {
      lines_.push_back(written({{"event", "unsupported"}, {"do", what}}));
    }
  } catch (const BadRequest& bad) {
    lines_.push_back(failure(what, "bad-request", bad.what));
  }
}

std::optional<std::string> Shim::next_line() {
  while (lines_.empty()) {
    const auto event = client_.next_event();
    if (!event) return std::nullopt;
    const Json json = json_of(*event);
    if (!json.is_null()) lines_.push_back(written(json));
  }
  std::string line = std::move(lines_.front());
  lines_.pop_front();
  return line;
}

}  // namespace assay::client
