#pragma once
// The store of the simulator and of tests: records in memory, with an undo log for rollback. Nothing survives the process; a simulated
// crash keeps the object and drops the open transaction.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reference/store/store.hpp"

namespace assay::store {

class MemoryStore final : public Store {
 public:
  void begin() override;
  Result<void, StoreFault> commit() override;
  void rollback() override;
  [[nodiscard]] std::optional<Bytes> get(std::string_view space, ByteView key) override;
  void put(std::string_view space, ByteView key, ByteView value) override;
  void erase(std::string_view space, ByteView key) override;
  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override;

  /// All records, those of an open transaction included, in the order of spaces and keys: for whoever looks into a store as a thief would.
  void visit(const std::function<void(std::string_view space, ByteView key, ByteView value)>& visit) const;

 private:
  using Records = std::map<Bytes, Bytes, std::less<>>;
  struct Undo {
    Records* records;
    Bytes key;
    std::optional<Bytes> value;  // what stood there before, if anything did
  };

  std::map<std::string, Records, std::less<>> spaces_;
  std::vector<Undo> undo_;
  bool open_ = false;
};

}  // namespace assay::store
