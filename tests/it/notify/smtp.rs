//! A mail server on loopback that speaks just enough SMTP (RFC 5321) and keeps what it got.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail as it came.
#[derive(Debug, Clone, Default)]
pub struct Got {
    pub from: String,
    pub to: Vec<String>,
    /// Headers and body, lines ended by line feeds alone.
    pub data: String,
}

impl Got {
    /// A header's value, unfolded.
    pub fn header(&self, name: &str) -> String {
        let (head, _) = self.data.split_once("\n\n").expect("a body");
        let unfolded = head.replace("\n ", " ");
        let line = unfolded.lines().find_map(|l| l.strip_prefix(&format!("{name}: ")).map(str::to_owned));
        line.unwrap_or_else(|| panic!("no {name} in {head}"))
    }

    pub fn body(&self) -> &str {
        self.data.split_once("\n\n").expect("a body").1
    }
}

#[derive(Default)]
struct Shared {
    got: Mutex<Vec<Got>>,
    /// Answers to the next recipients, instead of 250.
    refusals: Mutex<VecDeque<String>>,
    /// Credentials as they came (AUTH PLAIN).
    auth: Mutex<Vec<String>>,
}

#[derive(Clone)]
pub struct Mailbox {
    pub address: SocketAddr,
    shared: Arc<Shared>,
}

impl Mailbox {
    pub async fn start() -> Mailbox {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::<Shared>::default();
        let all = shared.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(talk(socket, all.clone()));
            }
        });
        Mailbox { address, shared }
    }

    /// The next recipient is answered so.
    pub fn refuse(&self, answer: &str) {
        self.shared.refusals.lock().expect("unpoisoned").push_back(answer.to_owned());
    }

    pub fn got(&self) -> Vec<Got> {
        self.shared.got.lock().expect("unpoisoned").clone()
    }

    pub fn auth(&self) -> Vec<String> {
        self.shared.auth.lock().expect("unpoisoned").clone()
    }
}

/// One conversation; it ends where the client goes away.
async fn talk(socket: TcpStream, shared: Arc<Shared>) -> Option<()> {
    let (read, mut write) = socket.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut mail = Got::default();
    write.write_all(b"220 sink ready\r\n").await.ok()?;
    while let Ok(Some(line)) = lines.next_line().await {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let inside = || line.split_once('<').and_then(|(_, r)| r.split_once('>')).map(|(a, _)| a.to_owned());
        let answer = match verb.as_str() {
            "EHLO" => "250-sink\r\n250-8BITMIME\r\n250 AUTH PLAIN".to_owned(),
            "AUTH" => {
                shared.auth.lock().expect("unpoisoned").push(line.clone());
                "235 welcome".to_owned()
            }
            "MAIL" => {
                mail = Got { from: inside()?, ..Got::default() };
                "250 ok".to_owned()
            }
            "RCPT" => {
                let refusal = shared.refusals.lock().expect("unpoisoned").pop_front();
                mail.to.push(inside()?);
                refusal.unwrap_or_else(|| "250 ok".to_owned())
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.ok()?;
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    mail.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    mail.data.push('\n');
                }
                shared.got.lock().expect("unpoisoned").push(std::mem::take(&mut mail));
                "250 kept".to_owned()
            }
            "QUIT" => "221 bye".to_owned(),
            _ => "250 ok".to_owned(),
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
    }
    Some(())
}
