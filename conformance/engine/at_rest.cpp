#include "conformance/engine/at_rest.hpp"

#include <algorithm>
#include <cctype>

namespace assay::conformance::engine {
namespace {

/// A shorter form could lie anywhere by accident.
constexpr std::size_t kShortestForm = 4;
/// What a secret of this size encodes is looked for as octets.
constexpr std::size_t kShortestOctets = 16;

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::string url_safe(std::string text) {
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

/// The characters of base64 that depend on `text` alone where `before` octets stand in front of it.
std::string base64_inside(std::string_view text, std::size_t before) {
  const std::string whole = base64(std::string(before, '\0').append(text));
  const std::size_t first = (before * 8 + 5) / 6;
  const std::size_t end = (before + text.size()) * 8 / 6;
  return whole.substr(first, end - first);
}

std::optional<Bytes> octets_of(std::string text) {
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  text.append((4 - text.size() % 4) % 4, '=');
  return from_base64(text);
}

}  // namespace

AtRest::AtRest(std::string_view text) {
  forms_.emplace_back(text);
  forms_.push_back(hex(text));
  forms_.push_back(upper(hex(text)));
  for (const std::size_t before : {0U, 1U, 2U}) {
    forms_.push_back(base64_inside(text, before));
    forms_.push_back(url_safe(forms_.back()));
  }
  for (const auto& octets : {octets_of(std::string(text)), from_hex(text)}) {
    if (!octets || octets->size() < kShortestOctets) continue;
    forms_.push_back(*octets);
    forms_.push_back(hex(*octets));
  }
  std::erase_if(forms_, [](const Bytes& form) { return form.size() < kShortestForm; });
}

bool AtRest::is_in(ByteView octets) const {
  return std::any_of(forms_.begin(), forms_.end(), [&](const Bytes& form) { return octets.find(form) != ByteView::npos; });
}

std::size_t AtRest::longest() const {
  std::size_t most = 0;
  for (const Bytes& form : forms_) most = std::max(most, form.size());
  return most;
}

}  // namespace assay::conformance::engine
