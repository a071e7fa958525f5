//! Sound of a French word, for spellings far from the right one: `formasyon`, `lojement`.

use crate::domain::text::fold;

/// Letters and their sound, in the order in which they are replaced.
const SOUNDS: [(&str, &str); 29] = [
    ("ç", "ss"),
    ("ph", "f"),
    ("sch", "1"),
    ("ch", "1"),
    ("sh", "1"),
    ("qu", "k"),
    ("q", "k"),
    ("eau", "o"),
    ("au", "o"),
    ("oeu", "e"),
    ("oua", "wa"),
    ("oi", "wa"),
    ("ou", "u"),
    ("tion", "sion"),
    ("aill", "ay"),
    ("ail", "ay"),
    ("eill", "ey"),
    ("eil", "ey"),
    ("ai", "e"),
    ("ei", "e"),
    ("emb", "anb"),
    ("emp", "anp"),
    ("amb", "anb"),
    ("amp", "anp"),
    ("gue", "ge2"),
    ("gui", "gi2"),
    ("x", "ks"),
    ("z", "s"),
    ("y", "i"),
];
/// Letters that are silent at the end of a word.
const SILENT: [char; 7] = ['s', 't', 'd', 'x', 'z', 'p', 'e'];
/// Shortest sound that is compared.
const MIN_LEN: usize = 4;

/// Sound of `word`; `None` if it is too short to be told from others.
pub(in crate::catalogue::index) fn sound(word: &str) -> Option<String> {
    let mut text = word.to_lowercase().replace('ç', "ss");
    text = fold(&text);
    if text.contains(' ') || !text.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    text = end(&text);
    for (letters, sound) in SOUNDS {
        if text.contains(letters) {
            text = text.replace(letters, sound);
        }
    }
    let text = letters(&text);
    let text = text.trim_end_matches(SILENT);
    (text.len() >= MIN_LEN).then(|| text.to_owned())
}

/// `text` with the ending of verbs and of nouns as it sounds.
fn end(text: &str) -> String {
    let stem = ["er", "ez", "et", "es", "ee", "ees"].iter().find_map(|it| text.strip_suffix(it));
    stem.map_or_else(|| text.to_owned(), |stem| format!("{stem}e"))
}

/// Single letters by their neighbours: soft and hard `c` and `g`, nasal `en`, double letters, silent `h`.
fn letters(text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    let mut sound = String::with_capacity(all.len());
    for (at, letter) in all.iter().copied().enumerate() {
        let next = all.get(at + 1).copied().unwrap_or(' ');
        let sound_of_letter = match letter {
            'h' | '2' => continue,
            'c' if "ei".contains(next) => 's',
            'c' => 'k',
            'g' if "ei".contains(next) && all.get(at + 2) != Some(&'2') => 'j',
            'e' if next == 'n' && !"aeiou n".contains(all.get(at + 2).copied().unwrap_or('-')) => {
                'a'
            }
            other => other,
        };
        if !sound.ends_with(sound_of_letter) {
            sound.push(sound_of_letter);
        }
    }
    sound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_sound_alike_have_one_sound() {
        for (wrong, right) in [
            ("formasyon", "formation"),
            ("lojement", "logement"),
            ("fransais", "français"),
            ("otoekol", "autoécole"),
            ("krech", "crèche"),
            ("travay", "travail"),
            ("boulo", "boulot"),
            ("garaje", "garage"),
            ("anploi", "emploi"),
            ("farmassie", "pharmacie"),
        ] {
            assert_eq!(sound(wrong), sound(right), "{wrong}");
        }
        assert_ne!(sound("logement"), sound("largement"));
        assert_eq!(sound("bus"), None);
    }
}
