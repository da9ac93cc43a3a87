#include <fmt/format.h>

#include <algorithm>

#include "calendar/itip.hpp"
#include "ics/line_writer.hpp"
#include "ics/written_values.hpp"

namespace calendar {

namespace {

std::string_view participation_name(Participation participation) {
  switch (participation) {
    case Participation::accepted: return "ACCEPTED";
    case Participation::tentative: return "TENTATIVE";
    case Participation::declined: return "DECLINED";
  }
  return "";
}

class ReplyWriter {
 public:
  explicit ReplyWriter(const ItipReply& reply) : reply_{reply}, invitation_{reply.invitation} {}

  std::string write() {
    begin_calendar(lines_, method_of(reply_));
    if (invitation_.whole) write_event(invitation_.first, std::nullopt, reply_.participation, Range::one);
    if (reply_.participation != Participation::declined || !invitation_.whole) write_instances();
    lines_.end("VCALENDAR");
    return lines_.take();
  }

 private:
  enum class Range { one, and_later };

  // Of a whole that is accepted, what is not; of instances alone, each.
  void write_instances() {
    for (const Meeting& meeting : invitation_.whole ? std::vector<Meeting>{} : invitation_.meetings) {
      if (!is_declined(meeting)) write_event(meeting.span, meeting.instance, reply_.participation, Range::one);
    }
    for (const DeclinedMeeting& each : reply_.answer.declined)
      write_event(each.meeting.span, each.meeting.instance, Participation::declined, Range::one);
    if (const auto& rest = reply_.answer.rest)
      write_event(rest->span, rest->instance, Participation::declined, Range::and_later);
  }

  bool is_declined(const Meeting& meeting) const {
    return std::ranges::any_of(reply_.answer.declined,
                               [&](const DeclinedMeeting& each) { return each.meeting.instance == meeting.instance; });
  }

  void write_event(const std::optional<Interval>& span, const std::optional<Instant>& instance,
                   Participation participation, Range range) {
    lines_.begin("VEVENT");
    lines_.value("UID", invitation_.uid);
    if (instance) write_instance(*instance, range);
    lines_.value("SEQUENCE", std::to_string(invitation_.sequence));
    lines_.value("DTSTAMP", utc_text(reply_.now));
    if (const auto& shown = reply_.proposed ? reply_.proposed : span) write_times(*shown);
    const Participant& organizer = invitation_.organizer.value();
    write_participant("ORGANIZER", organizer, {});
    write_participant("ATTENDEE", reply_.me, participation_name(participation));
    if (!invitation_.title.empty()) lines_.text("SUMMARY", invitation_.title);
    if (!reply_.comment.empty()) lines_.text("COMMENT", reply_.comment);
    lines_.value("REQUEST-STATUS", "2.0;Success");
    lines_.end("VEVENT");
  }

  void write_instance(Instant instance, Range range) {
    const std::string time = time_text(instance);
    if (invitation_.of_dates) return lines_.value("RECURRENCE-ID", time, {{"VALUE", "DATE"}});
    if (range == Range::one) return lines_.value("RECURRENCE-ID", time);
    lines_.value("RECURRENCE-ID", time, {{"RANGE", "THISANDFUTURE"}});
  }

  void write_times(const Interval& span) {
    const bool dates = invitation_.of_dates && !reply_.proposed;
    for (const auto& [name, instant] : {std::pair{"DTSTART", span.start}, {"DTEND", span.end}}) {
      dates ? lines_.value(name, time_text(instant), {{"VALUE", "DATE"}}) : lines_.value(name, utc_text(instant));
    }
  }

  std::string time_text(Instant instant) const {
    return invitation_.of_dates ? date_text(invitation_.zone.date(instant)) : utc_text(instant);
  }

  void write_participant(std::string_view name, const Participant& who, std::string_view participation) {
    const std::string address = "mailto:" + who.address;
    if (participation.empty()) {
      who.name.empty() ? lines_.value(name, address) : lines_.value(name, address, {{"CN", who.name}});
    } else if (who.name.empty()) {
      lines_.value(name, address, {{"PARTSTAT", participation}});
    } else {
      lines_.value(name, address, {{"PARTSTAT", participation}, {"CN", who.name}});
    }
  }

  const ItipReply& reply_;
  const Invitation& invitation_;
  LineWriter lines_;
};

}  // namespace

std::string_view method_of(const ItipReply& reply) {
  return reply.proposed ? "COUNTER" : "REPLY";
}

std::string written_reply(const ItipReply& reply) {
  return ReplyWriter{reply}.write();
}

}  // namespace calendar
