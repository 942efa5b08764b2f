#include "reference/service/limit_table.hpp"

#include <charconv>

#include "reference/service/units.hpp"

namespace assay::service {

std::string LimitName::text(const Limits& limits) const {
  if (const auto* time = std::get_if<Duration Limits::*>(&field)) return to_text(limits.**time);
  const std::size_t count = limits.*std::get<std::size_t Limits::*>(field);
  return octets ? size_text(count) : std::to_string(count);
}

bool LimitName::set(Limits& limits, std::string_view text) const {
  if (const auto* time = std::get_if<Duration Limits::*>(&field)) {
    const std::optional<Duration> duration = time_of(text);
    if (!duration || *duration <= Duration{}) return false;
    limits.** time = *duration;
    return true;
  }
  std::optional<std::uint64_t> count;
  if (octets) {
    count = size_of(text);
  } else {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size()) count = number;
  }
  if (!count || *count == 0) return false;
  limits.*std::get<std::size_t Limits::*>(field) = *count;
  return true;
}

const std::vector<LimitName>& limit_names() {
  static const std::vector<LimitName> list = {
      {"stanza_octets_before_login", &Limits::stanza_octets_before_login, true, "Octets of one stanza before login"},
      {"stanza_octets", &Limits::stanza_octets, true, "Octets of one stanza"},
      {"stanza_depth", &Limits::stanza_depth, false, "Levels of elements in a stanza"},
      {"stanza_elements", &Limits::stanza_elements, false, "Elements in a stanza"},
      {"element_attributes", &Limits::element_attributes, false, "Attributes of an element"},
      {"elements_before_login", &Limits::elements_before_login, false, "Elements a stranger may send"},
      {"login_time", &Limits::login_time, false, "Time from the connection to the login"},
      {"failed_logins", &Limits::failed_logins, false, "Failed logins of one stream"},
      {"output_octets", &Limits::output_octets, true, "Octets that wait for a reader before its connection is cut"},
      {"connections", &Limits::connections, false, "Connections at one time"},
      {"connections_per_address", &Limits::connections_per_address, false, "Connections from one network address at one time"},
      {"resources", &Limits::resources, false, "Sessions of one account at one time"},
      {"roster_items", &Limits::roster_items, false, "Contacts in one roster"},
      {"code_digits", &Limits::code_digits, false, "Digits of a code"},
      {"code_lifetime", &Limits::code_lifetime, false, "How long a code is good"},
      {"code_guesses", &Limits::code_guesses, false, "Wrong guesses per code"},
      {"guess_pace", &Limits::guess_pace, false, "Time between guesses"},
      {"code_request_pace", &Limits::code_request_pace, false, "Time between codes to one number; doubles with each"},
      {"code_requests_per_device", &Limits::code_requests_per_device, false, "Codes a day for one device key"},
      {"code_requests_per_number", &Limits::code_requests_per_number, false, "Codes a day to one number"},
      {"code_requests_per_address", &Limits::code_requests_per_address, false, "Codes a day for one network address"},
      {"code_burst_per_address", &Limits::code_burst_per_address, false, "Codes for one network address within code_burst_window"},
      {"code_burst_window", &Limits::code_burst_window, false, "The window of code_burst_per_address"},
      {"pin_octets", &Limits::pin_octets, true, "Octets of a PIN"},
      {"pin_guesses", &Limits::pin_guesses, false, "Wrong guesses of one PIN a day, and changes of it"},
      {"pin_reset_time", &Limits::pin_reset_time, false, "How long an account is out of use before it goes without its PIN"},
      {"inactive_time", &Limits::inactive_time, false, "How long nobody logs in before a number counts as reassigned"},
      {"fast_tokens", &Limits::fast_tokens, false, "User agents of one account that have a token (XEP-0484)"},
      {"fast_token_lifetime", &Limits::fast_token_lifetime, false, "How long such a token is good"},
      {"contacts_per_request", &Limits::contacts_per_request, false, "Numbers in one contact request"},
      {"contact_numbers", &Limits::contact_numbers, false, "New numbers an account may ask for within contact_window"},
      {"contact_window", &Limits::contact_window, false, "The window of contact_numbers"},
      {"young_account", &Limits::young_account, false, "How long an account counts as young"},
      {"contact_numbers_young", &Limits::contact_numbers_young, false, "In place of contact_numbers for a young account"},
      {"contact_delta_numbers", &Limits::contact_delta_numbers, false,
       "New numbers an account may ask for within a day, other than by full lists"},
      {"contact_block_numbers", &Limits::contact_block_numbers, false,
       "New numbers among 1,000 consecutive ones, of an account within contact_window"},
      {"contact_address_block_numbers", &Limits::contact_address_block_numbers, false,
       "The same of all young accounts behind one address prefix within a day"},
      {"contact_cursor_time", &Limits::contact_cursor_time, false, "How long a cursor is good"},
      {"message_id_octets", &Limits::message_id_octets, true, "Octets of a message's id"},
      {"resend_window", &Limits::resend_window, false, "How long a message that is sent again is recognised"},
      {"message_burst", &Limits::message_burst, false, "Messages from one account to another within a second"},
      {"messages_per_hour", &Limits::messages_per_hour, false, "The same within an hour, receipts apart"},
      {"reaction_octets", &Limits::reaction_octets, true, "Octets of a reaction"},
      {"stranger_openings", &Limits::stranger_openings, false, "Strangers an account may write to first within a day"},
      {"edit_window", &Limits::edit_window, false, "How long a message may be edited"},
      {"revoke_window", &Limits::revoke_window, false, "How long a message may be taken back"},
      {"mailbox_entries", &Limits::mailbox_entries, false, "Messages that wait for one device"},
      {"mailbox_octets", &Limits::mailbox_octets, true, "Octets that wait for one device"},
      {"mailbox_time", &Limits::mailbox_time, false, "How long a message waits"},
      {"backlog_batch", &Limits::backlog_batch, false, "Messages of a backlog that are on their way without an acknowledgement"},
      {"push_pace", &Limits::push_pace, false, "Time between two wake-ups of one device"},
      {"push_failures", &Limits::push_failures, false, "Failures in a row before a device is woken no more"},
      {"idle_time", &Limits::idle_time, false, "How long a client may be silent before it is pinged"},
      {"ping_time", &Limits::ping_time, false, "How long it may be silent then"},
      {"logins_per_second", &Limits::logins_per_second, false, "Logins of all clients that begin within a second"},
      {"login_delay", &Limits::login_delay, false, "How long a client beyond them is asked to stay away, at most"},
      {"companions", &Limits::companions, false, "Devices of one account beside its phone"},
      {"device_name_octets", &Limits::device_name_octets, true, "Octets of a companion's name"},
      {"device_idle_time", &Limits::device_idle_time, false, "How long a companion may go unused before it is unlinked"},
      {"group_members", &Limits::group_members, false, "Members of one group"},
      {"groups_per_day", &Limits::groups_per_day, false, "Groups that one account makes in a day"},
      {"group_stranger_adds", &Limits::group_stranger_adds, false, "Strangers that one account adds to groups in a day"},
      {"group_subject_characters", &Limits::group_subject_characters, false, "Characters of a group's subject"},
      {"group_description_characters", &Limits::group_description_characters, false, "Characters of a group's description"},
      {"group_invite_time", &Limits::group_invite_time, false, "How long an invite is good"},
      {"group_requests", &Limits::group_requests, false, "Requests that wait for a group's admins"},
      {"group_link_guesses", &Limits::group_link_guesses, false, "Wrong tokens an hour from one network address"},
      {"group_changes", &Limits::group_changes, false, "Changes of a group kept for those who were away"},
      {"group_message_burst", &Limits::group_message_burst, false, "Messages of one member to one group within a second"},
      {"group_messages_per_hour", &Limits::group_messages_per_hour, false, "The same within an hour"},
      {"group_receipt_pace", &Limits::group_receipt_pace, false, "Time between two sums of receipts of one message"},
      {"prekeys", &Limits::prekeys, false, "One-time prekeys of one device"},
      {"prekeys_low", &Limits::prekeys_low, false, "How many of them are few: then the device is told"},
      {"prekey_fetches", &Limits::prekey_fetches, false, "One-time prekeys of one device that one account gets within an hour"},
      {"prekey_targets", &Limits::prekey_targets, false, "Bundles that one account may ask for within an hour"},
      {"prekeys_per_day", &Limits::prekeys_per_day, false, "One-time prekeys of one device that strangers get within a day"},
      {"device_list_octets", &Limits::device_list_octets, true, "Octets of a device list"},
      {"device_list_time", &Limits::device_list_time, false, "How long a device list may be good"},
      {"device_lists_per_hour", &Limits::device_lists_per_hour, false, "Device lists that one account may publish within an hour"},
      {"key_log_proofs", &Limits::key_log_proofs, false, "Proofs of the log of keys that one account may ask for within an hour"},
      {"media_octets", &Limits::media_octets, true, "Octets of one file"},
      {"media_account_octets", &Limits::media_account_octets, true, "Octets of all files of one account that are kept"},
      {"media_slots_per_hour", &Limits::media_slots_per_hour, false, "Files that one account may put within an hour"},
      {"media_slot_time", &Limits::media_slot_time, false, "How long a slot may be used"},
      {"media_time", &Limits::media_time, false, "How long a file is kept"},
      {"broadcast_recipients", &Limits::broadcast_recipients, false, "Recipients of one broadcast"},
      {"broadcasts_per_hour", &Limits::broadcasts_per_hour, false, "Broadcasts of one account within an hour"},
      {"broadcast_deliveries_young", &Limits::broadcast_deliveries_young, false,
       "Recipients of the broadcasts of a young account within a day"},
      {"resume_time", &Limits::resume_time, false, "How long a session whose connection was lost may be resumed (XEP-0198)"},
      {"unacknowledged_stanzas", &Limits::unacknowledged_stanzas, false, "Stanzas sent to a session and not counted by its client yet"},
      {"unacknowledged_octets", &Limits::unacknowledged_octets, true, "Octets of these"},
      {"detached_sessions", &Limits::detached_sessions, false, "Sessions of one account that wait to be resumed"},
  };
  return list;
}

}  // namespace assay::service
