//! A claim given from outside, in any wording, against one article.
//!
//! Reported is decided sentence by sentence, as for statements. Contradicted is decided by the rules for conflicts: the
//! claim is put beside the article as if it were an article of one statement.

use crate::alignment::candidates::Searchable;
use crate::alignment::matching::Matching;
use crate::alignment::nearness::WholeMeaning;
use crate::alignment::scorer::{self, Chance, Features, Manner, Match};
use crate::alignment::vocabulary::Vocabulary;
use crate::alignment::{AlignmentOptions, Check, CheckCoverage, Member, Nearest, Voice, conflict, voice};
use crate::article::{Article, Completeness};
use crate::language::Analysis;
use crate::span::{BlockIndex, SentenceIndex, Span, TokenIndex};
use crate::statement::{self, Certainty, Polarity, Statement, StatementForm, StatementOptions};

/// What is left of the probability that a claim is reported once the passage is found to conflict with it.
const REPORTED_DESPITE_CONFLICT: f64 = 0.25;

/// See [`check`](super::check()).
pub(super) fn check(
    claim: (&Article, &Analysis),
    context: Option<(&Article, &Analysis)>,
    member: &Member<'_>,
    options: &AlignmentOptions,
) -> Check {
    let mut vocabulary = Vocabulary::default();
    let all = |analysis: &Analysis| (0..analysis.tokens.len()).map(TokenIndex::new);
    let words = vocabulary.read(claim.0, claim.1, all(claim.1));
    let around = context.map(|(article, analysis)| Searchable::read(article, analysis, &mut vocabulary));
    let mut there = Searchable::read(member.article, member.analysis, &mut vocabulary);
    there.index(vocabulary.len());
    vocabulary.relate();
    vocabulary.bring_near(words.iter().map(|word| word.term));
    let home = |term| match &around {
        Some(around) => around.sentences.iter().filter(|sentence| sentence.iter().any(|word| word.term == term)).count().max(1),
        None => 1,
    };
    let home_sentences = around.as_ref().map_or(1, |around| around.sentences.len().max(1));
    let weights = scorer::weigh_claim(&words, &vocabulary, home, home_sentences, &there);
    let text_of = |sentence: usize| member.analysis.sentences[sentence].span.of(&member.article.text);
    let meaning = WholeMeaning::of(&claim.0.text);
    let by_vectors = |sentence: usize| meaning.likeness(&WholeMeaning::of(text_of(sentence)));
    let by_encoder = options.encoder.map(|encoder| {
        move |sentence: usize| {
            let vectors = encoder.encode(&[&claim.0.text, text_of(sentence)]);
            vectors[0].iter().zip(&vectors[1]).map(|(said, heard)| f64::from(said * heard)).sum()
        }
    });
    let manner = by_encoder.as_ref().map_or(Manner::Claim(&by_vectors), |by_encoder| Manner::ClaimByEncoder(by_encoder));
    let found = scorer::seek(&words, &weights, &there, &vocabulary, manner);
    let Match { sentence, similarity, features, probability, .. } = found.unwrap_or(Match {
        sentence: 0,
        similarity: 0.0,
        features: Features::default(),
        probability: 0.0,
        chance: Chance::ONE_SENTENCE,
    });
    let Some(place) = member.analysis.sentences.get(sentence) else { return silent() };
    let nearest = Nearest { sentence: SentenceIndex::new(sentence), span: place.span, similarity };
    let held = |at: usize| voice::of_span(member, member.analysis.sentences[at].span);
    if let Some((opposed, contradicted)) = contradiction(claim, member, sentence) {
        let said_there_too = opposed != sentence && probability >= options.reported_from;
        if !said_there_too {
            let span = member.analysis.sentences[opposed].span;
            let nearest = Nearest { sentence: SentenceIndex::new(opposed), span, similarity };
            return Check {
                probability_reported: probability * REPORTED_DESPITE_CONFLICT,
                probability_contradicted: contradicted,
                coverage: CheckCoverage::Contradicted,
                nearest: Some(nearest),
                voice: held(opposed),
                features,
            };
        }
    }
    let coverage = if probability >= options.reported_from {
        CheckCoverage::Reported
    } else if probability >= options.absent_below {
        CheckCoverage::Unclear
    } else if member.article.completeness == Completeness::Whole {
        CheckCoverage::Absent
    } else {
        CheckCoverage::Unknown
    };
    Check {
        probability_reported: probability,
        probability_contradicted: 0.0,
        coverage,
        nearest: Some(nearest),
        voice: held(sentence),
        features,
    }
}

/// The answer where there is no sentence to look at.
fn silent() -> Check {
    Check {
        probability_reported: 0.0,
        probability_contradicted: 0.0,
        coverage: CheckCoverage::Unknown,
        nearest: None,
        voice: Voice::Own,
        features: Features::default(),
    }
}

/// The sentence of the article that cannot hold beside the claim (the nearest one, if it is among them), and how
/// probable that is.
fn contradiction(claim: (&Article, &Analysis), member: &Member<'_>, nearest: usize) -> Option<(usize, f64)> {
    let whole = [whole(claim.0, claim.1)];
    let beside = [Member { article: claim.0, analysis: claim.1, statements: &whole, attributions: &[] }, *member];
    let matching = Matching::of(&beside);
    let (conflicts, opposition) = conflict::find(&matching);
    let probability = conflicts.first()?.probability;
    let opposed = opposition.pairs.iter().filter(|(left, right)| left.member == 0 && right.member == 1);
    opposed
        .map(|(_, right)| member.statements[right.statement.get()].sentence.get())
        .min_by_key(|sentence| (*sentence != nearest, *sentence))
        .map(|sentence| (sentence, probability))
}

/// A claim as one statement: all its words, the polarity of its first clause.
fn whole(article: &Article, analysis: &Analysis) -> Statement {
    let cut = statement::cut(article, analysis, &[], &StatementOptions::default()).list;
    let numbers = |count: usize| (0..u32::try_from(count).unwrap_or(u32::MAX)).collect();
    Statement {
        subject: Vec::new(),
        form: StatementForm::Clause,
        spans: vec![Span::new(0, article.text.len())],
        sentence: SentenceIndex::new(0),
        block: BlockIndex::new(0),
        tokens: (0..analysis.tokens.len()).filter(|at| analysis.tokens[*at].kind.carries_meaning()).map(TokenIndex::new).collect(),
        polarity: cut.first().map_or(Polarity::Affirmed, |first| first.polarity),
        negator: cut.first().and_then(|first| first.negator),
        certainty: cut.first().map_or(Certainty::Flat, |first| first.certainty),
        quantities: numbers(analysis.quantities.len()),
        times: numbers(analysis.times.len()),
        names: numbers(analysis.names.len()),
    }
}

/// Whether a word stands for something said before.
pub(super) fn is_pronoun(form: &str) -> bool {
    const PRONOUNS: &[&str] =
        &["he", "she", "it", "they", "his", "her", "its", "their", "him", "them", "this", "that", "these", "those", "who", "which"];
    PRONOUNS.iter().any(|pronoun| form.eq_ignore_ascii_case(pronoun))
}
