#include "input/complaints.hpp"
#include "input/readers.hpp"
#include "text/time_text.hpp"

namespace calbook {

using calendar::Days;

namespace {

using Guesses = std::vector<std::string>;
using Found = std::optional<Complaint>;

Complaint no_span(const Words& words, std::string why, Guesses values) {
  return {codes::invalid_duration, words.typed(), std::move(why), type_instead("write", std::move(values))};
}

Complaint like_examples(const Words& words, std::string why) {
  return {codes::invalid_duration, words.typed(), std::move(why),
          type_instead("write it like", {"tomorrow 14:00 2h", "2026-12-01T14:00..18:00"})};
}

// "fri 14:00", "fri".
Found start_alone(const Words& words, const Today& today) {
  if (read_datetime(words, today)) return no_span(words, "lacks a duration or an end", {words.typed() + " 1h"});
  if (!read_date(words.lower(), today.for_writing())) return std::nullopt;
  return no_span(words, "lacks a time and a duration", {words.typed() + " 14:00 2h", words.typed() + " 0:00..24:00"});
}

// "fri 14:00-18:00".
Found with_dash(const Words& words, const Today& today) {
  const std::size_t dash = words.lower().find_last_of('-');
  if (dash == std::string::npos) return std::nullopt;
  const Words start = words.part(0, dash);
  const Words end = words.part(dash + 1);
  if (!read_datetime(start, today) || !read_end(end.lower())) return std::nullopt;
  return no_span(words, "needs '..' between start and end", {start.typed() + ".." + end.typed()});
}

// "fri 14:00 1h 30m".
Found duration_in_two_words(const Words& words, const Today& today) {
  const auto [rest, unit] = before_last_blank(words);
  const auto [start, number] = before_last_blank(rest);
  if (!read_datetime(start, today)) return std::nullopt;
  return duration_complaint(words.part(rest.typed().size() - number.typed().size()), read_duration);
}

}  // namespace

Complaint busy_complaint(const Words& words, const Today& today) {
  for (const auto look : {start_alone, with_dash, duration_in_two_words}) {
    if (auto found = look(words, today)) return *std::move(found);
  }
  const auto [when, length] = before_last_blank(words);
  if (when.empty()) return like_examples(words, "is not a time and its duration");
  return read_duration(length.lower()) ? datetime_complaint(when, today) : duration_complaint(length, read_duration);
}

Complaint open_busy_complaint(const Words& words) {
  return like_examples(words, "lacks its start or its end");
}

Complaint backward_busy_complaint(const Words& words, const TypedTime& start, const TypedTime& end) {
  const bool one_date = std::chrono::floor<Days>(start.wall_time) == std::chrono::floor<Days>(end.wall_time);
  const TypedTime next_date{end.wall_time + Days{1}, end.offset};
  return {codes::usage, words.typed(), "ends before it starts",
          type_instead("write",
                       {one_date ? typable(start) + ".." + typable(next_date) : typable(end) + ".." + typable(start)})};
}

}  // namespace calbook
