#include "views/change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "calendar/text.hpp"
#include "output/one_line.hpp"
#include "output/table.hpp"
#include "text/time_text.hpp"
#include "views/appointment.hpp"
#include "views/availability.hpp"
#include "views/busy.hpp"
#include "views/calendar.hpp"
#include "views/note.hpp"
#include "views/owner.hpp"
#include "views/service.hpp"

namespace calbook {

using calendar::State;

namespace {

std::string ref_of(const calendar::Change& change) {
  const auto ref = calendar::reference_of(change);
  return ref ? ref->str() : "";
}

struct StateValue {
  const ShownChange& shown;

  Value operator()(std::monostate) const { return {}; }
  Value operator()(const calendar::Appointment& it) const { return appointment_view.object({it, shown.zone}); }
  Value operator()(const calendar::Busy& it) const { return busy_object({it, shown.zone}); }
  Value operator()(const calendar::Service& it) const { return service_object(it, shown.change.owner); }
  Value operator()(const calendar::Owner& it) const { return owner_object(it); }
  Value operator()(const calendar::WeeklyHours& it) const { return week_object(it); }
  Value operator()(const calendar::ServiceWeek& it) const { return service_week_object(it); }
  Value operator()(const calendar::DatedOverride& it) const { return date_object(it.date, it.override); }
  Value operator()(const calendar::ForeignCalendar& it) const { return calendar_object(it); }
};

std::string text_or(const std::optional<std::string>& text, std::string_view missing) {
  return text ? one_line(*text) : std::string{missing};
}

// Of what people wrote, no more than these cells.
constexpr std::size_t everything = std::string::npos;

// What an appointment has that another state of it had otherwise.
std::string differences(const calendar::Appointment& it, const calendar::Appointment& other, std::size_t most) {
  std::string all;
  const auto add = [&](bool differs, const std::string& text) { all += differs ? "  " + fitted(text, most) : ""; };
  add(it.owner != other.owner, "with " + it.owner.str());
  add(it.invitee.email != other.invitee.email, text_or(it.invitee.email, "no address"));
  add(it.invitee.phone != other.invitee.phone, text_or(it.invitee.phone, "no number"));
  add(it.invitee.note != other.invitee.note, text_or(it.invitee.note, "no note"));
  add(it.service != other.service, fmt::format("[{}]", it.service.str()));
  add(it.attendance != other.attendance, it.attendance ? attendance_word(*it.attendance) : "unmarked");
  return all;
}

enum class Name { shown, known };

// "Mon 2026-11-23 10:00-11:00  Bob Stone", "busy Mon ...": a state in a few words, next to the other state.
struct StateLabel {
  const ShownChange& shown;
  const State& other;
  std::size_t most;
  Name name = Name::shown;  ///< Whether the other state has said it where it is the same.

  std::string operator()(std::monostate) const { return "nothing"; }
  std::string operator()(const calendar::Appointment& it) const {
    const auto* before = std::get_if<calendar::Appointment>(&other);
    const bool said = name == Name::known && before != nullptr && before->invitee.name == it.invitee.name;
    return fmt::format("{}{}{}{}", span(it.span), said ? "" : "  " + fitted(name_label(it.invitee), most),
                       it.status == calendar::Status::cancelled ? "  cancelled" : "",
                       before == nullptr ? "" : differences(it, *before, most));
  }
  std::string operator()(const calendar::Busy& it) const {
    return fmt::format("busy {}  {}{}", it.id, span(it.span), fitted(note_column(it.note), most));
  }
  std::string operator()(const calendar::Service& it) const {
    return fmt::format("service {}: {}{}", it.name.str(), rules_label(it), it.title ? ", " + one_line(*it.title) : "");
  }
  std::string operator()(const calendar::Owner& it) const { return "owner " + owner_label(it); }
  std::string operator()(const calendar::WeeklyHours& it) const {
    return fmt::format("weekly hours, {} a week", length_label(it.length()));
  }
  std::string operator()(const calendar::ServiceWeek& it) const {
    return fmt::format("weekly hours of {}, {} a week", it.service.str(), length_label(it.weekly.length()));
  }
  std::string operator()(const calendar::DatedOverride& it) const {
    return fmt::format("hours of {}: {}{}", day_label(it.date), windows_label(it.override.windows),
                       note_column(it.override.note));
  }
  std::string operator()(const calendar::ForeignCalendar& it) const {
    return fmt::format("calendar {}{}", it.name.str(), it.path ? "  " + calendar::escaped(*it.path) : "");
  }

 private:
  std::string span(const calendar::Interval& span) const {
    const std::string label = span_label(span, shown.zone);
    return shown.zone == shown.recorded ? label : label + " " + offset_label(shown.zone.offset(span.start));
  }
};

// What it is now, and what it was, where both say something.
std::string label_of(const ShownChange& shown, std::size_t most) {
  const auto& [before, after] = std::pair{shown.change.before, shown.change.after};
  const StateLabel label{shown, before, most}, past{shown, after, most};
  if (std::holds_alternative<std::monostate>(before)) return std::visit(label, after);
  if (std::holds_alternative<std::monostate>(after)) return "no longer " + std::visit(past, before);
  const std::string now = std::visit(label, after), then = std::visit(past, before);
  return now == then ? now : now + ", was " + std::visit(StateLabel{shown, after, most, Name::known}, before);
}

constexpr Track tracks[] = {
    {.side = Track::Side::right},  // number
    {.paint = Paint::strong},      // when
    {},                            // what was done
    {.fit = Track::Fit::cut},      // owner
    {.paint = Paint::reference},   // reference
    {.fit = Track::Fit::below},    // what it was done to
};

// "undone 12": which change was taken back.
std::string deed_label(const calendar::Change& change) {
  return std::string{name_of(change.deed)} + (change.undoes ? fmt::format(" {}", *change.undoes) : "");
}

Lines<ShownChange> lines_in_pages(OwnerColumn owners) {
  return [table = std::make_shared<Table>(tracks), owners](std::span<const ShownChange> page, const Style& style) {
    constexpr std::size_t most_on_a_terminal = 40;
    constexpr std::size_t least = 8, beside = 4;
    const std::size_t room = std::max(style.width().value_or(0), least + beside) - beside;
    const std::size_t most = style.width() ? std::min(room, most_on_a_terminal) : everything;
    for (const ShownChange& shown : page) {
      const calendar::Change& change = shown.change;
      std::array<std::string, std::size(tracks)> row{fmt::format("{}", change.number),
                                                     moment(shown.recorded.wall_time(change.at)),
                                                     deed_label(change),
                                                     owners == OwnerColumn::shown ? change.owner.str() : "",
                                                     ref_of(change),
                                                     label_of(shown, most)};
      table->add(row);
    }
    return table->lines(style);
  };
}

constexpr Column<ShownChange> columns[] = {
    {"change", [](const auto& it) { return it.change.number; }},
    {"at_utc", [](const auto& it) { return rfc3339_utc(it.change.at); }, Key::Kind::time},
    {"what", [](const auto& it) { return std::string{name_of(it.change.deed)}; }},
    {"ref",
     [](const auto& it) {
       const std::string ref = ref_of(it.change);
       return ref.empty() ? Value{} : Value{ref};
     }},
    {"owner", [](const auto& it) { return it.change.owner.str(); }},
    {"before", [](const auto& it) { return std::visit(StateValue{it}, it.change.before); }, Key::Kind::json},
    {"after", [](const auto& it) { return std::visit(StateValue{it}, it.change.after); }, Key::Kind::json},
    {"undoes", [](const auto& it) { return it.change.undoes; }},
};

constexpr View<ShownChange> view{.columns = columns, .lines = [](auto all, const Style& style) {
                                   return lines_in_pages(OwnerColumn::shown)(all, style);
                                 }};

}  // namespace

Report changes_report(Pages<ShownChange> pages, OwnerColumn owners) {
  Report report = list_report(std::move(pages), view, "Nothing was done then.", lines_in_pages(owners));
  report.source = Report::Source::file;
  return report;
}

Report undone_report(std::vector<ShownChange> shown, bool rehearsed) {
  std::string text;
  for (const ShownChange& each : shown) {
    const std::string ref = ref_of(each.change);
    text += fmt::format("{} change {}: {}{}\n", rehearsed ? "Would undo" : "Undid", each.change.undoes.value_or(0),
                        ref.empty() ? "" : ref + "  ", label_of(each, everything));
  }
  Report report = list_report(std::move(shown), view);
  report.text = [text](const Style&) { return text; };
  return report;
}

std::vector<Key> change_keys() {
  return view.keys();
}

}  // namespace calbook
