#include "input/grammar.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "support/hints.hpp"
#include "support/make.hpp"
#include "support/vectors.hpp"
#include "text/complaint.hpp"

namespace calbook {

namespace {

using namespace std::chrono_literals;
using calendar::Code;
using calendar::Minutes;

constexpr calendar::Date today{std::chrono::year{2026} / 11 / 22};  // a Sunday

// The parsers' results, in the notation of the vectors.

std::string spelled(calendar::Date date) {
  return calendar::iso(date);
}

std::int64_t spelled(std::int64_t minutes) {
  return minutes;
}

std::string spelled(Minutes time) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%02d:%02d", static_cast<int>(time / 1h),
                static_cast<int>((time % 1h).count()));
  return buffer.data();
}

std::string spelled(const TypedTime& time) {
  std::string utc = make::text(calendar::Instant{(time.wall_time - time.offset.value_or(0min)).time_since_epoch()});
  if (!time.offset) utc.pop_back();  // its Z
  return utc;
}

std::vector<std::string> spelled(const calendar::Windows& windows) {
  std::vector<std::string> all;
  for (const calendar::Window& window : windows) {
    all.push_back(spelled(window.start) + "-" + spelled(window.end > 24h ? window.end - 24h : window.end));
  }
  return all;
}

std::vector<std::string> spelled(const std::vector<std::chrono::weekday>& days) {
  constexpr std::array<const char*, 7> names{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  std::vector<std::string> all;
  for (const std::chrono::weekday day : days) all.emplace_back(names.at(day.c_encoding()));
  return all;
}

std::string spelled(const DateRange& dates) {
  return spelled(dates.first) + "/" + spelled(dates.last);
}

std::string spelled(const calendar::Interval& span) {
  return make::text(span);
}

std::string lower_case(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

// The first quoted word is the input or the wrong part of it.
bool names_fault(const std::string& message, const std::string& input) {
  const std::size_t open = message.find('\'');
  const std::size_t close = message.find("' ", open + 1);
  if (open == message.npos || close == message.npos) return false;
  const std::string quoted = message.substr(open + 1, close - open - 1);
  return (!quoted.empty() || input.empty()) && lower_case(input).find(lower_case(quoted)) != input.npos;
}

// Valid input is read as stated, and other input is refused with one of the codes, the wrong word, and what to
// type instead.
template <class Parse>
void check_vector(const nlohmann::json& vector, const std::vector<Code>& codes, Parse&& parse) {
  const auto input = vector["in"].get<std::string>();
  CAPTURE(input);
  const auto parsed = parse(input);
  CHECK(static_cast<bool>(parsed) == vector["ok"].get<bool>());
  if (parsed && vector["ok"].get<bool>()) {
    CHECK(nlohmann::json(spelled(*parsed)).dump() == vector["value"].dump());
  } else if (!parsed) {
    const std::string message = parsed.complaint().message();
    CAPTURE(message);
    CHECK(std::ranges::find(codes, parsed.complaint().code) != codes.end());
    CHECK(names_fault(message, input));
    CHECK(message.find('\n') == std::string::npos);
    check_hints(input, parse);
  }
}

// Every case of one kind.
template <class Parse>
void check_vectors(const std::string& kind, const std::vector<Code>& codes, Parse&& parse) {
  for (const auto& vector : vectors("input-vectors.json", "/vectors/" + kind)) check_vector(vector, codes, parse);
}

// Every span of one kind; `parse` is given its today, too.
template <class Parse>
void check_spans(const std::string& kind, const std::vector<Code>& codes, Parse&& parse) {
  for (const auto& vector : vectors("span-vectors.json", "/vectors/" + kind)) {
    const calendar::Date on = make::date(vector.value("today", "2026-11-23"));
    check_vector(vector, codes, [&](const Words& words) { return parse(words, Today{on}.for_writing()); });
  }
}

TEST_CASE("all worked dates are read as stated, or refused with working hints") {
  check_vectors("date", {Code::invalid_date}, [](const Words& words) { return parse_date(words, today); });
}

TEST_CASE("all worked times are read as stated, or refused with working hints") {
  check_vectors("time", {calbook::codes::invalid_time}, parse_time);
}

TEST_CASE("all worked ranges are read as stated, or refused with working hints") {
  check_vectors("ranges", {calbook::codes::invalid_range}, parse_ranges);
}

TEST_CASE("all worked days are read as stated, or refused with working hints") {
  check_vectors("days", {calbook::codes::invalid_days}, parse_days);
}

TEST_CASE("all worked durations are read as stated, or refused with working hints") {
  check_vectors("duration", {calbook::codes::invalid_duration}, [](const Words& words) {
    return parse_duration(words).and_then([](Minutes minutes) { return Parsed<std::int64_t>{minutes.count()}; });
  });
}

TEST_CASE("all worked datetimes are read as stated, or refused with working hints") {
  // Seconds are refused for the zone's sake.
  check_vectors("datetime", {Code::invalid_date, calbook::codes::invalid_time}, [](const Words& words) {
    return parse_datetime(words, today).and_then([](const TypedTime& time) {
      const auto instant = resolve(time, make::zone("UTC"));
      return instant ? Parsed<TypedTime>{time} : Parsed<TypedTime>{instant.complaint()};
    });
  });
}

TEST_CASE("worked date spans are read as stated, or refused with working hints") {
  check_spans("dates", {Code::invalid_date, calbook::codes::usage}, parse_dates);
}

TEST_CASE("worked busy times are read as stated, or refused with working hints") {
  namespace codes = calbook::codes;
  check_spans("busy", {Code::invalid_date, codes::invalid_time, codes::invalid_duration, codes::usage},
              [](const Words& words, const Today& on) { return parse_busy(words, make::zone("Europe/Berlin"), on); });
}

TEST_CASE("blanks, tabs and capitals change nothing") {
  CHECK(spelled(*parse_datetime("\t TOMORROW   AT  2PM ", today)) == "2026-11-23T14:00");
  CHECK(spelled(*parse_ranges(" 9 - 12 , 13:00 - 17 ")) == std::vector<std::string>{"09:00-12:00", "13:00-17:00"});
  CHECK(spelled(*parse_days(" MON - wed , Fri ")) == std::vector<std::string>{"mon", "tue", "wed", "fri"});
  CHECK(*parse_duration("\t1H30M ") == 90min);
}

TEST_CASE("line breaks, NUL and digits of other scripts are refused") {
  CHECK_FALSE(parse_time("٩"));
  CHECK_FALSE(parse_time("9:00\n"));
  CHECK_FALSE(parse_date("tomorrow\n", today));
  CHECK_FALSE(parse_duration("６０m"));
  CHECK_FALSE(parse_date(std::string_view{"today\0", 6}, today));
}

TEST_CASE("a complaint keeps the case in which a word was typed") {
  CHECK(parse_date("Tomorow", today).complaint().message() == "'Tomorow' is not a date");
  CHECK(parse_datetime("fri Noonish", today).complaint().message() == "'Noonish' is not a time");
  CHECK(parse_ranges("9-Noon").complaint().message() == "'Noon' is not a time");
  CHECK(parse_days("MON-Fryday").complaint().message() == "'Fryday' is not a weekday");
  CHECK(parse_duration("2 Hours").complaint().message() == "'2 Hours' is not a duration");
}

}  // namespace

}  // namespace calbook
