//! Durability and restart: the program is killed, the database goes away, and nothing is lost, doubled or forgotten.

mod away;
mod broker;
mod clocks;
mod device;
mod disk;
mod embedded;
mod fleet;
mod hostile;
mod kill;
mod mosquitto;
mod outcome;
mod program;
mod proxy;
mod publisher;
mod random;
mod restart;
mod steady;
mod wal;
