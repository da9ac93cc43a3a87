// --columns and --template.

#include <doctest/doctest.h>

#include <sstream>

#include "support/terminal.hpp"

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// With an appointment on Monday and one on Tuesday.
struct Office : Terminal {
  Office() {
    open_office();
    REQUIRE(run({"book", "mon 10:00", "--name", "Bob Stone", "--phone", "0170 555"}).exit == 0);
    REQUIRE(run({"book", "tue 9:00", "--name", "山田太郎"}).exit == 0);
  }
};

}  // namespace

TEST_CASE("columns are picked in every format, in the order typed") {
  Office calbook;
  CHECK(calbook("upcoming --columns name,phone,ref").out ==
        "Bob Stone  0170 555  2S4M2C\n"
        "山田太郎             948N6B\n");
  CHECK(calbook("upcoming --columns name,ref --header").out ==
        "name       ref\n"
        "Bob Stone  2S4M2C\n"
        "山田太郎   948N6B\n");
  CHECK(calbook("upcoming fri --columns name,ref --header").out == "name  ref\n");
  CHECK(calbook("upcoming --columns phone,name --format tsv --header").out ==
        "phone\tname\n0170 555\tBob Stone\n\t山田太郎\n");
  CHECK(calbook("upcoming --columns phone,ref --format jsonl").out ==
        "{\"phone\":\"0170 555\",\"ref\":\"2S4M2C\"}\n{\"phone\":null,\"ref\":\"948N6B\"}\n");
  CHECK(calbook("show 2S4M2C --columns name --json").out == "{\"name\":\"Bob Stone\"}\n");
  CHECK(calbook.run({"show", "2S4M2C", "--columns", "name, owner"}).out == "Bob Stone  alice\n");
}

TEST_CASE("picked columns are cut to a terminal's width, but times are not") {
  Office calbook;
  const std::string line = "upcoming --columns name,start,key,note --limit 1 --now 2026-11-22T09:00Z";
  REQUIRE(calbook.run({"edit", "2S4M2C", "--note", std::string(90, 'x')}).exit == 0);
  calbook.is_terminal = true;
  CHECK(calbook(line).out == "Bob Stone  2026-11-23T10:00:00+01:00  " + std::string(41, 'x') + "…\n");
  calbook.is_terminal = false;
  CHECK(calbook(line).out == "Bob Stone  2026-11-23T10:00:00+01:00  " + std::string(90, 'x') + "\n");
}

TEST_CASE("no picked column is left out, and only free texts are cut") {
  Office calbook;
  REQUIRE(calbook.run({"edit", "2S4M2C", "--note", "his first visit"}).exit == 0);
  calbook.is_terminal = true;
  for (const std::size_t width : {40U, 80U, 100U}) {
    calbook.width = width;
    CHECK(calbook("upcoming --columns ref,start,end,owner,status,name,note,tz --limit 1 --now 2026-11-22T09:00Z").out ==
          "2S4M2C  2026-11-23T10:00:00+01:00  2026-11-23T11:00:00+01:00  alice  booked  Bob Sto…  his fir…  "
          "Europe/Berlin\n");
  }
}

TEST_CASE("a template writes a line for each object") {
  Office calbook;
  CHECK(calbook.run({"upcoming", "--template", "{start:%a %H:%M}  {name:<10}|{phone}"}).out ==
        "Mon 10:00  Bob Stone |0170 555\n"
        "Tue 09:00  山田太郎  |\n");
  CHECK(calbook.run({"slots", "search", "tue", "--limit", "1", "--template", "{start:%H:%M}-{end:%H:%M %z}"}).out ==
        "10:00-11:00 +0100\n");
  CHECK(calbook.run({"cancel", "2s4m2c", "--template", "{ref} {status}"}).out == "2S4M2C cancelled\n");
  CHECK(calbook.run({"history", "fri", "--template", "{ref}"}).out.empty());
}

TEST_CASE("a wrong column or template is refused before anything is stored") {
  Terminal calbook;
  calbook.open_office();
  const auto refusal = [&](std::vector<std::string> options) {
    std::vector<std::string> words{"book", "mon 10:00", "--name", "Bob"};
    words.insert(words.end(), options.begin(), options.end());
    const Answer answer = calbook.run(words);
    CHECK(answer.exit == 2);
    CHECK(answer.out.empty());
    return answer.err;
  };
  CHECK(refusal({"--columns", "ref,nmae"}).ends_with("hint: did you mean --columns name?\n"));
  CHECK(refusal({"--columns", "ref,,name"}).starts_with("calbook: --columns '' is not one of ref, owner, service"));
  CHECK(refusal({"--columns", "ref,ref"}) == "calbook: --columns has 'ref' twice\nhint: leave one of them out\n");
  CHECK(refusal({"--template", "{ref} {nmae}"})
            .starts_with("calbook: --template, character 8: 'nmae' is not one of ref, owner, service, status, start"));
  CHECK(refusal({"--template", "{ref} {nmae}"}).ends_with("hint: did you mean {name}?\n"));
  CHECK(refusal({"--template", "{name:999999999}"}) ==
        "calbook: --template, character 7: a field has at most 500 cells\n"
        "hint: --template '{start:%a %H:%M}  {name:<20}  {phone}'\n");
  CHECK(
      refusal({"--template", "{ref}", "--columns", "ref"}).starts_with("calbook: use either --columns or --template"));
  CHECK(refusal({"--template", "{ref}", "--format", "tsv"}).starts_with("calbook: use either --template or --format"));
  CHECK(refusal({"--template", "{ref}", "-q"}).starts_with("calbook: use either --template or -q"));
  CHECK(refusal({"--columns", "ref", "-q"}).starts_with("calbook: use either --columns or -q"));
  CHECK(calbook("history").out.empty());
}

TEST_CASE("what prints no objects has no columns") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook("help book --columns help").err.starts_with("calbook: 'calbook help' prints nothing that has columns"));
  CHECK(calbook("backup - --columns file").exit == 2);
  CHECK(calbook("history --purge 2026-01-01 --columns ref").exit == 2);
  CHECK(calbook("changes --prune 2026-01-01 --columns ref").exit == 2);
}

TEST_CASE("the columns of a command are the keys of its objects") {
  Office calbook;
  for (const std::string line :
       {"availability set sat 10-12", "availability show", "service list", "busy add fri 10:00 1h", "busy list",
        "slots search", "slots why fri 10:00", "show 2S4M2C", "upcoming", "changes", "undo", "day", "owner list",
        "owner set alice --tz Europe/Paris", "backup copy.db --force"}) {
    CAPTURE(line);
    const std::string typed = line.starts_with("backup") ? "backup " + (calbook.folder / "copy.db").string() : line;
    const std::vector<std::string> columns = lines_of(calbook(typed + " --columns help -q").out);
    const auto printed = nlohmann::ordered_json::parse(calbook(typed + " --json").out);
    std::vector<std::string> keys;
    for (const auto& [key, value] : (printed.is_array() ? printed.front() : printed).items()) keys.push_back(key);
    CHECK(columns == keys);
  }
}

TEST_CASE("a command's columns are listed without its arguments or a file") {
  Terminal calbook;
  const Answer answer = calbook("reschedule --columns help");
  CHECK(answer.exit == 0);
  CHECK(answer.out.starts_with("ref            text\nowner          text\n"));
  CHECK(answer.out.find("\nstart          time\n") != std::string::npos);
  CHECK(answer.out.find("\nrevision       number\n") != std::string::npos);
  CHECK(calbook("doctor --columns help --json").json()[4] ==
        nlohmann::json{{"column", "fixed"}, {"holds", "true or false"}});
}
