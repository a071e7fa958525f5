//! Common parts of text pages: title, lead, breadcrumb, contact, table of contents.

use crate::domain::directory::{Email, Phone};
use crate::i18n::{Key, messages};
use crate::web::components::{Crumb, breadcrumb};
use crate::web::{Page, paths};

/// Head of a text page.
#[derive(Debug)]
pub struct Document {
    pub title: String,
    pub lead: String,
    pub canonical: String,
    pub crumbs: Vec<Crumb>,
    pub contact: Option<PublisherContact>,
    /// Table of contents: id and title of each section.
    pub contents: Vec<(&'static str, &'static Key)>,
}

/// Contact of the publisher as configured, and a link if it is an email address or a phone number.
#[derive(Debug)]
pub struct PublisherContact {
    pub text: String,
    pub href: Option<String>,
}

impl Document {
    pub fn new(page: &Page, title: &Key, lead: &Key) -> Self {
        let title = page.t(title).into_owned();
        Self {
            lead: page.t(lead).into_owned(),
            canonical: page.absolute_url(&page.path),
            crumbs: breadcrumb(page, [], &*title),
            contact: page.operator.contact.as_deref().map(PublisherContact::new),
            contents: Vec::new(),
            title,
        }
    }

    /// Adds a table of contents.
    pub fn with_contents(mut self, contents: &[(&'static str, &'static Key)]) -> Self {
        self.contents = contents.to_vec();
        self
    }

    /// Puts the page under « À propos » in the breadcrumb.
    pub fn under_about(mut self, page: &Page) -> Self {
        self.crumbs.insert(1, Crumb::to(page.t(messages::FOOT_ABOUT_LINK), paths::ABOUT));
        self
    }
}

impl PublisherContact {
    fn new(text: &str) -> Self {
        let email = text.parse::<Email>().ok().map(|email| format!("mailto:{email}"));
        let phone = || text.parse::<Phone>().ok().map(|it| format!("tel:{}", it.tel_number()));
        Self { text: text.to_owned(), href: email.or_else(phone) }
    }
}
