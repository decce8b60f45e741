//! Figures of headlines and leads: those are of the event itself.
//!
//! Constant for a figure, but for the two vectors that are read for two large counts of other nouns.

use crate::alignment::Member;
use crate::alignment::figure::{Figure, same_order};
use crate::alignment::matching::Matching;
use crate::alignment::vocabulary::Term;
use crate::article::BlockKind;
use crate::language::{Quantity, Sentence};

/// Counts from which on a lead gives few of them: they are of the event.
const LARGE: f64 = 1000.0;
/// Cosine from which on two nouns may count the same ("household" and "homes" .43, "ships" and "vessels" .55; "votes" and "seats" .33).
const NEAR_IN_MEANING: f64 = 0.4;
/// Sentences at the start of a text whose figures are those of the event itself.
const FIRST_SENTENCES: usize = 3;

/// Whether a figure stands in the headline or one of the first sentences of the text.
pub(super) fn is_prominent(member: &Member<'_>, quantity: &Quantity) -> bool {
    let sentences = &member.analysis.sentences;
    let is_headline =
        |sentence: &Sentence| member.article.blocks.get(sentence.block.get()).is_some_and(|block| block.kind == BlockKind::Headline);
    let headlines = sentences.iter().take_while(|sentence| is_headline(sentence)).count();
    quantity.sentence.get() < headlines + FIRST_SENTENCES
}

/// Whether two articles lead with a large count of things that are near in meaning: "3.8 million households lost power", "more than five
/// million homes went dark".
pub(super) fn is_of_both(matching: &Matching<'_, '_>, left: &Figure<'_>, right: &Figure<'_>, (one, other): (Term, Term)) -> bool {
    left.is_prominent
        && right.is_prominent
        && left.statement.member != right.statement.member
        && left.quantity.value.min(right.quantity.value) >= LARGE
        && same_order(&left.quantity, &right.quantity)
        && (one == other || matching.vocabulary.nearness(one, other) >= NEAR_IN_MEANING)
}
