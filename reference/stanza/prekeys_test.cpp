#include "reference/stanza/prekeys.hpp"

#include <gtest/gtest.h>

#include "reference/stanza/device_list.hpp"
#include "reference/xml/writer.hpp"

namespace assay::stanza {
namespace {

prekeys::Upload upload() {
  prekeys::Upload out;
  out.device = 31'415;
  out.identity = Bytes(32, 'i');
  out.signed_prekey = {{7, Bytes(32, 's')}, Bytes(64, 'g')};
  out.last_resort = {9, Bytes(32, 'l')};
  out.prekeys = {{1, Bytes(32, 'a')}, {2'147'483'647, Bytes(32, 'b')}};
  return out;
}

TEST(Prekeys, ComeBack) {
  prekeys::Upload sent = upload();
  EXPECT_EQ(prekeys::Upload::parse(sent.write()), sent);
  sent.replace = true;
  EXPECT_EQ(prekeys::Upload::parse(sent.write()), sent);
  const prekeys::Stock stock{31'415, 99};
  EXPECT_EQ(prekeys::Stock::parse(stock.write()), stock);
  const prekeys::Low low{31'415, 20};
  EXPECT_EQ(prekeys::Low::parse(low.write()), low);
  EXPECT_EQ(prekeys::Fetch::parse(prekeys::Fetch{5}.write()), prekeys::Fetch{5});
  prekeys::Bundle bundle{31'415, sent.identity, sent.signed_prekey, sent.prekeys[0], false};
  EXPECT_EQ(prekeys::Bundle::parse(bundle.write()), bundle);
  bundle.last_resort = true;
  EXPECT_EQ(prekeys::Bundle::parse(bundle.write()), bundle);
}

TEST(Prekeys, AreRefusedWhole) {
  const auto refused = [](auto change) {
    prekeys::Upload sent = upload();
    change(sent);
    return !prekeys::Upload::parse(sent.write());
  };
  EXPECT_TRUE(refused([](auto& u) { u.device = 0; }));
  EXPECT_TRUE(refused([](auto& u) { u.device = 0x8000'0000U; }));
  EXPECT_TRUE(refused([](auto& u) { u.identity.pop_back(); }));
  EXPECT_TRUE(refused([](auto& u) { u.signed_prekey.signature.pop_back(); }));
  EXPECT_TRUE(refused([](auto& u) { u.prekeys[1].key += 'x'; }));
  EXPECT_TRUE(refused([](auto& u) { u.prekeys[1].id = 1; }));
  EXPECT_TRUE(refused([](auto& u) { u.prekeys[1].id = 9; }));  // the last resort's
  xml::Element without = upload().write();
  without.remove_children(prekeys::kNs, "last-resort");
  EXPECT_FALSE(prekeys::Upload::parse(without));
}

TEST(DeviceList, ComesBack) {
  const device_list::Devices list{
      3, *from_date_time("2026-04-05T12:00:00.000Z"), Bytes(64, 'g'), {{31'415, Bytes(32, 'i')}, {27'182, Bytes(32, 'k')}}};
  EXPECT_EQ(device_list::Devices::parse(list.write()), list);
  const Bytes octets = device_list::signed_octets("12025550101@example.org", list);
  device_list::Devices other = list;
  other.devices[1].id = 5;
  EXPECT_NE(device_list::signed_octets("12025550101@example.org", other), octets);
  EXPECT_NE(device_list::signed_octets("12025550102@example.org", list), octets);
}

TEST(DeviceList, IsRefusedEmptyOrTwice) {
  device_list::Devices list{3, *from_date_time("2026-04-05T12:00:00.000Z"), Bytes(64, 'g'), {}};
  EXPECT_FALSE(device_list::Devices::parse(list.write()));
  list.devices = {{1, Bytes(32, 'i')}, {1, Bytes(32, 'k')}};
  EXPECT_FALSE(device_list::Devices::parse(list.write()));
  EXPECT_FALSE(device_list::Devices::parse(device_list::ask()));
}

}  // namespace
}  // namespace assay::stanza
