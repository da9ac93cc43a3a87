#include "ics/itip_file.hpp"

#include <array>
#include <utility>

#include "base/folding.hpp"
#include "calendar/limits.hpp"
#include "calendar/text.hpp"
#include "ics/content_lines.hpp"

namespace calendar {

namespace {

Invitation::Method method_named(std::string_view name) {
  using Method = Invitation::Method;
  constexpr std::array<std::pair<std::string_view, Method>, 8> methods{{{"PUBLISH", Method::publish},
                                                                        {"REQUEST", Method::request},
                                                                        {"REPLY", Method::reply},
                                                                        {"ADD", Method::add},
                                                                        {"CANCEL", Method::cancel},
                                                                        {"REFRESH", Method::refresh},
                                                                        {"COUNTER", Method::counter},
                                                                        {"DECLINECOUNTER", Method::decline_counter}}};
  for (const auto& [known, method] : methods) {
    if (same_word(trimmed(name), known)) return method;
  }
  return Method::other;
}

// "mailto:ann@example.org"
std::string address_in(std::string_view value) {
  constexpr std::string_view scheme = "mailto:";
  value = trimmed(value);
  if (value.size() > scheme.size() && same_word(value.substr(0, scheme.size()), scheme))
    value.remove_prefix(scheme.size());
  return plain_text(value, limits::email);
}

// Empty where nobody could read it, of blanks of any script.
std::string name_in(const ContentLine& line) {
  std::string name = plain_text(line.parameter("CN"), limits::name), folded;
  append_folded(folded, name);
  return trimmed(folded).empty() ? "" : name;
}

std::optional<Participation> answer_in(const ContentLine& line) {
  for (const auto each : {Participation::accepted, Participation::tentative, Participation::declined}) {
    if (same_word(trimmed(line.parameter("PARTSTAT")), name_of(each))) return each;
  }
  return std::nullopt;
}

// An unquoted name may hold colons.
Participant participant_in(const ContentLine& line) {
  return {address_in(line.from_last_colon().value), name_in(line), address_in(line.parameter("SENT-BY")),
          answer_in(line)};
}

class ItipParser {
 public:
  explicit ItipParser(std::string_view bytes) : lines_{bytes} {}

  ItipFile parse() {
    while (const auto line = lines_.next()) read(*line);
    return std::move(file_);
  }

 private:
  void read(const ContentLine& line) {
    if (line.is("BEGIN")) {
      const bool event = same_word(trimmed(line.value), "VEVENT");
      if (event) file_.events.emplace_back();
      within_ = event ? 1 : within_ == 0 ? 0 : within_ + 1;
    } else if (line.is("END")) {
      within_ -= within_ == 0 ? 0 : 1;
    } else if (within_ == 0 && line.is("METHOD") && file_.method == Invitation::Method::none) {
      file_.method = method_named(line.value);
    } else if (within_ == 1) {
      ItipEvent& event = file_.events.back();
      if (line.is("ORGANIZER")) event.organizer = participant_in(line);
      if (line.is("ATTENDEE")) event.attendees.push_back(participant_in(line));
    }
  }

  ContentLines lines_;
  ItipFile file_;
  std::size_t within_ = 0;  // how deep below the event, from 1 on
};

}  // namespace

ItipFile parse_itip(std::string_view bytes) {
  return ItipParser{bytes}.parse();
}

}  // namespace calendar
