// `assay chat`: the reference client in a terminal, or behind its shim of JSON lines.

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "conformance/cli/chat_cabinet.hpp"
#include "conformance/cli/chat_host.hpp"
#include "conformance/cli/command.hpp"
#include "conformance/cli/kept_file.hpp"
#include "conformance/cli/line_input.hpp"
#include "conformance/cli/suite.hpp"
#include "reference/base/endpoint.hpp"
#include "reference/client/broadcast_memory.hpp"
#include "reference/client/chat/terminal.hpp"
#include "reference/client/group_memory.hpp"
#include "reference/client/key_safe.hpp"
#include "reference/client/shim.hpp"
#include "reference/service/private_file.hpp"

namespace assay::conformance::cli::commands {

Command chat();

namespace {

struct Options {
  std::string server = "127.0.0.1:5222";
  std::string domain = "localhost";
  std::string trust = "system";
  std::string account = "assay-account";
  bool direct_tls = false;
  bool companion = false;
  bool json = false;
  bool clear = false;
};

ExitCode refuse(const std::string& why) {
  std::fprintf(stderr, "assay chat: %s\n", why.c_str());
  return ExitCode::BadInput;
}

client::Config config_for(const Options& options, const Endpoint& server) {
  client::Config config;
  config.domain = options.domain;
  config.server = server;
  config.tls = options.direct_tls ? stream::ClientTls::Direct : stream::ClientTls::StartTls;
  config.auto_reconnect = !options.json;
  config.encrypt = !options.json && !options.clear;
  return config;
}

// Driven by another program. Nothing is stored: whoever drives it registers anew.
ExitCode speak_json(const Options& options, const Endpoint& server) {
  net::EventLoop loop;
  SystemRandom random;
  client::Client client(config_for(options, server), random);
  client::Shim shim(client);
  std::string trusted = options.trust;
  ChatHost* host = nullptr;
  auto flush = [&] {
    bool any = false;
    for (; auto line = shim.next_line(); any = true) std::printf("%s\n", line->c_str());
    if (!any) return;
    std::fflush(stdout);
    host->poke();  // taking a message acknowledges it
  };
  client::KeySafe safe(client, [](const client::Keyring&) { return Result<void, std::string>(); });
  ChatHost own(loop, safe, random, flush);
  host = &own;
  if (auto made = own.trust(trusted); !made) return refuse(made.error());
  auto line = [&](std::string_view text) {
    shim.line(text, loop.now());
    if (shim.trust() && *shim.trust() != trusted) {
      trusted = *shim.trust();
      if (auto made = own.trust(trusted); !made) std::fprintf(stderr, "assay chat: %s\n", made.error().c_str());
    }
    own.poke();
  };
  const LineInput input(loop, STDIN_FILENO, line, [&] { loop.stop(); });
  loop.on_signal([&](int) { loop.stop(); });
  loop.run();
  return ExitCode::Green;
}

Result<client::Credentials, std::string> stored(const std::string& path) {
  if (!std::filesystem::exists(path)) return client::Credentials{};
  const auto text = service::read_file(path);
  if (!text) return fail(text.error());
  auto credentials = client::read_credentials(*text);
  if (!credentials) return fail(path + " is no account file of assay chat; move it away to start anew");
  return std::move(*credentials);
}

// Beside the account: the address book and the server's cursor.
std::string contacts_file(const Options& options) { return options.account + "-contacts"; }

// What is known of groups.
std::string groups_file(const Options& options) { return options.account + "-groups"; }

// What went to many, and the lists.
std::string broadcasts_file(const Options& options) { return options.account + "-broadcasts"; }

// And the keys of end-to-end encryption.
std::string keys_file(const Options& options) { return options.account + "-keys"; }

Result<std::optional<client::Keyring>, std::string> stored_keys(const Options& options) {
  if (!std::filesystem::exists(keys_file(options))) return std::optional<client::Keyring>();
  const auto text = service::read_file(keys_file(options));
  if (!text) return fail(text.error());
  auto keyring = client::read_keyring(*text);
  if (!keyring) return fail(keys_file(options) + " holds no keys of assay chat; without them what was written to you cannot be read");
  return std::optional<client::Keyring>(std::move(*keyring));
}

client::ContactMemory stored_contacts(const Options& options) {
  if (!std::filesystem::exists(contacts_file(options))) return {};
  const auto text = service::read_file(contacts_file(options));
  return (text ? client::read_contact_memory(*text) : std::nullopt).value_or(client::ContactMemory{});
}

// Where it is damaged the server is asked anew; what has changed since then is not told as changes.
client::GroupBook stored_groups(const Options& options) {
  if (!std::filesystem::exists(groups_file(options))) return {};
  const auto text = service::read_file(groups_file(options));
  auto book = text ? client::read_group_memory(*text) : std::nullopt;
  if (!book) std::fprintf(stderr, "assay chat: %s cannot be read: your groups are asked for anew\n", groups_file(options).c_str());
  return std::move(book).value_or(client::GroupBook{});
}

client::BroadcastBook stored_broadcasts(const Options& options) {
  if (!std::filesystem::exists(broadcasts_file(options))) return {};
  const auto text = service::read_file(broadcasts_file(options));
  auto book = text ? client::read_broadcast_memory(*text) : std::nullopt;
  if (!book) {
    std::fprintf(stderr, "assay chat: %s cannot be read: your lists are gone, and what you broadcast cannot be changed\n",
                 broadcasts_file(options).c_str());
  }
  return std::move(book).value_or(client::BroadcastBook{});
}

client::Config with_contacts(client::Config config, const Options& options) {
  config.contacts = stored_contacts(options);
  return config;
}

std::chrono::minutes utc_offset() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return std::chrono::minutes{local.tm_gmtoff / 60};
}

// A person at a terminal (or a pipe: then without prompts).
class Conversation {
 public:
  Conversation(const Options& options, const Endpoint& server, client::Credentials credentials, std::optional<client::Keyring> keyring)
      : options_(options),
        is_stored_(credentials.registered()),
        client_(with_contacts(config_for(options, server), options), random_, std::move(credentials), std::move(keyring)),
        terminal_(client_, {.colour = colour_for(stdout) == config::Colour::Always ? chat::Colour::Ansi : chat::Colour::Never,
                            .utc_offset = utc_offset(),
                            .cabinet = &cabinet_}),
        safe_(client_, [this](const client::Keyring& now) { return written(now); }),
        host_(loop_, safe_, random_, [this] { after_turn(); }) {}

  ExitCode run() {
    if (auto made = host_.trust(options_.trust); !made) return refuse(made.error());
    if (client_.credentials().registered()) {
      client_.recall(stored_groups(options_));
      client_.recall(stored_broadcasts(options_));
    }
    terminal_.greet();
    if (client_.credentials().registered()) {
      client_.connect(loop_.now());
    } else if (options_.companion) {
      terminal_.line("/companion", loop_.now());
    }
    show();
    const LineInput input(
        loop_, STDIN_FILENO, [this](auto text) { typed(text); }, [this] { leave(); });
    loop_.on_signal([this](int) { leave(); });
    host_.poke();
    loop_.run();
    return ExitCode::Green;
  }

 private:
  void typed(std::string_view text) {
    terminal_.line(text, loop_.now());
    if (terminal_.quits()) leave();
    host_.poke();
  }

  void leave() {
    if (safe_.trouble()) std::fprintf(stderr, "assay chat: what was written meanwhile is not sent, and what came comes again\n");
    if (safe_.trouble()) return loop_.stop();
    leaving_ = true;
    client_.disconnect(loop_.now());
    host_.poke();
  }

  void after_turn() {
    tell_trouble();
    if (!safe_.trouble()) terminal_.take_events(loop_.now());
    store();
    store_contacts();
    store_groups();
    store_broadcasts();
    show();
    if (leaving_ && client_.is_idle()) loop_.stop();
  }

  void store() {
    if (!client_.credentials().registered()) return erase();
    const crypto::Secret now = client::write_credentials(client_.credentials());
    if (now.reveal() == stored_.reveal() && account_file_.is_written()) return;
    account_file_.write(now.reveal());
    stored_ = client::write_credentials(client_.credentials());
    is_stored_ = true;
  }

  // REG-28: an account that is no longer ours leaves nothing behind.
  void erase() {
    if (!std::exchange(is_stored_, false)) return;
    for (KeptFile* file : {&account_file_, &contacts_file_, &groups_file_, &broadcasts_file_}) file->erase();
    KeptFile(keys_file(options_)).erase();
    stored_ = {};
  }

  // Before anything leaves: a ratchet that went back with a crash would use a key twice. What was sealed for many goes first: otherwise
  // nobody would know what went to whom.
  [[nodiscard]] Result<void, std::string> written(const client::Keyring& keyring) {
    store_broadcasts();
    return service::write_private_file(keys_file(options_), client::write_keyring(keyring).reveal());
  }

  // Once, and once more when it is over.
  void tell_trouble() {
    const bool is_there = safe_.trouble().has_value();
    if (is_there == std::exchange(trouble_told_, is_there)) return;
    if (is_there) {
      std::fprintf(stderr, "assay chat: %s; until your keys can be written nothing is sent and nothing shown\n", safe_.trouble()->c_str());
    } else {
      std::fprintf(stderr, "assay chat: your keys are written again; everything goes on\n");
    }
    shown_ = false;
  }

  void store_broadcasts() {
    const std::uint64_t revision = client_.broadcast_book().revision();
    const bool is_there = revision == broadcasts_revision_ && broadcasts_file_.is_written();
    if (is_there || !client_.credentials().registered()) return;
    broadcasts_revision_ = revision;
    broadcasts_file_.write(client::write_broadcast_memory(client_.broadcast_book()));
  }

  void store_contacts() {
    const client::ContactMemory& now = client_.contact_memory();
    if ((now == contacts_ && contacts_file_.is_written()) || !client_.credentials().registered()) return;
    contacts_ = now;
    contacts_file_.write(client::write_contact_memory(now));
  }

  // Once what it says was told, and before that is acknowledged. While it cannot be written, the next run is told again what this one was.
  void store_groups() {
    const std::uint64_t revision = client_.group_book().revision();
    const bool is_there = revision == groups_revision_ && groups_file_.is_written();
    if (is_there || !client_.credentials().registered()) return;
    groups_revision_ = revision;
    std::string now = client::write_group_memory(client_.group_book());
    if (now == groups_ && groups_file_.is_written()) return;
    groups_ = std::move(now);
    groups_file_.write(groups_);
  }

  void show() {
    const bool prompts = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    bool any = !shown_;
    while (auto line = terminal_.next_line()) {
      std::printf("%s%s\n", prompts ? "\r\x1b[K" : "", line->c_str());
      any = true;
    }
    if (prompts && (any || terminal_.prompt() != prompt_)) {
      prompt_ = terminal_.prompt();
      std::printf("\r\x1b[K%s", prompt_.c_str());
    }
    shown_ = true;
    std::fflush(stdout);
    if (any) host_.poke();
  }

  const Options& options_;
  bool is_stored_ = false;  // the account's file holds credentials
  net::EventLoop loop_;
  SystemRandom random_;
  client::Client client_;
  ChatCabinet cabinet_;
  chat::Terminal terminal_;
  client::KeySafe safe_;
  ChatHost host_;
  KeptFile account_file_{options_.account};
  KeptFile contacts_file_{contacts_file(options_)};
  KeptFile groups_file_{groups_file(options_)};
  KeptFile broadcasts_file_{broadcasts_file(options_)};
  crypto::Secret stored_;
  bool trouble_told_ = false;
  client::ContactMemory contacts_ = client_.contact_memory();
  std::string groups_;  // as they were written last
  std::uint64_t groups_revision_ = 0;
  std::uint64_t broadcasts_revision_ = 0;
  std::string prompt_;
  bool shown_ = false;
  bool leaving_ = false;
};

ExitCode converse(const Options& options) {
  const auto server = parse_endpoint(options.server);
  if (!server) return refuse("\"" + options.server + "\" is no ADDRESS:PORT, such as 127.0.0.1:5222");
  if (options.json) return speak_json(options, *server);
  auto credentials = stored(options.account);
  if (!credentials) return refuse(credentials.error());
  auto keyring = stored_keys(options);
  if (!keyring) return refuse(keyring.error());
  return Conversation(options, *server, std::move(*credentials), std::move(*keyring)).run();
}

}  // namespace

Command chat() {
  return {.name = "chat",
          .summary = "Chat with the reference client, or drive it by lines of JSON",
          .examples =
              "  assay chat --server 127.0.0.1:5222 --domain localhost --trust /tmp/a/certificate.pem\n"
              "      /register +12025550101, /code 123456, /to +12025550102, then type\n"
              "  assay chat --account laptop --companion --trust /tmp/a/certificate.pem\n"
              "      and in the phone's chat /link with the key that it shows\n"
              "  assay chat --json      a shim for `assay run --client` (scenarios/README.md)\n",
          .declare = [](CLI::App& app) -> std::function<ExitCode()> {
            auto options = std::make_shared<Options>();
            app.add_option("--server", options->server, "ADDRESS:PORT of the server")->capture_default_str();
            app.add_option("--domain", options->domain, "The XMPP domain")->capture_default_str();
            app.add_option("--trust", options->trust, "A file of certificates (PEM), system, or any (tests only)")->capture_default_str();
            app.add_option("--account", options->account,
                           "File that keeps the account's token and key; its contacts, its groups, its broadcasts and the keys of encryption go beside it")
                ->capture_default_str();
            app.add_flag("--direct-tls", options->direct_tls, "TLS from the first octet instead of STARTTLS");
            app.add_flag("--companion", options->companion, "Be a companion: show a key, and wait until the account's phone links it");
            app.add_flag("--clear", options->clear, "Do not encrypt: the server can read what you write");
            app.add_flag("--json", options->json, "Lines of JSON instead of a terminal");
            return [options] { return converse(*options); };
          }};
}

}  // namespace assay::conformance::cli::commands
