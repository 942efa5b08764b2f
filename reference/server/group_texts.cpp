// What a group says of itself, and its rules (spec chapter 06: GRP-08, GRP-10, GRP-14).

#include <algorithm>

#include "reference/server/group_changes.hpp"
#include "reference/server/group_requests.hpp"
#include "reference/server/group_rolls.hpp"

namespace assay::server {

using namespace stanza::groups;
using stanza::stanza_error;

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char octet) { return (static_cast<unsigned char>(octet) & 0xC0U) != 0x80U; }));
}

// Compare and set: whoever changes a text has seen the one in force.
IqAnswer set_text(GroupRequest& request) {
  const std::optional<Text> wanted = Text::parse(request.payload);
  if (!wanted || !wanted->was || wanted->id) return fail(stanza_error("bad-request"));
  if (request.group.settings.is(Setting::Locked) && !request.member.is_admin()) return fail(not_admin());
  const bool is_subject = wanted->kind == TextKind::Subject;
  const Limits& limits = request.context.limits();
  const std::size_t limit = is_subject ? limits.group_subject_characters : limits.group_description_characters;
  if (characters_in(wanted->text) > limit) return fail(stanza_error("not-acceptable"));
  Text& text = is_subject ? request.group.subject : request.group.description;
  if (wanted->was != text.id) return fail(stanza::cxmpp_error("stale"));
  text.text = wanted->text;
  text.id = request.group.version + 1;
  const Text set = text;
  make_change(request.context, request.group,
              {.kind = is_subject ? ChangeKind::Subject : ChangeKind::Description, .actor = request.actor(), .text = set});
  return Done{request.group.version}.write();
}

IqAnswer change_settings(GroupRequest& request) {
  const std::optional<Settings> wanted = Settings::parse(request.payload);
  if (!wanted) return fail(stanza_error("bad-request"));
  if (!request.member.is_admin()) return fail(not_admin());
  auto roll = roll_in(request);
  if (!roll) return fail(std::move(roll).error());
  if (wanted->has(Setting::OwnerRemovable) && request.member.role != Role::Owner) return fail(stanza_error("not-allowed"));
  Settings& settings = request.group.settings;
  const Settings before = settings;
  for (std::size_t i = 0; i < kSettings; ++i) {
    if (wanted->values[i]) settings.values[i] = wanted->values[i];
  }
  if (!(settings == before)) {
    const Settings after = settings;
    make_change(request.context, request.group, {.kind = ChangeKind::Settings, .actor = request.actor(), .settings = after}, {{}, *roll});
  }
  return Done{request.group.version}.write();
}

}  // namespace assay::server
