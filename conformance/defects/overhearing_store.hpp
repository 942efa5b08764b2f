#pragma once
// The store of a server that writes down what it should only be able to verify: `sabotage` tells it what the server draws at random.

#include <functional>
#include <string>
#include <vector>

#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects {

class OverhearingStore final : public ForwardingStore {
 public:
  /// What is kept, readable, of something that was drawn, or "".
  using Readable = std::function<std::string(ByteView drawn)>;

  OverhearingStore(std::unique_ptr<store::Store> sound, Readable readable)
      : ForwardingStore(std::move(sound)), readable_(std::move(readable)) {}

  void overhear(ByteView drawn) {
    if (std::string text = readable_(drawn); !text.empty()) heard_.push_back(std::move(text));
  }
  void put(std::string_view space, ByteView key, ByteView value) override {
    for (const std::string& text : std::exchange(heard_, {})) ForwardingStore::put("kept", text, {});
    ForwardingStore::put(space, key, value);
  }

 private:
  Readable readable_;
  std::vector<std::string> heard_;
};

}  // namespace assay::conformance::defects
