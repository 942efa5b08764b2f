#pragma once

// The namespaces that defects look for.
namespace assay::conformance::defects {

inline constexpr const char* kBroadcast = "urn:cxmpp:broadcast:1";
inline constexpr const char* kDeviceList = "urn:cxmpp:device-list:1";
inline constexpr const char* kGroups = "urn:cxmpp:groups:1";
inline constexpr const char* kKeyLog = "urn:cxmpp:key-log:1";
inline constexpr const char* kOmemo = "urn:xmpp:omemo:2";
inline constexpr const char* kPrekeys = "urn:cxmpp:prekeys:1";

}  // namespace assay::conformance::defects
