//! Word-by-word diff of two texts.

/// Run of words; `changed` if the other text does not have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffPiece {
    pub text: String,
    pub changed: bool,
}

/// Diff of `before` and `after`: the pieces of each. The longest common subsequence of words is unchanged;
/// differences of whitespace alone are ignored.
#[must_use]
pub fn diff_words(before: &str, after: &str) -> (Vec<DiffPiece>, Vec<DiffPiece>) {
    let (old, new): (Vec<&str>, Vec<&str>) = (words(before), words(after));
    let same = |(a, b): &(&&str, &&str)| a.trim_end() == b.trim_end();
    let head = old.iter().zip(&new).take_while(same).count();
    let rest = (old.len() - head).min(new.len() - head);
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(same).count();
    let middle = |list: &[&str]| head..list.len() - tail;
    let (from, to) = (middle(&old), middle(&new));
    let common =
        common(old.get(from.clone()).unwrap_or_default(), new.get(to.clone()).unwrap_or_default());
    let (mut old_common, mut new_common) = (vec![true; old.len()], vec![true; new.len()]);
    for at in from.clone() {
        set(&mut old_common, at, common.iter().any(|(a, _)| a + from.start == at));
    }
    for at in to.clone() {
        set(&mut new_common, at, common.iter().any(|(_, b)| b + to.start == at));
    }
    (pieces(&old, &old_common), pieces(&new, &new_common))
}

/// Words, each with the whitespace after it.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (_, after) = rest.split_at(word);
        let blanks = after.find(|c: char| !c.is_whitespace()).unwrap_or(after.len());
        let (first, others) = rest.split_at(word + blanks);
        words.push(first);
        rest = others;
    }
    words
}

/// Index pairs, in both lists, of their longest common subsequence of words.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let wide = new.len() + 1;
    let mut longest = vec![0_u16; (old.len() + 1) * wide];
    let at = |longest: &[u16], a: usize, b: usize| longest.get(a * wide + b).copied().unwrap_or(0);
    for (a, one) in old.iter().enumerate().rev() {
        for (b, other) in new.iter().enumerate().rev() {
            let here = if one.trim_end() == other.trim_end() {
                at(&longest, a + 1, b + 1) + 1
            } else {
                at(&longest, a + 1, b).max(at(&longest, a, b + 1))
            };
            set(&mut longest, a * wide + b, here);
        }
    }
    let mut common = Vec::new();
    let (mut a, mut b) = (0, 0);
    while let (Some(one), Some(other)) = (old.get(a), new.get(b)) {
        if one.trim_end() == other.trim_end() {
            common.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if at(&longest, a + 1, b) >= at(&longest, a, b + 1) {
            a += 1;
        } else {
            b += 1;
        }
    }
    common
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(place) = list.get_mut(at) {
        *place = value;
    }
}

/// Joins adjacent words with the same status into one piece.
fn pieces(words: &[&str], common: &[bool]) -> Vec<DiffPiece> {
    let mut pieces: Vec<DiffPiece> = Vec::new();
    for (word, common) in words.iter().zip(common) {
        match pieces.last_mut() {
            Some(last) if last.changed != *common => last.text.push_str(word),
            Some(_) | None => pieces.push(DiffPiece { text: (*word).to_owned(), changed: !common }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(pieces: &[DiffPiece]) -> String {
        let mark =
            |it: &DiffPiece| if it.changed { format!("[{}]", it.text) } else { it.text.clone() };
        pieces.iter().map(mark).collect()
    }

    #[test]
    fn words_that_changed_are_marked_on_their_own_side() {
        let before = "Cours de français hebdomadaires donnés par des bénévoles";
        let after = "Cours de français donnés par des bénévoles chaque semaine";
        let (old, new) = diff_words(before, after);
        assert_eq!(marked(&old), "Cours de français [hebdomadaires ]donnés par des bénévoles");
        assert_eq!(marked(&new), "Cours de français donnés par des bénévoles [chaque semaine]");
    }

    #[test]
    fn blanks_alone_are_no_difference() {
        let (old, new) = diff_words("a b\nc", "a  b c");
        assert_eq!((marked(&old), marked(&new)), ("a b\nc".to_owned(), "a  b c".to_owned()));
        assert_eq!(
            diff_words("", "a"),
            (vec![], vec![DiffPiece { text: "a".into(), changed: true }])
        );
    }

    proptest! {
        #[test]
        fn both_texts_are_whole_and_what_stays_is_the_same(
            before in "([abc]{1,2}[ \n]){0,12}[abc]?", after in "([abc]{1,2}[ \n]){0,12}[abc]?",
        ) {
            let (old, new) = diff_words(&before, &after);
            let whole = |pieces: &[DiffPiece]| pieces.iter().map(|it| it.text.as_str()).collect::<String>();
            let stays = |pieces: &[DiffPiece]| {
                let common = pieces.iter().filter(|it| !it.changed);
                let words = common.flat_map(|it| it.text.split_whitespace());
                words.map(str::to_owned).collect::<Vec<_>>()
            };
            prop_assert_eq!(stays(&old), stays(&new));
            prop_assert_eq!((whole(&old), whole(&new)), (before, after));
        }
    }
}
