//! Composes MIME messages: text and HTML, no image, no tracking.

use std::time::{Duration, SystemTime};

use lettre::Address;
use lettre::address::Envelope;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};

use crate::config::{Config, PublicUrl};
use crate::domain::operations::{Mail, Message};
use crate::domain::text::one_line;
use crate::i18n::{Lang, messages};

/// Sender of the mails.
#[derive(Debug, Clone)]
pub struct Sender {
    from: Mailbox,
    /// Domain of the `Message-ID`.
    host: String,
}

/// Composed message with its SMTP envelope.
pub struct MimeMessage {
    pub envelope: Envelope,
    pub bytes: Vec<u8>,
}

impl Sender {
    /// Sender from the settings: the site name and its address.
    ///
    /// # Errors
    /// If the address is not a valid mail address.
    pub fn new(
        config: &Config,
        public_url: &PublicUrl,
    ) -> Result<Self, lettre::address::AddressError> {
        let host = public_url.host().name().to_owned();
        let address: Address = match &config.mail.mail_from {
            Some(from) => from.email().as_str().parse()?,
            None => Address::new("ne-pas-repondre", &host)?,
        };
        let name = Lang::default().message(messages::SITE_NAME).into_owned();
        Ok(Self { from: Mailbox::new(Some(name), address), host })
    }

    /// Composes `message`, the content of `mail`. Deterministic, so that a retry sends the same bytes.
    ///
    /// # Errors
    /// If the recipient address is invalid.
    pub fn compose(&self, mail: &Mail, message: &Message) -> anyhow::Result<MimeMessage> {
        let to: Address = message.to.as_str().parse()?;
        let since_1970 = u64::try_from(mail.queued_at.as_second()).unwrap_or_default();
        let letter = MultiPart::alternative()
            .boundary(format!("=_{}", mail.key))
            .singlepart(SinglePart::plain(message.text.clone()))
            .singlepart(SinglePart::html(message.html.clone()));
        let whole = lettre::Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(one_line(&message.subject))
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(since_1970))
            .message_id(Some(self.message_id(mail)))
            .header(AutoSubmitted)
            .multipart(letter)?;
        Ok(MimeMessage { envelope: whole.envelope().clone(), bytes: whole.formatted() })
    }

    /// `Message-ID` of `mail`, stable across retries.
    #[must_use]
    pub fn message_id(&self, mail: &Mail) -> String {
        format!("<{}@{}>", mail.key, self.host)
    }

    /// Sender as a mail program shows it.
    #[must_use]
    pub fn mailbox_text(&self) -> String {
        self.from.to_string()
    }
}

impl std::fmt::Debug for MimeMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Composed({} bytes)", self.bytes.len())
    }
}

/// Header `Auto-Submitted`, against automatic replies (RFC 3834).
#[derive(Debug, Clone, Copy)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::directory::Email;

    proptest! {
        #[test]
        fn a_mail_can_be_sent_to_every_address_that_a_form_takes(
            text in "[a-zA-Z0-9.!#$'*+=^_`{|}~é\"(),:;<>@\\[\\]\\\\ -]{0,12}@[a-zA-Z0-9._é!\\[\\]-]{0,12}(\\.[a-z0-9-]{0,4}){0,2}",
        ) {
            if let Ok(email) = text.parse::<Email>() {
                let address = email.as_str().parse::<Address>();
                prop_assert!(address.is_ok(), "{text}: {address:?}");
                let mailbox = Mailbox::new(None, address.unwrap());
                let composed = lettre::Message::builder()
                    .from("a@example.org".parse().unwrap())
                    .to(mailbox)
                    .body(String::new());
                prop_assert!(composed.is_ok(), "{text}");
            }
        }

        #[test]
        fn long_addresses_are_no_exception(local in 1..80_usize, label in 1..80_usize) {
            let text = format!("{}@{}.fr", "a".repeat(local), "b".repeat(label));
            let taken = text.parse::<Email>().is_ok();
            prop_assert_eq!(taken, local <= 64 && label <= 63);
            prop_assert!(!taken || text.parse::<Address>().is_ok());
        }
    }
}
