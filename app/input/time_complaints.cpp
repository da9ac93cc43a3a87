#include <fmt/format.h>

#include "input/complaints.hpp"
#include "input/readers.hpp"
#include "text/scanner.hpp"

namespace calbook {

namespace {

using Guesses = std::vector<std::string>;

Complaint no_time(const Words& words, std::string why, const Guesses& guesses = {}) {
  Guesses times = readable(guesses, [](const Words& guess) { return read_time(guess.lower()).has_value(); });
  Hint hint = times.empty() ? type_instead("write it like", {"09:30", "14:00", "2pm"})
                            : type_instead("write", std::move(times));
  return {codes::invalid_time, words.typed(), std::move(why), std::move(hint)};
}

// A time as people write it: "9", "9.30", "930", "9:5", "12 a.m.", "9:30:15", "9:30 EST".
struct LooseTime {
  std::string hour;
  std::string minute;
  bool separated = false;  ///< By anything.
  bool has_seconds = false;
  char half = ' ';  ///< 'a' or 'p'.

  int hour_number() const { return Scanner{hour}.take_number(1, 2).value_or(99); }
};

std::string without(std::string_view text, std::string_view characters) {
  std::string rest;
  for (const char c : text) {
    if (characters.find(c) == characters.npos) rest += c;
  }
  return rest;
}

std::optional<LooseTime> loose_time(const Words& words) {
  const std::string text = without(words.lower(), " \t");
  Scanner scanner{text};
  LooseTime time;
  const std::string_view digits = scanner.take_digits();
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  const std::size_t hour_digits = digits.size() > 2 ? digits.size() - 2 : digits.size();
  time.hour = digits.substr(0, hour_digits);
  time.minute = digits.substr(hour_digits);
  if (time.minute.empty()) {
    for (const std::string_view separator : {":", ".", ",", "h"})
      time.separated = time.separated || scanner.take(separator);
    if (time.separated) time.minute = scanner.take_digits().substr(0, 2);
  }
  time.has_seconds = !time.minute.empty() && scanner.take(":") && !scanner.take_digits().empty();
  const std::string tail = without(scanner.rest(), ".");
  if (tail == "a" || tail == "am" || tail == "p" || tail == "pm") time.half = tail.front();
  return time;
}

// Its possible meanings, in 24-hour form or with a valid am or pm.
Guesses meanings(const LooseTime& time) {
  Guesses minutes{time.minute.empty() ? "00" : time.minute};
  if (time.minute.size() == 1) minutes = {"0" + time.minute, time.minute + "0"};
  Guesses guesses;
  for (const std::string& minute : minutes) {
    const int hour = time.hour_number();
    if (time.half == ' ' || hour > 12) {
      guesses.push_back(fmt::format("{}:{}", time.hour, minute));
    } else if (hour == 12 || hour == 0) {
      guesses.push_back("00:" + minute);
      if (hour == 12 || time.half == 'p') guesses.push_back("12:" + minute);
    } else {
      guesses.push_back(fmt::format("{}:{}{}m", hour, minute, time.half));
    }
  }
  return guesses;
}

std::string why_not(const LooseTime& time) {
  const int hour = time.hour_number();
  if (time.half != ' ' && hour == 12) return "is ambiguous: people differ on what 12am and 12pm mean";
  if (time.half != ' ' && (hour < 1 || hour > 12)) return "is not a time: with am or pm, hours go from 1 to 11";
  if (time.has_seconds) return "has seconds: minutes are the smallest unit";
  if (!time.separated && !time.minute.empty()) return "is ambiguous without a colon";
  return "is not a time";
}

}  // namespace

std::vector<calendar::Minutes> twelve_oclock(const Words& words) {
  const auto time = loose_time(words);
  if (!time || time->half == ' ' || time->hour_number() != 12) return {};
  const auto early = read_time("00:" + (time->minute.empty() ? "00" : time->minute));
  if (!early) return {};
  return {*early, *early + std::chrono::hours{12}};
}

Complaint time_complaint(const Words& words) {
  if (words.lower() == "noon") return no_time(words, "is not a time", {"12:00"});
  if (words.lower() == "midnight") return no_time(words, "is not a time: which of the two?", {"00:00"});
  const auto time = loose_time(words);
  if (!time) return no_time(words, "is not a time");
  if (time->hour == "24" && time->half == ' ') return no_time(words, "can only end a range", {"00:00"});
  return no_time(words, why_not(*time), meanings(*time));
}

}  // namespace calbook
