//! Source of the facts about an organisation, in words: the host instead of each URL, and the URLs as links.

use crate::domain::directory::WebUrl;

/// Source in words, with its links.
#[derive(Debug)]
pub struct SourceWords {
    pub words: String,
    pub urls: Vec<WebUrl>,
}

impl SourceWords {
    pub fn new(source: &str) -> Self {
        let (mut words, mut urls, mut rest) = (String::new(), Vec::new(), source);
        while let Some((before, found)) = rest.find("http").map(|at| rest.split_at(at)) {
            let end = found.find(char::is_whitespace).unwrap_or(found.len());
            let (url, after) = found.split_at(end);
            words.push_str(before);
            match url.parse::<WebUrl>() {
                Ok(url) => {
                    words.push_str(&url.host());
                    urls.push(url);
                }
                Err(_) => words.push_str(url),
            }
            rest = after;
        }
        words.push_str(rest);
        Self { words, urls }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_labelled_by_its_host() {
        let source =
            "Page publique\u{a0}: https://www.ville.example/a/b?c\u{202f}; http://b.example/";
        let shown = SourceWords::new(source);
        assert_eq!(shown.words, "Page publique\u{a0}: ville.example\u{202f}; b.example");
        let urls: Vec<&str> = shown.urls.iter().map(WebUrl::as_str).collect();
        assert_eq!(urls, ["https://www.ville.example/a/b?c", "http://b.example/"]);
    }

    #[test]
    fn a_source_without_a_url_stays_as_it_is() {
        for source in ["Annuaire de l’administration", "le protocole http", "http://a b"] {
            assert_eq!(SourceWords::new(source).words, source);
        }
    }
}
