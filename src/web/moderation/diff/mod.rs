//! Diff of published and proposed values, part by part.

pub mod values;

use std::collections::BTreeSet;

use self::values::{lines, mixed};
use super::context::ReviewContext;
use crate::catalogue::Catalogue;
use crate::domain::directory::InitiativeFacts;
use crate::domain::proposal::Part;
use crate::domain::text::{DiffPiece, diff_words};
use crate::i18n::{Key, messages};
use crate::web::Page;

/// A line of text, cut into changed and unchanged pieces.
pub type DiffLine = Vec<DiffPiece>;

/// Diff of one part.
#[derive(Debug)]
pub struct PartDiff {
    pub part: &'static str,
    pub label: String,
    pub before: Vec<DiffLine>,
    pub after: Vec<DiffLine>,
    pub ticked: bool,
    /// True if a new initiative cannot be published without it.
    pub required: bool,
    /// Note, such as a change by others meanwhile.
    pub note: Option<String>,
    /// Words of `after` that mix letters of several alphabets.
    pub mixed: Option<String>,
}

/// Diff of the parts of `context`; `ticked` are the parts chosen, if the form was sent.
pub fn part_diffs(
    page: &Page,
    context: &ReviewContext,
    ticked: Option<&BTreeSet<Part>>,
) -> Vec<PartDiff> {
    let Some(proposed) = &context.proposed else { return Vec::new() };
    let row = |part: Part| {
        let lines_of = |facts: &InitiativeFacts| lines(page, &context.catalogue, part, facts);
        let after = lines_of(&proposed.facts);
        let mixed = mixed(page, &after);
        let (before, after) = match context.target() {
            Some(target) => diff_lines(part, &lines_of(&target.facts), &after),
            None => (Vec::new(), after.iter().map(|line| unchanged(line)).collect()),
        };
        let merge_state = MergeState::of(context, part, &proposed.facts);
        let required = !context.is_change() && part.is_required();
        let ticked = ticked.map(|it| it.contains(&part));
        PartDiff {
            part: part.name(),
            label: page.lang.part(part).into_owned(),
            before,
            after,
            ticked: required || ticked.unwrap_or(merge_state != MergeState::Untouched),
            required,
            note: note(page, context, part, merge_state),
            mixed,
        }
    };
    context.parts().into_iter().map(row).collect()
}

/// Diff of one part between two versions of an initiative.
pub fn compare(
    page: &Page,
    catalogue: &Catalogue,
    part: Part,
    before: &InitiativeFacts,
    after: &InitiativeFacts,
) -> PartDiff {
    let lines_of = |facts: &InitiativeFacts| lines(page, catalogue, part, facts);
    let (before, after) = (lines_of(before), lines_of(after));
    let mixed = mixed(page, &after);
    let (before, after) = diff_lines(part, &before, &after);
    PartDiff {
        part: part.name(),
        label: page.lang.part(part).into_owned(),
        before,
        after,
        ticked: false,
        required: false,
        note: None,
        mixed,
    }
}

/// Three-way comparison: changes to a part since the version that the proposal is based on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MergeState {
    /// Only the proposal changes it.
    Proposed,
    /// Only others changed it.
    Untouched,
    Both,
}

impl MergeState {
    fn of(context: &ReviewContext, part: Part, proposed: &InitiativeFacts) -> Self {
        let Some((base, target)) = context.base.as_ref().zip(context.target()) else {
            return Self::Proposed;
        };
        match (part.differs(base, proposed), part.differs(base, &target.facts)) {
            (false, _) => Self::Untouched,
            (true, false) => Self::Proposed,
            (true, true) => Self::Both,
        }
    }
}

fn note(
    page: &Page,
    context: &ReviewContext,
    part: Part,
    merge_state: MergeState,
) -> Option<String> {
    match merge_state {
        MergeState::Proposed => required_with(context, part).map(|key| page.t(key).into_owned()),
        MergeState::Untouched => Some(page.t(messages::PROPOSAL_UNTOUCHED).into_owned()),
        MergeState::Both => {
            let before = lines(page, &context.catalogue, part, context.base.as_ref()?).join(", ");
            let nothing = || page.t(messages::VALUE_NOTHING).into_owned();
            let before = Some(before).filter(|it| !it.is_empty()).unwrap_or_else(nothing);
            Some(page.tv(messages::PROPOSAL_CONFLICT, &before))
        }
    }
}

/// Note about another part that has to be published with `part`, if the proposal changes that too.
fn required_with(context: &ReviewContext, part: Part) -> Option<&'static Key> {
    let (target, proposed) = context.target().zip(context.proposed.as_ref())?;
    let both = part == Part::Confirmation && Part::Activity.differs(&target.facts, &proposed.facts);
    both.then_some(messages::PROPOSAL_CONFIRMATION_WITH)
}

/// Texts are compared word by word, lists line by line.
fn diff_lines(part: Part, before: &[String], after: &[String]) -> (Vec<DiffLine>, Vec<DiffLine>) {
    if part.spec().is_prose {
        let (old, new) = diff_words(&before.join("\n"), &after.join("\n"));
        return (by_line(old), by_line(new));
    }
    let marked = |lines: &[String], others: &[String]| {
        let mark =
            |line: &String| vec![DiffPiece { text: line.clone(), changed: !others.contains(line) }];
        lines.iter().map(mark).collect()
    };
    (marked(before, after), marked(after, before))
}

fn unchanged(line: &str) -> DiffLine {
    vec![DiffPiece { text: line.to_owned(), changed: false }]
}

/// `pieces` split into lines.
fn by_line(pieces: Vec<DiffPiece>) -> Vec<DiffLine> {
    let mut lines: Vec<DiffLine> = Vec::new();
    let mut fresh = true;
    for DiffPiece { text, changed } in pieces {
        for part in text.split_inclusive('\n') {
            let piece = DiffPiece { text: part.trim_end_matches('\n').to_owned(), changed };
            match lines.last_mut().filter(|_| !fresh) {
                Some(line) => line.push(piece),
                None => lines.push(vec![piece]),
            }
            fresh = part.ends_with('\n');
        }
    }
    lines
}
