//! Slug candidates for a title.

use crate::domain::text::{Line, RESERVED_SLUGS, Slug};

/// Length of a generated slug, in bytes: short enough to be read out.
const MAX_SLUG_BYTES: usize = 80;
/// Slug of a title without any letter or digit.
const FALLBACK_SLUG: &str = "initiative";

/// Candidate slugs for `title`, best first: the title, the title with its town, then numbered.
pub fn slug_candidates(title: &Line, town: Option<&Line>) -> impl Iterator<Item = Slug> + use<> {
    let title = slugify_title(title.as_str());
    let whole = match town.map(|town| slugify_title(town.as_str())) {
        Some(town) if !title.contains(&town) => shortened(&format!("{title}-{town}")),
        Some(_) | None => title.clone(),
    };
    let numbered = whole.clone();
    let texts =
        [title, whole].into_iter().chain((2..).map(move |n: u32| format!("{numbered}-{n}")));
    texts.filter_map(|text| text.parse().ok())
}

fn slugify_title(text: &str) -> String {
    let slug = shortened(&slug::slugify(text));
    match slug.as_str() {
        "" => FALLBACK_SLUG.to_owned(),
        reserved if RESERVED_SLUGS.contains(&reserved) => format!("{FALLBACK_SLUG}-{reserved}"),
        _ => slug,
    }
}

/// Shortens a slug to [`MAX_SLUG_BYTES`] at a word boundary.
fn shortened(slug: &str) -> String {
    if slug.len() <= MAX_SLUG_BYTES {
        return slug.to_owned();
    }
    let mut short = String::new();
    for word in slug.split('-') {
        if short.len() + word.len() > MAX_SLUG_BYTES {
            break;
        }
        if !short.is_empty() {
            short.push('-');
        }
        short.push_str(word);
    }
    if short.is_empty() { slug.chars().take(MAX_SLUG_BYTES).collect() } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(title: &str, town: Option<&str>) -> Vec<String> {
        let town: Option<Line> = town.map(|town| town.parse().unwrap());
        let slugs = slug_candidates(&title.parse().unwrap(), town.as_ref());
        slugs.take(3).map(|slug| slug.to_string()).collect()
    }

    #[test]
    fn an_address_is_the_title_then_the_town_then_a_number() {
        let with_town = ["l-atelier-velo", "l-atelier-velo-tours", "l-atelier-velo-tours-2"];
        assert_eq!(first("L’Atelier Vélo !", Some("Tours")), with_town);
        assert_eq!(
            first("Vélo à Tours", Some("Tours")),
            ["velo-a-tours", "velo-a-tours", "velo-a-tours-2"]
        );
        assert_eq!(first("« ! »", None), ["initiative", "initiative", "initiative-2"]);
    }

    #[test]
    fn a_title_that_is_the_name_of_a_page_gets_another_address() {
        let with_town =
            ["initiative-imprimer", "initiative-imprimer-tours", "initiative-imprimer-tours-2"];
        assert_eq!(first("Imprimer", Some("Tours")), with_town);
        assert_eq!(first("Livret !", None)[0], "initiative-livret");
        assert_eq!(first("Imprimer un livret", None)[0], "imprimer-un-livret");
    }

    #[test]
    fn a_long_title_is_cut_between_words() {
        let long = "Accompagner les habitantes et les habitants ".repeat(4);
        let slug = &first(long.trim(), Some("Saint-Pierre-des-Corps"))[1];
        assert!(slug.len() <= MAX_SLUG_BYTES && slug.ends_with("-habitantes-et-les"), "{slug}");
        assert_eq!(first(&"a".repeat(150), None)[0].len(), MAX_SLUG_BYTES);
    }
}
