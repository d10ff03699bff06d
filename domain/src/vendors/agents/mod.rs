//! The people who work for a vendor: their files, and who may go out.
//!
//! Names, identity papers, schooling and emergency contacts (`domain.md` A7.3) are personal data and stay sealed in the
//! store; here is only what decides whether a person may work.

mod agent;
mod crew;
mod machine;

pub use agent::{
    Agent, AgentFile, AgentStage, AgentState, BackgroundCheck, Certificate, LeaverReason, Training, register_agent,
};
pub use crew::{agent_gaps, crew_gaps};
pub use machine::{Action, ActionKind, AgentEvent, Applied, Change, Effect, Facts, apply};
