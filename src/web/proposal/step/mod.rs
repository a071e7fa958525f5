//! View of a form step.

pub mod first_step;
pub mod update;

use askama::Template;

use super::labels;
use super::preview::{TargetLink, target_initiative, validate};
use super::widgets::{FormBuilder, StepSearch, Widget};
use crate::catalogue::Catalogue;
use crate::domain::account::Token;
use crate::domain::directory::Initiative;
use crate::domain::moderation::spam_score;
use crate::domain::proposal::{
    DerivedFields, Field, FormData, FormVersion, Proposal, ProposalSummary, Step, ValidationErrors,
};
use crate::i18n::{Key, messages};
use crate::web::form::{FORM_TOKEN_FIELD, FORM_VERSION, FormErrors};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "proposal/step.html")]
pub struct StepView {
    title: String,
    /// Text of `<title>`: begins with "error" if there are errors.
    page_title: String,
    action: String,
    canonical: String,
    progress: Vec<ProgressItem>,
    /// True if there is a previous step.
    has_previous: bool,
    /// Label of the button that continues.
    submit_label: &'static Key,
    /// Hidden fields of the first step, before a draft exists.
    first_step: Option<FirstStepFields>,
    /// Initiative that the proposal changes, if any.
    target: Option<TargetLink>,
    /// True if saving returns to the review page.
    returns_to_review: bool,
    /// Warnings about this step and the previous one: link to the field, and text.
    warnings: Vec<(String, String)>,
    notice: Option<String>,
    /// True if the proposal was sent and reopened: it is not in the queue.
    is_reopened: bool,
    /// Edit conflict: values stored from another tab since this page was made, by field.
    conflicts: Vec<(String, Vec<String>)>,
    /// Link to the stored step, which discards the values typed.
    stored_url: String,
    /// Form version; empty before a draft exists.
    form_version: String,
    errors: FormErrors,
    widgets: Vec<Widget>,
    page: Page,
}

/// Page of a step of a draft.
#[derive(Debug)]
pub struct StepPage<'a> {
    pub page: Page,
    pub catalogue: &'a Catalogue,
    /// Link of the draft.
    pub token: &'a Token,
    /// Random bytes that identify the form of this page.
    pub number: [u8; 32],
}

/// Hidden fields of the first step.
#[derive(Debug)]
pub struct FirstStepFields {
    pub form_token: String,
    /// Id of the initiative to change; empty for a new one.
    pub initiative: String,
}

/// A step of the progress list.
struct ProgressItem {
    label: String,
    /// Value of the button that goes there; empty before a draft exists.
    value: String,
    here: bool,
    done: bool,
}

/// Data of a step to show.
#[derive(Debug)]
pub struct StepData<'a> {
    pub entry: &'a FormData,
    pub step: Step,
    /// Validation errors, if they are to be shown.
    pub errors: FormErrors,
    pub found: StepSearch,
    /// Published initiative that is changed.
    pub target: Option<&'a Initiative>,
    /// True if the step was opened from the review page.
    pub returns_to_review: bool,
    /// Edit conflict: stored form data, if another tab wrote it and `entry` is only typed.
    pub conflicting: Option<&'a FormData>,
    /// Stored form data, if `entry` was typed and refused by a limit.
    pub stored: Option<&'a FormData>,
    pub notice: Option<String>,
    pub is_reopened: bool,
}

impl<'a> StepData<'a> {
    pub fn new(catalogue: &'a Catalogue, proposal: &'a Proposal, step: Step) -> Self {
        let (target, out) = (target_initiative(catalogue, proposal), proposal.was_reopened());
        Self { target, is_reopened: out, ..Self::of(&proposal.form, step) }
    }

    pub fn of(entry: &'a FormData, step: Step) -> Self {
        let (errors, found) = (FormErrors::default(), StepSearch::default());
        let (target, conflicts, stored, notice) = (None, None, None, None);
        let (returning, out) = (false, false);
        Self {
            entry,
            step,
            errors,
            found,
            target,
            returns_to_review: returning,
            conflicting: conflicts,
            stored,
            notice,
            is_reopened: out,
        }
    }
}

impl StepPage<'_> {
    /// View of a step of the draft.
    pub fn view(self, showing: StepData<'_>) -> StepView {
        let Self { page, catalogue, token, number } = self;
        let step = showing.step;
        let action = paths::draft_step(token, step);
        let stored = showing.conflicting.or(showing.stored).unwrap_or(showing.entry);
        let progress = progress(&page, catalogue, stored, showing.target, step);
        let version = FormVersion::new(stored, step, &number).to_string();
        let conflicts = conflicts(&page, catalogue, &showing);
        let warnings = warnings(&page, catalogue, token, &showing);
        let bare = StepView::base(page, catalogue, action, showing);
        StepView {
            progress,
            form_version: version,
            conflicts,
            warnings,
            stored_url: bare.action.clone(),
            ..bare
        }
    }
}

impl StepView {
    /// View of the first step, before a draft exists.
    pub fn first_step(
        page: Page,
        catalogue: &Catalogue,
        showing: StepData<'_>,
        beginning: FirstStepFields,
    ) -> Self {
        let mut progress = progress(&page, catalogue, &FormData::default(), None, showing.step);
        for step in &mut progress {
            step.value.clear();
        }
        let beginning = Some(beginning);
        let action = paths::PROPOSE.to_owned();
        Self { progress, first_step: beginning, ..Self::base(page, catalogue, action, showing) }
    }

    fn base(page: Page, catalogue: &Catalogue, action: String, showing: StepData<'_>) -> Self {
        let StepData {
            entry,
            step,
            errors,
            found,
            target,
            returns_to_review: returning,
            notice,
            is_reopened: out,
            ..
        } = showing;
        let builder =
            FormBuilder { page: &page, catalogue, entry, errors: &errors, search: &found };
        let title = labels::step_title(&page, step);
        Self {
            widgets: builder.step_widgets(step),
            page_title: errors.page_title(&page, &title),
            title,
            action,
            canonical: page.absolute_url(paths::PROPOSE),
            progress: Vec::new(),
            has_previous: step.previous().is_some(),
            submit_label: match step.next() {
                _ if returning => messages::PROPOSE_BACK_TO_REVIEW,
                None => messages::PROPOSE_TO_REVIEW,
                Some(_) => messages::PROPOSE_CONTINUE,
            },
            first_step: None,
            target: target.map(TargetLink::new),
            returns_to_review: returning,
            warnings: Vec::new(),
            notice,
            is_reopened: out,
            conflicts: Vec::new(),
            stored_url: String::new(),
            form_version: String::new(),
            errors,
            page,
        }
    }
}

/// Stored values of the fields that differ from what was typed; says which are empty.
fn conflicts(
    page: &Page,
    catalogue: &Catalogue,
    showing: &StepData<'_>,
) -> Vec<(String, Vec<String>)> {
    let Some(conflicting) = showing.conflicting else { return Vec::new() };
    let other = |field: &Field| conflicting.all(*field) != showing.entry.all(*field);
    let line = |field: Field| {
        let values = labels::value_texts(page, catalogue, conflicting, field);
        let nothing = || vec![page.t(messages::REVIEW_EMPTY).into_owned()];
        (labels::label(page, field), if values.is_empty() { nothing() } else { values })
    };
    showing.step.fields().filter(other).map(line).collect()
}

/// Warnings about this step and the previous one, which the user has just left.
fn warnings(
    page: &Page,
    catalogue: &Catalogue,
    token: &Token,
    showing: &StepData<'_>,
) -> Vec<(String, String)> {
    let (here, before) = (showing.step, showing.step.previous());
    let found_here = labels::warnings(page, catalogue, showing.entry).into_iter();
    let found_here =
        found_here.filter(|(field, _)| field.step() == here || Some(field.step()) == before);
    let href = |field: Field| {
        let step = (field.step() != here).then(|| paths::draft_step(token, field.step()));
        format!("{}#{}", step.unwrap_or_default(), field.name())
    };
    found_here.map(|(field, words)| (href(field), words)).collect()
}

/// Progress list: the steps and the review page.
fn progress(
    page: &Page,
    catalogue: &Catalogue,
    entry: &FormData,
    target: Option<&Initiative>,
    here: Step,
) -> Vec<ProgressItem> {
    let invalid_fields: ValidationErrors =
        crate::domain::proposal::validate(entry, target, catalogue).err().unwrap_or_default();
    let step = |step: Step| ProgressItem {
        label: page.tv(messages::PROPOSE_STEP_SHORT, step.slug()),
        value: step.slug().to_owned(),
        here: step == here,
        done: !entry.is_blank(step) && invalid_fields.iter().all(|(field, _)| field.step() != step),
    };
    let review = ProgressItem {
        label: page.t(messages::PROPOSE_REVIEW_SHORT).into_owned(),
        value: "relire".to_owned(),
        here: false,
        done: false,
    };
    Step::ALL.into_iter().map(step).chain([review]).collect()
}

/// Derived fields of form data, stored at each write: summary and spam score.
pub fn derived_fields(entry: &FormData, catalogue: &Catalogue) -> DerivedFields {
    DerivedFields { summary: ProposalSummary::of(entry, catalogue), spam_score: spam_score(entry) }
}

/// `step` with its validation errors; `None` if there are none.
pub(super) fn step_with_errors<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    proposal: &'a Proposal,
    step: Step,
) -> Option<StepData<'a>> {
    let wrong = validate(catalogue, proposal).err().unwrap_or_default();
    let errors = labels::errors(page, &wrong, Some(step));
    (!errors.is_empty()).then(|| StepData { errors, ..StepData::new(catalogue, proposal, step) })
}
