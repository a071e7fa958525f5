//! Query of the queue; unknown values are ignored.

use crate::domain::moderation::{ClaimFilter, QueueSearch, QueueTab, RequestKind};

pub fn parse_query(pairs: &[(String, String)]) -> QueueSearch {
    let value =
        |name: &str| pairs.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str());
    let file =
        value("file").and_then(|text| QueueTab::ALL.into_iter().find(|it| it.slug() == text));
    let asked =
        value("demande").and_then(|text| RequestKind::ALL.into_iter().find(|it| it.slug() == text));
    let holder =
        value("chez").and_then(|text| ClaimFilter::ALL.into_iter().find(|it| it.slug() == text));
    QueueSearch {
        tab: file.unwrap_or_default(),
        departement: value("departement").and_then(|text| text.parse().ok()),
        request: asked,
        // Decided proposals have no holder.
        claim: holder.filter(|_| file != Some(QueueTab::Decided)),
        page: value("page").and_then(|text| text.parse().ok()).unwrap_or(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths;

    #[test]
    fn a_query_round_trips_and_unknown_values_are_ignored() {
        let pairs = |text: &str| {
            let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
            pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
        };
        let link = "file=quarantaine&departement=37&demande=nouvelle&chez=moi&page=2";
        assert_eq!(
            paths::queue(&parse_query(&pairs(link))),
            format!("{}?{link}", paths::MODERATION)
        );
        assert_eq!(
            paths::queue(&parse_query(&pairs("file=x&departement=&page=-1"))),
            paths::MODERATION
        );
    }
}
