//! Quotations: runs inside curly, straight, doubled, angle and single marks, within one block.
//!
//! One pass over a block's tokens. Which way a straight mark looks follows from the white space around it; the state ends with the
//! paragraph. A run that is open at the paragraph's end is speech that runs on if the next paragraph opens with a mark again,
//! else it is unclosed. A mark that fits nowhere is passed over with a warning, so it costs its own run and nothing else. Single marks
//! count only outside double ones, and only with a partner in their block that is no apostrophe. Nested quotations are part of the
//! outer one. Known miss: a plural possessive at the end of a single-quoted run ("'the guards' house'") closes it early.

use crate::article::Article;
use crate::error::{Warning, WarningCode};
use crate::language::{Analysis, Quotation, QuotationForm};
use crate::span::{Span, TokenRange};

/// What a token is to a quotation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opening,
    Closing,
    /// Either: straight or doubled apostrophes.
    Straight,
    SingleOpening,
    SingleStraight,
}

fn mark_of(form: &str) -> Option<Mark> {
    match form {
        "“" | "«" | "``" | "„" | "‟" => Some(Mark::Opening),
        "”" | "»" => Some(Mark::Closing),
        "\"" | "''" | "＂" => Some(Mark::Straight),
        "‘" | "`" => Some(Mark::SingleOpening),
        "'" => Some(Mark::SingleStraight),
        _ => None,
    }
}

fn is_single(mark: Mark) -> bool {
    matches!(mark, Mark::SingleOpening | Mark::SingleStraight)
}

/// Fills `analysis.quotations`.
pub(crate) fn find(article: &Article, analysis: &mut Analysis) {
    let text = article.text.as_str();
    let prose: Vec<TokenRange> =
        article.blocks.iter().filter(|block| block.kind.is_prose()).map(|block| analysis.tokens_under(block.span)).collect();
    let mut odd = 0_usize;
    for (index, range) in prose.iter().enumerate() {
        let runs_on = || {
            prose.get(index + 1).is_some_and(|next| {
                analysis
                    .tokens_in(*next)
                    .first()
                    .is_some_and(|token| matches!(mark_of(token.span.of(text)), Some(Mark::Opening | Mark::Straight | Mark::SingleOpening)))
            })
        };
        let (mut found, strays) = find_in_block(text, analysis, *range, runs_on());
        odd += strays + found.iter().filter(|quotation| quotation.form == QuotationForm::Unclosed).count();
        analysis.quotations.append(&mut found);
    }
    if odd > 0 {
        let message = format!("{odd} quotation mark(s) without a partner: the quotations around them may be wrong");
        analysis.warnings.push(Warning::new(WarningCode::UnbalancedQuotation, article.id.clone(), message));
    }
}

fn find_in_block(text: &str, analysis: &Analysis, range: TokenRange, runs_on: bool) -> (Vec<Quotation>, usize) {
    let tokens = analysis.tokens_in(range);
    let mut found: Vec<Quotation> = Vec::new();
    let mut open: Option<usize> = None;
    let mut strays = 0;
    let span = |from: usize, to: usize, form: QuotationForm| {
        let whole = Span { start: tokens[from].span.start, end: tokens[to].span.end };
        let end = if form == QuotationForm::Closed { tokens[to].span.start } else { whole.end };
        Quotation { span: whole, inner: Span::new(tokens[from].span.range().end, end as usize).trim(text), form }
    };
    let mut at = 0;
    // The partners of single marks, looked for once a block: a second search from the same place would make it quadratic.
    let mut singles_end = tokens.len();
    while at < tokens.len() {
        let Some(mark) = mark_of(tokens[at].span.of(text)) else {
            at += 1;
            continue;
        };
        let (gap_before, gap_after) = (gap_before(text, tokens[at].span), gap_after(text, tokens[at].span));
        match (mark, open) {
            (Mark::Opening, None) => open = Some(at),
            (Mark::Straight, None) if !gap_after && at + 1 < tokens.len() && (gap_before || !ends_word(text, tokens[at].span)) => {
                open = Some(at)
            }
            // A closing mark that looks like an opening one, with a partner of its own: `”We lost a year.”`
            (Mark::Closing, None)
                if gap_before && starts_word(text, tokens[at].span) && {
                    let next = tokens[at + 1..].iter().find_map(|token| mark_of(token.span.of(text)).filter(|mark| !is_single(*mark)));
                    next == Some(Mark::Closing)
                } =>
            {
                open = Some(at);
            }
            (Mark::Closing | Mark::Straight, None) => strays += 1,
            (Mark::Closing, Some(from)) => {
                found.push(span(from, at, QuotationForm::Closed));
                open = None;
            }
            // A straight mark with a gap before and none after opens: the one that is open had no partner.
            (Mark::Straight, Some(from)) if gap_before && !gap_after && at > from + 1 && starts_word(text, tokens[at].span) => {
                strays += 1;
                open = Some(at);
            }
            (Mark::Straight, Some(from)) => {
                found.push(span(from, at, QuotationForm::Closed));
                open = None;
            }
            // Curly marks inside curly marks: the first had no partner, if no two closing marks follow.
            (Mark::Opening, Some(_)) => {
                let closings = tokens[at..].iter().take(NESTED_WITHIN_TOKENS).filter_map(|token| mark_of(token.span.of(text)));
                let closings: Vec<Mark> = closings.filter(|mark| matches!(mark, Mark::Opening | Mark::Closing)).take(3).collect();
                if closings.get(1) == Some(&Mark::Closing) && closings.get(2) == Some(&Mark::Closing) {
                    // Nested: pass over it to its closing mark.
                    let inner = tokens[at + 1..].iter().position(|token| mark_of(token.span.of(text)) == Some(Mark::Closing));
                    at += inner.map_or(0, |offset| offset + 1);
                } else {
                    strays += 1;
                    open = Some(at);
                }
            }
            (Mark::SingleOpening | Mark::SingleStraight, None) if at < singles_end && gap_before && !gap_after => {
                match closing_single(text, tokens, at) {
                    Some(to) => {
                        found.push(span(at, to, QuotationForm::Closed));
                        at = to;
                    }
                    None => singles_end = at.max(1),
                }
            }
            (Mark::SingleOpening | Mark::SingleStraight, _) => {}
        }
        at += 1;
    }
    if let Some(from) = open {
        let form = if runs_on { QuotationForm::Continued } else { QuotationForm::Unclosed };
        found.push(span(from, tokens.len() - 1, form));
    }
    (found, strays)
}

/// How far ahead the closing marks of a nested quotation are looked for.
const NESTED_WITHIN_TOKENS: usize = 120;

fn gap_before(text: &str, span: Span) -> bool {
    text[..span.range().start].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '"' | '“'))
}

fn gap_after(text: &str, span: Span) -> bool {
    text[span.range().end..].chars().next().is_none_or(char::is_whitespace)
}

fn starts_word(text: &str, span: Span) -> bool {
    text[span.range().end..].chars().next().is_some_and(|c| c.is_alphanumeric() || c == '[')
}

fn ends_word(text: &str, span: Span) -> bool {
    text[..span.range().start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '!' | '?'))
}

/// The single mark that closes the run opened at `from`: no gap before it, none but marks or a gap after it, and no plural possessive
/// before a word if a better one follows.
fn closing_single(text: &str, tokens: &[crate::language::Token], from: usize) -> Option<usize> {
    let mut possible = None;
    for (offset, token) in tokens[from + 1..].iter().enumerate() {
        let at = from + 1 + offset;
        let form = token.span.of(text);
        if !matches!(form, "'" | "’") {
            if matches!(form, "“" | "”" | "\"") {
                break;
            }
            continue;
        }
        let before = text[..token.span.range().start].chars().next_back();
        let after = text[token.span.range().end..].chars().next();
        if before.is_none_or(char::is_whitespace) || after.is_some_and(char::is_alphanumeric) || at == from + 1 {
            continue;
        }
        let after_mark = before.is_some_and(|c| matches!(c, '.' | ',' | '!' | '?'));
        let plural = before == Some('s') && text[token.span.range().end..].trim_start().starts_with(char::is_lowercase);
        if after_mark || !plural {
            return Some(at);
        }
        possible = possible.or(Some(at));
    }
    possible
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::sentence::tests::{analysed, article};

    fn inner(blocks: &[&str]) -> Vec<(String, QuotationForm)> {
        let article = article(blocks);
        let analysis = analysed(&article);
        analysis.quotations.iter().map(|quotation| (quotation.inner.of(&article.text).to_owned(), quotation.form)).collect()
    }

    fn closed(texts: &[&str]) -> Vec<(String, QuotationForm)> {
        texts.iter().map(|text| ((*text).to_owned(), QuotationForm::Closed)).collect()
    }

    #[test]
    fn each_kind_of_mark_is_known() {
        assert_eq!(inner(&["“We won,” he said. \"So what?\" she asked. ``No'' was all."]), closed(&["We won,", "So what?", "No"]));
        assert_eq!(inner(&["Iraq PM: 'Several hurt' as drone hits Kadhimi's home"]), closed(&["Several hurt"]));
        assert_eq!(inner(&["He called it ‘a stain on our sport’ on Friday."]), closed(&["a stain on our sport"]));
    }

    #[test]
    fn apostrophes_open_nothing() {
        assert!(inner(&["The guards' house isn't theirs. Rock 'n' roll of the '90s."]).len() <= 1);
        assert!(inner(&["It’s the guards’ house, James’ too."]).is_empty());
    }

    #[test]
    fn a_closing_mark_before_a_word_opens_if_another_closes() {
        assert_eq!(inner(&["”We lost a year.” ― Ana Ruiz"]), closed(&["We lost a year."]));
        assert_eq!(inner(&["»We lost a year,» she said"]), closed(&["We lost a year,"]));
        assert_eq!(inner(&["”We lost a year, said “Ana” Ruiz"]), closed(&["Ana"]));
    }

    #[test]
    fn one_odd_mark_costs_only_its_own_run() {
        let found = inner(&["He said \"this is odd.", "She said \"fine\" and left. \"Good,\" he added."]);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].1, QuotationForm::Unclosed);
        assert_eq!(&found[1..], closed(&["fine", "Good,"]));
    }

    #[test]
    fn speech_runs_on_over_a_paragraph_that_opens_again() {
        let found = inner(&["“We go on.", "“Until the end,” he said."]);
        assert_eq!(found[0].1, QuotationForm::Continued);
        assert_eq!(found[1].0, "Until the end,");
    }
}
