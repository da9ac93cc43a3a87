// Command lines: whatever the words, the exit code is one that is documented, and a command that
// fails writes nothing to stdout and nothing to disk.

#include "invocation.hpp"

namespace {

// As the system hands them over: a NUL ends each.
std::vector<std::string> words_of(std::string_view bytes) {
  std::vector<std::string> words;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\0'), bytes.size());
    words.emplace_back(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return words;
}

// A file that words name would be written or read, wherever it is.
bool names_a_file(const std::string& word) {
  return word.starts_with("--db") || word.starts_with("--batch");
}

}  // namespace

void check(std::string_view bytes) {
  static const Surroundings surroundings;
  static const std::string office = surroundings.office();
  const std::vector<std::string> words = words_of(bytes);
  if (std::ranges::any_of(words, names_a_file)) return;

  write_bytes(surroundings.file(), office);
  const Answer answer = surroundings.run(words);
  must_hold(answer.exit == 0 || (answer.exit >= 2 && answer.exit <= 5), "the exit code is one that is documented");
  must_hold(are_printable_lines(answer.out), "the answer can be printed");
  must_hold(are_printable_lines(answer.err), "the message can be printed");
  if (answer.exit == 0) return;
  must_hold(answer.out.empty(), "a command that fails writes nothing to stdout");
  must_hold(!answer.err.empty(), "a command that fails says why");
  must_hold(bytes_of(surroundings.file()) == office, "a command that fails writes nothing to disk");
}
