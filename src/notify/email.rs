//! E-mail: plain text over SMTP, with a file where it is a report.

use super::NotifyError;
use crate::config::{Smtp, SmtpSecurity};
use crate::store::notify::sending::Outcome;
use chrono::{DateTime, Utc};
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use lienwatch_domain::notify::{Failure, FailureKind};
use std::time::Duration;

/// Answers that speak of our own login: a person will put it right, so that trying again helps (RFC 4954 §6).
const OURS: &[u16] = &[530, 534, 535, 538];

/// A mail server.
#[derive(Debug, Clone)]
pub(super) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// A message to one address.
#[derive(Debug)]
pub(super) struct Mail<'a> {
    pub(super) id: String,
    pub(super) to: &'a str,
    pub(super) subject: &'a str,
    pub(super) text: &'a str,
    /// A CSV file: its name and what is in it.
    pub(super) file: Option<(&'a str, &'a str)>,
    pub(super) at: DateTime<Utc>,
}

/// Tells other machines that nobody waits for an answer (RFC 3834 §5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Mailer {
    pub(super) fn new(smtp: &Smtp, password: Option<String>, timeout: Duration) -> Result<Mailer, NotifyError> {
        let wrong = |e: &dyn std::fmt::Display| NotifyError::Mail(e.to_string());
        type Transport = AsyncSmtpTransport<Tokio1Executor>;
        let builder = match smtp.security {
            SmtpSecurity::Starttls => Transport::starttls_relay(&smtp.host).map_err(|e| wrong(&e))?,
            SmtpSecurity::Implicit => Transport::relay(&smtp.host).map_err(|e| wrong(&e))?,
            SmtpSecurity::None => Transport::builder_dangerous(&smtp.host),
        };
        let builder = builder.port(smtp.port()).timeout(Some(timeout));
        let builder = match (&smtp.user, password) {
            (Some(user), Some(password)) => builder.credentials(Credentials::new(user.clone(), password)),
            (None, _) => builder,
            (Some(_), None) => return Err(wrong(&"notify.smtp.user needs LIENWATCH_SMTP_PASSWORD")),
        };
        let from = smtp.from.parse().map_err(|e| wrong(&format!("notify.smtp.from: {e}")))?;
        Ok(Mailer { transport: builder.build(), from })
    }

    /// Sends a mail. What the server answered, and what that means.
    pub(super) async fn send(&self, mail: &Mail<'_>) -> (Option<u16>, Outcome) {
        let message = match self.message(mail) {
            Ok(message) => message,
            Err(why) => return (None, failed(FailureKind::Unusable, &why)),
        };
        match self.transport.send(message).await {
            Ok(response) => (Some(response.code().into()), Outcome::Delivered),
            Err(error) => refused(&error),
        }
    }

    fn message(&self, mail: &Mail<'_>) -> Result<Message, String> {
        let to: Mailbox = mail.to.parse().map_err(|e| format!("the recipient's address cannot be read: {e}"))?;
        let builder = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject)
            // The same at every attempt: a mailbox that knows it already may drop the repetition.
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            .date(mail.at.into())
            .header(AutoSubmitted);
        let made = match mail.file {
            None => builder.header(ContentType::TEXT_PLAIN).body(mail.text.to_owned()),
            Some((name, csv)) => {
                let kind = ContentType::parse("text/csv; charset=utf-8").map_err(|e| e.to_string())?;
                let file = Attachment::new(name.to_owned()).body(csv.to_owned(), kind);
                let text = SinglePart::plain(mail.text.to_owned());
                builder.multipart(MultiPart::mixed().singlepart(text).singlepart(file))
            }
        };
        made.map_err(|e| e.to_string())
    }
}

fn refused(error: &SmtpError) -> (Option<u16>, Outcome) {
    let code: Option<u16> = error.status().map(u16::from);
    let kind = match code {
        Some(code) if error.is_permanent() && !OURS.contains(&code) => FailureKind::RefusedForGood,
        Some(_) => FailureKind::Refused,
        None if error.is_timeout() => FailureKind::Timeout,
        None => FailureKind::Connection,
    };
    let mut deepest: &dyn std::error::Error = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    let detail = if code.is_some() { error.to_string() } else { deepest.to_string() };
    (code, failed(kind, &detail))
}

fn failed(kind: FailureKind, detail: &str) -> Outcome {
    Outcome::Failed { failure: Failure::new(kind, detail), retry_after: None }
}
