#pragma once
// Messages that somebody could not read (spec chapter 07, section 10): what we sent, to send it again to the device that asks (ENC-21), and
// what we asked for ourselves.

#include <cstddef>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reference/xml/element.hpp"

namespace assay::client {

/// Messages that are kept for whoever could not read them: those of some days, or some broadcasts of 256 parts each.
inline constexpr std::size_t kOriginals = 4'000;
/// Messages that we ask for.
inline constexpr std::size_t kAskedFor = 1'000;
/// How often one message is sent again, and asked for (ENC-21): a lost session takes one, two that begin at once two, and beyond a few more it
/// is somebody's game.
inline constexpr unsigned kRepairsOfOne = 5;

struct Original {
  std::string to;  ///< bare address, of an account or a group
  std::string id;
  std::vector<xml::Element> content;  ///< of its envelope, behind its kind
  std::set<std::string> readers{};    ///< of a group: the members that it was for
};

class Repairs {
 public:
  /// A message was encrypted. The first time counts: nobody gets another content under the same id.
  void sent(Original original);
  /// What went to `account` under that id, or from us to anybody where `account` is `own`. Nullptr if it is not known or was sent again
  /// kRepairsOfOne times: each call counts as one.
  [[nodiscard]] const Original* wanted(std::string_view account, std::string_view own, std::string_view id);

  /// The same for a message to a group, by one of the members that it was for.
  [[nodiscard]] const Original* wanted_in_group(std::string_view group, const std::string& account, std::string_view id);

  /// Whether it went to that member of the group.
  [[nodiscard]] bool was_for(std::string_view group, const std::string& account, std::string_view id) const;

  /// A message of that account could not be read. False if it was asked for often enough, or too many are asked for.
  [[nodiscard]] bool ask(const std::string& account, const std::string& id);
  /// Whether it was asked for, and has not come.
  [[nodiscard]] bool came(const std::string& account, const std::string& id);

 private:
  struct Sent {
    Original original;
    std::map<std::string, unsigned> repairs{};  // of a group's by member, else under ""
  };
  struct Asked {
    unsigned times = 0;
    bool is_open = false;
  };
  static const Original* count(Sent& sent, const std::string& member);

  using Key = std::pair<std::string, std::string>;  // id and address
  std::map<Key, Sent> sent_;
  std::deque<Key> order_;
  std::map<std::pair<std::string, std::string>, Asked> asked_;
};

}  // namespace assay::client
