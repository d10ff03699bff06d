//! The corpus against the decoders.

#[path = "support/corpus_dir.rs"]
mod corpus_dir;
