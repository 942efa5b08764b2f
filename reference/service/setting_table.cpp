#include "reference/service/setting_table.hpp"

#include <algorithm>
#include <charconv>

#include "reference/base/endpoint.hpp"
#include "reference/config/nearest.hpp"
#include "reference/jid/jid.hpp"
#include "reference/service/limit_table.hpp"
#include "reference/service/units.hpp"

namespace assay::service {
namespace {

using Texts = std::vector<std::string>;
using Set = Result<void, Refusal>;

/// "a, b or c".
std::string alternatives(const Texts& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) out += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  return out;
}

Texts one(const std::string& text) { return text.empty() ? Texts{} : Texts{text}; }

Setting text(std::string key, std::string option, Shape shape, std::string wants, std::string meaning, std::string& (*field)(Settings&)) {
  const auto get = [field](const Settings& settings) { return one(field(const_cast<Settings&>(settings))); };
  return {.key = std::move(key),
          .option = std::move(option),
          .shape = shape,
          .wants = std::move(wants),
          .meaning = std::move(meaning),
          .set = [field](Settings& settings, const Texts& values) -> Set {
            if (values.front().find('\0') != std::string::npos) return fail(Refusal{"holds a zero octet", {}});
            field(settings) = values.front();
            return {};
          },
          .get = get};
}

/// One of a closed list; `field` answers and takes its index.
template <class Enum>
Setting choice(std::string key, std::string option, Texts words, std::string meaning, Enum& (*field)(Settings&)) {
  return {.key = std::move(key),
          .option = std::move(option),
          .wants = alternatives(words),
          .meaning = std::move(meaning),
          .set = [words, field](Settings& settings, const Texts& values) -> Set {
            const auto found = std::find(words.begin(), words.end(), values.front());
            if (found == words.end()) return fail(Refusal{"can't be '" + values.front() + "'", config::suggestion(values.front(), words)});
            field(settings) = static_cast<Enum>(found - words.begin());
            return {};
          },
          .get = [words, field](
                     const Settings& settings) { return Texts{words[static_cast<std::size_t>(field(const_cast<Settings&>(settings)))]}; }};
}

Setting count(std::string key, std::size_t least, std::size_t most, std::string meaning, std::size_t& (*field)(Settings&)) {
  const std::string wants = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  return {.key = std::move(key),
          .wants = wants,
          .meaning = std::move(meaning),
          .set = [=](Settings& settings, const Texts& values) -> Set {
            std::size_t number = 0;
            const char* end = values.front().data() + values.front().size();
            const auto [stop, error] = std::from_chars(values.front().data(), end, number);
            if (error != std::errc{} || stop != end || number < least || number > most) return fail(Refusal{"wants " + wants, {}});
            field(settings) = number;
            return {};
          },
          .get = [field](const Settings& settings) { return Texts{std::to_string(field(const_cast<Settings&>(settings)))}; }};
}

Setting endpoints(std::string key, std::string option, std::string meaning, std::vector<Endpoint>& (*field)(Settings&)) {
  return {
      .key = std::move(key),
      .option = std::move(option),
      .shape = Shape::List,
      .wants = "list of ADDRESS:PORT",
      .meaning = std::move(meaning),
      .set = [field](Settings& settings, const Texts& values) -> Set {
        std::vector<Endpoint> list;
        for (std::size_t i = 0; i < values.size(); ++i) {
          if (values[i].empty()) continue;  // '' on the command line: none
          const auto at = parse_endpoint(values[i]);
          if (!at)
            return fail(Refusal{"can't be '" + values[i] + "'", "an ADDRESS:PORT such as 127.0.0.1:5222, 0.0.0.0:5222 or '[::]:5222'", i});
          list.push_back(*at);
        }
        field(settings) = std::move(list);
        return {};
      },
      .get =
          [field](const Settings& settings) {
            Texts list;
            for (const Endpoint& at : field(const_cast<Settings&>(settings))) list.push_back(assay::to_text(at));
            return list;
          }};
}

Setting domain() {
  Setting setting =
      text("domain", "--domain", Shape::Text, "a domain name", "The XMPP domain it serves: what stands behind the @ of addresses.",
           [](Settings& s) -> std::string& { return s.domain; });
  setting.set = [](Settings& settings, const Texts& values) -> Set {
    const auto jid = jid::Jid::parse(values.front());
    if (!jid || jid->text() != values.front() || !jid->local().empty() || values.front().find('/') != std::string::npos) {
      return fail(Refusal{"can't be '" + values.front() + "'", "a domain name in lower case, such as chat.example.org"});
    }
    settings.domain = values.front();
    return {};
  };
  return setting;
}

Setting flag(std::string key, std::string option, std::string meaning, bool& (*field)(Settings&)) {
  return {.key = std::move(key),
          .option = std::move(option),
          .shape = Shape::Flag,
          .wants = "true or false",
          .meaning = std::move(meaning),
          .set = [field](Settings& settings, const Texts& values) -> Set {
            if (values.front() != "true" && values.front() != "false") return fail(Refusal{"wants true or false", {}});
            field(settings) = values.front() == "true";
            return {};
          },
          .get = [field](const Settings& settings) { return Texts{field(const_cast<Settings&>(settings)) ? "true" : "false"}; }};
}

Setting mechanisms() {
  return {.key = "mechanisms",
          .shape = Shape::List,
          .wants = "list of SASL mechanisms",
          .meaning = "Offered for logins, in this order. PLAIN is offered inside TLS alone, whatever stands here.",
          .set = [](Settings& settings, const Texts& values) -> Set {
            const Texts known = server::Config{}.mechanisms;
            for (std::size_t i = 0; i < values.size(); ++i) {
              if (std::find(known.begin(), known.end(), values[i]) == known.end()) {
                return fail(Refusal{"can't have '" + values[i] + "'", config::suggestion(values[i], known), i});
              }
              if (std::find(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(i), values[i]) !=
                  values.begin() + static_cast<std::ptrdiff_t>(i)) {
                return fail(Refusal{"names '" + values[i] + "' twice", {}, i});
              }
            }
            if (values.empty()) return fail(Refusal{"is empty: nobody could log in", {}});
            settings.mechanisms = values;
            return {};
          },
          .get = [](const Settings& settings) { return settings.mechanisms; }};
}

Setting bind_logins() {
  return {.key = "bind_logins",
          .option = "--bind-logins",
          .shape = Shape::List,
          .wants = "list of starttls and tls",
          .meaning =
              "Where SCRAM with channel binding (-PLUS) is offered too. Not behind a proxy that ends TLS; some clients choose it without "
              "having tls-exporter or tls-server-end-point, and fail.",
          .set = [](Settings& settings, const Texts& values) -> Set {
            for (std::size_t i = 0; i < values.size(); ++i) {
              if (values[i] != "starttls" && values[i] != "tls") {
                return fail(Refusal{"can't have '" + values[i] + "'", config::suggestion(values[i], {"starttls", "tls"}), i});
              }
            }
            settings.bind_logins = values;
            return {};
          },
          .get = [](const Settings& settings) { return settings.bind_logins; }};
}

Setting url(std::string key, std::string option, std::string meaning, std::string token_key, std::string& (*field)(Settings&)) {
  Setting setting = text(std::move(key), std::move(option), Shape::Text, "an http or https URL", std::move(meaning), field);
  setting.set = [field, token_key](Settings& settings, const Texts& values) -> Set {
    const std::string& url = values.front();
    const std::size_t scheme = url.rfind("https://", 0) == 0 ? 8 : url.rfind("http://", 0) == 0 ? 7 : 0;
    if (!url.empty() && (scheme == 0 || url.size() == scheme || url.find_first_of(" \t\r\n") != std::string::npos)) {
      return fail(Refusal{"is no http or https URL", "such as https://sms.example.org/send"});
    }
    if (url.substr(0, url.find_first_of("/?", scheme)).find('@') != std::string::npos) {
      return fail(Refusal{"holds a password", "put a bearer token into a file and name it under " + token_key});
    }
    field(settings) = url;
    return {};
  };
  // What stands behind '?' may be somebody's key.
  setting.get = [field](const Settings& settings) {
    const std::string& url = field(const_cast<Settings&>(settings));
    return one(url.substr(0, url.find('?')));
  };
  return setting;
}

Setting timeout(std::string key, std::string meaning, Duration& (*field)(Settings&)) {
  return {.key = std::move(key),
          .wants = "a time",
          .meaning = std::move(meaning),
          .set = [field](Settings& settings, const Texts& values) -> Set {
            const auto time = time_of(values.front());
            if (!time || *time < std::chrono::milliseconds{1} || *time > std::chrono::minutes{10}) {
              return fail(Refusal{"wants a time from 1 ms to 10 min", "such as 500 ms, 10 s or 1 min"});
            }
            field(settings) = *time;
            return {};
          },
          .get = [field](const Settings& settings) { return Texts{to_text(field(const_cast<Settings&>(settings)))}; }};
}

Setting limits_profile() {
  return {.key = "limits.profile",
          .option = "--limits",
          .wants = "default or test",
          .meaning = "The limits that the keys below it change one by one (reference/spec/limits.md). `test` is for test suites.",
          .set = [](Settings& settings, const Texts& values) -> Set {
            const Texts known = {"default", "test"};
            if (values.front() != "default" && values.front() != "test") {
              return fail(Refusal{"can't be '" + values.front() + "'", config::suggestion(values.front(), known)});
            }
            settings.limits_profile = values.front();
            settings.limits = values.front() == "test" ? Limits::test() : Limits{};
            return {};
          },
          .get = [](const Settings& settings) { return Texts{settings.limits_profile}; }};
}

Setting limit(const LimitName& name) {
  const bool time = std::holds_alternative<Duration Limits::*>(name.field);
  return {.key = "limits." + name.name,
          .wants = time          ? "a time"
                   : name.octets ? "a size"
                                 : "a whole number",
          .meaning = name.meaning + ".",
          .set = [name, time](Settings& settings, const Texts& values) -> Set {
            if (name.set(settings.limits, values.front())) return {};
            if (time) return fail(Refusal{"wants a time above zero", "such as 250 ms, 30 s, 10 min, 12 h or 7 d"});
            if (name.octets) return fail(Refusal{"wants a size above zero", "such as 512, 64 KiB or 10 MiB"});
            return fail(Refusal{"wants a whole number above zero", {}});
          },
          .get = [name](const Settings& settings) { return Texts{name.text(settings.limits)}; }};
}

/// REG-25b: nothing of this by accident.
Set only_for_tests(const Settings& settings) {
  if (settings.for_tests) return {};
  return fail(
      Refusal{"is for tests alone, and this configuration is not", "say `for_tests: true` (--for-tests) where no person registers"});
}

Setting prefixes(std::string key, std::string option, std::string meaning, Texts& (*field)(Settings&)) {
  return {.key = std::move(key),
          .option = std::move(option),
          .shape = Shape::List,
          .wants = "list of digits",
          .meaning = std::move(meaning),
          .set = [field](Settings& settings, const Texts& values) -> Set {
            if (auto allowed = only_for_tests(settings); !allowed && !values.empty()) return allowed;
            for (std::size_t i = 0; i < values.size(); ++i) {
              if (values[i].empty() || values[i].size() > 15 || values[i].find_first_not_of("0123456789") != std::string::npos) {
                return fail(Refusal{"can't have '" + values[i] + "'", "1 to 15 digits without a plus sign, such as 1999", i});
              }
            }
            field(settings) = values;
            return {};
          },
          .get = [field](const Settings& settings) { return field(const_cast<Settings&>(settings)); }};
}

Setting test_code() {
  return {.key = "test_code",
          .option = "--test-code",
          .wants = "digits",
          .meaning = "The code of every number under test_numbers; it is sent to nobody. Without it they get codes as others do.",
          .set = [](Settings& settings, const Texts& values) -> Set {
            if (values.front().empty()) return {};
            if (auto allowed = only_for_tests(settings); !allowed) return allowed;
            if (values.front().find_first_not_of("0123456789") != std::string::npos)
              return fail(Refusal{"wants digits", "such as '135790'"});
            settings.test_code = values.front();
            return {};
          },
          .get = [](const Settings& settings) { return one(settings.test_code); }};
}

Setting code_methods() {
  return {.key = "sms.methods",
          .shape = Shape::List,
          .wants = "list of sms and voice",
          .meaning = "How the file, the command or the URL brings codes to people. Another way is refused with no-route.",
          .set = [](Settings& settings, const Texts& values) -> Set {
            const Texts known = server::Config{}.code_methods;
            for (std::size_t i = 0; i < values.size(); ++i) {
              if (std::find(known.begin(), known.end(), values[i]) == known.end()) {
                return fail(Refusal{"can't have '" + values[i] + "'", config::suggestion(values[i], known), i});
              }
            }
            if (values.empty()) return fail(Refusal{"is empty: nobody could register", {}});
            settings.sms.methods = values;
            return {};
          },
          .get = [](const Settings& settings) { return settings.sms.methods; }};
}

Setting minimum_clients() {
  return {.key = "minimum_clients",
          .option = "--minimum-clients",
          .shape = Shape::List,
          .wants = "list of NAME VERSION",
          .meaning = "Programs whose older versions get no code (client-outdated), as they name themselves in requests for one.",
          .set = [](Settings& settings, const Texts& values) -> Set {
            std::vector<server::MinimumClient> list;
            for (std::size_t i = 0; i < values.size(); ++i) {
              const std::size_t space = values[i].rfind(' ');
              const std::string version = space == std::string::npos ? std::string() : values[i].substr(space + 1);
              const bool is_dotted = !version.empty() && version.find_first_not_of("0123456789.") == std::string::npos;
              if (space == 0 || !is_dotted)
                return fail(Refusal{"can't have '" + values[i] + "'", "a name and a version, such as 'assay 1.2'", i});
              list.push_back({values[i].substr(0, space), version});
            }
            settings.minimum_clients = std::move(list);
            return {};
          },
          .get =
              [](const Settings& settings) {
                Texts list;
                for (const auto& client : settings.minimum_clients) list.push_back(client.name + ' ' + client.version);
                return list;
              }};
}

Setting media_url() {
  Setting setting = text("media.url", "--media-url", Shape::Text, "an https URL",
                         "How clients reach the media host, without a slash at its end. Without it the first address of media.listen.",
                         [](Settings& s) -> std::string& { return s.media.url; });
  setting.set = [](Settings& settings, const Texts& values) -> Set {
    const std::string& url = values.front();
    constexpr std::string_view kScheme = "https://";
    const bool is_good = url.starts_with(kScheme) && url.size() > kScheme.size() && !url.ends_with('/') &&
                         url.find_first_of("?# \t\r\n\"<>") == std::string::npos;
    if (!url.empty() && !is_good) return fail(Refusal{"can't be '" + url + "'", "such as https://media.example.org:8443"});
    settings.media.url = url;
    return {};
  };
  return setting;
}

std::vector<Setting> make_table() {
  std::vector<Setting> table = {
      domain(),
      endpoints("listen.starttls", "--listen", "Where connections begin in the clear and start TLS inside. Port 0 picks a free one.",
                [](Settings& s) -> std::vector<Endpoint>& { return s.starttls; }),
      endpoints("listen.tls", "--listen-tls", "Where TLS comes first (XEP-0368).",
                [](Settings& s) -> std::vector<Endpoint>& { return s.tls; }),
      text("certificate", "--certificate", Shape::Path, "a PEM file, the leaf first",
           "Shown to clients. Without it FOLDER/certificate.pem, which is made, self-signed, where it is absent.",
           [](Settings& s) -> std::string& { return s.certificate; }),
      text("key", "--key", Shape::Path, "a PEM file", "The certificate's private key, not encrypted. Without it FOLDER/key.pem.",
           [](Settings& s) -> std::string& { return s.key; }),
      text("folder", "--folder", Shape::Path, "a folder",
           "Where the database, the server's secret and a made certificate lie. It is made where it is absent.",
           [](Settings& s) -> std::string& { return s.folder; }),
      text("database", "--database", Shape::Path, "a file", "Accounts, rosters and mailboxes. Without it FOLDER/assay.db.",
           [](Settings& s) -> std::string& { return s.database; }),
      flag("memory", "--memory", "Keep accounts and mailboxes in memory alone: they are gone when the server ends.",
           [](Settings& s) -> bool& { return s.memory; }),
      mechanisms(),
      bind_logins(),
      choice<server::ChannelBinding>("channel_binding", "", {"off", "optional", "required"},
                                     "Whether a registration's signature covers the TLS connection that it came over.",
                                     [](Settings& s) -> server::ChannelBinding& { return s.channel_binding; }),
      choice<server::QueuedMail>(
          "queued_mail", "", {"keep", "bounce"},
          "What becomes of waiting messages when a number is registered by another device: it gets them, or their senders get them back.",
          [](Settings& s) -> server::QueuedMail& { return s.queued_mail; }),
      choice<server::EndToEnd>("encryption", "", {"optional", "required"},
                               "Whether phones have to encrypt what they write. Where it is required, clear text is refused with "
                               "encryption-required.",
                               [](Settings& s) -> server::EndToEnd& { return s.end_to_end; }),
      minimum_clients(),
      text("sms.file", "--sms-file", Shape::Path, "a file", "Append each code to this file, as a JSON object a line.",
           [](Settings& s) -> std::string& { return s.sms.file; }),
      text("sms.command", "--sms-command", Shape::Text, "a shell command",
           "Run this by /bin/sh for each code, with the JSON line on its standard input. Exit code 0 means that it took the code.",
           [](Settings& s) -> std::string& { return s.sms.command; }),
      url("sms.url", "--sms-url",
          "Post each code to this URL, as the JSON object that sms.file would get. Any status of 200 to 299 takes it.", "sms.token_file",
          [](Settings& s) -> std::string& { return s.sms.url; }),
      text("sms.token_file", "--sms-token-file", Shape::Path, "a file", "Its text goes with each post as `Authorization: Bearer TEXT`.",
           [](Settings& s) -> std::string& { return s.sms.token_file; }),
      text("sms.ca_file", "", Shape::Path, "a PEM file", "Whom to trust for an https URL, instead of the system's authorities.",
           [](Settings& s) -> std::string& { return s.sms.ca_file; }),
      timeout("sms.timeout", "How long the command or the URL may take for one attempt.",
              [](Settings& s) -> Duration& { return s.sms.timeout; }),
      count("sms.attempts", 1, 20, "Attempts for one code, the next ever later, before it is given up.",
            [](Settings& s) -> std::size_t& { return s.sms.attempts; }),
      count("sms.queue", 1, 1'000'000, "Codes that may wait for the command or the URL; more are refused with no-route.",
            [](Settings& s) -> std::size_t& { return s.sms.queue; }),
      code_methods(),
      text("push.file", "--push-file", Shape::Path, "a file", "Append each wake-up to this file, as a JSON object a line.",
           [](Settings& s) -> std::string& { return s.push.file; }),
      text("push.command", "--push-command", Shape::Text, "a shell command",
           "Run this by /bin/sh for each wake-up, with the JSON line on its standard input. Exit code 0 means that the push service took "
           "it, 69 "
           "that it knows no such device.",
           [](Settings& s) -> std::string& { return s.push.command; }),
      url("push.url", "--push-url",
          "Post each wake-up to this URL, as the JSON object that push.file would get. A status of 200 to 299 takes it, 404 or 410 says "
          "that "
          "there is no such device.",
          "push.token_file", [](Settings& s) -> std::string& { return s.push.url; }),
      text("push.token_file", "--push-token-file", Shape::Path, "a file", "Its text goes with each post as `Authorization: Bearer TEXT`.",
           [](Settings& s) -> std::string& { return s.push.token_file; }),
      text("push.ca_file", "", Shape::Path, "a PEM file", "Whom to trust for an https URL, instead of the system's authorities.",
           [](Settings& s) -> std::string& { return s.push.ca_file; }),
      timeout("push.timeout", "How long the command or the URL may take for one wake-up.",
              [](Settings& s) -> Duration& { return s.push.timeout; }),
      count("push.queue", 1, 1'000'000, "Wake-ups that may wait for the command or the URL; more are lost.",
            [](Settings& s) -> std::size_t& { return s.push.queue; }),
      endpoints("media.listen", "--media-listen",
                "Where files are put and fetched over HTTPS (XEP-0363). Without it there is no media host, and no slots for files.",
                [](Settings& s) -> std::vector<Endpoint>& { return s.media.listen; }),
      media_url(),
      text("media.folder", "--media-folder", Shape::Path, "a folder",
           "Where files lie, encrypted by those who put them. Without it FOLDER/media. With `memory` they are kept in memory.",
           [](Settings& s) -> std::string& { return s.media.folder; }),
      limits_profile(),
  };
  for (const LimitName& name : limit_names()) table.push_back(limit(name));
  table.push_back(choice<LogDepth>("log.level", "--log", {"error", "warning", "note", "debug", "trace"},
                                   "The finest events that are logged. Codes, tokens, keys and what people write are in none.",
                                   [](Settings& s) -> LogDepth& { return s.log.level; }));
  table.push_back(text("log.file", "--log-file", Shape::Path, "a file",
                       "Where the log goes instead of standard error. SIGHUP opens it anew, as log rotation wants.",
                       [](Settings& s) -> std::string& { return s.log.file; }));
  table.push_back(choice<LogFormat>("log.format", "--log-format", {"text", "json"}, "Lines for people, or a JSON object a line.",
                                    [](Settings& s) -> LogFormat& { return s.log.format; }));
  table.push_back(text("control", "--control", Shape::Path, "a path",
                       "A Unix socket that takes commands about the server's clocks (conformance/targets/README.md). For tests.",
                       [](Settings& s) -> std::string& { return s.control; }));
  table.push_back(flag("for_tests", "--for-tests", "No person registers here: allows what stands below, which gives accounts away.",
                       [](Settings& s) -> bool& { return s.for_tests; }));
  table.push_back(prefixes("test_numbers", "--test-numbers",
                           "Prefixes of numbers that count as valid though no numbering plan has them. Only with for_tests.",
                           [](Settings& s) -> Texts& { return s.test_numbers; }));
  table.push_back(test_code());
  table.push_back(prefixes("test_unreachable", "--test-unreachable",
                           "Prefixes of numbers to which nobody brings codes: no-route. Only with for_tests.",
                           [](Settings& s) -> Texts& { return s.test_unreachable; }));
  return table;
}

}  // namespace

const std::vector<Setting>& setting_table() {
  static const std::vector<Setting> table = make_table();
  return table;
}

const Setting* find_setting(std::string_view key) {
  const auto& table = setting_table();
  const auto found = std::find_if(table.begin(), table.end(), [&](const Setting& setting) { return setting.key == key; });
  return found == table.end() ? nullptr : &*found;
}

std::vector<std::string> contradictions(const Settings& settings) {
  std::vector<std::string> found;
  if (settings.starttls.empty() && settings.tls.empty()) found.push_back("nobody could connect: name an address under listen");
  const PushSettings& push = settings.push;
  if ((push.file.empty() ? 0 : 1) + (push.command.empty() ? 0 : 1) + (push.url.empty() ? 0 : 1) > 1) {
    found.push_back("push.file, push.command and push.url exclude one another: keep one");
  }
  if (settings.media.listen.empty() && !settings.media.url.empty()) found.push_back("media.url is of no use without media.listen");
  if (push.url.empty() && !push.token_file.empty()) found.push_back("push.token_file is of no use without push.url");
  if (push.url.empty() && !push.ca_file.empty()) found.push_back("push.ca_file is of no use without push.url");
  const SmsSettings& sms = settings.sms;
  const int ways = (sms.file.empty() ? 0 : 1) + (sms.command.empty() ? 0 : 1) + (sms.url.empty() ? 0 : 1);
  if (ways > 1) found.push_back("sms.file, sms.command and sms.url exclude one another: keep one");
  if (sms.url.empty() && !sms.token_file.empty()) found.push_back("sms.token_file is of no use without sms.url");
  if (sms.url.empty() && !sms.ca_file.empty()) found.push_back("sms.ca_file is of no use without sms.url");
  if (settings.certificate.empty() != settings.key.empty()) found.push_back("certificate and key belong together: name both or neither");
  if (settings.memory && !settings.database.empty()) found.push_back("memory and database exclude one another");
  const Limits& limits = settings.limits;
  if (limits.stanza_octets < 10'000) found.push_back("limits.stanza_octets must be at least 10000 (RFC 6120 section 13.12)");
  if (!settings.test_code.empty() && settings.test_code.size() != limits.code_digits) {
    found.push_back("test_code must have " + std::to_string(limits.code_digits) + " digits, as limits.code_digits says");
  }
  if (!settings.test_code.empty() && settings.test_numbers.empty()) found.push_back("test_code is of no use without test_numbers");
  if (limits.code_digits < 4 || limits.code_digits > 9) found.push_back("limits.code_digits must be 4 to 9");
  return found;
}

}  // namespace assay::service
