#pragma once

#include "calendar/owner.hpp"
#include "sqlite/query.hpp"

namespace calendar {

/// The name of an owner whose id is known. Throws Error{damaged} where there is none.
OwnerName name_of(Statements& statements, OwnerId owner);

}  // namespace calendar
