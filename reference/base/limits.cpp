#include "reference/base/limits.hpp"

namespace assay {

Limits Limits::test() {
  Limits limits;
  limits.connections_per_address = 12;
  limits.mailbox_entries = 50;
  limits.logins_per_second = 20;
  limits.backlog_batch = 10;
  limits.companions = 2;
  limits.message_burst = 200;
  limits.messages_per_hour = 60;
  limits.group_message_burst = 200;
  limits.group_messages_per_hour = 60;
  limits.stranger_openings = 5;
  limits.broadcast_recipients = 8;
  limits.broadcasts_per_hour = 3;
  limits.broadcast_deliveries_young = 15;
  limits.contact_numbers = 200;
  limits.contact_numbers_young = 120;
  limits.contact_delta_numbers = 100;
  limits.contact_block_numbers = 60;
  limits.contact_address_block_numbers = 70;
  limits.contacts_per_request = 100;
  limits.roster_items = 100;
  limits.group_members = 12;
  limits.groups_per_day = 4;
  limits.group_stranger_adds = 40;
  limits.group_requests = 2;
  limits.group_changes = 20;
  limits.device_lists_per_hour = 6;
  limits.key_log_proofs = 40;
  limits.media_octets = 200'000;
  limits.media_account_octets = 500'000;
  limits.media_slots_per_hour = 20;
  limits.unacknowledged_stanzas = 20;
  limits.code_requests_per_address = 1'000'000;  // every scenario registers phones, all from loopback
  limits.code_burst_per_address = 1'000'000;
  return limits;
}

}  // namespace assay
