//! Order of the results of a search, explained.

use askama::Template;

use super::document::Document;
use crate::i18n::{Key, messages};
use crate::web::{Page, paths};

const CONTENTS: [(&str, &Key); 4] = [
    ("t-order", messages::RANKING_ORDER),
    ("t-near", messages::RANKING_NEAR),
    ("t-unknown", messages::RANKING_UNKNOWN),
    ("t-equal", messages::RANKING_EQUAL),
];

/// Criteria, the strongest first: name and rule.
const CRITERIA: [(&Key, &Key); 6] = [
    (messages::RANKING_TEXT, messages::RANKING_TEXT_RULE),
    (messages::RANKING_BARRIERS, messages::RANKING_BARRIERS_RULE),
    (messages::RANKING_PLACE, messages::RANKING_PLACE_RULE),
    (messages::RANKING_STATE, messages::RANKING_STATE_RULE),
    (messages::RANKING_DATE, messages::RANKING_DATE_RULE),
    (messages::RANKING_TITLE, messages::RANKING_TITLE_RULE),
];

#[derive(Template)]
#[template(path = "about/ranking.html")]
pub struct RankingView {
    document: Document,
    page: Page,
}

impl RankingView {
    pub fn new(page: Page) -> Self {
        let document = Document::new(&page, messages::RANKING_HEADING, messages::RANKING_LEAD);
        Self { document: document.with_contents(&CONTENTS).under_about(&page), page }
    }
}
