//! Shortlist as a text for a telephone or a mail: links that open the program of the device with the text in it.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::domain::directory::{MessageLine, Shortlist, fitted_text, sms_parts, sms_text};
use crate::i18n::messages;
use crate::web::{Page, paths};

/// Longest `mailto:` link: some mail programs cut longer ones.
const MAX_MAILTO: usize = 1_900;

/// Texts of a shortlist, and the links that open them.
#[derive(Debug)]
pub struct ListMessages {
    /// Short message: names, numbers, short link.
    pub text: String,
    pub sms: String,
    pub mailto: String,
    /// Number of parts of the short message.
    pub parts: usize,
}

impl ListMessages {
    pub fn new(page: &Page, list: &Shortlist, lines: &[MessageLine]) -> Self {
        let link = page.absolute_url(&paths::shortlist_short(list));
        let others = |n: usize| page.tn(messages::SHORTLIST_OTHERS, n);
        let text = sms_text(lines, &link, others);
        let fits = |text: &str| mailto(page, text).len() <= MAX_MAILTO;
        let mail = fitted_text(lines, &link, others, fits);
        Self {
            // `?&`: some systems read the text after `?`, others after `&`.
            sms: format!("sms:?&body={}", encoded(&text)),
            mailto: mailto(page, &mail),
            parts: sms_parts(&text),
            text,
        }
    }
}

/// `mailto:` link; RFC 6068 encodes a line break as %0D%0A.
fn mailto(page: &Page, text: &str) -> String {
    let subject = page.t(messages::SHORTLIST_MAIL_SUBJECT);
    let body = text.replace('\n', "\r\n");
    format!("mailto:?subject={}&body={}", encoded(&subject), encoded(&body))
}

fn encoded(text: &str) -> impl std::fmt::Display {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
