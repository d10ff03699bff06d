//! Who is told of what, by which way, at which hours, and when it is tried again.
