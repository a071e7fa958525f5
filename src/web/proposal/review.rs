//! Review page before sending: answers, errors, warnings, quality, possible duplicates.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::IntoResponse as _;

use super::preview::{TargetLink, validate};
use super::token::Answer;
use super::{ProposalByToken, find_draft, labels};
use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::account::Token;
use crate::domain::moderation::{DuplicateReason, Quality, percent};
use crate::domain::proposal::{Field, FormData, Proposal, Step, Visibility};
use crate::i18n::{Arg, Key, messages};
use crate::web::proposal::preview::facts;
use crate::web::{Client, Page, PrivateView, VisitorFlash, components, paths};

/// Maximum number of suggestions.
const MAX_SUGGESTIONS: usize = 3;

#[derive(Template)]
#[template(path = "proposal/review.html")]
pub struct ReviewView {
    /// True if the draft was just saved to be continued later.
    saved: bool,
    /// Change that a moderator asks for.
    moderator_message: Option<String>,
    /// True if the proposal was sent and reopened: it is not in the queue.
    is_reopened: bool,
    /// URL that returns it to the queue unchanged.
    put_back: Option<String>,
    notice: Option<ReviewNotice>,
    title: String,
    /// Initiative that it changes, if any.
    target: Option<TargetLink>,
    lead: String,
    errors: Vec<(String, String)>,
    /// Warnings: link to the field, and text.
    warnings: Vec<(String, String)>,
    preview: Option<String>,
    sections: Vec<StepAnswers>,
    quality: Option<QualityScore>,
    duplicates: Vec<Duplicate>,
    send: String,
    link: String,
    email: components::Field,
    resume: String,
    page: Page,
}

/// Message at the top of the page.
#[derive(Debug)]
pub enum ReviewNotice {
    Sent(String),
    Limit(String),
    /// Invalid email for the link.
    Malformed,
}

/// Result of the preceding action.
#[derive(Debug, Default)]
pub struct ReviewInput {
    pub notice: Option<ReviewNotice>,
    /// Email for the link, as typed.
    pub link_email: String,
    /// Change that a moderator asks for.
    pub moderator_message: Option<String>,
}

/// Quality score, with suggestions to raise it.
#[derive(Debug)]
pub struct QualityScore {
    pub score: String,
    /// From 0 to 100.
    pub percent: usize,
    /// Suggestions: text, link to the field, points gained.
    pub edits: Vec<(String, String, String)>,
}

struct Duplicate {
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
    let ProposalByToken { token, proposal } = find_draft(&app, &page, client, &token).await?;
    let note = ReviewInput {
        moderator_message: labels::moderator_message(&app, &proposal).await?,
        ..ReviewInput::default()
    };
    let catalogue = page.catalogue();
    let mut view = ReviewView::new(page, &catalogue, &token, &proposal, note);
    view.saved = VisitorFlash::DraftSaved.is_in(query.as_deref());
    if VisitorFlash::LinkSent.is_in(query.as_deref()) {
        view.notice =
            Some(ReviewNotice::Sent(view.page.t(messages::REVIEW_LINK_SENT).into_owned()));
    }
    Ok(PrivateView(view).into_response())
}

impl ReviewView {
    pub fn new(
        page: Page,
        catalogue: &Catalogue,
        token: &Token,
        proposal: &Proposal,
        note: ReviewInput,
    ) -> Self {
        let content = validate(catalogue, proposal);
        let wrong = content.as_ref().err().cloned().unwrap_or_default();
        let messages = labels::errors(&page, &wrong, None);
        let href = |field: Field| {
            format!("{}#{}", paths::draft_step_then_review(token, field.step()), field.name())
        };
        let errors = wrong.iter().filter_map(|(field, _)| {
            Some((
                paths::draft_field_correction(token, *field),
                messages.message(field.name())?.to_owned(),
            ))
        });
        let quality = content.as_ref().ok().map(|content| {
            let quality = catalogue.quality(&facts(catalogue, content, proposal));
            QualityScore::new(&page, &quality, href)
        });
        Self {
            saved: false,
            moderator_message: note.moderator_message.clone(),
            is_reopened: proposal.was_reopened(),
            put_back: proposal.can_return().then(|| paths::by_token(paths::RETURN_TO_QUEUE, token)),
            title: page.t(messages::REVIEW_TITLE).into_owned(),
            target: TargetLink::of(catalogue, proposal),
            lead: page.t(lead(proposal, wrong.is_empty())).into_owned(),
            errors: errors.collect(),
            warnings: warnings(&page, catalogue, &proposal.form, href),
            preview: content.is_ok().then(|| paths::by_token(paths::DRAFT_PREVIEW, token)),
            sections: Step::ALL
                .map(|step| StepAnswers::new(&page, catalogue, token, proposal, step))
                .into(),
            quality,
            duplicates: duplicates(&page, catalogue, proposal),
            send: paths::by_token(paths::DRAFT_SUBMISSION, token),
            link: paths::by_token(paths::DRAFT_LINK, token),
            email: email(&page, &note, &proposal.form),
            resume: paths::draft(token),
            notice: note.notice,
            page,
        }
    }
}

const fn lead(proposal: &Proposal, sound: bool) -> &'static Key {
    match (sound, proposal.confirmed_at) {
        (false, _) => messages::REVIEW_LEAD_BAD,
        (true, None) => messages::REVIEW_LEAD_GOOD,
        (true, Some(_)) => messages::REVIEW_LEAD_CONFIRMED,
    }
}

/// Warnings: link to the field, and text.
fn warnings(
    page: &Page,
    catalogue: &Catalogue,
    entry: &FormData,
    href: impl Fn(Field) -> String,
) -> Vec<(String, String)> {
    let messages = labels::warnings(page, catalogue, entry).into_iter();
    messages.map(|(field, words)| (href(field), words)).collect()
}

/// Email field for the link: as typed, or the author's email.
fn email(page: &Page, note: &ReviewInput, entry: &FormData) -> components::Field {
    let author = entry.get(Field::AuthorEmail);
    let typed = if note.link_email.is_empty() { author } else { &note.link_email };
    let field = components::Field::new(page, EMAIL_FIELD, messages::REVIEW_LINK_EMAIL, typed);
    let field = field.with_type("email", "email");
    match note.notice {
        Some(ReviewNotice::Malformed) => components::Field {
            error: Some(page.t(messages::REVIEW_LINK_MALFORMED).into_owned()),
            ..field
        },
        Some(ReviewNotice::Sent(_) | ReviewNotice::Limit(_)) | None => field,
    }
}

fn duplicates(page: &Page, catalogue: &Catalogue, proposal: &Proposal) -> Vec<Duplicate> {
    let found =
        catalogue.duplicates(&catalogue.fingerprint_of(&proposal.form), proposal.initiative);
    let duplicate =
        |(it, reasons): (&crate::domain::directory::Initiative, Vec<DuplicateReason>)| {
            let why: Vec<String> =
                reasons.iter().map(|reason| duplicate_reason(page, *reason)).collect();
            Duplicate {
                title: it.facts.title.to_string(),
                href: paths::initiative(&it.facts.slug),
                why: why.join(", "),
                correct: paths::change_proposal(it.id),
            }
        };
    found.into_iter().map(duplicate).collect()
}

/// Text of a reason for a duplicate.
pub fn duplicate_reason(page: &Page, reason: DuplicateReason) -> String {
    let name = match reason {
        DuplicateReason::SameTitle => "same-title",
        DuplicateReason::SimilarTitle => "near-title",
        DuplicateReason::SameCarrier => "same-carrier",
        DuplicateReason::SameSiret => "same-siret",
        DuplicateReason::SameAddress => "same-address",
    };
    page.tv(messages::REVIEW_DUPLICATE_WHY, name)
}

impl QualityScore {
    /// `quality` ready to print; `href` links to a field.
    pub fn new(page: &Page, quality: &Quality, href: impl Fn(Field) -> String) -> Self {
        let percent = usize::from(percent(quality.score()));
        let edits = quality.improvements(MAX_SUGGESTIONS).into_iter().map(|edit| {
            let words = page.tv(messages::REVIEW_EDIT, edit.field.name());
            let gain = percent_gain(quality.score(), edit.gain);
            (words, href(edit.field), page.ta(messages::REVIEW_GAIN, &[("n", Arg::Count(gain))]))
        });
        Self { score: page.tn(messages::REVIEW_SCORE, percent), percent, edits: edits.collect() }
    }
}

/// Points that an edit adds to the rounded score, so that sums agree; at least 1.
fn percent_gain(score: f64, gain: f64) -> usize {
    usize::from(percent(score + gain).saturating_sub(percent(score)).max(1))
}

/// Answers of a step.
pub struct StepAnswers {
    pub title: String,
    pub href: String,
    pub lines: Vec<(String, Vec<String>)>,
}

impl StepAnswers {
    pub fn new(
        page: &Page,
        catalogue: &Catalogue,
        token: &Token,
        proposal: &Proposal,
        step: Step,
    ) -> Self {
        let entry = &proposal.form;
        let line = |field: Field| {
            let values = labels::value_texts(page, catalogue, entry, field);
            (!values.is_empty()).then(|| (label(page, entry, field), values))
        };
        // The label of each contact says if it is published.
        let fields = step.fields().filter(|field| *field != Field::Publish);
        Self {
            title: labels::step_title(page, step),
            href: paths::draft_step_then_review(token, step),
            lines: fields.filter_map(line).collect(),
        }
    }
}

fn label(page: &Page, entry: &FormData, field: Field) -> String {
    let label = labels::label(page, field);
    let mark = |key: &Key| {
        let args = [("label", Arg::Text(label.as_str())), ("field", Arg::Text(field.name()))];
        page.ta(key, &args)
    };
    let consents = entry.has(Field::Publish, field.name());
    match field.spec().visibility {
        Visibility::Private if field.is_about_author() => mark(messages::REVIEW_PRIVATE),
        // The help text of the SIRET says that it is not published.
        Visibility::Public | Visibility::Private => label,
        Visibility::OnConsent if !consents => mark(messages::REVIEW_NOT_PUBLISHED),
        Visibility::PublicContact | Visibility::OnConsent => mark(messages::REVIEW_PUBLISHED),
    }
}

/// Name of the email field.
pub const EMAIL_FIELD: &str = "lien-mail";
