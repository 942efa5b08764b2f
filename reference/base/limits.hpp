#pragma once
// A limit on everything a peer can make grow. One value, with named profiles; the specification's registry of limits (chapter 01) gives
// each its reason. Sizes are octets, counts are counts, times are durations.

#include <chrono>
#include <cstddef>

#include "reference/base/now.hpp"

namespace assay {

struct Limits {
  // RFC 6120 section 13.12: at least 10,000 octets after login.
  std::size_t stanza_octets_before_login = 10'000;
  std::size_t stanza_octets = 262'144;
  std::size_t stanza_depth = 32;
  std::size_t stanza_elements = 4'096;
  std::size_t element_attributes = 64;
  std::size_t elements_before_login = 32;
  Duration login_time = std::chrono::seconds{60};
  std::size_t failed_logins = 5;          ///< per stream (RFC 6120 section 6.4.5)
  std::size_t output_octets = 1'048'576;  ///< unsent octets per connection; above it the connection is cut
  std::size_t connections = 10'000;
  std::size_t connections_per_address = 1'000;
  std::size_t resources = 16;  ///< sessions of one account
  std::size_t roster_items = 2'000;

  // Registration (chapter 02).
  std::size_t code_digits = 6;
  Duration code_lifetime = std::chrono::minutes{10};
  std::size_t code_guesses = 5;
  Duration guess_pace = std::chrono::seconds{2};
  Duration code_request_pace = std::chrono::minutes{2};  ///< per number; doubles with each consecutive request
  std::size_t code_requests_per_device = 3;              ///< per day
  std::size_t code_requests_per_number = 8;              ///< per day
  std::size_t code_requests_per_address = 100;           ///< per day
  std::size_t code_burst_per_address = 5;                ///< within code_burst_window
  Duration code_burst_window = std::chrono::minutes{5};
  std::size_t pin_octets = 64;
  std::size_t pin_guesses = 5;  ///< per day
  Duration pin_reset_time = std::chrono::days{7};
  Duration inactive_time = std::chrono::days{120};  ///< without a login; then the number counts as reassigned
  std::size_t fast_tokens = 16;                     ///< of one account: one for each user agent
  Duration fast_token_lifetime = std::chrono::days{21};

  // Contact matching (chapter 03).
  std::size_t contacts_per_request = 1'000;
  std::size_t contact_numbers = 20'000;  ///< new numbers an account may ask for within the window
  Duration contact_window = std::chrono::days{10};
  Duration young_account = std::chrono::hours{24};  ///< how long an account counts as young
  std::size_t contact_numbers_young = 1'500;        ///< in place of contact_numbers
  std::size_t contact_delta_numbers = 2'048;        ///< new ones of an account within a day, by delta
  std::size_t contact_block_numbers = 64;           ///< new ones of an account within the window among 1,000 consecutive numbers
  std::size_t contact_address_block_numbers = 16;   ///< the same of all young accounts behind one address prefix, within a day
  Duration contact_cursor_time = std::chrono::days{10};

  // Messages and offline delivery (chapters 04 and 08).
  std::size_t message_id_octets = 64;
  Duration resend_window = std::chrono::days{7};
  std::size_t message_burst = 20;         ///< from one account to another within a second
  std::size_t messages_per_hour = 1'000;  ///< the same within an hour
  std::size_t reaction_octets = 64;
  std::size_t stranger_openings = 10;  ///< strangers an account may write to first, within a day
  Duration edit_window = std::chrono::minutes{15};
  Duration revoke_window = std::chrono::hours{48};
  std::size_t mailbox_entries = 50'000;
  std::size_t mailbox_octets = 100'000'000;
  Duration mailbox_time = std::chrono::days{30};    ///< how long a message waits
  std::size_t backlog_batch = 100;                  ///< entries sent ahead of the device's acknowledgements, where it names no number
  Duration push_pace = std::chrono::seconds{30};    ///< between two wake-ups of one device
  std::size_t push_failures = 5;                    ///< in a row; then the device's registration is dropped
  Duration idle_time = std::chrono::minutes{10};    ///< without an octet from the client; then the server pings it
  Duration ping_time = std::chrono::seconds{60};    ///< for the answer
  std::size_t logins_per_second = 500;              ///< of all clients together
  Duration login_delay = std::chrono::seconds{30};  ///< at most, that a client above it is asked to stay away

  // Devices (chapter 02).
  std::size_t companions = 4;  ///< of one account, beside its phone
  std::size_t device_name_octets = 64;
  Duration device_idle_time = std::chrono::days{30};  ///< without a login; then a companion is unlinked

  // Broadcasts (chapter 05).
  std::size_t broadcast_recipients = 256;
  std::size_t broadcasts_per_hour = 10;
  std::size_t broadcast_deliveries_young = 2'000;  ///< per day, of a young account

  // Groups (chapter 06).
  std::size_t group_members = 1'024;
  std::size_t groups_per_day = 20;        ///< created by one account
  std::size_t group_stranger_adds = 100;  ///< per day, by one account
  std::size_t group_subject_characters = 100;
  std::size_t group_description_characters = 2'048;
  Duration group_invite_time = std::chrono::days{3};
  std::size_t group_requests = 100;     ///< that wait for an admin
  std::size_t group_link_guesses = 10;  ///< wrong links per hour and address prefix
  std::size_t group_changes = 1'000;    ///< kept for those who come back
  Duration group_receipt_pace = std::chrono::seconds{2};
  std::size_t group_message_burst = 20;         ///< of one member to one group, within a second
  std::size_t group_messages_per_hour = 1'000;  ///< the same within an hour

  // Keys of devices (chapter 07).
  std::size_t prekeys = 200;  ///< of one device
  std::size_t prekeys_low = 20;
  std::size_t prekey_fetches = 2;    ///< new one-time keys of one device for one asker within an hour
  std::size_t prekey_targets = 200;  ///< devices that one asker may ask for within an hour
  std::size_t prekeys_per_day = 30;  ///< one-time keys of one device given to accounts that it does not know
  std::size_t device_list_octets = 16'384;
  Duration device_list_time = std::chrono::days{35};
  std::size_t device_lists_per_hour = 20;  ///< that one account publishes
  std::size_t key_log_proofs = 2'000;      ///< that one account asks for within an hour

  // Media (chapter 10).
  std::size_t media_octets = 100'000'000;              ///< of one file, as it is uploaded
  std::size_t media_account_octets = 1'000'000'000;    ///< of all files of one account that are kept
  std::size_t media_slots_per_hour = 200;              ///< of one account
  Duration media_slot_time = std::chrono::minutes{5};  ///< how long a slot may be used
  Duration media_time = std::chrono::days{30};         ///< how long a file is kept

  // Stream management (XEP-0198; chapter 08).
  Duration resume_time = std::chrono::minutes{5};
  std::size_t unacknowledged_stanzas = 2'000;   ///< per session, sent and not counted by its client yet
  std::size_t unacknowledged_octets = 524'288;  ///< of these; well below output_octets, because resuming sends them at once
  std::size_t detached_sessions = 4;            ///< of one account

  /// Small where a test must reach the limit with few operations, generous where a parallel run would hit it by accident. A scenario
  /// that needs it says `limits: test`.
  [[nodiscard]] static Limits test();
};

}  // namespace assay
