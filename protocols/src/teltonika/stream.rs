//! The session over a byte stream: frames one after another, and what lies between them.

use super::frame::{self, Start};
use super::{GARBAGE_TOLD, TeltonikaSession};
use crate::session::{DecodeError, Output};

impl TeltonikaSession {
    /// Takes what is whole off the front of `input`, and returns how many bytes that was.
    pub(super) fn stream(&mut self, input: &[u8], out: &mut Vec<Output>) -> usize {
        let mut at = 0;
        loop {
            let here = &input[at..];
            let start = frame::start(here, self.options.max_frame, self.lost);
            let taken = match start {
                Start::Incomplete => return at,
                Start::Garbage => {
                    self.skip(1, out);
                    1
                }
                Start::Oversized(length) => {
                    self.tell_garbage(out);
                    out.push(Output::Refused(DecodeError::Oversized { length, limit: self.options.max_frame }));
                    self.skip(frame::HEADER, out);
                    frame::HEADER
                }
                Start::KeepAlive => {
                    self.found(out);
                    self.keep_alive(out);
                    1
                }
                Start::Login(length) => {
                    self.found(out);
                    self.login(&here[2..length], out);
                    length
                }
                Start::Packet(length) => {
                    self.found(out);
                    self.packet(&here[frame::HEADER..length], out);
                    length
                }
            };
            at += taken;
        }
    }

    fn skip(&mut self, count: usize, out: &mut Vec<Output>) {
        self.lost = true;
        self.garbage += count;
        if self.garbage >= GARBAGE_TOLD {
            self.tell_garbage(out);
        }
    }

    fn found(&mut self, out: &mut Vec<Output>) {
        self.lost = false;
        self.tell_garbage(out);
    }

    fn tell_garbage(&mut self, out: &mut Vec<Output>) {
        if self.garbage > 0 {
            out.push(Output::Refused(DecodeError::Garbage { skipped: self.garbage }));
            self.garbage = 0;
        }
    }
}
