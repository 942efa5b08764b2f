#pragma once
// Whether what goes to an account can be sealed for its devices now (spec chapter 07, section 10): for whoever writes to many, and does not
// want one to keep the others waiting.

#include <string>

#include "reference/base/now.hpp"

namespace assay::client {

struct Prospect {
  enum class State {
    Clear,   ///< it goes as it is: nothing encrypts, or the user agreed to it
    Ready,   ///< Session::seal() seals it
    Coming,  ///< keys are asked for
    User,    ///< the user has to agree to something first; Session::seal() asks him
    Later,   ///< the server does not want to say now
    Never,   ///< the keys are not to be had, or no good
  };
  State state = State::Clear;
  std::string condition{};  ///< of Later and Never: the name of an error; of User "no-keys", if it would go as it is
  Instant again{};          ///< of Later: not before
};

}  // namespace assay::client
