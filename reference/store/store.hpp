#pragma once
// What the server remembers: an ordered map of records in named spaces, with transactions. Features keep their own records in spaces of
// their own (server/features/x.cpp says what lies in them), so that a new feature changes nothing here.
//
// One transaction is open at a time: a turn. Reads see the open transaction's writes. What commit() acknowledged survives kill -9 and the
// loss of power, in the implementations that say so.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "reference/base/bytes.hpp"
#include "reference/base/result.hpp"

namespace assay::store {

struct StoreFault {
  enum class Kind { Full, Io, Corrupt };
  Kind kind;
  std::string text;  ///< for the operator; holds no record
};

class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  /// Starts a transaction. None may be open.
  virtual void begin() = 0;
  /// Makes the transaction's writes durable, all or none. After a fault none of them happened, and no transaction is open.
  virtual Result<void, StoreFault> commit() = 0;
  /// Undoes the transaction's writes.
  virtual void rollback() = 0;

  // Inside a transaction. `space` is a short name ("account", "mailbox"); `key` orders by its octets. Faults of the medium during these
  // are remembered, and make commit() fail.
  [[nodiscard]] virtual std::optional<Bytes> get(std::string_view space, ByteView key) = 0;
  virtual void put(std::string_view space, ByteView key, ByteView value) = 0;
  virtual void erase(std::string_view space, ByteView key) = 0;
  /// Visits the records whose key begins with `prefix`, in the order of keys, starting after `after` (a whole key, or "" for the first),
  /// until the visitor answers false. The visitor must not write.
  using Visitor = std::function<bool(ByteView key, ByteView value)>;
  virtual void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) = 0;
};

}  // namespace assay::store
