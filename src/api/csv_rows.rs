//! Rows of a CSV body as they arrive, in bounded memory: bytes → a blocking reader → batches of rows.

use super::error::{Error, Result};
use axum::body::{Body, Bytes};
use csv::{ErrorKind, ReaderBuilder, StringRecord};
use futures_util::StreamExt;
use std::cell::Cell;
use std::io::Read;
use std::rc::Rc;
use std::time::Duration;
use tokio::sync::mpsc;

/// Rows handed on at once.
pub const BATCH: usize = 500;

/// Largest file.
const MAX_BYTES: usize = 1 << 30;

/// Largest row: an unclosed quote would otherwise swallow the file.
const MAX_ROW_BYTES: usize = 256 * 1024;

/// Longest the body may pause.
const PAUSE: Duration = Duration::from_secs(60);

/// One row: its number (the header is row 1), and its cells unless they are not text.
pub type NumberedRow = (u32, std::result::Result<StringRecord, String>);

/// What the reader hands on: rows, or why the whole file is given up.
pub type Batch = std::result::Result<Vec<NumberedRow>, String>;

/// Reads the body; answers when it has been handed on or was given up.
pub async fn read(body: Body, batches: mpsc::Sender<Batch>) -> Result<()> {
    let (bytes, source) = mpsc::channel(4);
    let parser = tokio::task::spawn_blocking(move || parse(source, &batches));
    feed(body, bytes).await;
    parser.await.map_err(|e| Error::Internal(e.to_string()))
}

async fn feed(body: Body, bytes: mpsc::Sender<std::result::Result<Bytes, String>>) {
    let (mut stream, mut total) = (body.into_data_stream(), 0);
    loop {
        let chunk = match tokio::time::timeout(PAUSE, stream.next()).await {
            Err(_) => Err(format!("the body paused for more than {} s", PAUSE.as_secs())),
            Ok(None) => return,
            Ok(Some(Err(error))) => Err(format!("the body ended early: {error}")),
            Ok(Some(Ok(chunk))) => {
                total += chunk.len();
                if total > MAX_BYTES { Err(format!("the file is larger than {MAX_BYTES} bytes")) } else { Ok(chunk) }
            }
        };
        let last = chunk.is_err();
        // A reader that has gone has said why to the other side.
        if bytes.send(chunk).await.is_err() || last {
            return;
        }
    }
}

fn parse(source: mpsc::Receiver<std::result::Result<Bytes, String>>, batches: &mpsc::Sender<Batch>) {
    let since_row = Rc::new(Cell::new(0));
    let input = Input { source, current: Bytes::new(), since_row: Rc::clone(&since_row) };
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(input);
    let (mut batch, mut number) = (Vec::with_capacity(BATCH), 0_u32);
    loop {
        let mut record = StringRecord::new();
        let row = match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => Ok(record),
            Err(error) => match error.kind() {
                ErrorKind::Utf8 { .. } => Err("the row is not UTF-8 text".to_owned()),
                _ => {
                    let _ = batches.blocking_send(Err(error.to_string()));
                    return;
                }
            },
        };
        since_row.set(0);
        number = number.saturating_add(1);
        batch.push((number, row));
        if batch.len() == BATCH && batches.blocking_send(Ok(std::mem::take(&mut batch))).is_err() {
            return;
        }
    }
    if !batch.is_empty() {
        let _ = batches.blocking_send(Ok(batch));
    }
}

struct Input {
    source: mpsc::Receiver<std::result::Result<Bytes, String>>,
    current: Bytes,
    since_row: Rc<Cell<usize>>,
}

impl Read for Input {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.current.is_empty() {
            match self.source.blocking_recv() {
                None => return Ok(0),
                Some(Err(why)) => return Err(std::io::Error::other(why)),
                Some(Ok(chunk)) => self.current = chunk,
            }
        }
        if self.since_row.get() > MAX_ROW_BYTES {
            let why = format!("a row is longer than {MAX_ROW_BYTES} bytes: look for a quote that is not closed");
            return Err(std::io::Error::other(why));
        }
        let n = into.len().min(self.current.len());
        into[..n].copy_from_slice(&self.current.split_to(n));
        self.since_row.set(self.since_row.get() + n);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn rows(body: Body) -> Vec<Batch> {
        let (sender, mut receiver) = mpsc::channel(1024);
        read(body, sender).await.expect("reads");
        let mut all = Vec::new();
        while let Some(batch) = receiver.recv().await {
            all.push(batch);
        }
        all
    }

    #[tokio::test]
    async fn rows_are_numbered_and_bad_text_is_one_bad_row() {
        let all = rows(Body::from(b"a,b\n1,\"x\ny\"\n\xff,2\n3,4".to_vec())).await;
        let batch = all[0].as_ref().expect("rows");
        assert_eq!(batch.len(), 4);
        assert_eq!(batch[1].1.as_ref().map(|r| &r[1]), Ok("x\ny"));
        assert!(batch[2].1.is_err() && batch[3].0 == 4);
    }

    #[tokio::test]
    async fn an_unclosed_quote_does_not_swallow_the_file() {
        let all = rows(Body::from(format!("a\n\"{}", "x\n".repeat(1 << 20)))).await;
        assert!(all.last().expect("an end").as_ref().is_err_and(|e| e.contains("quote")));
    }
}
