#include "commands/message_texts.hpp"

#include <fmt/format.h>

#include "calendar/error.hpp"
#include "calendar/text.hpp"
#include "input/foreign_files.hpp"
#include "text/complaint.hpp"

namespace calbook {

using calendar::Recipient;
using calendar::TellingEvent;

namespace {

// A pipe would keep the sender waiting for ever.
void require_file(const std::filesystem::path& file) {
  std::error_code error;
  if (std::filesystem::is_regular_file(file, error)) return;
  throw InputError{calendar::Code::io_error,
                   fmt::format("cannot read {}: it is not a file", calendar::escaped(file.string()))};
}

MessageText read(const std::filesystem::path& file) try {
  require_file(file);
  return MessageText::read(file_bytes(file.string()));
} catch (calendar::Error& error) {
  error.set_file(file.string());
  throw;
}

}  // namespace

MessageTexts::MessageTexts(const std::filesystem::path& folder) {
  for (const auto event :
       {TellingEvent::booked, TellingEvent::moved, TellingEvent::cancelled, TellingEvent::reminder}) {
    for (const auto recipient : {Recipient::invitee, Recipient::owner}) {
      const std::string_view whose = recipient == Recipient::owner ? ".owner" : "";
      const auto file = folder / fmt::format("{}{}.txt", name_of(event), whose);
      std::error_code error;
      const bool is_there = !folder.empty() && std::filesystem::exists(file, error);
      texts_.emplace(std::pair{event, recipient}, is_there ? read(file) : MessageText::built_in(event, recipient));
    }
  }
}

const MessageText& MessageTexts::of(const calendar::OutboxMessage& message) const {
  return texts_.at({message.event, message.recipient});
}

}  // namespace calbook
