#pragma once

#include <span>
#include <string>

namespace calbook {

/// What words can be.
enum class Shape {
  dates,     ///< DATE or DATE..DATE.
  month,     ///< What `month` takes.
  datetime,  ///< DATETIME.
  days,      ///< DAYS.
  hours,     ///< DAYS RANGES, perhaps several times.
  busy,      ///< What `busy add` takes.
};

/// Whether a command would understand the words on some day; false if there are none.
bool has_shape(std::span<const std::string> words, Shape shape);

}  // namespace calbook
