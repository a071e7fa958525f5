//! Review page before sending: answers, errors, warnings, quality, possible duplicates.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse as _, Redirect},
};

use super::{Answer, Linked, linked, mail, over::Over, said::Section, sound, words};
use crate::{
    app::App,
    catalogue::Catalogue,
    domain::{
        proposal::{Entry, Field, Proposal, Step},
        quality::Quality,
        secret::Token,
        twin::TwinReason,
    },
    i18n::{Arg, Key, say},
    web::{
        Page, client::Client, follow, parts, paths, proposal::preview::facts, view::PrivateView,
    },
};

/// Maximum number of suggestions.
const EDITS: usize = 3;

#[derive(Template)]
#[template(path = "proposal/review.html")]
pub struct ReviewView {
    /// True if the draft was just saved to be continued later.
    kept: bool,
    /// Change that a moderator asks for.
    words: Option<String>,
    /// True if the proposal was sent and reopened: it is not in the queue.
    out: bool,
    /// URL that returns it to the queue unchanged.
    put_back: Option<String>,
    noted: Option<Noted>,
    title: String,
    /// Initiative that it changes, if any.
    over: Option<Over>,
    lead: String,
    mistakes: Vec<(String, String)>,
    /// Warnings: link to the field, and text.
    doubts: Vec<(String, String)>,
    preview: Option<String>,
    sections: Vec<Section>,
    quality: Option<QualityMark>,
    twins: Vec<Twin>,
    send: String,
    link: String,
    email: parts::Field,
    resume: String,
    page: Page,
}

/// Message at the top of the page.
#[derive(Debug)]
pub enum Noted {
    Said(String),
    Limit(String),
    /// Invalid email for the link.
    Malformed,
}

/// Result of the preceding action.
#[derive(Debug, Default)]
pub struct Note {
    pub noted: Option<Noted>,
    /// Email for the link, as typed.
    pub typed: String,
    /// Change that a moderator asks for.
    pub asked: Option<String>,
}

/// Quality score, with suggestions to raise it.
#[derive(Debug)]
pub struct QualityMark {
    pub score: String,
    /// From 0 to 100.
    pub percent: usize,
    /// Suggestions: text, link to the field, points gained.
    pub edits: Vec<(String, String, String)>,
}

struct Twin {
    title: String,
    href: String,
    why: String,
    correct: String,
}

/// `GET /proposer/{token}/relire`
pub async fn review(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let Linked { token, proposal } = linked(&app, &page, client, &token).await?;
    if !proposal.state.is_open() {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    }
    let note = Note { asked: follow::asked(&app, &proposal).await?, ..Note::default() };
    let mut view = ReviewView::new(page, &app.catalogue(), &token, &proposal, note);
    view.kept = query.as_deref() == Some("garde");
    if query.as_deref() == Some(mail::MAILED) {
        view.noted = Some(Noted::Said(view.page.t(say::REVIEW_LINK_SENT).into_owned()));
    }
    Ok(PrivateView(view).into_response())
}

impl ReviewView {
    pub fn new(
        page: Page,
        catalogue: &Catalogue,
        token: &Token,
        proposal: &Proposal,
        note: Note,
    ) -> Self {
        let content = sound(catalogue, proposal);
        let wrong = content.as_ref().err().cloned().unwrap_or_default();
        let told = words::mistakes(&page, &wrong, None);
        let href =
            |field: Field| format!("{}#{}", paths::and_back(token, field.step()), field.name());
        let mistakes = wrong.iter().filter_map(|(field, _)| {
            Some((paths::to_correct(token, *field), told.of(field.name())?.to_owned()))
        });
        let quality = content.as_ref().ok().map(|content| {
            let facts = facts(catalogue, content, proposal);
            let count = thematiques(catalogue, &facts.barriers);
            QualityMark::new(&page, &Quality::of(&facts, count, catalogue.today()), href)
        });
        Self {
            kept: false,
            words: note.asked.clone(),
            out: proposal.was_reopened(),
            put_back: proposal.can_return().then(|| paths::follow_act(token, "remise")),
            title: page.t(say::REVIEW_TITLE).into_owned(),
            over: Over::of(catalogue, proposal),
            lead: page.t(lead(proposal, wrong.is_empty())).into_owned(),
            mistakes: mistakes.collect(),
            doubts: doubts(&page, catalogue, &proposal.entry, href),
            preview: content.is_ok().then(|| paths::draft_page(token, "apercu")),
            sections: Step::ALL
                .map(|step| Section::new(&page, catalogue, token, (proposal, step)))
                .into(),
            quality,
            twins: twins(&page, catalogue, proposal),
            send: paths::draft_page(token, "envoi"),
            link: paths::draft_page(token, "lien"),
            email: email(&page, &note, &proposal.entry),
            resume: paths::draft(token),
            noted: note.noted,
            page,
        }
    }
}

const fn lead(proposal: &Proposal, sound: bool) -> &'static Key {
    match (sound, proposal.confirmed_at) {
        (false, _) => say::REVIEW_LEAD_BAD,
        (true, None) => say::REVIEW_LEAD_GOOD,
        (true, Some(_)) => say::REVIEW_LEAD_CONFIRMED,
    }
}

/// Warnings: link to the field, and text.
fn doubts(
    page: &Page,
    catalogue: &Catalogue,
    entry: &Entry,
    href: impl Fn(Field) -> String,
) -> Vec<(String, String)> {
    let told = words::doubts(page, catalogue, entry).into_iter();
    told.map(|(field, words)| (href(field), words)).collect()
}

/// Number of data·inclusion codes that `barriers` map to.
pub fn thematiques(catalogue: &Catalogue, barriers: &[crate::domain::text::Slug]) -> usize {
    let known = barriers.iter().filter_map(|slug| catalogue.barrier(slug.as_str()));
    known.map(|it| it.thematiques.len()).sum()
}

/// Email field for the link: as typed, or the author's email.
fn email(page: &Page, note: &Note, entry: &Entry) -> parts::Field {
    let author = entry.get(Field::AuthorEmail);
    let typed = if note.typed.is_empty() { author } else { &note.typed };
    let field = parts::Field::new(page, mail::FIELD, say::REVIEW_LINK_EMAIL, typed);
    let field = field.typed("email", "email");
    match note.noted {
        Some(Noted::Malformed) => {
            parts::Field { mistake: Some(page.t(say::REVIEW_LINK_MALFORMED).into_owned()), ..field }
        }
        Some(Noted::Said(_) | Noted::Limit(_)) | None => field,
    }
}

fn twins(page: &Page, catalogue: &Catalogue, proposal: &Proposal) -> Vec<Twin> {
    let found = catalogue.twins(&catalogue.profile_of(&proposal.entry), proposal.initiative);
    let twin = |(it, reasons): (&crate::domain::initiative::Initiative, Vec<TwinReason>)| {
        let why: Vec<String> = reasons.iter().map(|reason| twin_reason(page, *reason)).collect();
        Twin {
            title: it.facts.title.to_string(),
            href: paths::initiative(&it.facts.slug),
            why: why.join(", "),
            correct: paths::correct(it.id),
        }
    };
    found.into_iter().map(twin).collect()
}

/// Text of a reason for a duplicate.
pub fn twin_reason(page: &Page, reason: TwinReason) -> String {
    let name = match reason {
        TwinReason::SameTitle => "same-title",
        TwinReason::NearTitle => "near-title",
        TwinReason::SameCarrier => "same-carrier",
        TwinReason::SameSiret => "same-siret",
        TwinReason::SameAddress => "same-address",
    };
    page.tv(say::REVIEW_TWIN_WHY, name)
}

impl QualityMark {
    /// `quality` ready to print; `href` links to a field.
    pub fn new(page: &Page, quality: &Quality, href: impl Fn(Field) -> String) -> Self {
        let percent = percent(quality.score());
        let edits = quality.edits(EDITS).into_iter().map(|edit| {
            let words = page.tv(say::REVIEW_EDIT, edit.field.name());
            let gain = percent_gain(quality.score(), edit.gain);
            (words, href(edit.field), page.ta(say::REVIEW_GAIN, &[("n", Arg::Count(gain))]))
        });
        Self { score: page.tn(say::REVIEW_SCORE, percent), percent, edits: edits.collect() }
    }
}

/// Percentage, from 0 to 100, of a score from 0 to 1.
fn percent(score: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let percent = (score * 100.0).round().clamp(0.0, 100.0) as usize;
    percent
}

/// Points that an edit adds to the rounded score, so that sums agree; at least 1.
fn percent_gain(score: f64, gain: f64) -> usize {
    percent(score + gain).saturating_sub(percent(score)).max(1)
}
