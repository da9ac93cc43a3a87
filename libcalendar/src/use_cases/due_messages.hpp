#pragma once

// What is to be told of appointments, computed from how they stand and what was told.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "calendar/outbox.hpp"
#include "calendar/store.hpp"

namespace calendar {

/// What a recipient is to be told of an appointment, if anything, and what is kept of that.
struct Pending {
  const Owner* owner;  ///< Who tells, or is told.
  std::optional<OwnerId> recipient = {};
  bool is_former = false;  ///< It went from this owner to another.
  std::string address;     ///< Empty: there is none, so nothing is told.
  MessageSubject about;
  std::optional<Message> message = {};
  ToldRecord state;   ///< Of how it stands.
  ToldRecord record;  ///< Of the message.
  bool is_pointless = false;

  bool has_news() const { return message && !message->lead; }
};

/// Must not outlive the transaction in which it was made.
class DueMessages {
 public:
  DueMessages(Store& store, Instant now) : store_{store}, now_{now} {}

  /// As if the owner were that one.
  void assume(const Owner& owner);

  /// For each who may be told of it. All news of what is not untold are told, or count as that.
  std::vector<Pending> of(const Appointment& appointment, const std::optional<Untold>& untold);
  /// Reminders that were tried, and are none any more.
  std::vector<ToldRecord> stale_reminders(const Appointment& appointment, const std::vector<Pending>& pending);

  /// Adds what is to be told of that to the messages: dates of a series to what is told of others of it. Must hold:
  /// there is a message.
  void add(const Pending& pending);
  /// What was added, in the order in which each message was first.
  std::vector<OutboxMessage> take() { return std::move(messages_); }

 private:
  const Owner& owner(const OwnerName& name);
  const Owner* owner(OwnerId id);
  const std::vector<ToldRecord>& told(const Reference& ref);
  /// Whether somebody else organizes it, who gets replies.
  bool is_invited(const Owner& owner, const Reference& ref);
  Pending pending(const Appointment& appointment, const Owner& owner, std::optional<OwnerId> recipient,
                  const std::optional<Untold>& untold);
  /// By which name other calendars know it.
  Reference entry_of(const Pending& pending);
  std::int64_t sequence_of_entry(const Pending& pending);
  std::string fresh_id(const Pending& pending);
  OutboxMessage message_alone(const Pending& pending);

  Store& store_;
  Instant now_;
  std::map<std::int64_t, Owner> owners_;
  std::map<OwnerName, std::int64_t> ids_;
  std::map<std::int64_t, std::set<Reference>> invited_;
  /// What of a series decides which of its dates are told together.
  struct SeriesHead {
    OwnerName owner;
    std::optional<std::string> email;  ///< Of its first date.
    std::int64_t sequence;
  };
  std::map<Reference, std::optional<SeriesHead>> series_;
  std::optional<std::pair<Reference, std::vector<ToldRecord>>> told_;  // of the last one
  std::vector<OutboxMessage> messages_;
  std::map<std::pair<std::string, std::string>, std::size_t> places_;  // by id and address
};

/// What a message tells, by its id; empty where it has none.
std::optional<TellingEvent> event_of_message(std::string_view id);
/// Whether the record is about an attempt of the same message.
bool is_attempt_of(const ToldRecord& record, const Pending& pending);

}  // namespace calendar
