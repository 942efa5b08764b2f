#include "reference/server/sent_ids.hpp"

#include <algorithm>
#include <vector>

#include "reference/crypto/hash.hpp"
#include "reference/server/ages.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server {
namespace {

constexpr const char* kIds = "sent";
constexpr const char* kAges = "sent-age";
constexpr const char* kDevice = "primary";
constexpr std::size_t kForgottenAtOnce = 2;
constexpr std::size_t kAddresseesOfOneId = 16;  // of an ordinary client that counts its messages anew each day

Bytes joined(const std::vector<Bytes>& marks) {
  Bytes list;
  for (const Bytes& mark : marks) list += store::fields({mark});
  return list;
}

}  // namespace

bool SentIds::Known::went_to(ByteView mark) const { return std::find(addressees.begin(), addressees.end(), mark) != addressees.end(); }

std::optional<SentIds::Known> SentIds::find(std::string_view account, std::string_view id) {
  const std::optional<Bytes> value = turn_.store().get(kIds, store::key({account, kDevice, id}));
  const auto record = value ? store::from_fields(*value) : std::nullopt;
  if (!record || record->size() < 2) return std::nullopt;
  Known known{(*record)[0], from_stamp((*record)[1]), {}};
  const auto addressees = record->size() > 2 ? store::from_fields((*record)[2]) : std::nullopt;
  if (addressees) known.addressees = *addressees;
  if (turn_.steady_wall() - known.stamp > limits_.resend_window) return std::nullopt;
  return known;
}

void SentIds::remember(std::string_view account, std::string_view id, const Known& known) {
  forget_old();
  put(account, id, known);
}

void SentIds::note_unacknowledged(std::string_view account, std::string_view id, const Bytes& addressee, WallTime stamp) {
  std::optional<Known> known = find(account, id);
  if (!known) return remember(account, id, {{}, stamp, {addressee}});
  if (known->went_to(addressee)) return;
  if (known->addressees.size() >= kAddresseesOfOneId) known->addressees.erase(known->addressees.begin());
  known->addressees.push_back(addressee);
  put(account, id, *known);
}

void SentIds::put(std::string_view account, std::string_view id, const Known& known) {
  const Bytes time = stamp(known.stamp);
  turn_.store().put(kIds, store::key({account, kDevice, id}), store::fields({known.digest, time, joined(known.addressees)}));
  turn_.store().put(kAges, store::key({time, account, kDevice, id}), {});
}

void SentIds::forget(std::string_view account) {
  std::vector<std::pair<Bytes, Bytes>> records;  // key, key in the order of age
  turn_.store().scan(kIds, store::key({account}), {}, [&](ByteView key, ByteView value) {
    const auto parts = store::key_parts(key);
    const auto record = store::from_fields(value);
    if (parts && parts->size() == 3 && record && record->size() >= 2)
      records.emplace_back(key, store::key({(*record)[1], (*parts)[0], (*parts)[1], (*parts)[2]}));
    return true;
  });
  for (const auto& [key, age] : records) {
    turn_.store().erase(kIds, key);
    turn_.store().erase(kAges, age);
  }
}

void SentIds::forget_old() {
  for (const std::vector<Bytes>& parts : take_past(turn_, kAges, turn_.steady_wall() - limits_.resend_window, kForgottenAtOnce)) {
    if (parts.size() != 4) continue;
    const Bytes id_key = store::key({parts[1], parts[2], parts[3]});
    // An id that was used again after the window has a younger record.
    const std::optional<Bytes> value = turn_.store().get(kIds, id_key);
    const auto record = value ? store::from_fields(*value) : std::nullopt;
    if (record && record->size() >= 2 && (*record)[1] == parts[0]) turn_.store().erase(kIds, id_key);
  }
}

Bytes content_digest(const xml::Element& message) {
  if (!message.has_attribute("from")) return crypto::sha256(xml::write(message));
  xml::Element plain = message;
  plain.remove_attribute("from");
  return crypto::sha256(xml::write(plain));
}

}  // namespace assay::server
