#include "conformance/cli/terminal_style.hpp"

#include <clocale>
#include <cstdio>
#include <string_view>

#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "conformance/cli/suite.hpp"

namespace assay::conformance::cli {

reports::Style style_of_terminal() {
  reports::Style style;
  style.colour = colour_for(stdout) == config::Colour::Always ? reports::Colour::On : reports::Colour::Off;
  std::setlocale(LC_CTYPE, "");
  style.glyphs =
      std::string_view(nl_langinfo(CODESET)) == "UTF-8" || !isatty(STDOUT_FILENO) ? reports::Glyphs::Unicode : reports::Glyphs::Ascii;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) style.width = size.ws_col;
  return style;
}

}  // namespace assay::conformance::cli
