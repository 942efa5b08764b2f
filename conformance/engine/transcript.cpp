#include "conformance/engine/transcript.hpp"

#include <initializer_list>

#include <fmt/core.h>

#include "conformance/engine/item.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::conformance::engine {

namespace {

constexpr std::size_t kSummaryOctets = 160;
constexpr std::size_t kValueOctets = 48;

/// An error's condition says more than that there is an error.
std::string name_of(const xml::Element& child) {
  const auto parts = child.children();
  return child.local() == "error" && !parts.empty() ? "error/" + parts.front()->local() : child.local();
}

}  // namespace

std::string summary(const xml::Element& element) {
  std::string line = element.ns() == xml::ns::kStreams ? "stream:" + element.local() : element.local();
  const auto add = [&](std::initializer_list<const char*> names) {
    for (const char* name : names) {
      if (const std::string* value = element.find_attribute(name)) line += fmt::format(" {}={}", name, shortened(*value, kValueOctets));
    }
  };
  // What tells one stanza from the next comes first: a narrow ladder cuts the end off, and its arrows say from whom to whom.
  add({"type", "mechanism"});
  for (const xml::Element* child : element.children()) {
    if (child->local() == "body") line += fmt::format(" \"{}\"", shortened(child->text(), kValueOctets));
  }
  add({"id"});
  for (const xml::Element* child : element.children()) {
    if (child->local() != "body") line += fmt::format(" <{}>", name_of(*child));
  }
  add({"from", "to"});
  return shortened(std::move(line), kSummaryOctets);
}

void Transcript::add(const Arrow& arrow, std::string row_summary, std::string full, reports::ExchangeKind kind) {
  if (rows_.size() == kRows) {
    ++left_out_;
    return;
  }
  rows_.push_back({now_ - start_, arrow.from, arrow.to, std::move(row_summary), shortened(std::move(full), kRowOctets), kind});
}

void Transcript::stanza(const Arrow& arrow, const xml::Element& element) {
  const xml::Element shown = masking_.masked(element);
  add(arrow, summary(shown), xml::write_indented(shown), reports::ExchangeKind::Stanza);
}

void Transcript::stream(const Arrow& arrow, std::string row_summary, std::string full) {
  if (full.empty()) full = row_summary;
  add(arrow, std::move(row_summary), std::move(full), reports::ExchangeKind::Stream);
}

void Transcript::tls(const Arrow& arrow, std::string row_summary) {
  std::string full = row_summary;
  add(arrow, std::move(row_summary), std::move(full), reports::ExchangeKind::Tls);
}

void Transcript::note(const std::string& lane, std::string text) {
  std::string full = text;
  add({lane, {}}, shortened(std::move(text), kSummaryOctets), std::move(full), reports::ExchangeKind::Note);
}

void Transcript::fault(const Arrow& arrow, std::string text, std::string full) {
  if (full.empty()) full = text;
  add(arrow, shortened(std::move(text), kSummaryOctets), std::move(full), reports::ExchangeKind::Fault);
}

void Transcript::line(const Arrow& arrow, std::string_view json) {
  add(arrow, shortened(std::string(json), kSummaryOctets), std::string(json), reports::ExchangeKind::Stanza);
}

std::vector<reports::Exchange> Transcript::rows() const {
  std::vector<reports::Exchange> rows = rows_;
  for (reports::Exchange& row : rows) {
    row.summary = masking_.scrubbed(std::move(row.summary));
    row.full = masking_.scrubbed(std::move(row.full));
  }
  if (left_out_ > 0) {
    rows.push_back({rows.back().at, {}, {}, fmt::format("{} more rows are not shown", left_out_), {}, reports::ExchangeKind::Note});
  }
  return rows;
}

}  // namespace assay::conformance::engine
