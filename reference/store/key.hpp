#pragma once
// Keys and values of records. Key parts are joined so that the order of keys is the order of their parts, and no part can imitate another;
// a value is a list of fields.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "reference/base/bytes.hpp"

namespace assay::store {

/// Joins parts: each is escaped (0x00 -> 0x00 0xff) and ended by 0x00 0x01, so key({"a"}) is a prefix of key({"a","b"}) and of no
/// key({"ab"}).
[[nodiscard]] Bytes key(std::initializer_list<ByteView> parts);
/// Nothing if `octets` is no result of key().
[[nodiscard]] std::optional<std::vector<Bytes>> key_parts(ByteView octets);
/// A number as a key part: eight octets, big-endian, so that numbers sort by value.
[[nodiscard]] Bytes ordered(std::uint64_t number);
[[nodiscard]] std::optional<std::uint64_t> from_ordered(ByteView octets);

/// A value's fields, each preceded by its length.
[[nodiscard]] Bytes fields(std::initializer_list<ByteView> list);
/// Nothing if `octets` is no result of fields(). Fields added by a later version stand at the end; absent ones are the reader's default.
[[nodiscard]] std::optional<std::vector<Bytes>> from_fields(ByteView octets);

}  // namespace assay::store
