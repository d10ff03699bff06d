//! Durability and restart: the program is killed, the database goes away, and nothing is lost, doubled or forgotten.

mod away;
mod device;
mod embedded;
mod fleet;
mod kill;
mod outcome;
mod program;
mod proxy;
mod random;
mod restart;
