#pragma once

#include "calendar/calendar.hpp"
#include "views/view.hpp"

namespace calbook {

/// A message in the outbox, or one that was sent.
struct ShownMessage {
  calendar::OutboxMessage message;
  std::optional<calendar::Instant> sent = {};
};

/// The zone of a recipient: the owner's, or in which an invitee booked; UTC if the zone data lack it.
calendar::TimeZone zone_of(const calendar::OutboxMessage& message);

/// A message for programs.
Object message_object(const calendar::OutboxMessage& message);
/// Those that failed in front.
Report messages_report(std::vector<ShownMessage> shown, std::string when_empty);
/// Those that would be sent; `lines` show what they say.
Report previews_report(std::vector<ShownMessage> shown, std::string lines);
/// What was done with messages.
Report changed_messages_report(std::vector<calendar::OutboxMessage> messages, std::string_view deed);
/// "booked K7QD3F to bob@example.org".
std::string message_label(const calendar::OutboxMessage& message);
/// The label of one that waits, or is given up, and why.
std::string waiting_sentence(const calendar::OutboxMessage& message);
std::string given_up_sentence(const calendar::OutboxMessage& message);

std::vector<Key> message_keys();
/// Of those that are handed over.
std::vector<Key> handed_message_keys();

}  // namespace calbook
