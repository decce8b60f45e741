//! Events as the user says: which article belongs to which, by id.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::Article;

/// A grouping from outside.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GivenEvents {
    /// The event of each article, by the article's id.
    pub event_of: BTreeMap<String, String>,
}

impl GivenEvents {
    /// The articles of each event, in order; those that are not named stand alone.
    pub(crate) fn groups(&self, articles: &[Article]) -> Vec<Vec<u32>> {
        let mut groups: Vec<Vec<u32>> = Vec::new();
        let mut place: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, article) in articles.iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let known = self.event_of.get(&article.id).and_then(|event| place.get(event.as_str()).copied());
            match known {
                Some(group) => groups[group].push(at),
                None => {
                    if let Some(event) = self.event_of.get(&article.id) {
                        place.insert(event, groups.len());
                    }
                    groups.push(vec![at]);
                }
            }
        }
        groups
    }

    /// Ids that no article has, in order.
    pub(crate) fn unknown(&self, articles: &[Article]) -> Vec<&str> {
        let there: BTreeSet<&str> = articles.iter().map(|article| article.id.as_str()).collect();
        self.event_of.keys().map(String::as_str).filter(|id| !there.contains(id)).collect()
    }

    /// Articles that are not named.
    pub(crate) fn unnamed<'run>(&self, articles: &'run [Article]) -> Vec<&'run str> {
        articles.iter().map(|article| article.id.as_str()).filter(|id| !self.event_of.contains_key(*id)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article_from_text;

    #[test]
    fn articles_stand_as_they_are_told_to_and_the_rest_alone() {
        let articles = ["a", "b", "c", "d"].map(|id| article_from_text(id, "", "A ferry sank."));
        let given = [("a", "x"), ("c", "x"), ("b", "y"), ("e", "y")].map(|(id, event)| (id.to_owned(), event.to_owned()));
        let given = GivenEvents { event_of: given.into() };
        assert_eq!(given.groups(&articles), [vec![0, 2], vec![1], vec![3]]);
        assert_eq!(given.unknown(&articles), ["e"]);
        assert_eq!(given.unnamed(&articles), ["d"]);
    }
}
