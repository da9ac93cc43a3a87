#include "ics/content_lines.hpp"

#include <doctest/doctest.h>

#include "calendar/error.hpp"
#include "calendar/limits.hpp"
#include "support/make.hpp"

namespace calendar {

namespace {

// "1 NAME|;PARAMETERS|value" of each line, one after the other.
std::string lines_of(std::string_view bytes) {
  ContentLines lines{bytes};
  std::string all;
  while (const auto line = lines.next())
    all += (all.empty() ? "" : " / ") + std::to_string(line->number) + " " + std::string{line->name} + "|" +
           std::string{line->parameters} + "|" + std::string{line->value};
  return all;
}

std::string parameter(std::string_view line, std::string_view name) {
  ContentLines lines{line};
  return lines.next().value().parameter(name);
}

TEST_CASE("lines end with CR LF, LF or CR, and keep their numbers") {
  CHECK(lines_of("A:1\r\nB:2\nC:3\rD:4") == "1 A||1 / 2 B||2 / 3 C||3 / 4 D||4");
  CHECK(lines_of("\n\r\nA:1\n") == "3 A||1");
}

TEST_CASE("a line beginning with a blank or tab continues the one before") {
  CHECK(lines_of("A:one\r\n  two\r\n\t, three\r\nB:1") == "1 A||one two, three / 4 B||1");
  CHECK(lines_of("DTSTART;TZID=Europe/Ber\n lin\n :20\n 26") == "1 DTSTART|;TZID=Europe/Berlin|2026");
  CHECK(lines_of("A:\xC3\n \xA9") == "1 A||\xC3\xA9");
  CHECK(lines_of("A:1\n \n  2") == "1 A||1 2");
}

TEST_CASE("a line that ends twice is one line, within a fold, too") {
  CHECK(lines_of("A:1\r\r\n 2\r\r\nB:3") == "1 A||12 / 5 B||3");
  CHECK(lines_of("A:1\n\n 2\n\n 3") == "1 A||123");
}

TEST_CASE("a value may begin at the last colon, for who forgets quotes") {
  const auto from_last_colon = [](std::string_view text) {
    ContentLines lines{text};
    const ContentLine line = lines.next().value().from_last_colon();
    return line.parameter("TZID") + "|" + std::string{line.value};
  };
  CHECK(from_last_colon("DTSTART;TZID=(UTC-03:00) Brasil:20260302T090000") == "(UTC-03:00) Brasil|20260302T090000");
  CHECK(from_last_colon("DTSTART;TZID=UTC:20260302T090000") == "UTC|20260302T090000");
  CHECK(from_last_colon("DTSTART:a:b") == "|a:b");
}

TEST_CASE("a byte order mark begins no name") {
  CHECK(lines_of("\xEF\xBB\xBF"
                 "A:1") == "1 A||1");
}

TEST_CASE("what is no content line is passed over") {
  CHECK(lines_of("A :1") == "1 A||1");
  CHECK(lines_of("no colon\nA:1\n<html>: 2\n:3\nB;X:4") == "2 A||1 / 5 B|;X|4");
}

TEST_CASE("a colon in quotes does not end the parameters") {
  CHECK(lines_of(R"(A;CN="x: y";B=2:value: "3")") == R"(1 A|;CN="x: y";B=2|value: "3")");
  CHECK(lines_of(R"(A;CN="x:value)") == R"(1 A|;CN="x|value)");
}

TEST_CASE("a parameter is found in any case, without quotes and carets") {
  CHECK(parameter("A;tzid=UTC:", "TZID") == "UTC");
  CHECK(parameter(R"(A;X=1;TZID="Kuala Lumpur; Singapore":)", "TZID") == "Kuala Lumpur; Singapore");
  CHECK(parameter("A;CN=^'Ann^' ^n^^ ^x:", "CN") == "\"Ann\" \n^ ^x");
  CHECK(parameter("A;TZIDX=1;TZID:", "TZID").empty());
}

TEST_CASE("a NUL or a line without end is refused with its line") {
  const auto refused = [](std::string_view bytes) { return make::error_of([&] { lines_of(bytes); }); };
  const std::string nul{"A:1\nB:\0", 7};
  CHECK(refused(nul).code() == Code::invalid_calendar);
  CHECK(refused(nul).line() == 2);
  const std::string fits = "A:" + std::string(limits::calendar_line - 2, 'x');
  CHECK(lines_of(fits).size() > limits::calendar_line);
  CHECK(refused(fits + "x").line() == 1);
  CHECK(refused("A:1\nB:" + std::string(limits::calendar_line - 2, 'x') + "\n x").line() == 2);
}

TEST_CASE("a text is plain: without escapes, in UTF-8, and printable") {
  CHECK(plain_text(R"(a\, b\; c\\ d\ne\Nf\g)", 100) == "a, b; c\\ d e fg");
  CHECK(plain_text("caf\xE9 \xC3\xA9", 100) == "caf\xC3\xA9 \xC3\xA9");
  CHECK(plain_text("a\x1B[31m\tb\xC2\x9B", 100) == "a [31m b");
  CHECK(plain_text("a\x9B\xAD"
                   "b",
                   100) == "a  b");
  CHECK(plain_text("\xE5\xB1\xB1\xE5\xB1\xB1", 1) == "\xE5\xB1\xB1");
  CHECK(plain_text("\xE0\xA4\x95\xE0\xA5\x8D\xE2\x80\x8D\xE0\xA4\xB7", 3) == "\xE0\xA4\x95\xE0\xA5\x8D\xE2\x80\x8D");
  CHECK(plain_text("a\xE2\x80\x8D"
                   "b",
                   2) == "a");
  CHECK(plain_text("\x01\xEF\xB8\x8F"
                   "b",
                   9) == "b");
  CHECK(plain_text("ends\\", 100) == "ends\\");
}

}  // namespace

}  // namespace calendar
