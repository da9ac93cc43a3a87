#include "calendar/search_text.hpp"

#include <doctest/doctest.h>

#include "calendar/error.hpp"
#include "support/make.hpp"

namespace calendar {

namespace {

Appointment with(Invitee invitee) {
  const auto span = make::span("2026-11-23T09:00Z", "2026-11-23T10:00Z");
  return {
      .ref = Reference{"K7QD3F"},
      .owner = OwnerName{"alice"},
      .service = ServiceName{"default"},
      .span = span,
      .occupied = span,
      .zone = "UTC",
      .utc_offset = {},
      .invitee = std::move(invitee),
      .key = "a-key",
      .created = span.start,
      .cancelled = {},
      .reason = {},
  };
}

bool finds(std::string_view text, const std::string& name) {
  return SearchText{text}.finds(with({name}));
}

bool dials(std::string_view text, const std::string& phone) {
  return SearchText{text}.finds(with({"Bob", {}, {}, phone}));
}

TEST_CASE("each word may occur in another text of the appointment") {
  const Appointment bob = with({"Bob Stone", "bs@example.org", "left knee", "0170 555-1234"});
  for (const char* text : {"bob", "ston", "example.org", "knee", "555-1234", "k7qd", "BOB knee 0170", "d3f\tone"}) {
    CAPTURE(std::string{text});
    CHECK(SearchText{text}.finds(bob));
  }
  for (const char* text : {"bob right", "bobstone", "stone,", "alice", "default", "a-key", "stonebs", "booked"}) {
    CAPTURE(std::string{text});
    CHECK_FALSE(SearchText{text}.finds(bob));
  }
}

TEST_CASE("neither case nor accents matter, on either side") {
  const std::pair<const char*, const char*> alike[] = {
      {"schafer", "Ute Schäfer"},
      {"SCHÄFER", "Ute Schafer"},
      {"strasse", "Hauptstraße 4"},
      {"STRASSE", "hauptstraße"},
      {"straße", "STRASSE"},
      {"zoe", "Zoe\u0308"},
      {"lodz", "Łódź"},
      {"sorensen", "Sørensen"},
      {"aero", "Ærø"},
      {"thorir", "Þórir"},
      {"yildiz", "Yıldız"},
      {"istanbul", "İstanbul"},
      {"dordic", "Đorđić"},
      {"nguyen", "Nguyễn"},
      {"ольга", "ОЛЬГА"},
      {"σισυφος", "ΣΊΣΥΦΟΣ"},
      {"محمد", "مُحَمَّد"},
      {"בועז", "בּוֹעַז"},
      {"o'brien", "O\u2019Brien"},
      {"anne-marie", "Anne\u2010Marie"},
      {"bob stone", "Bob\u00A0Stone"},
      {"bob", "\uFF22\uFF4F\uFF42"},
      {"fifi", "\uFB01\uFB01"},
      {"می\u200Cخواهم", "میخواهم"},
  };
  for (const auto& pair : alike) {
    CAPTURE(std::string{pair.first});
    CHECK(finds(pair.first, pair.second));
  }
}

TEST_CASE("a mark that makes another letter is part of it") {
  CHECK_FALSE(finds("が", "か"));
  CHECK_FALSE(finds("किल", "कल"));
  CHECK_FALSE(finds("กุ", "ก"));
  CHECK(finds("が", "か\u3099"));
}

TEST_CASE("a telephone number is compared by its digits") {
  for (const char* text : {"0170555", "0170 555", "0170/555-12", "(0170) 5551234", "0170 - 5551", "551234",
                           "1234 / 0170", "\uFF10\uFF11\uFF17\uFF10"}) {
    CAPTURE(std::string{text});
    CHECK(dials(text, "0170 555-1234"));
  }
  CHECK_FALSE(dials("01705551235", "0170 555-1234"));
  CHECK_FALSE(dials("0170555x", "0170 555-1234"));
  CHECK_FALSE(dials("+ 9", "0170 555-1234"));
  CHECK_FALSE(dials("()", "0170 555-1234"));
  CHECK_FALSE(SearchText{"0170555"}.finds(with({"Bob 0170 555"})));
}

TEST_CASE("a country code in one number matches a 0 in the other") {
  const std::pair<const char*, const char*> same[] = {
      {"+49 170", "0170 5551234"},       {"+49 170 555", "0170 5551234"},      {"0049 170 5551234", "0170 5551234"},
      {"0170 555", "+49 170 5551234"},   {"0170555", "0049 (0)170 5551234"},   {"+49170", "0049 170 5551234"},
      {"0049170", "+49 (0)170 5551234"}, {"+1 (212) 555-0100", "212 5550100"}, {"(212) 555", "+1 212-555-0100"},
      {"+420 601", "601 123 456"},
  };
  for (const auto& pair : same) {
    CAPTURE(std::string{pair.first});
    CHECK(dials(pair.first, pair.second));
  }
  CHECK_FALSE(dials("+49", "0170 5551234"));
  CHECK_FALSE(dials("+49 17", "0170 5551234"));
  CHECK_FALSE(dials("+43 171", "0170 5551234"));
  CHECK_FALSE(dials("+49 170", "+43 170 5551234"));
  CHECK_FALSE(dials("0171", "+49 170 5551234"));
  CHECK_FALSE(dials("017", "+49 170 5551234"));
}

TEST_CASE("a text without words, or too long, finds nothing: it is refused") {
  for (const std::string text : {"", "   ", " \t\n", "\u3000", "\u200B"}) {
    CHECK(make::code_of([&] { SearchText{text}; }) == Code::invalid_input);
  }
  CHECK_NOTHROW(SearchText{std::string(200, 'x')});
  CHECK(make::code_of([] { SearchText{std::string(201, 'x')}; }) == Code::invalid_input);
}

TEST_CASE("stray bytes in a file are passed over, and can be found") {
  CHECK(finds("bob",
              "B\xF6"
              "b bob"));
  CHECK(finds("\xF6",
              "B\xF6"
              "b"));
  CHECK_FALSE(finds("\xF6", "B\u00F6b"));
}

}  // namespace

}  // namespace calendar
