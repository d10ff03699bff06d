//! Jt808.

use crate::session::{Identity, Options, Output, Session};
use bytes::BytesMut;
use chrono::{DateTime, Utc};

/// A session.
#[derive(Debug)]
pub struct Jt808Session {
    options: Options,
    identity: Option<Identity>,
}

impl Jt808Session {
    /// A new session.
    pub fn new(options: Options) -> Self {
        Self { options, identity: None }
    }
}

impl Session for Jt808Session {
    fn receive(&mut self, input: &mut BytesMut, _now: DateTime<Utc>, _out: &mut Vec<Output>) {
        let _ = self.options.max_frame;
        input.clear();
    }

    fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }
}
