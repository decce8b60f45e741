//! Clause-sized statements of one article, with polarity, certainty, quantities, times and names.
//!
//! The stage does not know who said what: the reporting clauses that the attribution stage found come in
//! as plain spans to be held apart, so that "X said Y" and "Y" give the same statement.

mod boundary;
mod clauses;
mod draft;
mod predicate;
mod said_relative;
mod word_class;
mod wording;

use crate::article::Article;
use crate::language::Analysis;
use crate::span::{BlockIndex, SentenceIndex, Span, TokenIndex};
use crate::statement::draft::Draft;

/// A clause-sized proposition in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Its parts in order; several where something was held apart in the middle.
    pub spans: Vec<Span>,
    /// The subject that it shares with another clause of its sentence, or the noun that it tells more of, where that stands; empty if it
    /// has a subject of its own.
    pub subject: Vec<Span>,
    /// Whether it can stand alone.
    pub form: StatementForm,
    /// The sentence it was cut from.
    pub sentence: SentenceIndex,
    /// The block that holds it.
    pub block: BlockIndex,
    /// Its tokens that carry meaning (content words, names, numbers), restored subject included, in order.
    pub tokens: Vec<TokenIndex>,
    /// Whether it is said to be so or not to be so.
    pub polarity: Polarity,
    /// The token that negates it, if one does.
    pub negator: Option<TokenIndex>,
    /// How sure its wording is.
    pub certainty: Certainty,
    /// Positions in `Analysis::quantities`.
    pub quantities: Vec<u32>,
    /// Positions in `Analysis::times`.
    pub times: Vec<u32>,
    /// Positions in `Analysis::names`.
    pub names: Vec<u32>,
}

/// Whether a statement can stand alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum StatementForm {
    /// It has a predicate with its subject, its own or one given back.
    Clause,
    /// It has none: "of one explosive-laden drone".
    Fragment,
}

/// Whether a statement says that something is so.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Polarity {
    /// It is so.
    Affirmed,
    /// It is not so.
    Negated,
}

/// How sure the wording of a statement is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Certainty {
    /// Said flatly.
    Flat,
    /// "may", "appears", "likely".
    Hedged,
    /// "allegedly", "accused of".
    Alleged,
    /// "denied that".
    Denied,
    /// "will", "plans to", "is due to".
    Planned,
    /// "if", "unless", "would".
    Conditional,
}

/// How statements are cut.
#[derive(Clone, Copy, Debug)]
pub struct StatementOptions {
    /// A piece without predicate and with fewer content words than this stays with its neighbour, or is dropped and counted.
    pub fewest_content_words: usize,
    /// The same for a piece with a predicate, and for a headline.
    pub fewest_with_predicate: usize,
}

impl Default for StatementOptions {
    fn default() -> Self {
        Self { fewest_content_words: 3, fewest_with_predicate: 2 }
    }
}

/// Statements of one article and what was dropped.
#[derive(Clone, Debug, Default)]
pub struct Statements {
    /// In order of position.
    pub list: Vec<Statement>,
    /// Pieces without enough content, not kept.
    pub dropped_fragments: usize,
}

impl Statement {
    /// From its first to its last byte.
    #[must_use]
    pub fn extent(&self) -> Span {
        self.spans.iter().copied().reduce(Span::cover).unwrap_or_default()
    }

    /// Its words as they stand in the article's text: parts joined by " … ", a subject given back before them in brackets.
    #[must_use]
    pub fn wording(&self, text: &str) -> String {
        let said = self.said(text);
        if self.subject.is_empty() { said } else { format!("[{}] {said}", self.given_back(text)) }
    }

    /// Its own words.
    pub(crate) fn said(&self, text: &str) -> String {
        join(&self.spans, text, " … ")
    }

    /// The words of the subject, or noun, that was given back to it.
    pub(crate) fn given_back(&self, text: &str) -> String {
        join(&self.subject, text, " ")
    }
}

fn join(spans: &[Span], text: &str, by: &str) -> String {
    spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(by)
}

/// Cuts an article into statements. `apart` are the reporting clauses (source and cue with what binds them),
/// in order, which belong to no statement.
///
/// A sentence, less its dateline and what is held apart, is cut into clauses where punctuation and conjunctions make it safe
/// (see `boundary`) and where the tree has a clause of its own (see `clauses`); a headline stays whole. The statements share no words, are in
/// order of their first one, and each lies inside one sentence; a clause that was taken out of another lies between its parts.
#[must_use]
pub fn cut(article: &Article, analysis: &Analysis, apart: &[Span], options: &StatementOptions) -> Statements {
    let mut statements = Statements::default();
    let mut first_apart = 0;
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        while apart.get(first_apart).is_some_and(|span| span.end <= sentence.span.start) {
            first_apart += 1;
        }
        let held: Vec<Span> = apart[first_apart..].iter().copied().take_while(|span| span.start < sentence.span.end).collect();
        let drafts = draft::of_sentence(article, analysis, sentence, &held, options);
        statements.dropped_fragments += drafts.dropped;
        let build = |draft| build(article, analysis, SentenceIndex::new(index), sentence.block, draft);
        let first = statements.list.len();
        statements.list.extend(drafts.list.into_iter().map(build));
        // Trimming can move the beginning of a clause behind that of one that was taken out of it.
        statements.list[first..].sort_by_key(|statement| statement.spans.first().copied());
    }
    statements
}

/// The statement that a draft makes.
fn build(article: &Article, analysis: &Analysis, sentence: SentenceIndex, block: BlockIndex, draft: Draft) -> Statement {
    let spans = runs(article, analysis, &draft.tokens);
    let meaning = draft.subject.iter().chain(&draft.tokens).filter(|at| analysis.tokens[**at].kind.carries_meaning());
    Statement {
        form: draft.form,
        subject: runs(article, analysis, &draft.subject),
        sentence,
        block,
        tokens: meaning.map(|at| TokenIndex::new(*at)).collect(),
        polarity: draft.polarity,
        negator: draft.negator.map(TokenIndex::new),
        certainty: draft.certainty,
        quantities: positions(&analysis.quantities, |quantity| quantity.span, &spans),
        times: positions(&analysis.times, |time| time.span, &spans),
        names: positions(&analysis.names, |name| name.span, &spans),
        spans,
    }
}

/// The spans of tokens that stand next to each other. A part of marks alone says nothing and is left out.
fn runs(article: &Article, analysis: &Analysis, tokens: &[usize]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut previous = None;
    for at in tokens {
        let span = analysis.tokens[*at].span;
        match spans.last_mut() {
            Some(last) if previous == at.checked_sub(1) => *last = last.cover(span),
            _ => spans.push(span),
        }
        previous = Some(*at);
    }
    spans.retain(|span| span.of(&article.text).contains(char::is_alphanumeric));
    spans
}

/// Positions of the items, in order of their spans, that lie inside one of the parts.
fn positions<T>(items: &[T], span_of: impl Fn(&T) -> Span, parts: &[Span]) -> Vec<u32> {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return Vec::new() };
    let from = items.partition_point(|item| span_of(item).start < first.start);
    let near = items.iter().enumerate().skip(from).take_while(|(_, item)| span_of(item).start < last.end);
    near.filter(|(_, item)| parts.iter().any(|part| part.contains(span_of(item)))).filter_map(|(at, _)| u32::try_from(at).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    use crate::language::sentence::tests::{analysed, article};

    fn cut_apart(text: &str, apart: &str) -> Vec<(String, Polarity, Certainty)> {
        let article = article(&[text]);
        let analysis = analysed(&article);
        let held: Vec<Span> =
            text.find(apart).filter(|_| !apart.is_empty()).map(|at| Span::new(at, at + apart.len())).into_iter().collect();
        let made = cut(&article, &analysis, &held, &StatementOptions::default());
        let parts = |statement: &Statement| statement.spans.iter().map(|span| span.of(&article.text)).collect::<Vec<_>>().join(" | ");
        made.list.iter().map(|statement| (parts(statement), statement.polarity, statement.certainty)).collect()
    }

    #[test]
    fn what_is_held_apart_belongs_to_no_statement() {
        let expected = ("six guards were wounded in the attack".to_owned(), Polarity::Affirmed, Certainty::Flat);
        assert_eq!(
            cut_apart("Officials said that six guards were wounded in the attack.", "Officials said that"),
            std::slice::from_ref(&expected)
        );
        assert_eq!(cut_apart("“six guards were wounded in the attack,” officials said.", "officials said"), [expected]);
    }

    /// The statements of a text, a subject given back in brackets.
    fn made(text: &str) -> Vec<String> {
        let article = article(&[text]);
        let analysis = analysed(&article);
        let made = cut(&article, &analysis, &[], &StatementOptions::default());
        let show = |statement: &Statement| {
            let own = statement.spans.iter().map(|span| span.of(&article.text)).collect::<Vec<_>>().join(" | ");
            let spans = statement.tokens.iter().map(|token| analysis.tokens[token.get()].span);
            let given: Vec<&str> =
                spans.filter(|span| !statement.spans.iter().any(|part| part.contains(*span))).map(|span| span.of(&article.text)).collect();
            if given.is_empty() { own } else { format!("({}) {own}", given.join(" ")) }
        };
        made.list.iter().map(show).collect()
    }

    fn wording(text: &str) -> (Polarity, Certainty) {
        let made = cut_apart(text, "");
        assert_eq!(made.len(), 1, "{made:?}");
        (made[0].1, made[0].2)
    }

    #[test]
    fn clauses_with_their_own_subjects_are_cut_apart() {
        let cases: [(&str, &[&str]); 8] = [
            (
                "The bridge fell at dawn, and two trains were stopped in time.",
                &["The bridge fell at dawn", "two trains were stopped in time"],
            ),
            ("The port was shut on Monday and ferries were sent to Larne.", &["The port was shut on Monday", "ferries were sent to Larne"]),
            (
                "The mayor praised the crews, while residents blamed the operator.",
                &["The mayor praised the crews", "residents blamed the operator"],
            ),
            (
                "Although the dam held through the night, the lower town was flooded.",
                &["the dam held through the night", "the lower town was flooded"],
            ),
            (
                "Police closed the square, as a dispute over pay entered its second week.",
                &["Police closed the square", "a dispute over pay entered its second week"],
            ),
            (
                "The minister resigned on Friday after prosecutors opened an inquiry.",
                &["The minister resigned on Friday", "prosecutors opened an inquiry"],
            ),
            (
                "Three drones were used; two of them were shot down over the river.",
                &["Three drones were used", "two of them were shot down over the river"],
            ),
            (
                "Her first answer was blunt: the sirens had failed across the valley.",
                &["Her first answer was blunt", "the sirens had failed across the valley"],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(made(text), expected);
        }
    }

    #[test]
    fn a_shared_subject_is_given_back_in_tokens_but_not_in_spans() {
        assert_eq!(
            made("The council rejected the plan in May and approved a smaller one in June."),
            ["The council rejected the plan in May", "(council) approved a smaller one in June"]
        );
        assert_eq!(
            made("On Tuesday, the suspect was arrested in Brno and charged with two murders."),
            ["On Tuesday, the suspect was arrested in Brno", "(suspect) charged with two murders"]
        );
        assert_eq!(
            made("A blast tore through the market in Herat, killing 14 people."),
            ["A blast tore through the market in Herat", "(blast) killing 14 people"]
        );
    }

    #[test]
    fn what_would_lose_its_subject_or_its_condition_is_not_cut() {
        for text in [
            "The man who robbed the bank and fled to Malta was arrested",
            "The army, the police and the fire service were deployed",
            "Officers arrested a driver who hit a cyclist and fled the scene",
            "If the river rises again, the school will be evacuated",
            "The talks between two or more parties are set for May",
            "The train, carrying 200 people, left the track near Udine",
            "It came two days after police used tear gas",
            "He was joined by Anna Berg, the mayor, and Paul Lind",
        ] {
            assert_eq!(made(&format!("{text}.")), [text]);
        }
    }

    #[test]
    fn a_dateline_belongs_to_no_statement() {
        for dateline in ["BAGHDAD (AP) — ", "BRENICA, Velmora, Oct 15 (MPA) - ", "LONDON -- ", "(CNN) ", "Washington (CNN) "] {
            assert_eq!(made(&format!("{dateline}Six guards were wounded on Sunday.")), ["Six guards were wounded on Sunday"]);
        }
        assert_eq!(made("The Associated Press (AP) reported a loss on Sunday."), ["The Associated Press (AP) reported a loss on Sunday"]);
    }

    #[test]
    fn a_relative_clause_that_somebody_says_is_a_statement_on_its_noun() {
        let cut = |text: &str, apart: &str| cut_apart(text, apart).into_iter().map(|made| made.0).collect::<Vec<_>>();
        assert_eq!(
            cut("The ministry closed the tunnel under the river, which engineers say was built in haste.", "which engineers say"),
            ["The ministry closed the tunnel under the river", "was built in haste"]
        );
        assert_eq!(
            cut("The vote, which the party insists was rigged, was held in May.", "the party insists"),
            ["The vote | was held in May", "was rigged"]
        );
    }

    #[test]
    fn nor_denies_and_stays() {
        let made = cut_apart("Nor will tenants owe arrears for the two years.", "");
        assert_eq!(made, [("Nor will tenants owe arrears for the two years".to_owned(), Polarity::Negated, Certainty::Planned)]);
    }

    #[test]
    fn an_adjunct_of_the_reporting_clause_goes_with_it() {
        let made = cut_apart("In a televised speech, the premier said rockets build no future.", "the premier said");
        assert_eq!(made.iter().map(|made| &*made.0).collect::<Vec<_>>(), ["rockets build no future"]);
        let made = cut_apart("The vote, officials said, was rigged in three provinces.", "officials said");
        assert_eq!(made.iter().map(|made| &*made.0).collect::<Vec<_>>(), ["The vote | was rigged in three provinces"]);
    }

    #[test]
    fn what_a_reporting_clause_denies_is_denied_and_not_negated_too() {
        let made = cut_apart("Iran denied that it fired the two rockets.", "Iran denied that");
        assert_eq!(made, [("it fired the two rockets".to_owned(), Polarity::Affirmed, Certainty::Denied)]);
    }

    #[test]
    fn a_claim_that_is_rejected_is_denied_and_not_negated_too() {
        let made = cut_apart("The ministry rejected the claims of the two unions on Monday.", "");
        assert_eq!(made.iter().map(|made| (made.1, made.2)).collect::<Vec<_>>(), [(Polarity::Affirmed, Certainty::Denied)]);
    }

    #[test]
    fn a_negator_holds_for_its_own_clause() {
        use Polarity::{Affirmed, Negated};
        for (text, polarity) in [
            ("The premier was not hurt in the attack.", Negated),
            ("No group has claimed the attack.", Negated),
            ("The driver failed to stop at the crossing.", Negated),
            ("About 900 homes were without power.", Negated),
            ("The bank did not rule out a further rise.", Affirmed),
            ("The storm hit not only the coast but also the hills.", Affirmed),
            ("Without naming the bank, Berg condemned the sale.", Affirmed),
            ("The court freed a man who had not been charged.", Affirmed),
            ("No fewer than nine people died on the pier.", Affirmed),
            ("Talks failed late on Sunday in Geneva.", Affirmed),
        ] {
            assert_eq!(wording(text).0, polarity, "{text}");
        }
    }

    #[test]
    fn cues_before_or_at_the_predicate_say_how_sure_it_is() {
        use Certainty::{Alleged, Conditional, Denied, Flat, Hedged, Planned};
        for (text, certainty) in [
            ("The dam may burst within hours.", Hedged),
            ("The firm is likely to appeal the ruling.", Hedged),
            ("He could not reach the roof in time.", Flat),
            ("Rebels allegedly fired two rockets at the base.", Alleged),
            ("The clerk is accused of stealing the files.", Alleged),
            ("The governor will sign the bill in March.", Planned),
            ("The court is due to rule on the appeal.", Planned),
            ("The union vows to strike again in June.", Planned),
            ("Trains were late due to the heavy snow.", Flat),
            ("She set up her office in the gym.", Flat),
            ("The port would close in a longer strike.", Conditional),
            ("If the levee breaks, the town will flood.", Conditional),
            ("The minister denied the claims of fraud.", Denied),
            ("She took on a potentially awkward task.", Flat),
        ] {
            assert_eq!(wording(text).1, certainty, "{text}");
        }
    }

    fn check(text: &str, apart: &[Span]) {
        let article = article(&[text]);
        let analysis = analysed(&article);
        let made = cut(&article, &analysis, apart, &StatementOptions::default());
        // A clause that was taken out of another lies between its parts: no two statements share a word.
        let mut all: Vec<Span> = made.list.iter().flat_map(|statement| statement.spans.iter().copied()).collect();
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0].end <= pair[1].start), "they overlap");
        assert!(made.list.windows(2).all(|pair| pair[0].spans[0] < pair[1].spans[0]), "they are out of order");
        for statement in &made.list {
            let mut end = 0;
            assert!(!statement.spans.is_empty() && !statement.tokens.is_empty());
            let sentence = analysis.sentences[statement.sentence.get()];
            for span in &statement.spans {
                assert!(span.start >= end && span.end > span.start, "its parts overlap or are out of order");
                assert!(sentence.span.contains(*span));
                let inside = analysis.tokens.iter().filter(|token| span.contains(token.span));
                assert!(inside.into_iter().all(|token| !apart.iter().any(|held| held.overlaps(token.span))));
                assert!(analysis.tokens.iter().any(|token| token.span.start == span.start));
                assert!(analysis.tokens.iter().any(|token| token.span.end == span.end));
                end = span.end;
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn statements_of_any_text_are_in_order_inside_their_sentence_on_token_borders(
            text in "\\PC{0,200}", words in proptest::collection::vec(0_usize..32, 0..60), from in 0_usize..150, length in 0_usize..30,
        ) {
            let known = ["the", "army", "was", "hit", "and", ",", "but", "said", "that", "killing", "14", "who", "fled", "\u{201c}", "\u{201d}",
                "after", "as", "—", ";", ":", "(", ")", "not", "He", "if", "in", "Berlin", "to", "'s", "ruled", "out", "."];
            let mixed: Vec<&str> = words.iter().map(|at| known[*at]).collect();
            for text in [text, mixed.join(" ")] {
                let held = Span::new(from, from + length);
                check(&text, &[]);
                check(&text, &[held]);
                check(&text, &[held, Span::new(from + length / 2, from + length + 9)]);
            }
        }
    }
}
