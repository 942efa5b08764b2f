#include "reference/server/group_traces.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kTraces = "group-trace";
constexpr std::array<std::pair<TraceIn, std::string_view>, 4> kPlaces = {{
    {TraceIn::Changes, "changes"},
    {TraceIn::Sums, "sums"},
    {TraceIn::Waiting, "waiting"},
    {TraceIn::Invites, "invites"},
}};

Bytes trace_key(const std::string& account, const std::string& group, TraceIn in) {
  for (const auto& [place, name] : kPlaces) {
    if (place == in) return store::key({account, group, name});
  }
  return {};
}

}  // namespace

void GroupTraces::put(const std::string& account, const GroupTrace& trace) const {
  context_.store().put(kTraces, trace_key(account, trace.group, trace.in), store::ordered(trace.n));
}

std::optional<std::uint64_t> GroupTraces::find(const std::string& account, const std::string& group, TraceIn in) const {
  const std::optional<Bytes> value = context_.store().get(kTraces, trace_key(account, group, in));
  return value ? store::from_ordered(*value) : std::nullopt;
}

void GroupTraces::erase(const std::string& account, const GroupTrace& trace) const {
  if (find(account, trace.group, trace.in) != trace.n) return;
  context_.store().erase(kTraces, trace_key(account, trace.group, trace.in));
}

std::vector<GroupTrace> GroupTraces::of(const std::string& account) const {
  std::vector<GroupTrace> traces;
  context_.store().scan(kTraces, store::key({account}), {}, [&](ByteView key, ByteView value) {
    const auto parts = store::key_parts(key);
    if (!parts || parts->size() != 3) return true;
    for (const auto& [place, name] : kPlaces) {
      if (name == (*parts)[2]) traces.push_back({(*parts)[1], place, store::from_ordered(value).value_or(0)});
    }
    return true;
  });
  return traces;
}

}  // namespace assay::server
