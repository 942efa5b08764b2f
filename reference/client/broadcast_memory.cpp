#include "reference/client/broadcast_memory.hpp"

#include <utility>
#include <vector>

#include "reference/client/memory_text.hpp"
#include "reference/stanza/media.hpp"

namespace assay::client {
namespace {

constexpr std::string_view kBroadcastsLine = "assay broadcasts 1";
constexpr const char* kBookNs = "urn:assay:known-broadcasts:1";

std::vector<xml::Element> children_in(const xml::Element& element) {
  std::vector<xml::Element> children;
  for (const xml::Element* child : element.children()) children.push_back(*child);
  return children;
}

xml::Element around(const char* name, const std::vector<xml::Element>& children) {
  xml::Element element(kBookNs, name);
  for (const xml::Element& child : children) element.add(child);
  return element;
}

xml::Element message_to(const std::string& jid, const std::string& id) {
  return xml::Element(kBookNs, "to").with("jid", jid).with("id", id);
}

// --- lists ------------------------------------------------------------------------------------------------------------------------

xml::Element list_element(const std::string& name, const std::set<std::string>& members) {
  xml::Element element = xml::Element(kBookNs, "list").with("name", name);
  for (const std::string& jid : members) element.add(xml::Element(kBookNs, "member").with("jid", jid));
  return element;
}

void take_list_of(const xml::Element& element, BroadcastBook& book) {
  std::set<std::string>& members = book.lists()[std::string(element.attribute("name"))];
  for (const xml::Element* child : element.children()) members.emplace(child->attribute("jid"));
}

// --- what went --------------------------------------------------------------------------------------------------------------------

xml::Element sent_element(const std::string& id, const SentBroadcast& sent) {
  xml::Element element = xml::Element(kBookNs, "sent").with("id", id);
  for (const auto& [jid, message] : sent.messages) element.add(message_to(jid, message));
  if (!sent.content.empty()) element.add(around("content", sent.content));
  return element;
}

void take_sent(const xml::Element& element, BroadcastBook& book) {
  const std::string id(element.attribute("id"));
  for (const xml::Element* child : element.children()) {
    if (child->is(kBookNs, "to")) book.sent(id, std::string(child->attribute("jid")), std::string(child->attribute("id")));
    if (child->is(kBookNs, "content")) book.says(id, children_in(*child));
  }
}

// --- what waits -------------------------------------------------------------------------------------------------------------------

xml::Element draft_element(const BroadcastDraft::State& state) {
  xml::Element element = xml::Element(kBookNs, "draft").with("id", state.id).with("command", state.command).with("ref", state.ref);
  element.set_attribute("packed", state.packed ? "true" : "false").set_attribute("begun", state.begun ? "true" : "false");
  element.add(xml::Element(kBookNs, "body").add_text(state.body));
  if (state.file) element.add(state.file->write());
  for (const BroadcastDraft::Part& part : state.parts) {
    xml::Element to = message_to(part.jid, part.id);
    for (const xml::Element& each : part.payload) to.add(each);
    element.add(std::move(to));
  }
  for (const stanza::broadcast::Broadcast& upload : state.uploads) element.add(upload.write());
  return element;
}

bool take_draft(const xml::Element& element, BroadcastBook& book) {
  BroadcastDraft::State state{
      std::string(element.attribute("id")), std::string(element.attribute("command")), std::string(element.attribute("ref")), {}};
  state.packed = element.attribute("packed") == "true";
  state.begun = element.attribute("begun") == "true";
  for (const xml::Element* child : element.children()) {
    if (child->is(kBookNs, "body")) {
      state.body = child->text();
    } else if (child->is(kBookNs, "to")) {
      state.parts.push_back({std::string(child->attribute("jid")), std::string(child->attribute("id")), children_in(*child)});
    } else if (child->is(stanza::broadcast::kNs, "broadcast")) {
      auto upload = stanza::broadcast::Broadcast::parse(*child);
      if (!upload) return false;
      state.uploads.push_back(std::move(*upload));
    } else {
      state.file = stanza::media::File::parse(*child);
      if (!state.file) return false;
    }
  }
  book.drafts().emplace_back(std::move(state));
  return true;
}

}  // namespace

std::string write_broadcast_memory(const BroadcastBook& book) {
  std::vector<xml::Element> elements;
  for (const auto& [name, members] : book.lists()) elements.push_back(list_element(name, members));
  for (const std::string& id : book.order()) elements.push_back(sent_element(id, book.broadcasts().at(id)));
  for (const BroadcastDraft& draft : book.drafts()) elements.push_back(draft_element(draft.state()));
  return write_memory(kBroadcastsLine, elements);
}

std::optional<BroadcastBook> read_broadcast_memory(std::string_view text) {
  const auto elements = read_memory(kBroadcastsLine, text);
  if (!elements) return std::nullopt;
  BroadcastBook book;
  for (const xml::Element& element : *elements) {
    if (element.is(kBookNs, "list")) {
      take_list_of(element, book);
    } else if (element.is(kBookNs, "sent")) {
      take_sent(element, book);
    } else if (!element.is(kBookNs, "draft") || !take_draft(element, book)) {
      return std::nullopt;
    }
  }
  return book;
}

}  // namespace assay::client
