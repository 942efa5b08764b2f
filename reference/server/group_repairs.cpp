#include "reference/server/group_repairs.hpp"

#include <set>
#include <utility>

#include "reference/server/erase_all.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kSpace = "group-repair";
constexpr std::size_t kOfOneGroup = 1'000;

std::optional<OpenRepair> parsed(ByteView key, ByteView value) {
  const auto parts = store::key_parts(key);
  const auto f = store::from_fields(value);
  if (!parts || parts->size() != 2 || !f || f->size() < 5) return std::nullopt;
  const auto number = [](ByteView octets) { return store::from_ordered(octets).value_or(0); };
  return OpenRepair{number((*parts)[1]), (*f)[0], (*f)[1], number((*f)[2]), number((*f)[3]), from_stamp((*f)[4])};
}

}  // namespace

std::optional<OpenRepair> GroupRepairs::find(const std::string& group, const std::string& sender, std::string_view id) const {
  std::optional<OpenRepair> found;
  context_.store().scan(kSpace, store::key({group}), {}, [&](ByteView key, ByteView value) {
    std::optional<OpenRepair> repair = parsed(key, value);
    if (repair && repair->sender == sender && repair->id == id) found = std::move(repair);
    return !found;
  });
  return found;
}

void GroupRepairs::put(const std::string& group, const OpenRepair& repair) const {
  context_.store().put(
      kSpace, store::key({group, store::ordered(repair.n)}),
      store::fields({repair.sender, repair.id, store::ordered(repair.meant), store::ordered(repair.version), stamp(repair.stamp)}));
  std::vector<Bytes> keys;
  context_.store().scan(kSpace, store::key({group}), {}, [&](ByteView key, ByteView) {
    keys.emplace_back(key);
    return true;
  });
  if (keys.size() > kOfOneGroup) context_.store().erase(kSpace, keys.front());
}

void GroupRepairs::erase(const std::string& group, std::uint64_t n) const {
  context_.store().erase(kSpace, store::key({group, store::ordered(n)}));
}

void GroupRepairs::forget_senders(const std::string& group, const std::vector<std::string>& accounts) const {
  const std::set<std::string> gone(accounts.begin(), accounts.end());
  std::vector<std::uint64_t> places;
  context_.store().scan(kSpace, store::key({group}), {}, [&](ByteView key, ByteView value) {
    const std::optional<OpenRepair> open = parsed(key, value);
    if (open && gone.contains(open->sender)) places.push_back(open->n);
    return true;
  });
  for (const std::uint64_t n : places) erase(group, n);
}

void GroupRepairs::forget(const std::string& group) const { erase_all(context_.turn, kSpace, store::key({group})); }

}  // namespace assay::server
