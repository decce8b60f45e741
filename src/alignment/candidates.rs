//! An article's sentences, ready to be searched: their words, and for each term the sentences that hold it.
//!
//! An inverted index (Zobel and Moffat, 2006): a statement meets only the sentences that share a term with it, or a
//! term alike to one of its own. Cost of a search: the lengths of those terms' lists.

use crate::alignment::vocabulary::{Term, Vocabulary, Word};
use crate::article::Article;
use crate::language::Analysis;
use crate::span::TokenIndex;

/// An article's sentences by term.
pub(crate) struct Searchable {
    /// The words of each sentence.
    pub sentences: Vec<Vec<Word>>,
    /// For each term of the event, where its sentences start in `postings`; one more at the end.
    starts: Vec<u32>,
    /// Sentences, by term, in order.
    postings: Vec<u32>,
}

impl Searchable {
    /// Reads the words of an article's sentences. [`index`](Self::index) must follow when all articles are read.
    pub(crate) fn read(article: &Article, analysis: &Analysis, vocabulary: &mut Vocabulary) -> Self {
        let sentences = analysis
            .sentences
            .iter()
            .map(|sentence| vocabulary.read(article, analysis, sentence.tokens.range().map(TokenIndex::new)))
            .collect();
        Self { sentences, starts: Vec::new(), postings: Vec::new() }
    }

    /// Builds the lists, over the whole vocabulary.
    pub(crate) fn index(&mut self, terms: usize) {
        let mut pairs: Vec<(Term, u32)> =
            self.sentences.iter().enumerate().flat_map(|(at, words)| words.iter().map(move |word| (word.term, at as u32))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        self.starts = Vec::with_capacity(terms + 1);
        let mut next = 0;
        for term in 0..=terms {
            while pairs.get(next).is_some_and(|(held, _)| (*held as usize) < term) {
                next += 1;
            }
            self.starts.push(next as u32);
        }
        self.postings = pairs.into_iter().map(|(_, sentence)| sentence).collect();
    }

    /// The sentences that hold a term.
    pub(crate) fn holding(&self, term: Term) -> &[u32] {
        match (self.starts.get(term as usize), self.starts.get(term as usize + 1)) {
            (Some(start), Some(end)) => &self.postings[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// How many sentences hold a term.
    pub(crate) fn frequency(&self, term: Term) -> usize {
        self.holding(term).len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article_from_text;
    use crate::language::{self, LanguageOptions};

    #[test]
    fn each_term_leads_to_the_sentences_that_hold_it() {
        let article = article_from_text("", "", "The drone fell. The guard saw the drone. The guard left.");
        let analysis = language::analyse(&article, &LanguageOptions::default());
        let mut vocabulary = Vocabulary::default();
        let mut searchable = Searchable::read(&article, &analysis, &mut vocabulary);
        searchable.index(vocabulary.len());
        let drone = vocabulary.find("dron").expect("read");
        assert_eq!(searchable.holding(drone), [0, 1]);
        assert_eq!(searchable.frequency(drone), 2);
        assert_eq!(searchable.holding(9999), [0_u32; 0]);
    }
}
