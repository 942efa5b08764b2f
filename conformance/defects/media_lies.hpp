#pragma once
// How a media host lies: in what it hears and says over HTTP, in what it keeps, or in how long it waits. Where a function is empty it does
// not. What they share belongs to one host.

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/media/shelf.hpp"

namespace assay::conformance::defects {

struct MediaLies {
  /// The head of a request, up to and with the empty line: what the host is given instead. Heads that do not end are passed on.
  std::function<std::string(std::uint64_t conn, std::string head)> heard{};
  /// The head of an answer: what leaves instead.
  std::function<std::string(std::uint64_t conn, std::string head)> said{};
  /// The sound shelf outlives what stands before it.
  std::function<std::unique_ptr<media::Shelf>(media::Shelf& sound)> shelf{};
  /// How long the host waits for a request.
  std::optional<Duration> head_time{};
};

/// "PUT"; "" if the head has none.
[[nodiscard]] inline std::string method_in(std::string_view head) { return std::string(head.substr(0, std::min(head.find(' '), head.size()))); }
/// Of the file: what stands behind the slash.
[[nodiscard]] inline std::string file_in(std::string_view head) {
  const std::size_t at = head.find(" /");
  if (at == std::string_view::npos) return {};
  head.remove_prefix(at + 2);
  return std::string(head.substr(0, head.find(' ')));
}
/// Whether an answer begins with that status.
[[nodiscard]] inline bool has_status(std::string_view head, std::string_view status) {
  constexpr std::string_view kVersion = "HTTP/1.1 ";
  return head.starts_with(kVersion) && head.substr(kVersion.size()).starts_with(status);
}
[[nodiscard]] inline std::string with_status(const std::string& head, const std::string& status) {
  return "HTTP/1.1 " + status + head.substr(std::min(head.find("\r\n"), head.size()));
}
/// The value of the first field of that name, written so; "" without one.
[[nodiscard]] inline std::string field_in(std::string_view head, const std::string& name) {
  const std::size_t at = head.find("\r\n" + name + ": ");
  if (at == std::string_view::npos) return {};
  head.remove_prefix(at + name.size() + 4);
  return std::string(head.substr(0, head.find("\r\n")));
}
/// The head without fields of that name, from the one of number `from` on, counted from 0.
[[nodiscard]] inline std::string without_field(std::string head, const std::string& name, std::size_t from = 0) {
  const std::string start = "\r\n" + name + ": ";
  std::size_t number = 0;
  for (std::size_t at = 0; (at = head.find(start, at)) != std::string::npos;) {
    if (number++ < from) {
      ++at;
    } else {
      head.erase(at, head.find("\r\n", at + 2) - at);
    }
  }
  return head;
}

/// A shelf that forwards to a sound one. A defect derives from it and overrides what it lies about.
class ForwardingShelf : public media::Shelf {
 public:
  explicit ForwardingShelf(media::Shelf& sound) : sound_(sound) {}

  Result<std::unique_ptr<media::Draft>, media::ShelfFault> begin(const std::string& id, WallTime since) override {
    return sound_.begin(id, since);
  }
  std::optional<media::Kept> find(const std::string& id) const override { return sound_.find(id); }
  std::optional<Bytes> read(const std::string& id, std::uint64_t at, std::size_t most) const override { return sound_.read(id, at, most); }
  void remove(const std::string& id) override { sound_.remove(id); }
  std::vector<std::string> older_than(WallTime time, std::size_t most) const override { return sound_.older_than(time, most); }
  bool is_empty() const override { return sound_.is_empty(); }

 private:
  media::Shelf& sound_;
};

}  // namespace assay::conformance::defects
