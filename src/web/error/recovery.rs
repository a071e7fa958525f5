//! Form recovery: the fields of a failed form, to copy or to resubmit.

use axum::http::Uri;

use crate::web::form::{Fields, ONE_TIME_FIELDS, TECHNICAL_FIELDS};
use crate::web::paths;

/// Characters up to which a value is shown inline; a longer one goes in a text box to copy from.
const SHORT: usize = 80;

/// Fields of a failed form.
#[derive(Debug, PartialEq, Eq)]
pub struct FormRecovery {
    /// Values typed, in the order of the form.
    pub texts: Vec<RecoveredField>,
    pub resubmission: Option<Resubmission>,
}

/// A field, labelled as in its form.
#[derive(Debug, PartialEq, Eq)]
pub struct RecoveredField {
    pub id: String,
    pub label: String,
    pub value: String,
    /// Rows of the text box; `None` for a short value.
    pub rows: Option<usize>,
}

/// Form to resubmit to its URL.
#[derive(Debug, PartialEq, Eq)]
pub struct Resubmission {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl FormRecovery {
    /// Fields of `form`, which was sent to `target`; `None` if there is nothing to recover. It can be resubmitted if
    /// `may_retry` is true and it holds no one-time code. `describe` gives the label of a field and the text of its
    /// value.
    pub fn read(
        form: &[u8],
        target: &Uri,
        may_retry: bool,
        describe: impl Fn(&str, &str) -> (String, String),
    ) -> Option<Self> {
        let fields = Fields::read(form).ok()?;
        let pairs = fields.pairs().iter();
        let (secret, open): (Vec<_>, Vec<_>) =
            pairs.cloned().partition(|(name, _)| ONE_TIME_FIELDS.contains(&name.as_str()));
        let shown = open.iter().filter(|(name, value)| {
            !TECHNICAL_FIELDS.contains(&name.as_str()) && !value.trim().is_empty()
        });
        let texts = shown.zip(1..).map(|((name, value), at)| {
            let (label, value) = describe(name, value);
            RecoveredField::new(label, value, at)
        });
        let texts = texts.collect();
        let action = target.path_and_query().and_then(|target| paths::local_path(target.as_str()));
        let action = action.filter(|_| may_retry && secret.is_empty());
        let again = action.map(|action| Resubmission { action: action.to_owned(), fields: open });
        let recovery = Self { texts, resubmission: again };
        (!recovery.texts.is_empty() || recovery.resubmission.is_some()).then_some(recovery)
    }
}

impl RecoveredField {
    fn new(label: String, value: String, at: usize) -> Self {
        let lines = value.lines().count().max(value.chars().count().div_ceil(SHORT));
        let rows = (lines > 1).then(|| lines.clamp(3, 12));
        Self { id: format!("garde-{at}"), label, value, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recovery(form: &str, target: &str, again: bool) -> Option<FormRecovery> {
        let raw = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        FormRecovery::read(form.as_bytes(), &target.parse().unwrap(), again, raw)
    }

    #[test]
    fn typed_fields_are_shown_and_technical_fields_only_resubmitted() {
        let long = "a".repeat(200);
        let form = format!("titre=V%C3%A9los&version=3&vide=&resume={long}&frein=a&frein=b");
        let recovery = recovery(&form, "/proposer/1?etape=2", true).unwrap();
        let shown: Vec<_> = recovery.texts.iter().map(|it| (it.label.as_str(), it.rows)).collect();
        assert_eq!(shown, [("titre", None), ("resume", Some(3)), ("frein", None), ("frein", None)]);
        let again = recovery.resubmission.unwrap();
        assert_eq!(again.action, "/proposer/1?etape=2");
        let names: Vec<_> = again.fields.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["titre", "version", "vide", "resume", "frein", "frein"]);
    }

    #[test]
    fn a_one_time_code_is_never_sent_back() {
        let named = recovery("nom=Anne&code-preuve=123456", "/connexion/code", true).unwrap();
        assert_eq!(named.texts.len(), 1);
        assert_eq!(named.resubmission, None);
        assert_eq!(recovery("code-preuve=1", "/x", true), None);
    }

    #[test]
    fn a_form_is_never_offered_to_another_site() {
        assert_eq!(recovery("a=1", "//evil.example/x", true).unwrap().resubmission, None);
        assert_eq!(recovery("a=1", "/x", false).unwrap().resubmission, None);
    }
}
