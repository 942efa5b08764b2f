// `assay serve`: the reference server over TCP and TLS.

#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "conformance/cli/command.hpp"
#include "conformance/sabotage/sabotage.hpp"
#include "reference/service/read_settings.hpp"
#include "reference/service/service.hpp"
#include "reference/service/setting_table.hpp"

namespace assay::conformance::cli::commands {

Command serve();

namespace {

struct Options {
  std::string config;
  service::Overrides overrides;
  std::map<std::string, bool> flags;  // by key
  std::string defect;
  bool check = false;
  bool print_config = false;
  bool keys = false;
  bool verbose = false;
};

void complain(const std::string& text) { std::fprintf(stderr, "assay serve: %s\n", text.c_str()); }

/// The defect to plant, or none.
Result<const defects::Defect*, std::string> planted(const std::string& name) {
  if (name.empty()) return nullptr;
  const defects::Defect* defect = defects::find_defect(name);
  if (!defect) return fail("there is no defect called " + name + "; `assay grade --list` shows them");
  if (defects::lies_inside_server(*defect)) return defect;
  return fail(name + " does not lie inside the server: use `assay run --defect " + name + "`");
}

service::Decoration decoration_of(sabotage::Sabotage& sabotage) {
  return {.store = [&](std::unique_ptr<store::Store> sound) { return sabotage.store(std::move(sound)); },
          .limits = [&](const Limits& sound) { return sabotage.limits(sound); },
          .random = [&](RandomSource& sound) -> RandomSource& { return sabotage.random(sound); },
          .sms = [&](server::SmsSink& sound) -> server::SmsSink& { return sabotage.sms(sound); },
          .push = [&](server::PushSink& sound) -> server::PushSink& { return sabotage.push(sound); },
          .server = [&](Machine& sound) -> Machine& { return sabotage.server(sound); },
          .shelf = [&](media::Shelf& sound) -> media::Shelf& { return sabotage.shelf(sound); },
          .media_bounds = [&](media::HostBounds sound) { return sabotage.media_bounds(sound); },
          .media_host = [&](Machine& sound) -> Machine& { return sabotage.media_host(sound); }};
}

ExitCode check(const Options& options, const service::Settings& settings) {
  const service::Checked checked = service::check_before_start(settings);
  for (const std::string& fault : checked.faults) complain(fault);
  for (const std::string& warning : checked.warnings) complain("warning: " + warning);
  if (!checked.faults.empty()) return ExitCode::BadInput;
  std::printf("%s: ok\n", options.config.empty() ? "the command line" : options.config.c_str());
  return ExitCode::Green;
}

ExitCode run(const service::Settings& settings, const std::string& defect_name) {
  const auto defect = planted(defect_name);
  if (!defect) {
    complain(defect.error());
    return ExitCode::BadInput;
  }
  sabotage::Sabotage sabotage(*defect);
  auto service = service::Service::start(settings, decoration_of(sabotage));
  if (!service) {
    complain(service.error());
    return ExitCode::TargetUnreachable;
  }
  if (isatty(STDERR_FILENO) == 1) std::fprintf(stderr, "%s", (*service)->greeting().c_str());
  std::printf("ready %s\n", (*service)->ready().c_str());
  std::fflush(stdout);
  (*service)->run();
  return ExitCode::Green;
}

ExitCode obey(Options options) {
  if (options.keys) {
    std::printf("%s", service::settings_page().c_str());
    return ExitCode::Green;
  }
  for (const auto& [key, on] : options.flags) {
    if (on) options.overrides[key] = {"true"};
  }
  if (options.verbose && options.overrides.count("log.level") == 0) options.overrides["log.level"] = {"debug"};
  const bool colour = isatty(STDERR_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
  const auto settings = service::read_settings(options.config, options.overrides, colour ? config::Colour::Always : config::Colour::Never);
  if (!settings) {
    std::fprintf(stderr, "%s", settings.error().c_str());
    return ExitCode::BadInput;
  }
  if (options.print_config) {
    std::printf("%s", service::print_settings(*settings).c_str());
    return ExitCode::Green;
  }
  if (options.check) return check(options, *settings);
  return run(*settings, options.defect);
}

/// "a PEM file, the leaf first" -> "FILE"; "text or json" -> "text|json".
std::string placeholder(const service::Setting& setting) {
  std::string words = setting.wants.substr(0, setting.wants.find(setting.wants.rfind("a", 0) == 0 ? "," : "\n"));
  if (words.rfind("a", 0) == 0 || words.rfind("list of ", 0) == 0) {
    words = words.substr(words.rfind(' ') + 1);
    for (char& c : words) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return words;
  }
  for (const std::string_view between : {", ", " or "}) {
    for (std::size_t at = words.find(between); at != std::string::npos; at = words.find(between)) words.replace(at, between.size(), "|");
  }
  return words;
}

/// One option for each setting that has one.
void declare_settings(CLI::App& app, Options& options) {
  const service::Settings defaults;
  for (const service::Setting& setting : service::setting_table()) {
    if (setting.option.empty()) continue;
    if (setting.shape == service::Shape::Flag) {
      app.add_flag(setting.option, options.flags[setting.key], setting.meaning);
      continue;
    }
    std::string text = setting.meaning;
    const std::vector<std::string> values = setting.get(defaults);
    if (!values.empty()) text += " [" + values.front() + "]";
    CLI::Option* option = app.add_option_function<std::vector<std::string>>(
        setting.option, [&options, key = setting.key](const std::vector<std::string>& given) { options.overrides[key] = given; }, text);
    option->expected(1, setting.shape == service::Shape::List ? 100 : 1)->allow_extra_args(false)->type_name(placeholder(setting));
  }
}

}  // namespace

Command serve() {
  return {.name = "serve",
          .summary = "Run the reference server over TCP and TLS until a signal ends it",
          .examples =
              "  assay serve --config /etc/assay/assay.yaml      # a documented sample: reference/service/assay.yaml\n"
              "  assay serve --config assay.yaml --check         # what is wrong with it? Where, and what was expected\n"
              "  assay serve --folder /tmp/a --sms-file /tmp/a/sms.jsonl --log debug\n"
              "  assay serve --folder /tmp/a --listen 127.0.0.1:0 --listen-tls ''\n"
              "It prints one line `ready {...}` with its addresses when it answers. All keys: reference/service/configuration.md.\n"
              "SIGTERM or SIGINT ends it in order, a second one at once; SIGHUP opens the log and reads the certificate anew.\n"
              "Exit codes: 0 ended by a signal; 2 the configuration or the command line is wrong; 3 it cannot start (a port, a file, the\n"
              "            database: it says which, and what to do); 4 its own fault.\n",
          .declare = [](CLI::App& app) -> std::function<ExitCode()> {
            auto options = std::make_shared<Options>();
            app.add_option("--config", options->config, "A YAML file with settings; options override it")->type_name("FILE");
            app.add_flag("--check", options->check, "Say what is wrong with the configuration, and end");
            app.add_flag("--print-config", options->print_config, "Print what is in force as a commented file without secrets, and end");
            app.add_flag("--keys", options->keys, "Print the page of all keys, and end");
            declare_settings(app, *options);
            app.add_option("--defect", options->defect, "Plant a defect inside (for grading scenarios; never in production)");
            app.add_flag("--verbose", options->verbose, "As --log debug");
            return [options] { return obey(*options); };
          }};
}

}  // namespace assay::conformance::cli::commands
