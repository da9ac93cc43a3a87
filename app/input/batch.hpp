#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace calbook {

/// One line of a batch: what `book` would be told in options of the same names.
struct BatchLine {
  std::size_t number = 0;  ///< Of the line in its file, from 1 on.
  std::string at;
  std::string name;  ///< May be empty, which no name is.
  std::optional<std::string> email, phone, note, service, duration, end, key, owner, tz;
  std::string every, times, until;  ///< Empty: it is not repeated.
  std::optional<std::string> conflicts;
  bool force = false;
};

/// Reads one line, a JSON object; its `number` stays 0. What is printed of an appointment as jsonl is
/// one: its `start` is `at`, and what calbook alone decides is passed over. Throws Error{invalid_input}
/// with the field, and quotes nothing else of the line.
BatchLine parse_batch_line(std::string_view text);

/// The JSON objects, one a line, of the file, or of stdin for "-". Blank lines, a byte order mark
/// at the front and carriage returns are passed over; a line may have up to 1 MiB. All is read
/// before any of it is used, so that a slow pipe keeps nobody waiting for the calendar.
/// Throws Error{invalid_input} with line and field, and Error{cannot_open, io_error}.
std::vector<BatchLine> read_batch(const std::string& file);

}  // namespace calbook
