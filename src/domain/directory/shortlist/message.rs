//! Text of a shortlist for a telephone: names, numbers and the short address, in few characters.

use crate::domain::text::gsm;

/// Signs of a short message that stands alone, and of each part of a longer one.
const SINGLE_PART: usize = 160;
const PART: usize = 153;
/// Most parts of a message: each is paid for by some.
const MAX_PARTS: usize = 3;
/// Longest names to try, in characters.
const NAME_LENGTHS: [usize; 7] = [200, 60, 45, 36, 28, 22, 16];

/// Entry of a message: its name, and the number to call or the site to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageLine {
    pub name: String,
    pub contact: Option<String>,
}

impl MessageLine {
    fn text(&self, longest: usize) -> String {
        let name = shortened(&self.name, longest);
        self.contact.as_ref().map_or_else(|| name.clone(), |contact| format!("{name} : {contact}"))
    }
}

/// Short message of at most three parts with `lines` and `link`; `others` says how many lines found no room.
#[must_use]
pub fn sms_text(lines: &[MessageLine], link: &str, others: impl Fn(usize) -> String) -> String {
    let plain = |line: &MessageLine| MessageLine {
        name: gsm(&line.name),
        contact: line.contact.as_deref().map(gsm),
    };
    let lines: Vec<MessageLine> = lines.iter().map(plain).collect();
    fitted_text(&lines, link, |n| gsm(&others(n)), |text| sms_parts(text) <= MAX_PARTS)
}

/// Parts of a short message with `text`, all of whose signs are of the default alphabet.
#[must_use]
pub fn sms_parts(text: &str) -> usize {
    let signs = text.chars().count();
    if signs <= SINGLE_PART { 1 } else { signs.div_ceil(PART) }
}

/// Text with `lines` and `link` that `fits`: names are shortened first; then the last lines are left out, and `others`
/// says how many. The link always stays.
#[must_use]
pub fn fitted_text(
    lines: &[MessageLine],
    link: &str,
    others: impl Fn(usize) -> String,
    fits: impl Fn(&str) -> bool,
) -> String {
    let text = |count: usize, longest: usize| {
        let shown = lines.iter().take(count).map(|line| line.text(longest));
        let left_out = lines.len().saturating_sub(count);
        let others = (left_out > 0).then(|| others(left_out));
        let all: Vec<String> = shown.chain(others).chain([link.to_owned()]).collect();
        all.join("\n")
    };
    let whole = NAME_LENGTHS.iter().map(|longest| text(lines.len(), *longest));
    let mut whole = whole.chain((0..lines.len()).rev().map(|count| text(count, 16)));
    whole.find(|text| fits(text)).unwrap_or_else(|| link.to_owned())
}

/// `name` cut after a word, if it is longer than `longest` characters.
fn shortened(name: &str, longest: usize) -> String {
    let Some((end, _)) = name.char_indices().nth(longest) else { return name.to_owned() };
    let start = name.get(..end).unwrap_or(name);
    let word = start.rfind(' ').filter(|at| *at * 2 >= end).unwrap_or(end);
    let kept = start.get(..word).unwrap_or(start);
    format!("{}...", kept.trim_end_matches([' ', ',', ';', ':', '-', '.']))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LINK: &str = "https://annuaire.example/l/8kcf2n5t3j8jmf5";

    fn others(n: usize) -> String {
        format!("et {n} autres :")
    }

    #[test]
    fn three_entries_are_reported_whole() {
        let line = |name: &str, contact: Option<&str>| MessageLine {
            name: name.to_owned(),
            contact: contact.map(str::to_owned),
        };
        let lines = [
            line("Glanage collectif « au Sanitas »", Some("02\u{a0}47\u{a0}37\u{a0}07\u{a0}89")),
            line("L’aide à la forêt", None),
        ];
        let text = sms_text(&lines, LINK, others);
        let reported = "Glanage collectif \"au Sanitas\" : 02 47 37 07 89\nL'aide à la foret\n";
        assert_eq!(text, format!("{reported}{LINK}"));
        assert_eq!(sms_parts(&text), 1);
    }

    proptest! {
        #[test]
        fn a_message_has_three_parts_at_most_and_its_link(
            names in prop::collection::vec("[ a-zé’…«»œêç€]{1,200}", 1..=20),
            has_phone in any::<bool>(),
        ) {
            let contact = has_phone.then(|| "02 47 37 07 89".to_owned());
            let lines: Vec<MessageLine> =
                names.into_iter().map(|name| MessageLine { name, contact: contact.clone() }).collect();
            let text = sms_text(&lines, LINK, others);
            prop_assert!(sms_parts(&text) <= MAX_PARTS, "{text}");
            prop_assert!(text.ends_with(LINK));
            prop_assert_eq!(gsm(&text), text);
        }
    }
}
