#pragma once
// Who logs in: an account's phone by its number, a companion by "NUMBER.DEVICE" (spec chapter 02). A credential belongs to one device.

#include <string>
#include <string_view>

namespace assay::server {

/// The device that an account is registered by, and every client that shares its token.
inline constexpr const char* kPhone = "primary";

struct LoginName {
  std::string account;  ///< digits
  std::string device;   ///< kPhone, or a companion's id
  [[nodiscard]] bool is_phone() const { return device == kPhone; }
};

/// Of what a client claims to be, or of a login that succeeded; neither part need exist.
[[nodiscard]] inline LoginName login_name(std::string_view username) {
  const std::size_t dot = username.find('.');
  if (dot == std::string_view::npos) return {std::string{username}, kPhone};
  const std::string_view device = username.substr(dot + 1);
  return {std::string{username.substr(0, dot)}, std::string{device == kPhone ? std::string_view{} : device}};
}

[[nodiscard]] inline std::string login_name(std::string_view account, std::string_view device) {
  std::string name{account};
  if (device != kPhone) name.append(".").append(device);
  return name;
}

}  // namespace assay::server
