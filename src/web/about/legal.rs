//! Pages required by law: legal notice, privacy, accessibility.

use askama::Template;

use super::document::Document;
use crate::config::Operator;
use crate::domain::operations::{CLOSED_MONTHS, DAYS, SPAM_MONTHS, SUPERSEDED_MONTHS};
use crate::i18n::{Key, messages};
use crate::web::{Page, paths};

const LEGAL: [(&str, &Key); 4] = [
    ("t-publisher", messages::LEGAL_PUBLISHER),
    ("t-hosting", messages::LEGAL_HOSTING_TITLE),
    ("t-reuse", messages::LEGAL_REUSE),
    ("t-worth", messages::LEGAL_VALUE),
];

const PRIVACY: [(&str, &Key); 8] = [
    ("t-none", messages::PRIVACY_NONE),
    ("t-log", messages::PRIVACY_LOG),
    ("t-place", messages::PRIVACY_PLACE),
    ("t-propose", messages::PRIVACY_PROPOSE),
    ("t-device", messages::PRIVACY_DEVICE),
    ("t-membres", messages::PRIVACY_MEMBERS),
    ("t-others", messages::PRIVACY_OTHERS),
    ("t-rights", messages::PRIVACY_RIGHTS),
];

const ACCESS: [(&str, &Key); 7] = [
    ("t-state", messages::ACCESS_STATE),
    ("t-results", messages::ACCESS_RESULTS),
    ("t-known", messages::ACCESS_KNOWN),
    ("t-sample", messages::ACCESS_SAMPLE),
    ("t-tested", messages::ACCESS_TESTED),
    ("t-report", messages::ACCESS_REPORT),
    ("t-remedy", messages::ACCESS_REMEDY),
];

#[derive(Template)]
#[template(path = "about/legal.html")]
pub struct LegalView {
    document: Document,
    publisher: Vec<PublisherFact>,
    hosting: PublisherFact,
    page: Page,
}

#[derive(Template)]
#[template(path = "about/privacy.html")]
pub struct PrivacyView {
    document: Document,
    /// Use made of a street address that is typed.
    streets: String,
    /// Retention of closed proposals; `superseded` is that of superseded ones.
    closed: String,
    superseded: String,
    /// Retention of the fingerprints of spam.
    spam: String,
    /// Retention of erased data in backups.
    backups: String,
    page: Page,
}

#[derive(Template)]
#[template(path = "about/accessibility.html")]
pub struct AccessibilityView {
    document: Document,
    /// URL of the site that the declaration covers.
    applies: String,
    page: Page,
}

/// Fact about the publisher, unknown if the operator did not set it.
struct PublisherFact {
    label: &'static Key,
    value: Option<String>,
    /// Message for an unknown value; agrees in gender with the label.
    unset: &'static Key,
}

impl LegalView {
    pub fn new(page: Page) -> Self {
        let Operator { name, contact: _, address, director, hosting } = page.operator.clone();
        Self {
            document: Document::new(&page, messages::LEGAL_TITLE, messages::LEGAL_LEAD)
                .with_contents(&LEGAL),
            publisher: vec![
                PublisherFact {
                    label: messages::LEGAL_NAME,
                    value: name,
                    unset: messages::LEGAL_UNSET,
                },
                PublisherFact {
                    label: messages::LEGAL_ADDRESS,
                    value: address,
                    unset: messages::LEGAL_UNSET_FEMININE,
                },
                PublisherFact {
                    label: messages::LEGAL_DIRECTOR,
                    value: director,
                    unset: messages::LEGAL_UNSET,
                },
            ],
            hosting: PublisherFact {
                label: messages::LEGAL_HOSTING,
                value: hosting,
                unset: messages::LEGAL_UNSET,
            },
            page,
        }
    }
}

impl PrivacyView {
    /// `geocoder` is the host of the configured geocoding service, if any.
    pub fn new(page: Page, geocoder: Option<&str>) -> Self {
        let streets = match geocoder {
            Some(host) => page.tv(messages::PRIVACY_PLACE_STREETS, host),
            None => page.t(messages::PRIVACY_PLACE_NO_STREETS).into_owned(),
        };
        let months = |key, months| page.tn(key, usize::try_from(months).unwrap_or_default());
        Self {
            streets,
            closed: months(messages::PRIVACY_PROPOSE_CLOSED, CLOSED_MONTHS),
            superseded: months(messages::PRIVACY_PROPOSE_RETENTION, SUPERSEDED_MONTHS),
            spam: months(messages::PRIVACY_PROPOSE_SPAM, SPAM_MONTHS),
            backups: page.tn(messages::PRIVACY_PROPOSE_BACKUPS, DAYS),
            document: Document::new(&page, messages::PRIVACY_TITLE, messages::PRIVACY_LEAD)
                .with_contents(&PRIVACY),
            page,
        }
    }
}

impl AccessibilityView {
    pub fn new(page: Page) -> Self {
        Self {
            document: Document::new(&page, messages::ACCESS_TITLE, messages::ACCESS_LEAD)
                .with_contents(&ACCESS),
            applies: page.tv(messages::ACCESS_APPLIES, &page.absolute_url(paths::HOME)),
            page,
        }
    }
}
