//! Quotations signed by a name after a dash: `“We lost a year.” ― Ana Ruiz`, on one line or with the name in a paragraph of its own.
//!
//! Known miss: a post that is signed but stands in no quotation marks.

use std::ops::Range;

use crate::attribution::draft::{Draft, Rule};
use crate::attribution::grammar as g;
use crate::attribution::view::View;
use crate::lexicon::reporting_cue::{CueKind, CueTone};

/// Fewest words of a quotation that is signed.
const FEWEST_WORDS: usize = 4;
/// Longest name, in words and marks.
const LONGEST_NAME: usize = 6;

/// All signed quotations.
pub(crate) fn find(view: &View) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut at = 0;
    while at < view.words.len() {
        let Some(quotation) = view.words[at].quotation else {
            at += 1;
            continue;
        };
        let end = (at..view.words.len()).find(|next| view.words[*next].quotation != Some(quotation)).unwrap_or(view.words.len());
        let quote = at..end;
        if view.count_words(quote.clone()) >= FEWEST_WORDS
            && view.words.get(end).is_some_and(|word| g::is_dash(&word.lower))
            && let Some(name) = name_from(view, end + 1)
        {
            drafts.push(draft(view, quote, end, name));
        }
        at = end;
    }
    drafts
}

/// Puts signed quotations in the place of what else was found in them.
pub(crate) fn settle(view: &View, drafts: &mut Vec<Draft>) {
    let signed = find(view);
    let inside = |draft: &Draft, one: &Draft| {
        let quote = &one.content[0];
        draft.content.iter().chain([&draft.cue]).any(|part| part.start < quote.end && quote.start < part.end) || one.cue == draft.cue
    };
    drafts.retain(|draft| !signed.iter().any(|one| inside(draft, one)));
    drafts.extend(signed);
}

/// A name from here to the end of its line, its sentence, or a comma or bracket.
fn name_from(view: &View, start: usize) -> Option<Range<usize>> {
    let text = &view.article.text;
    let gap = |at: usize| view.words.get(at).map_or("\n", |next| &text[view.words[at - 1].span.range().end..next.span.range().start]);
    let mut end = start;
    while end < view.words.len() && end - start < LONGEST_NAME && view.words[end].is_capital && !view.is_quoted(end) {
        end += 1;
        if gap(end).contains('\n') {
            return Some(start..end);
        }
    }
    let closes = view.words.get(end).is_none_or(|word| matches!(word.lower.as_str(), "." | "," | "(")) || view.is_quoted(end);
    (end > start && closes).then_some(start..end)
}

fn draft(view: &View, quote: Range<usize>, dash: usize, name: Range<usize>) -> Draft {
    let unit = view.units.partition_point(|unit| unit.words.end <= quote.start);
    let clause = dash..name.end;
    Draft {
        rule: Rule::Signed,
        cue: dash..dash + 1,
        clause: Vec::from([clause]),
        source: Some(name),
        content: vec![quote],
        kind: CueKind::Speech,
        tone: CueTone::Neutral,
        unit,
        inherited: false,
        probability: None,
    }
}

#[cfg(test)]
mod tests {
    use crate::attribution::{AttributionOptions, find};
    use crate::ingest;
    use crate::language::{self, LanguageOptions};

    fn signers(body: &str) -> Vec<String> {
        let article = ingest::article_from_text("a", "", body);
        let analysis = language::analyse(&article, &LanguageOptions::default());
        let found = find(&article, &analysis, &AttributionOptions::default());
        found.iter().flat_map(|one| &one.source).map(|span| span.of(&article.text).to_owned()).collect()
    }

    #[test]
    fn a_name_behind_a_dash_signs_the_quotation() {
        assert_eq!(signers("“We lost a whole year to this gate.” ― Ana Ruiz"), ["Ana Ruiz"]);
        assert_eq!(signers("“We lost a whole year to this gate.” — Marko Novak, Halvig"), ["Marko Novak"]);
    }

    #[test]
    fn a_sentence_behind_a_dash_does_not() {
        assert!(signers("“We lost a whole year to this gate.” — Nobody was there by then to hear it.").is_empty());
    }
}
