#include "conformance/defects/encryption_lies.hpp"

#include "reference/xml/namespaces.hpp"

namespace assay::conformance::defects {
namespace {

xml::Element message_to(const std::string& account) {
  xml::Element message(xml::ns::kClient, "message");
  message.set_attribute("type", "chat").set_attribute("to", account).set_attribute("id", "a-lie");
  xml::Element kind("urn:cxmpp:msg:1", "kind");
  kind.set_attribute("type", "content");
  message.add(std::move(kind));
  return message;
}

}  // namespace

bool is_encrypted(const xml::Element& element) {
  return element.local() == "message" && element.find_child(kOmemo, "encrypted") != nullptr;
}

bool is_key_exchange(const xml::Element& element) {
  if (!is_encrypted(element)) return false;
  const xml::Element* header = element.find_child(kOmemo, "encrypted")->find_child(kOmemo, "header");
  const xml::Element* keys = header != nullptr ? header->find_child(kOmemo, "keys") : nullptr;
  const xml::Element* key = keys != nullptr ? keys->find_child(kOmemo, "key") : nullptr;
  return key != nullptr && key->attribute("kex") == "true";
}

bool is_sealed_for_group(const xml::Element& element) {
  return element.local() == "message" && element.find_child("urn:cxmpp:e2e:1", "sealed") != nullptr;
}

bool is_encrypted_control(const xml::Element& element) {
  if (!is_encrypted(element)) return false;
  const xml::Element* kind = element.find_child("urn:cxmpp:msg:1", "kind");
  return kind != nullptr && kind->attribute("type") == "control" &&
         element.find_child(kOmemo, "encrypted")->find_child(kOmemo, "payload") != nullptr;
}

std::string list_owner(const xml::Element& element) {
  const bool has_list = element.find_child(kDeviceList, "devices") != nullptr && element.attribute("type") != "set";
  return has_list ? std::string(element.attribute("from")) : std::string();
}

xml::Element secret_to(const std::string& account) {
  xml::Element message = message_to(account);
  xml::Element& encrypted = message.append(kOmemo, "encrypted");
  xml::Element& header = encrypted.append(kOmemo, "header");
  header.set_attribute("sid", "1");
  xml::Element& keys = header.append(kOmemo, "keys");
  keys.set_attribute("jid", account);
  keys.append(kOmemo, "key").set_attribute("rid", "31415").add_text("AAAA");
  encrypted.append(kOmemo, "payload").add_text("AAAA");
  return message;
}

xml::Element open_to(const std::string& account) {
  xml::Element message = message_to(account);
  message.append(xml::ns::kClient, "body").add_text("for all to see");
  return message;
}

}  // namespace assay::conformance::defects
