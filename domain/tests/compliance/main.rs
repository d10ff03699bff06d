//! The compliance gate: every row of every pack, windows and clocks, notices, texts, and that rules only ever restrict.

mod scene;

mod calendars;
mod gate;
mod machine;
mod notices;
mod packs;
mod properties;
mod rows;
mod terms;
mod texts;
mod windows;
