#include <doctest/doctest.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

#include "session/handed_command.hpp"
#include "support/temporary_folder.hpp"

using namespace calbook;
using namespace std::chrono_literals;
using Kind = CommandEnd::Kind;

namespace {

CommandEnd shell(const std::string& script, std::string_view input = {}, std::chrono::seconds timeout = 60s) {
  return run({.words = {"sh", "-c", script}, .input = input, .timeout = timeout});
}

}  // namespace

TEST_CASE("a command gets all of the input, and then its end") {
  const TemporaryFolder folder;
  const std::string input(std::size_t{1} << 20, 'x'), copy = (folder.path() / "copy").string();
  CHECK(run({.words = {"cp", "/dev/stdin", copy}, .input = input}).succeeded());
  std::ifstream file{copy};
  CHECK(std::string{std::istreambuf_iterator<char>{file}, {}} == input);
}

TEST_CASE("how a command ended is its exit status or its signal") {
  CHECK(shell("exit 75") == CommandEnd{Kind::exited, 75});
  CHECK(shell("kill -TERM $$") == CommandEnd{Kind::killed, SIGTERM});
}

TEST_CASE("a command that cannot be started says why") {
  CHECK(run({.words = {"/no/such/program"}, .input = {}}) == CommandEnd{Kind::not_started, ENOENT});
  CHECK(run({.words = {"/dev/null"}, .input = {}}) == CommandEnd{Kind::not_started, EACCES});
}

TEST_CASE("words reach a command as they are, and texts its environment") {
  const CommandEnd end = run(
      {.words = {"sh", "-c", "echo \"$1 $WHAT\" >&2", "sh", "$(id); *"}, .input = {}, .variables = {{"WHAT", "a b"}}});
  CHECK(end.said == "$(id); * a b");
}

TEST_CASE("the first line of what a command complains of is kept") {
  CHECK(shell("echo one >&2; echo two >&2; exit 1") == CommandEnd{Kind::exited, 1, "one"});
  CHECK(shell("yes | head -c 1000000 | tr -d '\\n' >&2").said.size() == 500);
  CHECK(shell("echo nothing").said.empty());
}

TEST_CASE("at the timeout a command is killed with all that it started") {
  const TemporaryFolder folder;
  const std::string marks = (folder.path() / "marks").string();
  CHECK(shell("while :; do echo >>" + marks + "; sleep 0.05; done & sleep 60", {}, 1s).kind == Kind::timed_out);
  const auto size = std::filesystem::file_size(marks);
  std::this_thread::sleep_for(300ms);
  CHECK(std::filesystem::file_size(marks) == size);
}

TEST_CASE("what a command leaves in the background is not waited for") {
  CHECK(shell("sleep 60 & exit 3", {}, 30s) == CommandEnd{Kind::exited, 3});
}
