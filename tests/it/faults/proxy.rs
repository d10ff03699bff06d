//! A wire between the service and PostgreSQL that can be cut at the worst moment: after the commit, before its answer.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The wire. Ends with the test's runtime.
pub struct Proxy {
    /// The database, through the wire.
    pub url: String,
    /// The database itself.
    pub behind: String,
    fault: Arc<Fault>,
}

#[derive(Default)]
struct Fault {
    armed: AtomicBool,
    happened: AtomicBool,
}

impl Proxy {
    /// Lays a wire before the database of `url` (`postgres://user@host:port/name`).
    pub async fn before(url: &str) -> Proxy {
        let (credentials, rest) = url.rsplit_once('@').expect("a URL with a user");
        let (server, name) = rest.split_once('/').expect("a URL with a database");
        let server: SocketAddr = server.parse().expect("an address and a port");
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("binds");
        let address = listener.local_addr().expect("bound");
        let fault = Arc::new(Fault::default());
        let proxy =
            Proxy { url: format!("{credentials}@{address}/{name}"), behind: url.to_owned(), fault: fault.clone() };
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if let Ok(server) = TcpStream::connect(server).await {
                    tokio::spawn(carry(client, server, fault.clone()));
                }
            }
        });
        proxy
    }

    /// Arms the fault: the next commit of a COPY into the observations is done, and the service never hears of it.
    pub fn lose_the_answer_to_the_next_commit_of_observations(&self) {
        self.fault.armed.store(true, Ordering::SeqCst);
    }

    /// Whether it has happened.
    pub fn lost(&self) -> bool {
        self.fault.happened.load(Ordering::SeqCst)
    }
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|w| w == text)
}

/// Carries one connection until either end, or the fault, ends it.
async fn carry(mut client: TcpStream, mut server: TcpStream, fault: Arc<Fault>) {
    let (mut up, mut down) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    let (mut copied, mut committing) = (false, false);
    loop {
        tokio::select! {
            read = client.read(&mut up) => match read {
                Ok(n) if n > 0 => {
                    let said = &up[..n];
                    copied |= holds(said, b"copy observation ");
                    if copied && holds(said, b"COMMIT\0") {
                        copied = false;
                        committing = fault.armed.swap(false, Ordering::SeqCst);
                    }
                    if server.write_all(said).await.is_err() {
                        return;
                    }
                }
                _ => return,
            },
            read = server.read(&mut down) => match read {
                // The server answers a commit once it is durable.
                Ok(n) if n > 0 && committing => {
                    assert!(holds(&down[..n], b"COMMIT\0"), "the answer to the commit");
                    fault.happened.store(true, Ordering::SeqCst);
                    return;
                }
                Ok(n) if n > 0 => {
                    if client.write_all(&down[..n]).await.is_err() {
                        return;
                    }
                }
                _ => return,
            },
        }
    }
}
