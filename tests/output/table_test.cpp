#include "output/table.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <sstream>

#include "calendar/text.hpp"

namespace calbook {

namespace {

const Style pipe{Style::Use::plain};

Style terminal(std::size_t width) {
  return Style{Style::Use::plain, width};
}

using Fit = Track::Fit;
constexpr Track tracks[] = {{}, {.side = Track::Side::right}, {.fit = Fit::cut},
                            {}, {.fit = Fit::if_whole},       {.fit = Fit::rest}};
using Row = std::array<std::string, std::size(tracks)>;

std::string lines_of(std::vector<Row> rows, const Style& style) {
  Table table{tracks};
  for (Row& row : rows) table.add(row);
  return table.lines(style);
}

// One, two and no cells wide.
std::string random_text(std::mt19937& random, std::size_t longest) {
  constexpr std::array<std::string_view, 6> characters{"a", "W", " ", "山", "e\u0301", "🎉"};
  std::string text;
  for (std::size_t left = random() % (longest + 1); left > 0; --left) text += characters.at(random() % 6);
  return text.empty() || text.front() == ' ' ? "x" + text : text;
}

}  // namespace

TEST_CASE("too long a text ends with the sign of a cut") {
  CHECK(fitted("Bob Stone", 9) == "Bob Stone");
  CHECK(fitted("Bob Stone", 8) == "Bob Sto…");
  CHECK(fitted("Bob Stone", 8, "~") == "Bob Sto~");
  CHECK(fitted("山田太郎", 7) == "山田太…");
  CHECK(fitted("山田太郎", 6) == "山田…");
  CHECK(fitted("Bob", 1) == "…");
  CHECK(fitted("Bob", 0) == "");
}

TEST_CASE("columns align by cells, and an empty one takes no room") {
  CHECK(lines_of({{"", "1", "Bob", "0170", "", "first"}, {"", "12", "山田", "030 5", "", ""}}, pipe) ==
        " 1  Bob   0170   first\n"
        "12  山田  030 5\n");
}

TEST_CASE("without a terminal a long cell stays whole, moving only its line") {
  const std::string name(60, 'n');
  CHECK(lines_of({{"a", "", name, "", "b", ""}, {"a", "", "Bob", "", "b", ""}}, pipe) ==
        "a  " + name + "  b\n" + "a  Bob" + std::string(39, ' ') + "b\n");
}

TEST_CASE("too long a line is cut, and does without what comes last") {
  const Row row{"Mon", "", "Bob Stone", "0170", "bob@example.org", "his first visit"};
  CHECK(lines_of({row}, terminal(54)) == "Mon  Bob Stone  0170  bob@example.org  his first visit\n");
  CHECK(lines_of({row}, terminal(53)) == "Mon  Bob Stone  0170  bob@example.org  his first vis…\n");
  CHECK(lines_of({row}, terminal(46)) == "Mon  Bob Stone  0170  bob@example.org\n");
  CHECK(lines_of({row}, terminal(36)) == "Mon  Bob Stone  0170  his first vis…\n");
  CHECK(lines_of({row}, terminal(29)) == "Mon  Bob Stone  0170\n");
  CHECK(lines_of({row}, terminal(19)) == "Mon  Bob Sto…  0170\n");
}

TEST_CASE("a line runs over rather than lose columns or cut whole ones") {
  const Row row{"Mon 2026-11-23", "", "Bob Stone", "K7QD3F", "bob@example.org", "his first visit"};
  CHECK(lines_of({row}, terminal(32)) == "Mon 2026-11-23  Bob Sto…  K7QD3F\n");
  CHECK(lines_of({row}, terminal(28)) == "Mon 2026-11-23  Bob…  K7QD3F\n");
  for (const std::size_t width : {27U, 20U, 10U, 1U})
    CHECK(lines_of({row}, terminal(width)) == "Mon 2026-11-23  Bob Sto…  K7QD3F\n");
}

TEST_CASE("a cell goes on below only where its line has no room") {
  constexpr Track two[] = {{}, {.fit = Fit::cut}, {.fit = Fit::below}};
  const auto lines = [&](const Style& style) {
    Table table{two};
    std::array<std::string, 3> first{"1", "alice", "short"}, second{"2", "alice", "a text of several words"};
    table.add(first);
    table.add(second);
    return table.lines(style);
  };
  CHECK(lines(pipe) == "1  alice  short\n2  alice  a text of several words\n");
  CHECK(lines(terminal(33)) == "1  alice  short\n2  alice  a text of several words\n");
  CHECK(lines(terminal(32)) == "1  alice  short\n2  alice\n    a text of several words\n");
  CHECK(lines(terminal(20)) == "1  alice  short\n2  alice\n    a text of\n    several words\n");
}

TEST_CASE("where columns do not fit, spare ones go, and whole ones stay") {
  constexpr Track five[] = {
      {}, {.fit = Fit::cut, .spare = true}, {.fit = Fit::cut}, {.fit = Fit::cut, .least = 12}, {}};
  const auto line = [&](std::size_t width) {
    Table table{five};
    std::array<std::string, 5> row{"K7QD3F", "[haircut]", "Bob Stone", "0170 5551234", "cancelled"};
    table.add(row);
    return table.lines(terminal(width));
  };
  CHECK(line(53) == "K7QD3F  [haircut]  Bob Stone  0170 5551234  cancelled\n");
  CHECK(line(51) == "K7QD3F  [haircu…  Bob Sto…  0170 5551234  cancelled\n");
  CHECK(line(50) == "K7QD3F  Bob Stone  0170 5551234  cancelled\n");
  CHECK(line(41) == "K7QD3F  Bob Sto…  0170 5551234  cancelled\n");
  CHECK(line(37) == "K7QD3F  Bob Sto…  0170 55…  cancelled\n");
  CHECK(line(29) == "K7QD3F  Bob…  017…  cancelled\n");
}

TEST_CASE("columns are as wide as their widest cell up to that page") {
  Table table{tracks};
  std::array<Row, 3> rows{{{"a", "", "Bob", "1"}, {"a", "", "Bobby", "2"}, {"a", "", "Bob", "3"}}};
  std::string lines;
  for (Row& row : rows) {
    table.add(row);
    lines += table.lines(pipe);
  }
  CHECK(lines == "a  Bob  1\na  Bobby  2\na  Bob    3\n");
}

TEST_CASE("a faint row is faint as a whole") {
  constexpr Track coloured[] = {{.paint = Paint::strong}, {.paint = Paint::reference}};
  Table table{coloured};
  std::array<std::string, 2> bold{"Mon", "K7QD3F"};
  std::array<std::string, 2> faint{"Tue", "2S4M2C"};
  table.add(bold);
  table.add_gap();
  table.add(faint, Paint::faint);
  CHECK(table.lines(Style{Style::Use::coloured}) ==
        "\x1b[1mMon\x1b[0m  \x1b[36mK7QD3F\x1b[0m\n\n\x1b[2mTue  2S4M2C\x1b[0m\n");
}

TEST_CASE("whatever the cells, lines fit the terminal, and no column is ragged") {
  std::mt19937 random{17};
  for (int round = 0; round < 2000; ++round) {
    std::vector<Row> rows;
    for (int i = 0; i < 5; ++i) {
      rows.push_back({random_text(random, 5), "7", random_text(random, round % 2 == 0 ? 12 : 200), "|",
                      random_text(random, 30), random_text(random, 99)});
    }
    const std::size_t width = round % 3 == 0 ? 80 : 40 + random() % 81;
    std::istringstream lines{lines_of(rows, terminal(width))};
    std::optional<std::size_t> column;
    for (std::string line; std::getline(lines, line);) {
      CHECK(calendar::cells(line) <= width);
      const std::size_t at = calendar::cells(line.substr(0, line.find('|')));
      CHECK(column.value_or(at) == at);
      column = at;
    }
  }
}

}  // namespace calbook
