//! Decodes a corpus' packets of one protocol again and again, as `lienwatch bench` does: something to look at with a
//! profiler, and a rate to compare two builds by without the rest of the program.
//!
//! ```text
//! LIENWATCH_SHARED=DIR cargo run --release -p lienwatch-protocols --features conformance --example decode -- jt808
//! valgrind --tool=callgrind --toggle-collect='*hear*' target/release/examples/decode jt808 100
//! ```
//!
//! With a number of passes it decodes that often and prints how many packets that was, for tools that count; with a
//! packet's number behind it, that packet alone. Otherwise the rate of the best of many short rounds is printed: on a
//! machine that does other work the others say more of the work than of the decoder.

#[path = "../tests/support/corpus_dir.rs"]
mod corpus_dir;

use bytes::BytesMut;
use chrono::{DateTime, Utc};
use lienwatch_protocols::conformance::{Line, traffic};
use lienwatch_protocols::session::Output;
use std::hint::black_box;
use std::time::{Duration, Instant};

const NOW: DateTime<Utc> = DateTime::from_timestamp(1_795_219_200, 0).expect("in range");
/// Rounds of a rate, and how long each is.
const ROUNDS: usize = 150;
const ROUND: Duration = Duration::from_millis(10);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = corpus_dir::corpus_dir().ok_or("no corpus: set LIENWATCH_SHARED to the folder that has `corpus`")?;
    let mut arguments = std::env::args().skip(1);
    let protocol = arguments.next().ok_or("which protocol? gt06, jt808 or teltonika")?;
    let passes: Option<usize> = arguments.next().map(|n| n.parse()).transpose()?;
    let only: Option<usize> = arguments.next().map(|n| n.parse()).transpose()?;
    let mut lines = traffic(&protocol, &std::fs::read_to_string(dir.join(format!("{protocol}.jsonl")))?)?;
    if let Some(only) = only {
        let mut number = 0..;
        lines.iter_mut().for_each(|line| line.packets.retain(|_| number.next() == Some(only)));
    }
    let count: usize = lines.iter().map(|line| line.packets.len()).sum();
    let (mut input, mut outputs) = (BytesMut::with_capacity(64 * 1024), Vec::new());
    // Sessions and lists become as long as they will be.
    (0..2).for_each(|_| hear(&mut lines, &mut input, &mut outputs));
    if let Some(passes) = passes {
        (0..passes).for_each(|_| hear(&mut lines, &mut input, &mut outputs));
        println!("{protocol}: {passes} passes of {count} packets");
        if only.is_some() {
            lines.iter().flat_map(|line| &line.packets).for_each(|packet| println!("{packet:02x?}"));
        }
        return Ok(());
    }
    let mut best = 0.0f64;
    for _ in 0..ROUNDS {
        let (begun, mut passes) = (Instant::now(), 0);
        while begun.elapsed() < ROUND {
            (0..16).for_each(|_| hear(&mut lines, &mut input, &mut outputs));
            passes += 16;
        }
        best = best.max((passes * count) as f64 / begun.elapsed().as_secs_f64());
    }
    println!("{protocol}: {best:.0} packets/s");
    Ok(())
}

/// One pass.
#[inline(never)]
fn hear(lines: &mut [Line], input: &mut BytesMut, outputs: &mut Vec<Output>) {
    for line in lines {
        for packet in &line.packets {
            input.clear();
            input.extend_from_slice(packet);
            line.session.receive(input, NOW, outputs);
            black_box(&*outputs);
            outputs.clear();
        }
    }
}
