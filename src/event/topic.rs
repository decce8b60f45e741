//! Which events are about what the user asks for: all words of a topic, by stem, in the headline or the first words of one article.

use std::collections::BTreeSet;

use crate::article::Article;
use crate::event::Event;
use crate::event::signature;
use crate::language::stem;

/// Words of the body that say what an article is about, beside its headline: those that its signature's lead is made of.
const TOPIC_WORDS: usize = 200;

/// For each event whether it is about one of the topics.
pub(crate) fn matching(articles: &[Article], events: &[Event], topics: &[String]) -> Vec<bool> {
    let topics: Vec<BTreeSet<String>> = topics.iter().map(|topic| stems(topic, usize::MAX)).filter(|topic| !topic.is_empty()).collect();
    let is_about = |article: &Article| {
        let mut told = stems(article.headline.of(&article.text), usize::MAX);
        told.extend(stems(article.body.of(&article.text), TOPIC_WORDS));
        topics.iter().any(|topic| topic.is_subset(&told))
    };
    events.iter().map(|event| event.articles.iter().any(|index| is_about(&articles[index.get()]))).collect()
}

fn stems(text: &str, words: usize) -> BTreeSet<String> {
    signature::words(text, 0).take(words).map(|word| stem::stem(&word.form.to_lowercase())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{EventOptions, group};
    use crate::ingest::article_from_text;

    #[test]
    fn an_event_is_about_a_topic_if_one_article_has_all_its_words() {
        let articles = [
            article_from_text("a", "Ferry sinks off Velmora", "A ferry sank off the island on Monday."),
            article_from_text("b", "Budget vote delayed", "Lawmakers put off the vote on the state budget."),
        ];
        let events = group(&articles, &EventOptions::default());
        let about = |topics: &[&str]| matching(&articles, &events, &topics.iter().map(|topic| (*topic).to_owned()).collect::<Vec<_>>());
        assert_eq!(about(&["ferries Velmora"]), [true, false]);
        assert_eq!(about(&["ferry budget"]), [false, false]);
        assert_eq!(about(&["ferry", "budgets"]), [true, true]);
        assert_eq!(about(&["..."]), [false, false]);
    }
}
