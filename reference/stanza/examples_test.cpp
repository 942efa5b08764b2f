// The examples of the specification are test vectors: every stanza of ours in them is read by its type and written back as the same
// element.

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "reference/stanza/ack.hpp"
#include "reference/stanza/bind.hpp"
#include "reference/stanza/bind2.hpp"
#include "reference/stanza/broadcast.hpp"
#include "reference/stanza/carbons.hpp"
#include "reference/stanza/changes.hpp"
#include "reference/stanza/contacts.hpp"
#include "reference/stanza/delay.hpp"
#include "reference/stanza/device_list.hpp"
#include "reference/stanza/devices.hpp"
#include "reference/stanza/encrypted.hpp"
#include "reference/stanza/error.hpp"
#include "reference/stanza/fast.hpp"
#include "reference/stanza/group_change.hpp"
#include "reference/stanza/group_message.hpp"
#include "reference/stanza/group_sealed.hpp"
#include "reference/stanza/groups.hpp"
#include "reference/stanza/identity.hpp"
#include "reference/stanza/key_log.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/stanza/last_seen.hpp"
#include "reference/stanza/markers.hpp"
#include "reference/stanza/media.hpp"
#include "reference/stanza/number_change.hpp"
#include "reference/stanza/offline.hpp"
#include "reference/stanza/pin.hpp"
#include "reference/stanza/prekeys.hpp"
#include "reference/stanza/push.hpp"
#include "reference/stanza/receipts.hpp"
#include "reference/stanza/registration.hpp"
#include "reference/stanza/sasl2.hpp"
#include "reference/stanza/stanza_id.hpp"
#include "reference/stanza/stream_error.hpp"
#include "reference/stanza/stream_management.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"
#include "source_folder.hpp"

namespace assay::stanza {
namespace {

using Again = std::function<std::optional<xml::Element>(const xml::Element&)>;

template <class T>
Again as() {
  return [](const xml::Element& element) -> std::optional<xml::Element> {
    const auto parsed = T::parse(element);
    return parsed ? std::optional(parsed->write()) : std::nullopt;
  };
}

const std::map<xml::Name, Again>& types() {
  static const std::map<xml::Name, Again> table = {
      {{registration::kNs, "register"}, as<registration::Feature>()},
      {{registration::kNs, "request"}, as<registration::Request>()},
      {{registration::kNs, "requested"}, as<registration::Requested>()},
      {{registration::kNs, "verify"}, as<registration::Verify>()},
      {{registration::kNs, "registered"}, as<registration::Registered>()},
      {{pin::kNs, "set"}, as<pin::Set>()},
      {{media::kUploadNs, "request"}, as<media::Request>()},
      {{media::kUploadNs, "slot"}, as<media::Slot>()},
      {{media::kNs, "file"}, as<media::File>()},
      {{media::kNs, "again"}, as<media::Again>()},
      {{media::kNs, "there"}, as<media::There>()},
      {{push::kNs, "enable"}, as<push::Enable>()},
      {{push::kNs, "disable"}, as<push::Disable>()},
      {{number_change::kNs, "change"}, as<number_change::Change>()},
      {{identity::kNs, "changed"}, as<identity::Changed>()},
      {{identity::kNs, "moved"}, as<identity::Moved>()},
      {{contacts::kNs, "sync"}, as<contacts::Sync>()},
      {{contacts::kNs, "matches"}, as<contacts::Matches>()},
      {{contacts::kNs, "settings"}, as<contacts::Settings>()},
      {{contacts::kNs, "contact-joined"}, as<contacts::Joined>()},
      {{groups::kNs, "create"}, as<groups::Create>()},
      {{groups::kNs, "invited"}, as<groups::Invited>()},
      {{groups::kNs, "add"}, as<groups::Naming>()},
      {{groups::kNs, "remove"}, as<groups::Naming>()},
      {{groups::kNs, "promote"}, as<groups::Naming>()},
      {{groups::kNs, "demote"}, as<groups::Naming>()},
      {{groups::kNs, "approve"}, as<groups::Naming>()},
      {{groups::kNs, "reject"}, as<groups::Naming>()},
      {{groups::kNs, "vouch"}, as<groups::Naming>()},
      {{groups::kNs, "roll"}, as<groups::Roll>()},
      {{groups::kNs, "done"}, as<groups::Done>()},
      {{groups::kNs, "subject"}, as<groups::Text>()},
      {{groups::kNs, "description"}, as<groups::Text>()},
      {{groups::kNs, "settings"}, as<groups::Settings>()},
      {{groups::kNs, "group"}, as<groups::Info>()},
      {{groups::kNs, "groups"}, as<groups::List>()},
      {{groups::kNs, "changes"}, as<groups::Changes>()},
      {{groups::kNs, "change"}, as<groups::Change>()},
      {{groups::kNs, "link"}, as<groups::Link>()},
      {{groups::kNs, "join"}, as<groups::Join>()},
      {{groups::kNs, "joined"}, as<groups::Joined>()},
      {{groups::kNs, "requested"}, as<groups::Joined>()},
      {{groups::kNs, "requests"}, as<groups::Requests>()},
      {{groups::kNs, "asks"}, as<groups::Asks>()},
      {{groups::kNs, "rejected"}, as<groups::Rejected>()},
      {{groups::kNs, "recipients"}, as<groups::Recipients>()},
      {{groups::kNs, "order"}, as<groups::Order>()},
      {{groups::kNs, "mismatch"}, as<groups::Mismatch>()},
      {{groups::kNs, "awaited"}, as<groups::Awaited>()},
      {{groups::kNs, "receipt"}, as<groups::Receipt>()},
      {{groups::kNs, "receipts"}, as<groups::Receipts>()},
      {{groups::kNs, "privacy"}, as<groups::Privacy>()},
      {{prekeys::kNs, "upload"}, as<prekeys::Upload>()},
      {{prekeys::kNs, "stock"}, as<prekeys::Stock>()},
      {{prekeys::kNs, "fetch"}, as<prekeys::Fetch>()},
      {{prekeys::kNs, "bundle"}, as<prekeys::Bundle>()},
      {{prekeys::kNs, "low"}, as<prekeys::Low>()},
      {{device_list::kNs, "devices"}, as<device_list::Devices>()},
      {{key_log::kNs, "ask"}, as<key_log::Ask>()},
      {{key_log::kNs, "proof"}, as<key_log::Proof>()},
      {{encrypted::kNs, "encrypted"}, as<encrypted::Encrypted>()},
      {{"urn:cxmpp:e2e:1", "retry"}, as<encrypted::Retry>()},
      {{"urn:cxmpp:e2e:1", "device"}, as<encrypted::Introduction>()},
      {{"urn:cxmpp:e2e:1", "repair"}, as<encrypted::Repair>()},
      {{"urn:cxmpp:e2e:1", "sealed"}, as<group_sealed::Sealed>()},
      {{"urn:cxmpp:e2e:1", "key"}, as<group_sealed::SenderKey>()},
      {{offline::kNs, "summary"}, as<offline::Summary>()},
      {{offline::kNs, "end"}, as<offline::End>()},
      {{offline::kNs, "credit"}, as<offline::Credit>()},
      {{offline::kNs, "dirty"}, as<offline::Dirty>()},
      {{offline::kNs, "clean"}, as<offline::Clean>()},
      {{devices::kNs, "link"}, as<devices::Link>()},
      {{devices::kNs, "linked"}, as<devices::Linked>()},
      {{devices::kNs, "unlink"}, as<devices::Unlink>()},
      {{devices::kNs, "devices"}, as<devices::List>()},
      {{devices::kNs, "challenge"}, as<devices::Challenge>()},
      {{devices::kNs, "claim"}, as<devices::Claim>()},
      {{devices::kNs, "claimed"}, as<devices::Claimed>()},
      {{devices::kNs, "changed"}, as<devices::Changed>()},
      {{carbons::kNs, "sent"}, as<carbons::Copy>()},
      {{carbons::kNs, "received"}, as<carbons::Copy>()},
      {{receipts::kNs, "received"}, as<receipts::Received>()},
      {{kMessageNs, "kind"}, as<Kind>()},
      {{markers::kNs, "displayed"}, as<markers::Displayed>()},
      {{kMessageNs, "played"}, as<markers::Played>()},
      {{kMessageNs, "read"}, as<markers::ReadHere>()},
      {{last_seen::kNs, "query"}, as<last_seen::Last>()},
      {{last_seen::kPrivacyNs, "privacy"}, as<last_seen::Privacy>()},
      {{changes::kReplaceNs, "replace"}, as<changes::Replace>()},
      {{changes::kRetractNs, "retract"}, as<changes::Retract>()},
      {{changes::kReactionsNs, "reactions"}, as<changes::Reactions>()},
      {{broadcast::kNs, "broadcast"}, as<broadcast::Broadcast>()},
      {{broadcast::kNs, "accepted"}, as<broadcast::Accepted>()},
      {{kDelayNs, "delay"}, as<Delay>()},
      {{kStanzaIdNs, "stanza-id"}, as<StanzaId>()},
      {{xml::ns::kClient, "error"}, as<StanzaError>()},
      {{xml::ns::kStreams, "error"}, as<StreamError>()},
      {{xml::ns::kBind, "bind"}, as<Bind>()},
      {{sm::kNs, "enable"}, as<sm::Enable>()},
      {{sm::kNs, "enabled"}, as<sm::Enabled>()},
      {{sm::kNs, "a"}, as<sm::Answer>()},
      {{sm::kNs, "resume"}, as<sm::Resume>()},
      {{sm::kNs, "resumed"}, as<sm::Resumed>()},
      {{sm::kNs, "failed"}, as<sm::Failed>()},
      {{sasl2::kNs, "authentication"}, as<sasl2::Feature>()},
      {{sasl2::kNs, "authenticate"}, as<sasl2::Authenticate>()},
      {{sasl2::kNs, "success"}, as<sasl2::Success>()},
      {{sasl2::kNs, "failure"}, as<sasl2::Failure>()},
  };
  return table;
}

// Layout of the files is not part of the vectors: white space between elements goes.
void trim(xml::Element& element) {
  const bool has_children = element.first_child() != nullptr;
  std::erase_if(element.content(), [&](const xml::Content& item) {
    const auto* text = std::get_if<std::string>(&item);
    return text && has_children && text->find_first_not_of(" \t\r\n") == std::string::npos;
  });
  for (xml::Content& item : element.content()) {
    if (auto* child = std::get_if<xml::Element>(&item)) trim(*child);
  }
}

void check(const xml::Element& element, const std::string& file, std::set<xml::Name>& seen) {
  const auto type = types().find(element.name());
  const bool is_ack = element.is(ack::kNs, "ack") && element.has_attribute("id");
  if (is_ack || type != types().end()) {
    const auto again = is_ack ? as<ack::Ack>()(element) : type->second(element);
    ASSERT_TRUE(again) << file << ": " << xml::write(element);
    EXPECT_EQ(xml::write(*again), xml::write(element)) << file;
    seen.insert(element.name());
    return;
  }
  for (const xml::Element* child : element.children()) check(*child, file, seen);
}

TEST(Examples, EachIsReadByItsTypeAndWrittenBackTheSame) {
  std::set<xml::Name> seen;
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(ASSAY_SOURCE_DIR "/reference/spec/examples")) {
    std::ifstream in(entry.path());
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    auto parsed = xml::parse(text, xml::ns::kClient, {{"stream", xml::ns::kStreams}});
    const auto* fault = std::get_if<xml::ParseFault>(&parsed);
    ASSERT_FALSE(fault) << entry.path() << ": " << fault->what;
    auto& element = std::get<xml::Element>(parsed);
    trim(element);
    check(element, entry.path().filename(), seen);
    ++files;
  }
  EXPECT_GE(files, 25U);
  for (const auto& [name, type] : types())
    EXPECT_TRUE(seen.contains(name)) << "no example of <" << name.local << " xmlns='" << name.ns << "'>";
}

}  // namespace
}  // namespace assay::stanza
