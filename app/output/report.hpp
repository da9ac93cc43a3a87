#pragma once

// A command's result, and how it is written. A Report can produce the same result as objects for
// programs and as lines for people, and only produces what is requested. The keys of the objects are
// the columns of tsv, so the formats cannot drift apart.

#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/error.hpp"
#include "output/json.hpp"
#include "output/key.hpp"
#include "output/style.hpp"
#include "output/table.hpp"
#include "output/template.hpp"

namespace calbook {

/// Receives the objects of a report one at a time, so that they are never all in memory.
using TakeObject = std::function<void(const Object&)>;

/// What somebody has to know who reads a result, and what to do about it: a command without "calbook".
struct Note {
  std::string message;
  std::string command;
};

/// A command's result.
struct Report {
  enum class Shape { single, list };
  enum class Source { memory, file };
  Shape shape = Shape::list;
  std::vector<std::string_view> columns;                ///< For tsv: keys of the objects.
  std::function<void(const TakeObject& take)> objects;  ///< Only one if the shape is single.
  /// For tsv, --columns and --template: what the objects are made of, one a row; empty: they are the rows.
  std::function<void(const TakeObject& take)> rows = {};
  std::function<std::string(const Style&)> text;  ///< Whole lines; empty for an empty list.
  std::function<std::string()> quiet;             ///< The text with --quiet; may be empty.
  std::string when_empty;                         ///< Printed on a terminal for an empty list.
  /// For long lists: produces the next piece, or nothing at the end. This report is the first piece.
  std::function<std::optional<Report>()> next;
  Source source = Source::memory;  ///< Where next() has it from; the calendar file stays open for that.
  std::vector<Note> notes = {};    ///< To be said next to the result.
  /// Errors that are said after what is reported; the last one ends the command.
  std::vector<std::exception_ptr> failures = {};
  std::optional<calendar::Code> ends_as = {};  ///< How it ends where no error is said.
};

enum class Format { text, json, jsonl, tsv };
enum class Header { hidden, shown };

/// What was picked of each object of a report: some columns, a line of its own, or nothing in particular.
struct Picked {
  std::vector<Key> columns = {};
  std::optional<Template> line = {};  ///< For text.
};

/// How to write a report.
struct OutputOptions {
  Format format;
  Header header;
  Style style;
  bool quiet;  ///< For text: only what a script needs.
  Picked picked = {};
};

/// Writes a report, piece by piece if it has several.
class Writer {
 public:
  explicit Writer(OutputOptions options);
  ~Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// The output for a piece, including the beginning for the first.
  std::string piece(const Report& report);
  /// The output after the last piece.
  std::string end();

 private:
  bool takes_rows(const Report& report) const;
  void each(const Report& report, const TakeObject& take) const;
  std::string array_items(const Report& report);
  std::string lines_of_json(const Report& report) const;
  std::string rows(const Report& report, Header header) const;
  std::string table_lines(const Report& report, Header header);
  std::string text(const Report& report, Header header);

  OutputOptions options_;
  std::vector<Track> tracks_;
  Table table_;
  Report::Shape shape_ = Report::Shape::list;
  bool begun_ = false;    ///< Whether a piece was written.
  bool objects_ = false;  ///< Whether an object was written.
};

}  // namespace calbook
