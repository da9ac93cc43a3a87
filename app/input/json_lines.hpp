#pragma once

// Files of JSON objects, one a line: the batches of several commands.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace calbook {

/// The fields that a line may have.
struct LineForm {
  std::string_view example;                        ///< A valid line, for hints.
  std::span<const std::string_view> texts;         ///< Fields that hold a text.
  std::span<const std::string_view> flags = {};    ///< Fields that are true or false.
  std::span<const std::string_view> numbers = {};  ///< Fields that hold a whole number.
  std::span<const std::string_view> ignored = {};  ///< Fields that may hold anything.
  std::string_view blank = {};                     ///< The text that may be blank, leaving it to others to refuse it.
};

/// The fields of one line. A field that is null is absent.
class LineFields {
 public:
  /// Throws Error{invalid_input} with the field unless the text is a JSON object of that form, each field
  /// given once. Quotes nothing of the line but the names of fields: the file could be any file, even a
  /// confidential one.
  LineFields(std::string_view text, const LineForm& form);

  bool has(std::string_view name) const;
  /// Without surrounding blanks.
  std::optional<std::string> text(std::string_view name) const;
  /// Throws Error{invalid_input} if it is absent.
  std::string required_text(std::string_view name) const;
  bool flag(std::string_view name) const;  ///< False where it is absent.
  std::optional<std::int64_t> number(std::string_view name) const;

  /// Throws Error{invalid_input} about a field, with the example as its hint.
  [[noreturn]] void refuse(const std::string& message, std::string_view field) const;

 private:
  struct Other {};  // a fraction, a list, an object
  struct Field {
    std::string name;
    std::variant<std::monostate, bool, std::int64_t, std::string, Other> value = {};
  };
  class Reader;

  void check(const Field& field) const;
  void check_text(const Field& field) const;
  void check_number(const Field& field) const;
  void check_given_once(const Field& last) const;
  [[noreturn]] void refuse_unknown(const std::string& name) const;
  const Field* find(std::string_view name) const;

  const LineForm& form_;
  std::vector<Field> fields_;
};

/// Calls `take` with each line of the file, or of stdin for "-", and its number, from 1 on. Blank lines, a
/// byte order mark at the front and carriage returns are skipped; a line may have up to 1 MiB. Errors thrown
/// by `take` get the line's number. Throws Error{invalid_input}, and Error{cannot_open, io_error}.
void for_each_line(const std::string& file, const std::function<void(std::size_t number, std::string_view text)>& take);

}  // namespace calbook
