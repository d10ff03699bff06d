//! All vehicles of one worker: routing, timers, state.

use super::{Assets, Change};
use crate::ids::VehicleNo;
use crate::observation::Observation;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

/// Tunable numbers of every detector; the defaults are those of the design.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {}

/// Everything remembered of one vehicle. Serialised as its checkpoint.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Track {}

/// All vehicles of one worker.
#[derive(Debug)]
pub struct Watch {
    parameters: Parameters,
    assets: Arc<Assets>,
    tracks: HashMap<VehicleNo, Track>,
}

impl Watch {
    /// Nothing seen yet.
    pub fn new(parameters: Parameters, assets: Arc<Assets>) -> Self {
        Watch { parameters, assets, tracks: HashMap::new() }
    }

    /// Swaps the fleet snapshot.
    pub fn set_assets(&mut self, assets: Arc<Assets>) {
        self.assets = assets;
    }

    /// Puts a checkpointed vehicle back.
    pub fn restore(&mut self, vehicle: VehicleNo, track: Track) {
        self.tracks.insert(vehicle, track);
    }

    /// What is remembered of a vehicle.
    pub fn track(&self, vehicle: VehicleNo) -> Option<&Track> {
        self.tracks.get(&vehicle)
    }

    /// Fires timers due at or before the observation's receive time, then takes the observation in.
    /// Returns the vehicle whose track changed.
    pub fn observe(&mut self, observation: &Observation, out: &mut Vec<Change>) -> Option<VehicleNo> {
        self.advance(observation.received_at, out);
        let binding = self.assets.binding(observation.tracker, observation.device_time)?;
        let _ = &self.parameters;
        Some(binding.vehicle)
    }

    /// Moves the engine clock to `now` and fires what is due. Returns the vehicles whose tracks changed.
    pub fn advance(&mut self, _now: DateTime<Utc>, _out: &mut Vec<Change>) -> Vec<VehicleNo> {
        Vec::new()
    }
}
