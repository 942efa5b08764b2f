// A fuzz target's plain main: replays the files (or folders of files) named on the command line, so that ctest runs the corpus in every
// build. With libFuzzer (the preset `fuzz`) this file is left out:
//
//   cmake --preset fuzz && cmake --build --preset fuzz --target reference_e2e_session_fuzz
//   mkdir new && build/fuzz/reference/e2e/reference_e2e_session_fuzz -max_total_time=300 new reference/e2e/corpus/session_fuzz
//
// An input that it ends with is kept in the target's corpus, under a name that says what it was about.

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
  std::size_t count = 0;
  auto replay = [&](const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string octets((std::istreambuf_iterator<char>(in)), {});
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size());
    ++count;
  };
  for (int i = 1; i < argc; ++i) {
    if (std::filesystem::is_directory(argv[i])) {
      for (const auto& entry : std::filesystem::directory_iterator(argv[i])) replay(entry.path());
    } else {
      replay(argv[i]);
    }
  }
  std::printf("replayed %zu inputs\n", count);
}
