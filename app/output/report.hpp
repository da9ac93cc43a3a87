#pragma once

// What a command answers, and how it is written. Data first, looks later: a Report holds the same
// answer twice, as objects for programs and as lines for people, and makes only the one it is
// asked for. The keys of the objects are the columns of tsv, so the formats cannot drift apart.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "output/json.hpp"
#include "output/style.hpp"

namespace calbook {

/// Takes the objects of a report, one at a time: as many as there are, they are never all in memory.
using TakeObject = std::function<void(const Object&)>;

/// What a command answers.
struct Report {
  enum class Shape { single, list };
  Shape shape = Shape::list;
  std::vector<std::string_view> columns;                ///< Of tsv: keys of the objects.
  std::function<void(const TakeObject& take)> objects;  ///< One, when the shape is single.
  std::function<std::string(const Style&)> text;        ///< Whole lines; empty for an empty list.
  std::function<std::string()> quiet;                   ///< Instead of the text, when only a script reads; may be none.
  std::string when_empty;                               ///< What to tell a person at a terminal about an empty list.
  /// Of a list that may be long: makes the next piece of it, none at the end. This report is the first.
  std::function<std::optional<Report>()> next;
};

enum class Format { text, json, jsonl, tsv };
enum class Header { hidden, shown };

/// How a report is to be written.
struct OutputOptions {
  Format format;
  Header header;
  Style style;
  bool quiet;  ///< Of text, only what a script needs.
};

/// Writes a report, piece after piece where it comes in pieces.
class Writer {
 public:
  explicit Writer(const OutputOptions& options) : options_{options} {}

  /// What is written for a piece; for the first also what stands above it.
  std::string piece(const Report& report);
  /// What stands below the last.
  std::string end() const;

 private:
  std::string array_items(const Report& report);

  OutputOptions options_;
  Report::Shape shape_ = Report::Shape::list;
  bool begun_ = false;    ///< Whether a piece was written.
  bool objects_ = false;  ///< Whether an object was.
};

}  // namespace calbook
