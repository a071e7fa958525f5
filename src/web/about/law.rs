//! Pages required by law: legal notice, privacy, accessibility.

use askama::Template;

use super::document::Document;
use crate::{
    config::Operator,
    domain::{
        backup::DAYS,
        erasure::{CLOSED_MONTHS, SPAM_MONTHS, SUPERSEDED_MONTHS},
    },
    i18n::{Key, say},
    web::{Page, paths},
};

const LEGAL: [(&str, &Key); 4] = [
    ("t-publisher", say::LEGAL_PUBLISHER),
    ("t-hosting", say::LEGAL_HOSTING_TITLE),
    ("t-reuse", say::LEGAL_REUSE),
    ("t-worth", say::LEGAL_WORTH),
];

const PRIVACY: [(&str, &Key); 8] = [
    ("t-none", say::PRIVACY_NONE),
    ("t-log", say::PRIVACY_LOG),
    ("t-place", say::PRIVACY_PLACE),
    ("t-propose", say::PRIVACY_PROPOSE),
    ("t-device", say::PRIVACY_DEVICE),
    ("t-membres", say::PRIVACY_MEMBERS),
    ("t-others", say::PRIVACY_OTHERS),
    ("t-rights", say::PRIVACY_RIGHTS),
];

const ACCESS: [(&str, &Key); 7] = [
    ("t-state", say::ACCESS_STATE),
    ("t-results", say::ACCESS_RESULTS),
    ("t-known", say::ACCESS_KNOWN),
    ("t-sample", say::ACCESS_SAMPLE),
    ("t-tested", say::ACCESS_TESTED),
    ("t-report", say::ACCESS_REPORT),
    ("t-remedy", say::ACCESS_REMEDY),
];

#[derive(Template)]
#[template(path = "about/legal.html")]
pub struct LegalView {
    document: Document,
    publisher: Vec<Line>,
    hosting: Line,
    page: Page,
}

#[derive(Template)]
#[template(path = "about/privacy.html")]
pub struct PrivacyView {
    document: Document,
    /// Use made of a street address that is typed.
    streets: String,
    /// Retention of closed proposals; `kept` is that of superseded ones.
    closed: String,
    kept: String,
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
struct Line {
    label: &'static Key,
    value: Option<String>,
    /// Message for an unknown value; agrees in gender with the label.
    unset: &'static Key,
}

impl LegalView {
    pub fn new(page: Page) -> Self {
        let Operator { name, contact: _, address, director, hosting } = page.operator.clone();
        Self {
            document: Document::new(&page, say::LEGAL_TITLE, say::LEGAL_LEAD).listing(&LEGAL),
            publisher: vec![
                Line { label: say::LEGAL_NAME, value: name, unset: say::LEGAL_UNSET },
                Line {
                    label: say::LEGAL_ADDRESS,
                    value: address,
                    unset: say::LEGAL_UNSET_FEMININE,
                },
                Line { label: say::LEGAL_DIRECTOR, value: director, unset: say::LEGAL_UNSET },
            ],
            hosting: Line { label: say::LEGAL_HOSTING, value: hosting, unset: say::LEGAL_UNSET },
            page,
        }
    }
}

impl PrivacyView {
    /// `geocoder` is the host of the configured geocoding service, if any.
    pub fn new(page: Page, geocoder: Option<&str>) -> Self {
        let streets = match geocoder {
            Some(host) => page.tv(say::PRIVACY_PLACE_STREETS, host),
            None => page.t(say::PRIVACY_PLACE_NO_STREETS).into_owned(),
        };
        let months = |key, months| page.tn(key, usize::try_from(months).unwrap_or_default());
        Self {
            streets,
            closed: months(say::PRIVACY_PROPOSE_CLOSED, CLOSED_MONTHS),
            kept: months(say::PRIVACY_PROPOSE_KEPT, SUPERSEDED_MONTHS),
            spam: months(say::PRIVACY_PROPOSE_SPAM, SPAM_MONTHS),
            backups: page.tn(say::PRIVACY_PROPOSE_BACKUPS, DAYS),
            document: Document::new(&page, say::PRIVACY_TITLE, say::PRIVACY_LEAD).listing(&PRIVACY),
            page,
        }
    }
}

impl AccessibilityView {
    pub fn new(page: Page) -> Self {
        Self {
            document: Document::new(&page, say::ACCESS_TITLE, say::ACCESS_LEAD).listing(&ACCESS),
            applies: page.tv(say::ACCESS_APPLIES, &page.absolute(paths::HOME)),
            page,
        }
    }
}
