//! Query of the queue; unknown values are ignored.

use crate::domain::queue::{Asked, File, Holder, QueueSearch};

pub fn read(pairs: &[(String, String)]) -> QueueSearch {
    let value =
        |name: &str| pairs.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str());
    let file = value("file").and_then(|text| File::ALL.into_iter().find(|it| it.slug() == text));
    let asked =
        value("demande").and_then(|text| Asked::ALL.into_iter().find(|it| it.slug() == text));
    let holder =
        value("chez").and_then(|text| Holder::ALL.into_iter().find(|it| it.slug() == text));
    QueueSearch {
        file: file.unwrap_or_default(),
        departement: value("departement").and_then(|text| text.parse().ok()),
        asked,
        // Decided proposals have no holder.
        holder: holder.filter(|_| file != Some(File::Decided)),
        page: value("page").and_then(|text| text.parse().ok()).unwrap_or(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths;

    #[test]
    fn a_link_reads_what_it_spells_and_leaves_out_what_means_nothing() {
        let pairs = |text: &str| {
            let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
            pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
        };
        let link = "file=quarantaine&departement=37&demande=nouvelle&chez=moi&page=2";
        assert_eq!(paths::queue(&read(&pairs(link))), format!("{}?{link}", paths::MODERATION));
        assert_eq!(paths::queue(&read(&pairs("file=x&departement=&page=-1"))), paths::MODERATION);
    }
}
