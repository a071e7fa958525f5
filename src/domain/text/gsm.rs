//! Texts in the alphabet of short messages.

use unicode_normalization::UnicodeNormalization as _;

/// Letters with accents of the default alphabet of short messages (3GPP TS 23.038), those of French texts.
const ACCENTED: &str = "àéèùÉÇäöüÄÖÜñÑ";
/// Other signs of that alphabet, besides letters and digits.
const PLAIN_SIGNS: &str = " !\"#%&'()*+,-./:;<=>?@_\n";

/// `text` in the default alphabet of short messages: a message with any other sign holds less than half as much.
/// Letters lose the accents that it lacks.
#[must_use]
pub fn gsm(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut before = ' ';
    for sign in text.nfc() {
        match sign {
            '’' | '‘' | 'ʼ' => plain.push('\''),
            '«' | '“' | '”' => plain.push('"'),
            '»' => {
                plain.truncate(plain.trim_end_matches(' ').len());
                plain.push('"');
            }
            '…' => plain.push_str("..."),
            '–' | '—' | '‑' => plain.push('-'),
            'œ' => plain.push_str("oe"),
            'Œ' => plain.push_str("Oe"),
            'æ' => plain.push_str("ae"),
            '€' => plain.push_str("euros"),
            sign if sign != '\n' && sign.is_whitespace() => {
                if before != '«' {
                    plain.push(' ');
                }
            }
            sign if is_gsm(sign) => plain.push(sign),
            sign => plain.extend(std::iter::once(sign).nfd().filter(|it| is_gsm(*it))),
        }
        before = sign;
    }
    plain
}

fn is_gsm(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || ACCENTED.contains(sign) || PLAIN_SIGNS.contains(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_signs_are_replaced_by_those_of_a_telephone() {
        assert_eq!(
            gsm("L’aide à la forêt, ça coûte 5\u{a0}€…"),
            "L'aide à la foret, ca coute 5 euros..."
        );
        assert_eq!(gsm("Voir «\u{a0}Vélo\u{a0}» ici"), "Voir \"Vélo\" ici");
        assert_eq!(gsm("Œuvre Noël 💡"), "Oeuvre Noel ");
        assert_eq!(gsm("e\u{301}te\u{301}"), "été");
    }
}
