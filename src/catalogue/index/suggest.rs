//! What to offer when a query finds nothing.

use super::{
    TextIndex,
    find::{cut, query_tokens, splice},
    plan::Plan,
    stems::{Load, load},
    tokens::Token,
};

/// How many other spellings of each word are tried.
const SPELLINGS: usize = 3;
/// How many words may be left out, one at a time.
const MOST_DROPPED: usize = 4;
/// Longer queries get no suggestion: it would be another question.
const MOST_WORDS: usize = 8;

impl TextIndex {
    /// The nearest spelling of `query` that finds something; if none, what is left of it that does.
    #[must_use]
    pub fn suggest(&self, query: &str) -> Option<String> {
        let query = cut(query);
        let tokens = query_tokens(query);
        if tokens.is_empty() || tokens.len() > MOST_WORDS || self.finds(query) {
            return None;
        }
        self.respelt(query, &tokens).or_else(|| self.shortened(query, &tokens))
    }

    fn finds(&self, query: &str) -> bool {
        !self.find(query).rows.is_clear()
    }

    /// One word spelt otherwise: an unknown one first.
    fn respelt(&self, query: &str, tokens: &[Token]) -> Option<String> {
        let plan = Plan::new(self, tokens);
        let missing = plan.missing();
        let known = plan.slots.iter().copied().filter(|slot| !missing.contains(slot));
        let words = missing.iter().copied().chain(known);
        words.into_iter().find_map(|word| {
            let token = tokens.get(word)?;
            let nearest = self.nearest(&token.text, 1);
            nearest.into_iter().take(SPELLINGS).find_map(|term| {
                let change = (token.range.clone(), self.vocabulary.shown(term).to_owned());
                let text = splice(query, &[change]);
                self.finds(&text).then_some(text)
            })
        })
    }

    /// Words left out until the rest finds something: the place first, for what exists elsewhere.
    fn shortened(&self, query: &str, tokens: &[Token]) -> Option<String> {
        let plan = Plan::new(self, tokens);
        let mut kept = plan.slots.clone();
        for _ in 0..MOST_DROPPED {
            if kept.len() < 2 {
                return None;
            }
            let shorter = kept.iter().map(|left_out| {
                let rest: Vec<usize> =
                    kept.iter().copied().filter(|word| word != left_out).collect();
                let text = part(query, tokens, &rest);
                let count = self.find(&text).rows.count_ones(..);
                (!plan.placed.contains(left_out), count, text)
            });
            let found = shorter.filter(|(_, count, _)| *count > 0);
            if let Some((_, _, text)) = found.min_by_key(|(stays, count, _)| (*stays, *count)) {
                return Some(text);
            }
            let unknown = kept.iter().position(|word| !self.finds(&part(query, tokens, &[*word])));
            kept.remove(unknown.unwrap_or(kept.len() - 1));
        }
        None
    }
}

/// The `kept` words of `query`, with what was typed between those that follow each other.
fn part(query: &str, tokens: &[Token], kept: &[usize]) -> String {
    let mut text = String::new();
    let mut before: Option<usize> = None;
    for word in kept {
        let Some(range) = tokens.get(*word).map(|token| token.range.clone()) else { continue };
        if let Some(before) = before {
            let small = |between: usize| {
                tokens.get(between).is_some_and(|token| load(&token.text) != Load::Full)
            };
            let joined = (before + 1..*word).all(small);
            let end = tokens.get(before).map_or(range.start, |token| token.range.end);
            let between = query.get(end..range.start).filter(|_| joined);
            text.push_str(between.unwrap_or(" "));
        }
        text.push_str(query.get(range).unwrap_or_default());
        before = Some(*word);
    }
    text
}
