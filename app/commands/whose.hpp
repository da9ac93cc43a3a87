#pragma once

// Whom a command is about that can be about several owners.

#include <vector>

#include "commands/declaration.hpp"
#include "session/session.hpp"
#include "views/view.hpp"

namespace calbook {

/// Every owner, or those in the list: none where the file has none.
struct Whose {
  bool all = false;
  std::vector<calendar::Owner> owners = {};

  bool several() const { return all || owners.size() > 1; }
  OwnerColumn column() const { return several() ? OwnerColumn::shown : OwnerColumn::hidden; }
};

/// --all.
void add_all_option(Declaration& command, bool& all);

/// Every owner with --all, else Session::owners(). Throws Error{usage} if --all was typed along with
/// --owner, and what Session::owners() throws.
Whose whose(bool all, Session& session);

}  // namespace calbook
