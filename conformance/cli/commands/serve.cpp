// `assay serve`: the reference server over TCP and TLS.

#include <cstdio>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "conformance/cli/command.hpp"
#include "conformance/cli/keys.hpp"
#include "conformance/cli/sms_outbox.hpp"
#include "conformance/sabotage/sabotage.hpp"
#include "reference/base/endpoint.hpp"
#include "reference/net/event_loop.hpp"
#include "reference/net/tcp_host.hpp"
#include "reference/server/server.hpp"
#include "reference/service/control.hpp"
#include "reference/store/memory.hpp"
#include "reference/store/sqlite.hpp"

namespace assay::conformance::cli::commands {

Command serve();

namespace {

struct Options {
  std::string domain = "localhost";
  std::string listen = "127.0.0.1:5222";
  std::string listen_tls = "127.0.0.1:5223";
  std::string folder = ".";
  bool memory = false;
  std::string certificate;
  std::string key;
  std::string sms_file;
  std::string sms_command;
  std::string limits = "default";
  std::string defect;
  std::vector<std::string> test_numbers;
  std::string control;
  bool verbose = false;
};

class StderrLog final : public server::Log {
 public:
  explicit StderrLog(bool verbose) : least_(verbose ? server::LogLevel::Debug : server::LogLevel::Note) {}
  void write(server::LogLevel level, std::string_view line) override {
    if (level < least_) return;
    static constexpr const char* kNames[] = {"debug", "note", "warning", "fault"};
    const WallTime now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    std::fprintf(stderr, "%s %s: %.*s\n", date_time(now).c_str(), kNames[static_cast<int>(level)], static_cast<int>(line.size()),
                 line.data());
  }

 private:
  server::LogLevel least_;
};

ExitCode refuse(const std::string& why) {
  std::fprintf(stderr, "assay serve: %s\n", why.c_str());
  return ExitCode::BadInput;
}

Result<std::unique_ptr<store::Store>, std::string> open_store(const Options& options) {
  std::unique_ptr<store::Store> store = std::make_unique<store::MemoryStore>();
  if (!options.memory) {
    auto opened = store::open_sqlite(options.folder + "/assay.db");
    if (!opened) return fail(opened.error().text);
    store = std::move(*opened);
  }
  return store;
}

// The defect to plant, or none.
Result<const defects::Defect*, std::string> planted(const Options& options) {
  if (options.defect.empty()) return nullptr;
  const defects::Defect* defect = defects::find_defect(options.defect);
  if (!defect) return fail("there is no defect called " + options.defect + "; `assay grade --list` shows them");
  if (defects::lies_inside_server(*defect)) return defect;
  return fail(options.defect + " does not lie inside the server: use `assay run --defect " + options.defect + "`");
}

Result<std::unique_ptr<server::SmsSink>, std::string> open_sms(const Options& options) {
  if (!options.sms_file.empty()) return sms_file(options.sms_file);
  if (!options.sms_command.empty()) return sms_command(options.sms_command);
  return no_sms();
}

ExitCode serve_until_signal(const Options& options) {
  umask(077);  // what lies in the folder is nobody else's business
  std::error_code error;
  std::filesystem::create_directories(options.folder, error);
  if (error) return refuse("cannot make the folder " + options.folder + ": " + error.message());

  net::EventLoop loop;
  SystemRandom random;
  StderrLog log(options.verbose);
  const auto defect = planted(options);
  if (!defect) return refuse(defect.error());
  sabotage::Sabotage sabotage(*defect);
  auto store = open_store(options);
  if (!store) return refuse(store.error());
  *store = sabotage.store(std::move(*store));
  auto sms = open_sms(options);
  if (!sms) return refuse(sms.error());
  const std::string certificate = options.certificate.empty() ? options.folder + "/certificate.pem" : options.certificate;
  const std::string key = options.key.empty() ? options.folder + "/key.pem" : options.key;
  auto own = identity(certificate, key, options.domain, loop.now().wall, random);
  if (!own) return refuse(own.error());
  auto context = tls::Context::server(*own);
  if (!context) return refuse(context.error());
  auto server_secret = secret(options.folder + "/secret", random);
  if (!server_secret) return refuse(server_secret.error());

  server::Config config;
  config.domain = options.domain;
  config.limits = sabotage.limits(options.limits == "test" ? Limits::test() : Limits{});
  config.secret = *server_secret;
  config.test_numbers = options.test_numbers;
  server::Server machine(config, **store, sabotage.random(random), sabotage.sms(**sms), log);
  net::TcpHost host(loop, sabotage.server(machine), random, {.tls = {.server = *context, .client = std::nullopt}, .source_address = {}});

  nlohmann::ordered_json ready;
  ready["domain"] = options.domain;
  for (const auto& [name, wanted] : {std::pair{"c2s", options.listen}, std::pair{"c2s-tls", options.listen_tls}}) {
    if (wanted.empty()) continue;
    const auto at = parse_endpoint(wanted);
    if (!at) return refuse("\"" + wanted + "\" is no ADDRESS:PORT, such as 127.0.0.1:5222");
    const auto bound = host.listen(name, *at);
    if (!bound) return refuse(bound.error());
    ready[name] = to_text(*bound);
  }
  ready["certificate"] = std::filesystem::absolute(certificate).string();
  if (!options.sms_file.empty()) ready["sms"] = std::filesystem::absolute(options.sms_file).string();
  service::Control control(loop, machine);
  if (!options.control.empty()) {
    const auto listening = control.listen(options.control);
    if (!listening) return refuse(listening.error());
    ready["control"] = std::filesystem::absolute(options.control).string();
  }
  std::printf("ready %s\n", ready.dump().c_str());
  std::fflush(stdout);

  loop.on_signal([&](int) { loop.stop(); });
  loop.run();
  log.write(server::LogLevel::Note, "ended by a signal");
  return ExitCode::Green;
}

}  // namespace

Command serve() {
  return {.name = "serve",
          .summary = "Run the reference server over TCP and TLS until a signal ends it",
          .examples =
              "  assay serve --folder /var/lib/assay --domain example.org --sms-command ./send-sms\n"
              "  assay serve --folder /tmp/a --listen 127.0.0.1:0 --listen-tls '' --sms-file /tmp/a/sms.jsonl\n"
              "It prints one line `ready {...}` with its addresses when it answers.\n",
          .declare = [](CLI::App& app) -> std::function<ExitCode()> {
            auto options = std::make_shared<Options>();
            app.add_option("--domain", options->domain, "The XMPP domain it serves")->capture_default_str();
            app.add_option("--listen", options->listen, "ADDRESS:PORT for STARTTLS; port 0 picks a free one; '' for none")
                ->capture_default_str();
            app.add_option("--listen-tls", options->listen_tls, "ADDRESS:PORT for direct TLS")->capture_default_str();
            app.add_option("--folder", options->folder, "Where the database, the secret and a made certificate lie")->capture_default_str();
            app.add_flag("--memory", options->memory, "Keep accounts and mailboxes in memory only");
            app.add_option("--certificate", options->certificate, "PEM file, leaf first (default: FOLDER/certificate.pem, made if absent)");
            app.add_option("--key", options->key, "PEM file (default: FOLDER/key.pem)");
            app.add_option("--sms-file", options->sms_file, "Append codes to this file as JSON lines");
            app.add_option("--sms-command", options->sms_command, "Run this for each code, with the JSON line on its standard input")
                ->excludes("--sms-file");
            app.add_option("--limits", options->limits, "Profile of limits (spec/limits.md)")
                ->check(CLI::IsMember({"default", "test"}))
                ->capture_default_str();
            app.add_option("--test-numbers", options->test_numbers, "Prefixes of digits that count as valid numbers (never in production)");
            app.add_option("--defect", options->defect, "Plant a defect inside the server (for grading scenarios; never in production)");
            app.add_option("--control", options->control,
                           "Take commands about the clocks at this Unix socket (for tests; never in production)");
            app.add_flag("--verbose", options->verbose, "Log more");
            return [options] { return serve_until_signal(*options); };
          }};
}

}  // namespace assay::conformance::cli::commands
