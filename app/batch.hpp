#pragma once

#include <functional>
#include <optional>
#include <string>

namespace calbook {

/// One line of a batch: what `book` would be told in options of the same names.
struct BatchLine {
  std::string at;
  std::string name;
  std::optional<std::string> email, note, service, key, owner, tz;
  bool force = false;
};

/// Reads JSON objects, one a line, from the file, or from stdin for "-", and hands over each in
/// turn: memory holds one line at a time. Blank lines, a byte order mark at the front and carriage
/// returns are passed over. What `handle` throws as Error gets the number of the line.
/// Throws Error{invalid_input} with line and field, and Error{cannot_open}.
void read_batch(const std::string& file, const std::function<void(const BatchLine&)>& handle);

}  // namespace calbook
