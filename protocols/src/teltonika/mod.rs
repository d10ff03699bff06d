//! Teltonika.

use crate::session::{Identity, Options, Output, Session};
use bytes::BytesMut;
use chrono::{DateTime, Utc};

/// A session.
#[derive(Debug)]
pub struct TeltonikaSession {
    options: Options,
    identity: Option<Identity>,
}

impl TeltonikaSession {
    /// A new session.
    pub fn new(options: Options) -> Self {
        Self { options, identity: None }
    }
}

impl Session for TeltonikaSession {
    fn receive(&mut self, input: &mut BytesMut, _now: DateTime<Utc>, _out: &mut Vec<Output>) {
        let _ = self.options.max_frame;
        input.clear();
    }

    fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }
}
