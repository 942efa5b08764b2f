#pragma once
// What defects of a client that encrypts (spec chapter 07) have in common. They lie above its TLS and have none of its keys: what they
// write in its name is no ciphertext that anybody could read, and shows to whom it would have written.

#include <string>

#include "conformance/defects/namespaces.hpp"
#include "reference/xml/element.hpp"

namespace assay::conformance::defects {

/// Whether it is a message that was encrypted.
[[nodiscard]] bool is_encrypted(const xml::Element& element);
/// Whether it is one whose first key begins a session.
[[nodiscard]] bool is_key_exchange(const xml::Element& element);
/// Whether it is a message of or to a group that was sealed by a sender key.
[[nodiscard]] bool is_sealed_for_group(const xml::Element& element);
/// As is_encrypted(), with a payload, in kind control.
[[nodiscard]] bool is_encrypted_control(const xml::Element& element);
/// The account whose list stands in it, as an answer or sent by itself; "" if there is none.
[[nodiscard]] std::string list_owner(const xml::Element& element);
/// A message to the account, encrypted for its phone.
[[nodiscard]] xml::Element secret_to(const std::string& account);
/// A message to the account that anybody can read.
[[nodiscard]] xml::Element open_to(const std::string& account);

}  // namespace assay::conformance::defects
