//! Records: "the highest for 16 years", "the worst violence since 1990", "the largest ever".
//!
//! That a rate is the highest for years is another claim than the rate itself, near as their words are: who gives the rate alone does
//! not say it. A record is a superlative with the span of time that it holds for behind it.
//! Linear in the words.
//!
//! Known misses: records without a superlative ("not seen for a decade", "the first such case"), told without their time ("a record").

use crate::alignment::Member;
use crate::language::TokenKind;
use crate::language::syntax::tag::Xpos;
use crate::span::TokenIndex;

/// Words after the superlative within which its time begins.
const WORDS_TO_TIME: usize = 8;
/// Words that begin it.
const SINCE: [&str; 4] = ["since", "ever", "history", "record"];
/// The same, with a number or a word for many years behind them.
const FOR: [&str; 3] = ["for", "in", "of"];
/// Words for long times.
const TIMES: [&str; 9] = ["year", "years", "decade", "decades", "century", "centuries", "generation", "months", "memory"];
/// Words between "for" and its time ("for more than 16 years").
const WORDS_BETWEEN: usize = 4;

/// Whether a record is told among tokens.
pub(crate) fn is_told(member: &Member<'_>, mut tokens: impl Iterator<Item = TokenIndex> + Clone) -> bool {
    let all = tokens.clone();
    tokens.any(|at| is_superlative(member, at) && has_time(member, at, all.clone()))
}

/// Whether anything among tokens could tell of one in other words: a superlative, or the span of time.
pub(crate) fn may_be_told(member: &Member<'_>, mut tokens: impl Iterator<Item = TokenIndex> + Clone) -> bool {
    tokens.any(|at| {
        let form = member.form(at.get());
        is_superlative(member, at) || SINCE.contains(&form.as_str()) || matches!(form.as_str(), "first" | "never" | "unprecedented")
    })
}

fn is_superlative(member: &Member<'_>, at: TokenIndex) -> bool {
    let is_one =
        member.analysis.syntax.get(at.get()).is_some_and(|syntax| matches!(syntax.tag.xpos, Xpos::Superlative | Xpos::SuperlativeAdverb));
    // "At least six", "at most ten", "at its best".
    let is_bound = at.get().checked_sub(1).is_some_and(|before| member.form(before) == "at");
    is_one && !is_bound
}

fn has_time(member: &Member<'_>, superlative: TokenIndex, tokens: impl Iterator<Item = TokenIndex> + Clone) -> bool {
    let behind = tokens.skip_while(|at| *at <= superlative);
    let is_time = |at: TokenIndex| {
        (at.get() + 1..=at.get() + WORDS_BETWEEN).any(|next| TIMES.contains(&member.form(next).as_str()))
            && member.analysis.tokens.get(at.get() + 1).is_some_and(|token| token.kind != TokenKind::Punctuation)
    };
    behind.take(WORDS_TO_TIME).any(|at| {
        let form = member.form(at.get());
        SINCE.contains(&form.as_str()) || FOR.contains(&form.as_str()) && is_time(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alignment::fixture::told;

    fn is_record(text: &str) -> bool {
        let told = told("A", "", text);
        is_told(&told.member(), (0..told.analysis.tokens.len()).map(TokenIndex::new))
    }

    #[test]
    fn a_superlative_with_its_time_is_a_record() {
        assert!(is_record("At 4 percent, the toll is now the highest for 12 years."));
        assert!(is_record("It was the worst storm on the coast since 1953."));
        assert!(is_record("The bridge is the longest ever built in Velmora."));
        assert!(!is_record("At least six ferries have been late for years."));
        assert!(!is_record("The toll is now 4 percent."));
        assert!(!is_record("The largest ferry was sold."));
    }
}
