#include <filesystem>

#include <fmt/format.h>

#include "reference/service/read_settings.hpp"
#include "reference/service/setting_table.hpp"

namespace assay::service {
namespace {

bool is_plain(const std::string& text) {
  if (text.empty() || text.front() == '-' || text.back() == ':') return false;
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:-") == std::string::npos ||
         text.find_first_not_of("0123456789 KMGiBdhmins") == std::string::npos;  // 64 KiB, 10 min
}

std::string quoted(const std::string& text) {
  if (is_plain(text)) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += std::string("\\") + c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string absolute(const std::string& path) {
  const std::filesystem::path whole = std::filesystem::absolute(path).lexically_normal();
  return (whole.has_filename() ? whole : whole.parent_path()).string();
}

std::string value_of(const Setting& setting, const std::vector<std::string>& values) {
  if (setting.shape != Shape::List) return quoted(values.front());
  std::string list;
  for (const std::string& value : values) list += (list.empty() ? "" : ", ") + quoted(value);
  return "[" + list + "]";
}

/// "sms.file" -> {"sms", "file"}; "domain" -> {"", "domain"}.
std::pair<std::string, std::string> split(const std::string& key) {
  const std::size_t dot = key.find('.');
  if (dot == std::string::npos) return {"", key};
  return {key.substr(0, dot), key.substr(dot + 1)};
}

std::string default_of(const Setting& setting) {
  const std::vector<std::string> values = setting.get(Settings{});
  if (values.empty()) return "";
  if (setting.shape != Shape::List) return "`" + values.front() + "`";
  std::string list;
  for (const std::string& value : values) list += (list.empty() ? "`" : ", `") + value + "`";
  return list;
}

}  // namespace

std::string print_settings(const Settings& settings) {
  std::string out;
  std::string open_map;
  for (const Setting& setting : setting_table()) {
    const auto [map, name] = split(setting.key);
    const std::string indent = map.empty() ? "" : "  ";
    if (map != open_map || map.empty()) out += out.empty() ? "" : "\n";
    if (map != open_map && !map.empty()) out += map + ":\n";
    open_map = map;
    out += indent + "# " + setting.meaning + "\n";
    std::vector<std::string> values = setting.get(settings);
    // A file that is kept elsewhere must still mean the same.
    if (setting.shape == Shape::Path && !values.empty()) values.front() = absolute(values.front());
    const bool none = values.empty() && setting.shape != Shape::List;
    out += indent + (none ? "# " + name + ": (" + setting.wants + ")\n" : name + ": " + value_of(setting, values) + "\n");
  }
  return out;
}

std::string settings_page() {
  std::string out =
      "# Configuration of the reference server\n\n"
      "Written by `assay serve --keys`: this page, the loader, `--help` and `--print-config` come from one table.\n\n"
      "`assay serve --config FILE` reads a YAML file; options on the command line override it. A dot stands for a map inside: `sms.file` "
      "is the\n"
      "key `file` in the map `sms`. Relative paths in the file count from the file's folder, those on the command line from where you "
      "stand.\n"
      "Unknown keys, duplicates and values that are none are refused, with the place and what was expected. `--check` does that and ends;\n"
      "`--print-config` prints what is in force. Times: `500 ms`, `30 s`, `10 min`, `12 h`, `7 d`; sizes: `512`, `64 KiB`, `10 MiB`.\n\n"
      "| key | option | value | default | meaning |\n|---|---|---|---|---|\n";
  for (const Setting& setting : setting_table()) {
    out += fmt::format("| `{}` | {} | {} | {} | {} |\n", setting.key, setting.option.empty() ? "" : "`" + setting.option + "`",
                       setting.wants, default_of(setting), setting.meaning);
  }
  return out +
         "\n## The log\n\n"
         "One line an event: time, level, `[cN ADDRESS:PORT]` for a connection, `[*01/resource]` for a session, the event. Of a number it "
         "shows the\n"
         "last two digits. Control characters of peers are written as `\\xNN`, so that nobody forges a line.\n\n"
         "| level | what is added |\n|---|---|\n"
         "| `error` | something was lost: a turn that the disk refused, a provider that is down |\n"
         "| `warning` | an operator should look: a certificate that ends soon, connections refused, codes not delivered |\n"
         "| `note` | start and end, registrations, upgrades, readers that were cut |\n"
         "| `debug` | connections, logins, sessions and how they ended |\n"
         "| `trace` | octets of every read and write, counted |\n\n"
         "## Signals and exit codes\n\n"
         "SIGTERM and SIGINT end all streams with `system-shutdown`, deliver what waits, and exit with 0 within a few seconds; a second "
         "one cuts at once.\n"
         "SIGHUP opens the log and reads the certificate anew. Exit codes: 0 ended by a signal; 2 the configuration or the command line is "
         "wrong; 3 it\n"
         "cannot start; 4 its own fault.\n\n"
         "## The database\n\n"
         "A database of an older format is upgraded at the start, in one transaction, with a copy of the old one beside it "
         "(`assay.db.formatN`). One of a\n"
         "newer program is refused. Back up the folder while the server is stopped.\n";
}

}  // namespace assay::service
