#pragma once

#include <string>
#include <vector>

#include "session/session.hpp"

namespace calbook {

/// Whether --owner next to a reference says whose it must be.
enum class Binding { to_typed_owner, free };

/// The appointment that somebody named. Throws Error{unknown_reference, unknown_owner}.
calendar::Appointment found_appointment(const std::string& typed, Session& session,
                                        Binding binding = Binding::to_typed_owner);
/// Several, each once, in the order in which they were named.
std::vector<calendar::Appointment> found_appointments(const std::vector<std::string>& typed, Session& session);

}  // namespace calbook
