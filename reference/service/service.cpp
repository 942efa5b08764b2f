#include "reference/service/service.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <optional>

#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "reference/base/endpoint.hpp"
#include "reference/host/observed.hpp"
#include "reference/media/folder_shelf.hpp"
#include "reference/media/host.hpp"
#include "reference/media/memory_shelf.hpp"
#include "reference/net/event_loop.hpp"
#include "reference/net/tcp_host.hpp"
#include "reference/server/account_end.hpp"
#include "reference/server/server.hpp"
#include "reference/service/control.hpp"
#include "reference/service/event_log.hpp"
#include "reference/service/identity.hpp"
#include "reference/service/private_file.hpp"
#include "reference/service/push.hpp"
#include "reference/service/sms.hpp"
#include "reference/store/memory.hpp"
#include "reference/store/sqlite.hpp"

namespace assay::service {
namespace {

using server::LogLevel;

/// Of the log, whose lines come from several threads: what the control interface does to the loop's clocks is the loop's alone.
WallTime real_time() { return WallTime{std::chrono::system_clock::now()}; }

struct Listening {
  const char* name;  ///< "c2s", "c2s-tls" or "media"
  Endpoint at;
};

/// Makes the folder; why it is of no use, or "".
std::string fault_of_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error && !std::filesystem::is_directory(folder)) return "cannot make the folder " + folder + ": " + error.message();
  if (access(folder.c_str(), W_OK | X_OK) != 0) {
    return "cannot write in the folder " + folder + ": " + std::strerror(errno) + "; it must belong to the user who runs the server";
  }
  return {};
}

Result<std::unique_ptr<store::Store>, std::string> open_store(const Settings& settings, server::Log& log) {
  if (settings.memory) return std::unique_ptr<store::Store>(std::make_unique<store::MemoryStore>());
  auto opened = store::open_sqlite(
      settings.database_path(),
      {.scrub_behind = {server::kEndOfAccount}, .on_upgrade = [&](const std::string& line) { log.write(LogLevel::Note, line); }});
  if (!opened) return fail(opened.error().text);
  return std::move(*opened);
}

/// How long a busy server gathers what one synced commit holds. A commit costs more than what a message costs besides.
constexpr Duration kGathering = std::chrono::milliseconds{2};

Result<std::unique_ptr<media::Shelf>, std::string> open_shelf(const Settings& settings) {
  if (settings.memory) return std::unique_ptr<media::Shelf>(std::make_unique<media::MemoryShelf>());
  auto opened = media::FolderShelf::open(settings.media_path());
  if (!opened) return fail("media: " + opened.error());
  return std::unique_ptr<media::Shelf>(std::move(*opened));
}

server::Config config_of(const Settings& settings) {
  server::Config config;
  config.domain = settings.domain;
  config.limits = settings.limits;
  config.channel_binding = settings.channel_binding;
  config.mechanisms = settings.mechanisms;
  for (const std::string& listener : settings.bind_logins) config.login_binding_listeners.push_back(listener == "tls" ? "c2s-tls" : "c2s");
  config.queued_mail = settings.queued_mail;
  config.end_to_end = settings.end_to_end;
  config.minimum_clients = settings.minimum_clients;
  config.code_methods = settings.sms.methods;
  config.test_numbers = settings.test_numbers;
  config.test_code = settings.test_code;
  config.unreachable_numbers = settings.test_unreachable;
  return config;
}

/// REG-25b. Of test numbers, not of people's: they may stand in a log.
std::string warning_of_tests(const Settings& settings) {
  std::string prefixes;
  for (const std::string& prefix : settings.test_numbers) prefixes += (prefixes.empty() ? "" : ", ") + ("+" + prefix);
  const std::string whose = settings.test_code.empty() ? " count as valid" : " belong to whoever asks, by a code that is always the same";
  return "this server is for tests, not for people" + (prefixes.empty() ? "" : ": numbers from " + prefixes + whose);
}

std::string whole_path(const std::string& path) { return std::filesystem::absolute(path).lexically_normal().string(); }

}  // namespace

struct Service::Parts {
  Parts(Settings chosen, Decoration given) : settings(std::move(chosen)), decoration(std::move(given)) {}

  /// Why it cannot start, or "".
  std::string open();
  std::string open_listeners();
  std::string open_media(const server::Config& config, const host::TlsContexts& tls);
  /// One certificate, by what is spoken inside.
  struct Contexts {
    host::TlsContexts streams;
    host::TlsContexts files;
  };
  Result<Contexts, std::string> read_identity();
  void on_signal(int number);
  void reload();
  void begin_end();
  void end_if_idle();

  Settings settings;
  Decoration decoration;
  net::EventLoop loop;
  SystemRandom random;
  std::unique_ptr<EventLog> log;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<server::SmsSink> sms;
  std::unique_ptr<server::PushSink> push;
  std::optional<server::Server> machine;
  std::optional<host::Observed> observed;
  std::optional<net::TcpHost> host;
  std::unique_ptr<media::Shelf> shelf;
  std::optional<media::Host> media;
  std::optional<net::TcpHost> media_host;
  std::string media_url;
  std::optional<Control> control;
  std::vector<Listening> listening;
  bool ending = false;
};

// --- start ------------------------------------------------------------------------------------------------------------------------

std::string Service::Parts::open() {
  // What lies in the folder is nobody else's business; and whoever reads our output may go away.
  umask(077);
  std::signal(SIGPIPE, SIG_IGN);
  if (std::string fault = fault_of_folder(settings.folder); !fault.empty()) return fault;
  auto opened_log = EventLog::open(settings.log, real_time);
  if (!opened_log) return opened_log.error();
  log = std::move(*opened_log);
  auto opened_store = open_store(settings, *log);
  if (!opened_store) return opened_store.error();
  store = decoration.store ? decoration.store(std::move(*opened_store)) : std::move(*opened_store);
  auto identity = read_identity();
  if (!identity) return identity.error();
  auto secret = server_secret(settings.folder + "/secret", random);
  if (!secret) return secret.error();
  auto opened_sms = open_sms(settings.sms, *log);
  if (!opened_sms) return opened_sms.error();
  sms = std::move(*opened_sms);
  auto opened_push = open_push(settings.push, *log);
  if (!opened_push) return opened_push.error();
  push = std::move(*opened_push);

  server::Config config = config_of(settings);
  if (decoration.limits) config.limits = decoration.limits(config.limits);
  config.secret = std::move(*secret);
  if (!settings.media.listen.empty()) {
    if (std::string fault = open_media(config, identity->files); !fault.empty()) return fault;
    config.media_url = media_url;
  }
  machine.emplace(std::move(config), *store, decoration.random ? decoration.random(random) : random,
                  decoration.sms ? decoration.sms(*sms) : *sms, *log, decoration.push ? decoration.push(*push) : *push);
  observed.emplace(*machine, [this] { end_if_idle(); });
  host.emplace(loop, decoration.server ? decoration.server(*observed) : *observed, random,
               net::TcpHostOptions{
                   .tls = std::move(identity->streams), .source_address = {}, .gathering = settings.memory ? Duration{} : kGathering});
  if (std::string fault = open_listeners(); !fault.empty()) return fault;
  if (settings.control.empty()) return {};
  control.emplace(loop, *machine);
  if (const auto listens = control->listen(settings.control); !listens) return "control: " + listens.error();
  return {};
}

std::string Service::Parts::open_listeners() {
  for (const auto& [name, wanted] : {std::pair{"c2s", &settings.starttls}, std::pair{"c2s-tls", &settings.tls}}) {
    for (const Endpoint& at : *wanted) {
      const auto bound = host->listen(name, at);
      if (!bound) return bound.error();
      listening.push_back({name, *bound});
    }
  }
  return {};
}

// It listens before the server is there: the server's slots say where.
std::string Service::Parts::open_media(const server::Config& config, const host::TlsContexts& tls) {
  auto opened_shelf = open_shelf(settings);
  if (!opened_shelf) return opened_shelf.error();
  shelf = std::move(*opened_shelf);
  media.emplace(media::HostConfig{.secret = config.secret,
                                  .media_time = config.limits.media_time,
                                  .bounds = decoration.media_bounds ? decoration.media_bounds({}) : media::HostBounds{}},
                decoration.shelf ? decoration.shelf(*shelf) : *shelf);
  media_host.emplace(loop, decoration.media_host ? decoration.media_host(*media) : *media, random,
                     net::TcpHostOptions{.tls = tls, .source_address = {}});
  for (const Endpoint& at : settings.media.listen) {
    const auto bound = media_host->listen("media", at);
    if (!bound) return bound.error();
    listening.push_back({"media", *bound});
    if (media_url.empty()) media_url = settings.media.url.empty() ? "https://" + to_text(*bound) : settings.media.url;
  }
  return {};
}

Result<Service::Parts::Contexts, std::string> Service::Parts::read_identity() {
  auto loaded = load_identity(settings, loop.now().wall, random);
  if (!loaded) return fail(loaded.error());
  auto streams = tls::Context::server(loaded->identity);
  if (!streams) return fail(streams.error());
  auto files = tls::Context::server(loaded->identity, tls::Versions::Tls12And13, tls::Protocol::Files);
  if (!files) return fail(files.error());
  for (const std::string& warning : loaded->warnings) log->write(LogLevel::Warning, warning);
  return Contexts{{.server = *streams, .client = std::nullopt}, {.server = *files, .client = std::nullopt}};
}

// --- running and ending -----------------------------------------------------------------------------------------------------------

void Service::Parts::on_signal(int number) {
  if (number == SIGHUP) return reload();
  if (!ending) return begin_end();
  log->write(LogLevel::Warning, "cut by a second signal");
  loop.stop();
}

void Service::Parts::reload() {
  log->reopen();
  auto identity = read_identity();
  if (!identity) {
    log->write(LogLevel::Fault, "the certificate stays as it was: " + identity.error());
    return;
  }
  if (media_host) media_host->set_tls(std::move(identity->files));
  host->set_tls(std::move(identity->streams));
  log->write(LogLevel::Note, "log opened and certificate read anew");
}

void Service::Parts::begin_end() {
  ending = true;
  log->write(LogLevel::Note, "shutting down: " + std::to_string(machine->sessions()) + " sessions, " +
                                 std::to_string(machine->connections()) + " connections");
  host->stop_listening();
  if (media_host) media_host->stop_listening();
  machine->shut_down(loop.now());
  host->poke();
  loop.after(kShutdownTime, [this] {
    log->write(LogLevel::Warning, std::to_string(machine->connections()) + " connections did not close in time and are cut");
    loop.stop();
  });
}

void Service::Parts::end_if_idle() {
  // Behind the turn that is ending: what it decided leaves first.
  if (ending && machine->connections() == 0) loop.post([this] { loop.stop(); });
}

Service::Service(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Service::~Service() = default;

Result<std::unique_ptr<Service>, std::string> Service::start(Settings settings, Decoration decoration) {
  auto parts = std::make_unique<Parts>(std::move(settings), std::move(decoration));
  if (std::string fault = parts->open(); !fault.empty()) return fail(std::move(fault));
  // Before anybody hears that it is ready: who stops it then gets an orderly end.
  parts->loop.on_signal([raw = parts.get()](int number) { raw->on_signal(number); });
  return std::unique_ptr<Service>(new Service(std::move(parts)));
}

void Service::run() {
  Parts& parts = *parts_;
  std::string where;
  for (const Listening& each : parts.listening) where += (where.empty() ? "" : ", ") + to_text(each.at) + " (" + each.name + ")";
  parts.log->write(LogLevel::Note, "serving " + parts.settings.domain + " at " + where);
  const SmsSettings& sms = parts.settings.sms;
  if (sms.file.empty() && sms.command.empty() && sms.url.empty()) {
    parts.log->write(LogLevel::Warning, "nobody can register: no way for codes is set (sms.file, sms.command or sms.url)");
  }
  if (parts.settings.for_tests) parts.log->write(LogLevel::Warning, warning_of_tests(parts.settings));
  parts.loop.run();
  parts.log->write(LogLevel::Note, "ended by a signal");
}

// --- what it says of itself -------------------------------------------------------------------------------------------------------

std::string Service::ready() const {
  nlohmann::ordered_json ready;
  ready["domain"] = parts_->settings.domain;
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Listening& each : parts_->listening) {
    if (!ready.contains(each.name)) ready[each.name] = to_text(each.at);
    all.push_back({{"kind", each.name}, {"address", to_text(each.at)}});
  }
  if (parts_->listening.size() > ready.size() - 1) ready["listeners"] = all;
  ready["certificate"] = whole_path(parts_->settings.certificate_path());
  if (!parts_->settings.memory) {
    const std::string database = whole_path(parts_->settings.database_path());
    ready["store"] = {database, database + "-wal"};
  }
  if (!parts_->settings.sms.file.empty()) ready["sms"] = whole_path(parts_->settings.sms.file);
  if (!parts_->settings.push.file.empty()) ready["push"] = whole_path(parts_->settings.push.file);
  if (!parts_->settings.control.empty()) ready["control"] = whole_path(parts_->settings.control);
  return ready.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string Service::greeting() const {
  const Settings& settings = parts_->settings;
  std::string text = settings.domain + " is served at\n";
  for (const Listening& each : parts_->listening) {
    const std::string_view name = each.name;
    text += "  " + to_text(each.at) + (name == "c2s" ? "  STARTTLS" : name == "media" ? "  HTTPS, for files" : "  TLS") + "\n";
  }
  if (!settings.sms.file.empty()) text += "Codes are written to " + whole_path(settings.sms.file) + ".\n";
  if (!settings.sms.command.empty()) text += "Codes are given to the command `" + settings.sms.command + "`.\n";
  if (!settings.sms.url.empty()) text += "Codes are posted to " + settings.sms.url.substr(0, settings.sms.url.find('?')) + ".\n";
  if (!settings.push.file.empty()) text += "Wake-ups are written to " + whole_path(settings.push.file) + ".\n";
  if (!settings.push.command.empty()) text += "Wake-ups are given to the command `" + settings.push.command + "`.\n";
  if (!settings.push.url.empty()) text += "Wake-ups are posted to " + settings.push.url.substr(0, settings.push.url.find('?')) + ".\n";
  text += settings.memory ? "Accounts are kept in memory, and gone when it ends.\n"
                          : "Accounts are kept in " + whole_path(settings.database_path()) + ".\n";
  return text + "Ctrl-C ends it; a second one at once.\n";
}

Checked check_before_start(const Settings& settings) {
  Checked checked;
  if (!settings.certificate.empty()) {
    SystemRandom random;
    auto identity = load_identity(settings, WallTime{std::chrono::system_clock::now()}, random);
    if (!identity) checked.faults.push_back(identity.error());
    if (identity) checked.warnings = std::move(identity->warnings);
  }
  for (const auto& [key, path] :
       {std::pair{"sms.token_file", settings.sms.token_file}, std::pair{"sms.ca_file", settings.sms.ca_file},
        std::pair{"push.token_file", settings.push.token_file}, std::pair{"push.ca_file", settings.push.ca_file}}) {
    if (path.empty()) continue;
    if (const auto read = read_file(path); !read) checked.faults.push_back(std::string(key) + ": " + read.error());
  }
  return checked;
}

}  // namespace assay::service
