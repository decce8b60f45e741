//! Sentences with spans: one pass over a block's tokens.
//!
//! A full stop, question or exclamation mark, or ellipsis ends a sentence, with the closing quotes and brackets that stand right after it,
//! unless a lower-case word follows. An abbreviation with its own full stop ends one only if it is not a title or initial and a
//! word follows that opens sentences ("the", "he": Kiss and Strunk, 2006, call them orthographic evidence). An empty line
//! always ends one; a line break does before a bullet and after a mark. An endless sentence is cut, with a warning.
//! Known misses: "U.S. Bancorp said" is kept together, but "from the U.S. Bancorp said" is too; "Yahoo! Inc." is cut.

use crate::article::Article;
use crate::error::{Warning, WarningCode};
use crate::language::{Analysis, LanguageOptions, Sentence, Token, TokenKind, token};
use crate::lexicon::abbreviation::{self, AbbreviationClass};
use crate::lexicon::function;
use crate::lexicon::number;
use crate::span::{BlockIndex, Span, TokenRange};

/// Fills `analysis.sentences`.
pub(crate) fn split(article: &Article, options: &LanguageOptions, analysis: &mut Analysis) {
    let text = article.text.as_str();
    let longest = options.longest_sentence_tokens.max(2);
    let mut cuts = 0_usize;
    for (index, block) in article.blocks.iter().enumerate().filter(|(_, block)| block.kind.is_prose()) {
        let range = analysis.tokens_under(block.span);
        let tokens = analysis.tokens.get(range.range()).unwrap_or(&[]);
        let mut start = 0;
        let mut at = 0;
        while at < tokens.len() {
            let mut last = at;
            let ends = if at + 1 == tokens.len() {
                true
            } else if let Some(end) = end_here(text, tokens, at) {
                last = end;
                true
            } else {
                false
            };
            if !ends && at + 1 - start >= longest {
                last = softest_cut(text, tokens, start, at);
                cuts += 1;
            } else if !ends {
                at += 1;
                continue;
            }
            let span = Span { start: tokens[start].span.start, end: tokens[last].span.end };
            let offset = range.start as usize;
            analysis.sentences.push(Sentence {
                span,
                tokens: TokenRange::new(offset + start, offset + last + 1),
                block: BlockIndex::new(index),
            });
            start = last + 1;
            at = start;
        }
    }
    if cuts > 0 {
        let message = format!("a sentence of more than {longest} words was cut in {} places", cuts);
        analysis.warnings.push(Warning::new(WarningCode::LongSentence, article.id.clone(), message));
    }
}

/// The last token of the sentence if one ends with the token at `at` and what closes after it.
fn end_here(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let form = tokens[at].span.of(text);
    let gap = |left: usize| &text[tokens[left].span.range().end..tokens[left + 1].span.range().start];
    let Some(stop) = Stop::of(form) else {
        return line_break_ends(text, tokens, at, gap(at)).then_some(at);
    };
    let mut last = at;
    while last + 1 < tokens.len() && closes(text, tokens, last + 1) && gap(last).is_empty() {
        last += 1;
    }
    // Closing marks that stand apart, as tokenised text has them: ". ''".
    while last + 1 < tokens.len() && matches!(tokens[last + 1].span.of(text), "''" | "”" | ")") && !gap(last).contains('\n') {
        last += 1;
    }
    if last + 1 == tokens.len() {
        return Some(last);
    }
    let between = gap(last);
    if between.is_empty() && stop != Stop::Mark {
        return None;
    }
    if between.contains("\n\n") {
        return Some(last);
    }
    let next = opener(text, tokens, last + 1);
    let next_form = next.span.of(text);
    let next_first = next_form.chars().next().unwrap_or(' ');
    let starts = next_first.is_uppercase()
        || next_first.is_numeric()
        || !next_first.is_alphabetic()
        || !next_form.is_ascii() && !next_first.is_lowercase();
    let ends = match stop {
        Stop::Mark if between.is_empty() => {
            next_first.is_uppercase() && form == "." && tokens[at].span.len() == 1 && before_is_word(text, tokens, at)
        }
        Stop::Mark => starts && !matches!(next_form, "," | ";" | ":" | "-" | "–" | "—" | "--"),
        Stop::Ellipsis => next_first.is_uppercase() && next.kind != TokenKind::Punctuation,
        Stop::Abbreviation => {
            next_first.is_uppercase() && opens_sentences(next_form) || last > at && next_first.is_uppercase() || between.contains('\n')
        }
    };
    ends.then_some(last)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Mark,
    Ellipsis,
    Abbreviation,
}

impl Stop {
    fn of(form: &str) -> Option<Self> {
        if form == "…" || (form.len() > 1 && form.bytes().all(|byte| byte == b'.')) {
            return Some(Self::Ellipsis);
        }
        if form.starts_with(['.', '!', '?', '。', '؟']) && !form.contains(char::is_alphanumeric) {
            return Some(Self::Mark);
        }
        if form.len() > 2 && form.ends_with('.') {
            let class = abbreviation::look_up(&token::fold(form)).map(|(class, _)| class);
            return (class != Some(AbbreviationClass::Title)).then_some(Self::Abbreviation);
        }
        None
    }
}

fn before_is_word(text: &str, tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        let form = tokens[before].span.of(text);
        form.chars().count() > 2 && form.chars().next_back().is_some_and(char::is_lowercase)
    })
}

/// The word that shows whether a sentence starts at `at`: past opening quotes and brackets.
fn opener<'tokens>(text: &str, tokens: &'tokens [Token], at: usize) -> &'tokens Token {
    let marks = tokens[at..]
        .iter()
        .take(3)
        .take_while(|token| matches!(token.span.of(text), "\"" | "“" | "‘" | "'" | "``" | "`" | "(" | "[" | "«"))
        .count();
    tokens.get(at + marks).unwrap_or(&tokens[at])
}

/// Whether a token closes a quotation or bracket, if it follows a stop without a gap.
fn closes(text: &str, tokens: &[Token], at: usize) -> bool {
    match tokens[at].span.of(text) {
        "”" | "’" | ")" | "]" | "»" | "''" => true,
        "\"" | "'" => !text[tokens[at].span.range().end..].starts_with(char::is_alphanumeric),
        _ => false,
    }
}

fn line_break_ends(text: &str, tokens: &[Token], at: usize, between: &str) -> bool {
    if !between.contains('\n') {
        return false;
    }
    if between.matches('\n').nth(1).is_some() {
        return true;
    }
    let next = tokens[at + 1].span.of(text);
    matches!(next, "•" | "*" | "▪" | "●" | "·" | "‣" | "◦" | "►")
        || (next == "-" && text[tokens[at + 1].span.range().end..].starts_with(' '))
}

/// Function words and numbers in letters open sentences after an abbreviation; a capital alone may be a name.
fn opens_sentences(form: &str) -> bool {
    let folded = token::fold(form);
    function::is_function_word(&folded) && !matches!(folded.as_str(), "of" | "i" | "us" | "it" | "v" | "vs" | "may" | "will")
        || matches!(folded.as_str(), "it" | "police" | "officials" | "last" | "i")
        || number::look_up(&folded).is_some()
}

/// The best place to cut an endless sentence: its last semicolon, else its last comma, else right here.
fn softest_cut(text: &str, tokens: &[Token], start: usize, at: usize) -> usize {
    let half = start + (at - start) / 2;
    [";", ",", "—", "–"].iter().find_map(|mark| (half..=at).rev().find(|index| tokens[*index].span.of(text) == *mark)).unwrap_or(at)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::article::{Block, BlockKind, Published};
    use crate::language::analyse;

    /// An article of body paragraphs; the first is its headline if it has more than one.
    pub(crate) fn article(paragraphs: &[&str]) -> Article {
        let mut text = String::new();
        let mut blocks = Vec::new();
        for paragraph in paragraphs {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let start = text.len();
            text.push_str(paragraph);
            let span = Span::new(start, text.len()).trim(&text);
            blocks.push(Block { kind: BlockKind::Body, span });
        }
        Article { published: Published::Day(jiff::civil::date(2021, 11, 7)), ..Article::bare("test", text, blocks) }
    }

    pub(crate) fn analysed(article: &Article) -> Analysis {
        let depth = crate::language::LanguageDepth::Full;
        analyse(article, &LanguageOptions { depth, ..LanguageOptions::default() })
    }

    fn sentences(text: &str) -> Vec<String> {
        let article = article(&[text]);
        analysed(&article).sentences.iter().map(|sentence| sentence.span.of(&article.text).to_owned()).collect()
    }

    fn tokens(text: &str) -> Vec<String> {
        let article = article(&[text]);
        analysed(&article).tokens.iter().map(|token| token.span.of(&article.text).to_owned()).collect()
    }

    fn terms(text: &str) -> Vec<String> {
        let article = article(&[text]);
        let analysis = analysed(&article);
        analysis.tokens.iter().map(|token| analysis.term(token).to_owned()).collect()
    }

    #[test]
    fn abbreviations_initials_and_decimals_end_nothing() {
        for whole in [
            "Mr. Smith of the U.S. Senate met John F. Kennedy at 5 p.m. on Friday.",
            "Inflation rose 5.25 percent, to $3.5bn, said Gen. Mark A. Milley.",
            "Officials in Washington, D.C., spoke.",
            "BAGHDAD (AP) — A drone hit the house.",
            "He said \"Why?\" and left.",
        ] {
            assert_eq!(sentences(whole), [whole]);
        }
    }

    #[test]
    fn a_stop_ends_a_sentence_with_its_closing_quotes() {
        assert_eq!(
            sentences("“We won.” He left. (He did.) \"Go. Now.\" So?"),
            ["“We won.”", "He left.", "(He did.)", "\"Go.", "Now.\"", "So?"]
        );
        assert_eq!(
            sentences("He came from the U.S. He left at 5 p.m. The end."),
            ["He came from the U.S.", "He left at 5 p.m.", "The end."]
        );
        assert_eq!(sentences("Well... He said so... and left."), ["Well...", "He said so... and left."]);
    }

    #[test]
    fn an_endless_sentence_is_cut_with_a_warning() {
        let article = article(&["word, ".repeat(2000).as_str()]);
        let analysis = analysed(&article);
        assert!(analysis.sentences.iter().all(|sentence| sentence.tokens.len() <= 400));
        assert_eq!(analysis.warnings[0].code, WarningCode::LongSentence);
        assert_eq!(analysis.sentences.iter().map(|sentence| sentence.tokens.len()).sum::<usize>(), analysis.tokens.len());
    }

    #[test]
    fn clitics_figures_and_signs_are_tokens_of_their_own() {
        assert_eq!(
            tokens("Iraq's PM didn't, can't, cannot."),
            ["Iraq", "'s", "PM", "did", "n't", ",", "ca", "n't", ",", "can", "not", "."]
        );
        assert_eq!(
            tokens("It’s $3.5bn (5-4), 1,000 at 10:30am."),
            ["It", "’s", "$", "3.5", "bn", "(", "5-4", ")", ",", "1,000", "at", "10:30", "am", "."]
        );
        assert_eq!(
            tokens("explosive-laden O'Brien a.m. #tag @name www.a.com/x. ``So''..."),
            ["explosive-laden", "O'Brien", "a.m.", "#tag", "@name", "www.a.com/x", ".", "``", "So", "''", "..."]
        );
    }

    #[test]
    fn numbers_written_either_way_share_a_normal_form() {
        assert_eq!(terms("six 6 1,000 Twenty-five third 3rd"), ["6", "6", "1000", "25", "3rd", "3rd"]);
        assert_eq!(terms("The U.S. and US officials said"), ["the", "us.", "and", "us.", "official", "say"]);
    }

    #[test]
    fn sentences_cover_all_tokens() {
        let odd = article(&["A.B.C... ?! “ ' x", "\u{200b}", "é’s 😀😀 'tis 5", "U.S."]);
        let analysis = analysed(&odd);
        let covered: Vec<usize> = analysis.sentences.iter().flat_map(|sentence| sentence.tokens.range()).collect();
        assert_eq!(covered, (0..analysis.tokens.len()).collect::<Vec<_>>());
    }
}
