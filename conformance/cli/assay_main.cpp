#include "conformance/cli/command.hpp"

int main(int argc, char** argv) { return assay::conformance::cli::run_command_line(argc, argv); }
