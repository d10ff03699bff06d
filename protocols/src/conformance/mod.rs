//! Runs a packet corpus against the decoders.
