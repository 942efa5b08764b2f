#pragma once
// What an operator decides about a server that runs: the values behind the keys of its configuration (setting_table.hpp).

#include <string>
#include <vector>

#include "reference/base/limits.hpp"
#include "reference/base/machine.hpp"
#include "reference/base/now.hpp"
#include "reference/server/config.hpp"

namespace assay::service {

/// The finest events that are logged, the gravest first.
enum class LogDepth { Error, Warning, Note, Debug, Trace };
enum class LogFormat { Text, Json };

struct SmsSettings {
  std::string file;     ///< codes are appended here
  std::string command;  ///< or given to this
  std::string url;      ///< or posted there
  std::string token_file;
  std::string ca_file;
  Duration timeout = std::chrono::seconds{10};
  std::size_t attempts = 4;
  std::size_t queue = 1'000;
  std::vector<std::string> methods = server::Config{}.code_methods;
};

struct PushSettings {
  std::string file;     ///< wake-ups are appended here
  std::string command;  ///< or given to this
  std::string url;      ///< or posted there
  std::string token_file;
  std::string ca_file;
  Duration timeout = std::chrono::seconds{10};
  std::size_t queue = 1'000;
};

struct MediaSettings {
  std::vector<Endpoint> listen;  ///< none: there is no media host
  std::string url;               ///< how clients reach it; "" is https:// and where it listens first
  std::string folder;            ///< "" is FOLDER/media
};

struct LogSettings {
  LogDepth level = LogDepth::Note;
  std::string file;  ///< "" is standard error
  LogFormat format = LogFormat::Text;
};

struct Settings {
  std::string domain = "localhost";
  std::vector<Endpoint> starttls = {{"127.0.0.1", 5222}};
  std::vector<Endpoint> tls = {{"127.0.0.1", 5223}};
  std::string certificate;  ///< "" is FOLDER/certificate.pem
  std::string key;          ///< "" is FOLDER/key.pem
  std::string folder = ".";
  std::string database;  ///< "" is FOLDER/assay.db
  bool memory = false;
  std::vector<std::string> mechanisms = server::Config{}.mechanisms;
  std::vector<std::string> bind_logins;  ///< of "starttls" and "tls": listeners that offer SCRAM with channel binding too
  server::ChannelBinding channel_binding = server::ChannelBinding::Optional;
  server::QueuedMail queued_mail = server::QueuedMail::Keep;
  server::EndToEnd end_to_end = server::EndToEnd::Optional;
  std::vector<server::MinimumClient> minimum_clients;
  SmsSettings sms;
  PushSettings push;
  MediaSettings media;
  std::string limits_profile = "default";
  Limits limits;
  LogSettings log;
  std::string control;     ///< "" is off
  bool for_tests = false;  ///< whether what stands below is allowed (REG-25b)
  std::vector<std::string> test_numbers;
  std::string test_code;
  std::vector<std::string> test_unreachable;

  [[nodiscard]] std::string certificate_path() const { return certificate.empty() ? folder + "/certificate.pem" : certificate; }
  [[nodiscard]] std::string key_path() const { return key.empty() ? folder + "/key.pem" : key; }
  [[nodiscard]] std::string media_path() const { return media.folder.empty() ? folder + "/media" : media.folder; }
  [[nodiscard]] std::string database_path() const { return database.empty() ? folder + "/assay.db" : database; }
};

}  // namespace assay::service
