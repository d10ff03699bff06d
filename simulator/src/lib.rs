//! A seeded world of cars, trackers and pledge sites that knows the truth and scores detection.
//!
//! Seed in, the same bytes out: no wall clock, no global state; every draw comes from a ChaCha stream that is named
//! by (seed, who, what for), so that one more draw in one place moves nothing elsewhere.
//!
//! * [`world`]: cities, road grid, sites. [`itinerary`]: where a car truly is at any second.
//! * [`routine`]: how people live. [`scenario`]: what happens to them, with labels.
//! * [`device`]: tracker firmware: what is reported, when, with which errors.
//! * [`run`]: a configuration played into an ordered stream of emissions, labels and assets.
//! * [`wire`]: the bytes a tracker sends. [`feed`]: the fleet over real sockets. [`in_process`]: the same run straight into detection.
//! * [`actors`]: the people around a recovery case. [`score`]: alerts against labels. [`demo`]: the demonstration's book of loans and planted stories.
//!
//! The simulation is synthetic: it follows the physics that the detectors rely on, no data of real borrowers.

pub mod actors;
pub mod chance;
pub mod demo;
pub mod device;
pub mod feed;
pub mod in_process;
pub mod itinerary;
pub mod label;
pub mod routine;
pub mod run;
pub mod scenario;
pub mod score;
pub mod wire;
pub mod world;
