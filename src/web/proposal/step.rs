//! View of a form step.

use askama::Template;

use super::{
    ask::{Asked, Asking},
    changed,
    over::Over,
    place::Found,
    words,
};
use crate::{
    app::App,
    catalogue::Catalogue,
    domain::{
        initiative::Initiative,
        proposal::{Entry, Field, Mistaken, Proposal, Sheet, Step, read},
        secret::Token,
    },
    i18n::{Key, say},
    web::{
        Page,
        forms::{Mistakes, SHEET},
        paths,
        stamp::STAMP,
    },
};

#[derive(Template)]
#[template(path = "proposal/step.html")]
pub struct StepView {
    title: String,
    /// Text of `<title>`: begins with "error" if there are errors.
    head: String,
    action: String,
    canonical: String,
    progress: Vec<Progress>,
    /// True if there is a previous step.
    back: bool,
    /// Label of the button that continues.
    go_on: &'static Key,
    /// Hidden fields of the first step, before a draft exists.
    beginning: Option<Beginning>,
    /// Initiative that the proposal changes, if any.
    over: Option<Over>,
    /// True if saving returns to the review page.
    returning: bool,
    /// Warnings about this step and the previous one: link to the field, and text.
    doubts: Vec<(String, String)>,
    notice: Option<String>,
    /// True if the proposal was sent and reopened: it is not in the queue.
    out: bool,
    /// Edit conflict: values stored from another tab since this page was made, by field.
    newer: Vec<(String, Vec<String>)>,
    /// Link to the stored step, which discards the values typed.
    kept: String,
    /// Form version; empty before a draft exists.
    sheet: String,
    mistakes: Mistakes,
    asked: Vec<Asked>,
    page: Page,
}

/// Hidden fields of the first step.
#[derive(Debug)]
pub struct Beginning {
    pub stamp: String,
    /// Id of the initiative to change; empty for a new one.
    pub initiative: String,
}

/// A step of the progress list.
struct Progress {
    label: String,
    /// Value of the button that goes there; empty before a draft exists.
    value: String,
    here: bool,
    done: bool,
}

/// Data of a step to show.
#[derive(Debug)]
pub struct Showing<'a> {
    pub entry: &'a Entry,
    pub step: Step,
    /// Validation errors, if they are to be shown.
    pub mistakes: Mistakes,
    pub found: Found,
    /// Published initiative that is changed.
    pub over: Option<&'a Initiative>,
    /// True if the step was opened from the review page.
    pub returning: bool,
    /// Edit conflict: stored form data, if another tab wrote it and `entry` is only typed.
    pub newer: Option<&'a Entry>,
    /// Stored form data, if `entry` was typed and refused by a limit.
    pub stored: Option<&'a Entry>,
    pub notice: Option<String>,
    pub out: bool,
}

impl<'a> Showing<'a> {
    pub fn new(catalogue: &'a Catalogue, proposal: &'a Proposal, step: Step) -> Self {
        let (over, out) = (changed(catalogue, proposal), proposal.was_reopened());
        Self { over, out, ..Self::of(&proposal.entry, step) }
    }

    pub fn of(entry: &'a Entry, step: Step) -> Self {
        let (mistakes, found) = (Mistakes::default(), Found::default());
        let (over, newer, stored, notice) = (None, None, None, None);
        let (returning, out) = (false, false);
        Self { entry, step, mistakes, found, over, returning, newer, stored, notice, out }
    }
}

impl StepView {
    /// View of a step of the draft with the link `token`.
    pub fn new(page: Page, app: &App, token: &Token, showing: Showing<'_>) -> Self {
        let (catalogue, step) = (app.catalogue(), showing.step);
        let action = paths::draft_step(token, step);
        let kept = showing.newer.or(showing.stored).unwrap_or(showing.entry);
        let progress = progress(&page, &catalogue, (kept, showing.over), step);
        let sheet = Sheet::new(kept, step, &app.clock.random()).to_string();
        let newer = newer(&page, &catalogue, &showing);
        let doubts = doubts(&page, &catalogue, token, &showing);
        let bare = Self::bare(page, &catalogue, action, showing);
        Self { progress, sheet, newer, doubts, kept: bare.action.clone(), ..bare }
    }

    /// View of the first step, before a draft exists.
    pub fn beginning(
        page: Page,
        catalogue: &Catalogue,
        showing: Showing<'_>,
        beginning: Beginning,
    ) -> Self {
        let mut progress = progress(&page, catalogue, (&Entry::default(), None), showing.step);
        for step in &mut progress {
            step.value.clear();
        }
        let beginning = Some(beginning);
        let action = paths::PROPOSE.to_owned();
        Self { progress, beginning, ..Self::bare(page, catalogue, action, showing) }
    }

    fn bare(page: Page, catalogue: &Catalogue, action: String, showing: Showing<'_>) -> Self {
        let Showing { entry, step, mistakes, found, over, returning, notice, out, .. } = showing;
        let asking = Asking { page: &page, catalogue, entry, mistakes: &mistakes, found: &found };
        let title = words::step_title(&page, step);
        Self {
            asked: asking.step(step),
            head: mistakes.head(&page, &title),
            title,
            action,
            canonical: page.absolute(paths::PROPOSE),
            progress: Vec::new(),
            back: step.previous().is_some(),
            go_on: match step.next() {
                _ if returning => say::PROPOSE_BACK_TO_REVIEW,
                None => say::PROPOSE_TO_REVIEW,
                Some(_) => say::PROPOSE_CONTINUE,
            },
            beginning: None,
            over: over.map(Over::new),
            returning,
            doubts: Vec::new(),
            notice,
            out,
            newer: Vec::new(),
            kept: String::new(),
            sheet: String::new(),
            mistakes,
            page,
        }
    }
}

/// Stored values of the fields that differ from what was typed; says which are empty.
fn newer(page: &Page, catalogue: &Catalogue, showing: &Showing<'_>) -> Vec<(String, Vec<String>)> {
    let Some(kept) = showing.newer else { return Vec::new() };
    let other = |field: &Field| kept.all(*field) != showing.entry.all(*field);
    let line = |field: Field| {
        let said = words::spoken(page, catalogue, kept, field);
        let nothing = || vec![page.t(say::REVIEW_EMPTY).into_owned()];
        (words::label(page, field), if said.is_empty() { nothing() } else { said })
    };
    showing.step.fields().filter(other).map(line).collect()
}

/// Warnings about this step and the previous one, which the user has just left.
fn doubts(
    page: &Page,
    catalogue: &Catalogue,
    token: &Token,
    showing: &Showing<'_>,
) -> Vec<(String, String)> {
    let (here, before) = (showing.step, showing.step.previous());
    let told = words::doubts(page, catalogue, showing.entry).into_iter();
    let told = told.filter(|(field, _)| field.step() == here || Some(field.step()) == before);
    let href = |field: Field| {
        let step = (field.step() != here).then(|| paths::draft_step(token, field.step()));
        format!("{}#{}", step.unwrap_or_default(), field.name())
    };
    told.map(|(field, words)| (href(field), words)).collect()
}

/// Progress list: the steps and the review page.
fn progress(
    page: &Page,
    catalogue: &Catalogue,
    (entry, over): (&Entry, Option<&Initiative>),
    here: Step,
) -> Vec<Progress> {
    let mistaken: Mistaken = read(entry, over, catalogue).err().unwrap_or_default();
    let step = |step: Step| Progress {
        label: page.tv(say::PROPOSE_STEP_SHORT, step.slug()),
        value: step.slug().to_owned(),
        here: step == here,
        done: !entry.is_blank(step) && mistaken.iter().all(|(field, _)| field.step() != step),
    };
    let review = Progress {
        label: page.t(say::PROPOSE_REVIEW_SHORT).into_owned(),
        value: "relire".to_owned(),
        here: false,
        done: false,
    };
    Step::ALL.into_iter().map(step).chain([review]).collect()
}
