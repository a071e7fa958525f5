//! Diff of published and proposed values, part by part.

use std::collections::BTreeSet;

use super::{
    case::Case,
    values::{is_text, lines, mixed},
};
use crate::{
    catalogue::Catalogue,
    domain::{
        difference::{Piece, difference},
        initiative::InitiativeFacts,
        proposal::Part,
    },
    i18n::{Key, say},
    web::Page,
};

/// A line of text, cut into changed and unchanged pieces.
pub type Line = Vec<Piece>;

/// Diff of one part.
#[derive(Debug)]
pub struct Row {
    pub part: &'static str,
    pub label: String,
    pub before: Vec<Line>,
    pub after: Vec<Line>,
    pub ticked: bool,
    /// True if a new initiative cannot be published without it.
    pub required: bool,
    /// Note, such as a change by others meanwhile.
    pub note: Option<String>,
    /// Words of `after` that mix letters of several alphabets.
    pub mixed: Option<String>,
}

/// Diff of the parts of `case`; `ticked` are the parts chosen, if the form was sent.
pub fn rows(
    page: &Page,
    catalogue: &Catalogue,
    case: &Case,
    ticked: Option<&BTreeSet<Part>>,
) -> Vec<Row> {
    let Some(proposed) = &case.proposed else { return Vec::new() };
    let row = |part: Part| {
        let said = |facts: &InitiativeFacts| lines(page, catalogue, part, facts);
        let after = said(&proposed.facts);
        let mixed = mixed(page, &after);
        let (before, after) = match case.over() {
            Some(over) => compared(part, &said(&over.facts), &after),
            None => (Vec::new(), after.iter().map(|line| same(line)).collect()),
        };
        let meanwhile = Meanwhile::of(case, part, &proposed.facts);
        let required = !case.is_change() && part.is_required();
        let ticked = ticked.map(|it| it.contains(&part));
        Row {
            part: part.name(),
            label: page.lang.part(part).into_owned(),
            before,
            after,
            ticked: required || ticked.unwrap_or(meanwhile != Meanwhile::Untouched),
            required,
            note: note(page, case, part, (meanwhile, catalogue)),
            mixed,
        }
    };
    case.parts().into_iter().map(row).collect()
}

/// Diff of one part between two versions of an initiative.
pub fn compare(
    page: &Page,
    catalogue: &Catalogue,
    part: Part,
    (before, after): (&InitiativeFacts, &InitiativeFacts),
) -> Row {
    let said = |facts: &InitiativeFacts| lines(page, catalogue, part, facts);
    let (before, after) = (said(before), said(after));
    let mixed = mixed(page, &after);
    let (before, after) = compared(part, &before, &after);
    Row {
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
enum Meanwhile {
    /// Only the proposal changes it.
    Proposed,
    /// Only others changed it.
    Untouched,
    Both,
}

impl Meanwhile {
    fn of(case: &Case, part: Part, proposed: &InitiativeFacts) -> Self {
        let Some((base, over)) = case.base.as_ref().zip(case.over()) else { return Self::Proposed };
        match (part.differs(base, proposed), part.differs(base, &over.facts)) {
            (false, _) => Self::Untouched,
            (true, false) => Self::Proposed,
            (true, true) => Self::Both,
        }
    }
}

fn note(
    page: &Page,
    case: &Case,
    part: Part,
    (meanwhile, catalogue): (Meanwhile, &Catalogue),
) -> Option<String> {
    match meanwhile {
        Meanwhile::Proposed => goes_with(case, part).map(|key| page.t(key).into_owned()),
        Meanwhile::Untouched => Some(page.t(say::PROPOSAL_UNTOUCHED).into_owned()),
        Meanwhile::Both => {
            let before = lines(page, catalogue, part, case.base.as_ref()?).join(", ");
            let nothing = || page.t(say::VALUE_NOTHING).into_owned();
            let before = Some(before).filter(|it| !it.is_empty()).unwrap_or_else(nothing);
            Some(page.tv(say::PROPOSAL_CONFLICT, &before))
        }
    }
}

/// Note about another part that has to be published with `part`, if the proposal changes that too.
fn goes_with(case: &Case, part: Part) -> Option<&'static Key> {
    let (over, proposed) = case.over().zip(case.proposed.as_ref())?;
    let both = part == Part::Confirmation && Part::Activity.differs(&over.facts, &proposed.facts);
    both.then_some(say::PROPOSAL_CONFIRMATION_WITH)
}

/// Texts are compared word by word, lists line by line.
fn compared(part: Part, before: &[String], after: &[String]) -> (Vec<Line>, Vec<Line>) {
    if is_text(part) {
        let (old, new) = difference(&before.join("\n"), &after.join("\n"));
        return (by_line(old), by_line(new));
    }
    let marked = |lines: &[String], others: &[String]| {
        let mark =
            |line: &String| vec![Piece { text: line.clone(), changed: !others.contains(line) }];
        lines.iter().map(mark).collect()
    };
    (marked(before, after), marked(after, before))
}

fn same(line: &str) -> Line {
    vec![Piece { text: line.to_owned(), changed: false }]
}

/// `pieces` split into lines.
fn by_line(pieces: Vec<Piece>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut fresh = true;
    for Piece { text, changed } in pieces {
        for part in text.split_inclusive('\n') {
            let piece = Piece { text: part.trim_end_matches('\n').to_owned(), changed };
            match lines.last_mut().filter(|_| !fresh) {
                Some(line) => line.push(piece),
                None => lines.push(vec![piece]),
            }
            fresh = part.ends_with('\n');
        }
    }
    lines
}
