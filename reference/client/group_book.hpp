#pragma once
// What a client knows of its groups (spec chapter 06): who is in them, at which version, and what the user has been told of that.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reference/stanza/group_change.hpp"
#include "reference/stanza/groups.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

/// Groups that a client keeps a book of; in others it reads and cannot write.
inline constexpr std::size_t kKnownGroups = 1'000;
/// Elements of one group that wait until a hole before them is filled.
inline constexpr std::size_t kHeldElements = 1'000;

/// What holds in a group at one version.
class GroupState {
 public:
  [[nodiscard]] static GroupState of(const stanza::groups::Info& info);
  /// Where it begins: behind `created`.
  [[nodiscard]] static GroupState made(const stanza::groups::Change& created);

  /// The next version. False, and nothing is changed, if the change makes no sense here: it names a member who is none, or adds one who is.
  [[nodiscard]] bool apply(const stanza::groups::Change& change);

  /// The same as the server tells it.
  [[nodiscard]] stanza::groups::Info info() const;

  [[nodiscard]] std::uint64_t version() const { return version_; }
  [[nodiscard]] bool has(const std::string& jid) const { return members_.count(jid) != 0; }
  /// Somebody came behind that version and is still there.
  [[nodiscard]] bool grew_since(std::uint64_t version) const;
  /// Of these members, whatever the server says theirs is (chapter 06, `hash`).
  [[nodiscard]] std::string hash() const;
  [[nodiscard]] const std::map<std::string, stanza::groups::Member>& members() const { return members_; }
  [[nodiscard]] const stanza::groups::Settings& settings() const { return settings_; }
  [[nodiscard]] const stanza::groups::Text& subject() const { return subject_; }
  [[nodiscard]] const stanza::groups::Text& description() const { return description_; }

 private:
  bool admit(const std::vector<std::string>& jids, std::uint64_t version);
  bool join(const stanza::groups::Change& change);
  bool dismiss(const std::vector<std::string>& jids);
  bool move(const std::string& from, const std::vector<std::string>& to);
  bool give(const std::vector<std::string>& jids, stanza::groups::Role role);
  bool change_members(const stanza::groups::Change& change);

  std::uint64_t version_ = 0;
  std::map<std::string, stanza::groups::Member> members_;  // by bare JID
  stanza::groups::Settings settings_;
  stanza::groups::Text subject_{stanza::groups::TextKind::Subject};
  stanza::groups::Text description_{stanza::groups::TextKind::Description};
};

struct KnownGroup {
  std::optional<GroupState> state;     ///< the newest that is known: at `told`, or ahead of what comes in its order
  std::optional<std::uint64_t> told;   ///< the user has been told of all changes up to that version
  std::optional<std::uint64_t> place;  ///< of the last element
  std::uint64_t learned = 0;           ///< changes since then that came as an answer: they have places, too
  bool asks_whole = false;
  bool asks_changes = false;
  bool starts_anew = false;           ///< the whole is asked for because changes are not kept any more
  bool doubted = false;               ///< the server did not take the recipients that we named: `state` is not to be named again
  std::vector<std::string> wanted{};  ///< whom our user wanted in it when he made it, until we know what became of that
  std::deque<xml::Element> held;      ///< while we ask for changes before them
  std::deque<std::pair<std::uint64_t, std::string>> last_told;  ///< changes as they were written, the newest

  /// What comes waits for an answer.
  [[nodiscard]] bool waits() const { return asks_changes || starts_anew; }
  /// Something comes behind `version`: whatever we know of the group before it counts as told, if nothing was told yet.
  void begin(std::uint64_t version);
  /// A change is told: it counts as known from now on.
  void tell(const stanza::groups::Change& change);
  /// False if another change was told under its version.
  [[nodiscard]] bool agrees(const stanza::groups::Change& change) const;
};

class GroupBook {
 public:
  /// Another whenever something may have changed.
  [[nodiscard]] std::uint64_t revision() const { return revision_; }

  /// Nullptr if it is not known.
  [[nodiscard]] KnownGroup* find(const std::string& group);
  [[nodiscard]] const KnownGroup* find(const std::string& group) const;
  /// Nullptr if it is not known, and there are kKnownGroups already.
  [[nodiscard]] KnownGroup* open(const std::string& group);
  void erase(const std::string& group);
  [[nodiscard]] std::map<std::string, KnownGroup>& groups();
  [[nodiscard]] const std::map<std::string, KnownGroup>& groups() const { return groups_; }

 private:
  std::map<std::string, KnownGroup> groups_;  // by bare JID
  std::uint64_t revision_ = 0;
};

}  // namespace assay::client
