#pragma once
// The store of a server that writes down what it should only be able to verify: `sabotage` tells it what the server draws at random, or
// what it hears and says inside TLS.

#include <functional>
#include <string>
#include <vector>

#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects {

enum class Overheard {
  Draws,   ///< each draw of the random source
  Octets,  ///< what a connection brought or took, a piece at a time
};

class OverhearingStore : public ForwardingStore {
 public:
  /// What is kept, readable, of something that was overheard, or "".
  using Readable = std::function<std::string(ByteView heard)>;

  OverhearingStore(std::unique_ptr<store::Store> sound, Readable readable, Overheard what = Overheard::Draws)
      : ForwardingStore(std::move(sound)), readable_(std::move(readable)), what_(what) {}

  [[nodiscard]] Overheard what() const { return what_; }
  void overhear(ByteView heard) {
    if (std::string text = readable_(heard); !text.empty()) heard_.push_back(std::move(text));
  }
  /// Writes it down now, outside a transaction.
  void keep() {
    if (heard_.empty()) return;
    begin();
    put("kept", "kept", {});
    (void)commit();
  }
  void put(std::string_view space, ByteView key, ByteView value) override {
    for (const std::string& text : std::exchange(heard_, {})) ForwardingStore::put("kept", text, {});
    ForwardingStore::put(space, key, value);
  }

 private:
  Readable readable_;
  Overheard what_;
  std::vector<std::string> heard_;
};

/// The value of the first attribute of that name behind `element` in written XML, or "".
[[nodiscard]] inline std::string overheard_attribute(ByteView octets, std::string_view element, std::string_view name) {
  std::size_t at = octets.find(element);
  if (at != ByteView::npos) at = octets.find(std::string(name) + '=', at);
  if (at == ByteView::npos || at + name.size() + 2 > octets.size()) return {};
  at += name.size() + 1;
  const std::size_t end = octets.find(octets[at], at + 1);
  return end == ByteView::npos ? std::string() : std::string(octets.substr(at + 1, end - at - 1));
}

}  // namespace assay::conformance::defects
