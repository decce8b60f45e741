//! Goes through an article's units and gathers drafts: reporting verbs, "according to", colons, nouns, and the quotations
//! that are left over. Surface rules after O'Keefe et al. (2012) and Pareti (2015), without a parser. Cost: linear; each
//! rule looks at a bounded window.
//!
//! Known misses: objects that run past a relative clause; verbs that only a parse tells from nouns ("plans", "reports");
//! beliefs told by idiom ("has his eyes on").

use std::ops::Range;

use crate::attribution::clause;
use crate::attribution::cue;
use crate::attribution::draft::{Draft, Rule};
use crate::attribution::grammar as g;
use crate::attribution::signed;
use crate::attribution::subject;
use crate::attribution::view::{Unit, View};
use crate::lexicon::reporting_cue::{CueKind, CueTone};
use crate::lexicon::source_word::{self, SourceWord};

/// A quotation this long with nobody beside it goes to the speaker before; shorter ones are scare quotes.
const FEWEST_FLOATING_WORDS: usize = 4;
/// Longest name before a colon.
const LONGEST_COLON_SOURCE_WORDS: usize = 7;

/// Irregular verbs that tell how something is said.
const PAST_MANNER: [&str; 8] = ["began", "broke", "spat", "sang", "swore", "wept", "went", "shot"];

/// All drafts of an article, in order of unit.
pub(crate) fn drafts(view: &View) -> Vec<Draft> {
    let mut all: Vec<Draft> = Vec::new();
    // The draft whose quotation is still open to what follows, and the block it stands in.
    let mut open: Option<(usize, usize)> = None;
    // A draft that ends in a colon and waits for the next paragraph.
    let mut waiting: Option<usize> = None;
    for index in 0..view.units.len() {
        let unit = &view.units[index];
        let first = all.len();
        if view.units.get(index.wrapping_sub(1)).is_none_or(|before| before.block != unit.block) {
            transcript(view, index, &mut all);
        }
        if first == all.len() && unit.is_headline {
            headline(view, index, &mut all);
        }
        if first == all.len() {
            verbs(view, index, &mut all);
            according(view, index, &mut all);
            nouns(view, index, &mut all);
        }
        for draft in &mut all[first..] {
            draft.content.retain(|part| part.start < part.end && part.end <= view.words.len());
            draft.clause.retain(|part| part.start < part.end && part.end <= view.words.len());
        }
        let lone = lone_quotations(view, unit, &all[first..]);
        let lone: Vec<Range<usize>> = lone
            .into_iter()
            .filter(|quote| match tagged(view, index, quote) {
                Some(draft) => {
                    all.push(draft);
                    false
                }
                None => true,
            })
            .collect();
        for quote in lone {
            let words = view.count_words(quote.clone());
            let whole = quote.start == unit.words.start && view.count_words(quote.end..unit.words.end) == 0;
            let ends_like_speech = quote.len() >= 2 && matches!(view.lower(quote.end - 2), "." | "," | "!" | "?");
            if let Some(at) = waiting.take().filter(|_| quote.start == unit.words.start) {
                all[at].content.push(quote.clone());
                open = Some((at, unit.block));
                continue;
            }
            let target = open.filter(|(_, block)| *block == unit.block || *block + 1 == unit.block);
            match target {
                Some((at, block))
                    if whole
                        || ends_like_speech && words >= FEWEST_FLOATING_WORDS && block == unit.block && quote.start == unit.words.start =>
                {
                    all[at].content.push(quote.clone());
                    open = Some((at, unit.block));
                }
                _ if words >= FEWEST_FLOATING_WORDS && whole && ends_like_speech && !unit.is_headline => {
                    all.push(floating(quote.clone(), index));
                    open = Some((all.len() - 1, unit.block));
                }
                _ => {}
            }
        }
        waiting = waiting.filter(|at| all[*at].unit + 1 >= index);
        for (at, draft) in all.iter().enumerate().skip(first) {
            if draft.content.is_empty() && draft.rule == Rule::QuoteAfter {
                waiting = Some(at);
            } else if draft.content.iter().any(|part| view.is_quoted(part.start) || view.is_quoted(part.end - 1))
                && draft.kind == CueKind::Speech
            {
                open = Some((at, unit.block));
            }
        }
    }
    all.retain(|draft| draft.content.iter().any(|part| view.count_words(part.clone()) > 0));
    signed::settle(view, &mut all);
    all
}

fn floating(quote: Range<usize>, unit: usize) -> Draft {
    Draft {
        rule: Rule::Floating,
        source: None,
        cue: quote.start..quote.start,
        content: vec![quote],
        clause: Vec::new(),
        kind: CueKind::Speech,
        tone: CueTone::Neutral,
        unit,
        inherited: false,
        probability: None,
    }
}

fn plain(rule: Rule, unit: usize, cue: Range<usize>) -> Draft {
    Draft { rule, cue, ..floating(0..0, unit) }
}

/// Quotations of a unit that no draft holds.
fn lone_quotations(view: &View, unit: &Unit, drafts: &[Draft]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = unit.words.start;
    while at < unit.words.end {
        if !view.is_quoted(at) {
            at += 1;
            continue;
        }
        let end = view.quotation_end(at, unit.words.end);
        let held = drafts.iter().flat_map(|draft| &draft.content).any(|part| part.start <= at && at < part.end);
        let in_source = drafts.iter().filter_map(|draft| draft.source.as_ref()).any(|part| part.contains(&at));
        if !held && !in_source {
            found.push(at..end);
        }
        at = end;
    }
    found
}

/// `"I earn what I earn," she shrugged`: any verb of the past behind a closed quotation and a subject.
fn tagged(view: &View, index: usize, quote: &Range<usize>) -> Option<Draft> {
    let end = view.units[index].words.end;
    let inner = quote.end.checked_sub(2).filter(|at| *at > quote.start)?;
    let outer = g::is_comma(view.lower(quote.end));
    if !(matches!(view.lower(inner), "," | "!" | "?") || outer) || view.count_words(quote.clone()) < 2 {
        return None;
    }
    let start = if outer { quote.end + 1 } else { quote.end };
    let mut verb = start;
    if matches!(view.lower(start), "he" | "she" | "they" | "i" | "we") {
        verb += 1;
    } else {
        while verb < end.min(start + 4) && view.words[verb].is_capital && !view.is_quoted(verb) && !view.words[verb].is_mark {
            verb += 1;
        }
    }
    let lower = view.lower(verb);
    let is_past = lower.len() > 4 && lower.ends_with("ed") || PAST_MANNER.contains(&lower);
    if verb == start || verb >= end || view.words[verb].is_capital || !is_past {
        return None;
    }
    let next = view.lower(verb + 1);
    let closes = verb + 1 >= end
        || view.words[verb + 1].is_mark
        || view.is_quoted(verb + 1)
        || g::is_preposition(next)
        || g::is_subordinator(next)
        || g::is_conjunction(next)
        || g::is_time_word(next)
        || next.ends_with("ly")
        || next.ends_with("ing");
    if !closes {
        return None;
    }
    let mut draft = plain(Rule::QuoteBefore, index, verb..verb + 1);
    draft.tone = CueTone::Manner;
    draft.source = Some(start..verb);
    draft.content = vec![quote.clone()];
    draft.clause.push(start..verb + 1);
    Some(draft)
}

fn verbs(view: &View, index: usize, all: &mut Vec<Draft>) {
    let unit = &view.units[index];
    let first = all.len();
    let mut from = unit.words.start;
    for at in unit.words.clone() {
        let Some(cue) = cue::at(view, unit, at) else { continue };
        let Some(mut draft) = clause::draft(view, index, &cue, from) else { continue };
        draft.content.retain(|part| part.start < part.end);
        if draft.inherited {
            draft.source = all[first..]
                .iter()
                .rev()
                .find(|earlier| earlier.kind == CueKind::Speech || draft.kind == CueKind::Attitude)
                .and_then(|earlier| earlier.source.clone());
            if draft.source.is_none() {
                draft.source = first_subject(view, unit, cue.range.start);
            }
            if draft.source.is_none() && cue.mood == cue::Mood::Infinitive {
                continue;
            }
        }
        if matches!(draft.rule, Rule::QuoteBefore | Rule::Postposed) {
            // What an outer clause already holds is cut off it, never taken twice.
            let held = all[first..].iter().any(|earlier| {
                earlier.content.iter().any(|part| draft.content.iter().any(|new| new.start < part.end && part.start < new.end))
            });
            if held {
                let start = draft.content.first().map_or(0, |part| part.start);
                all.truncate(
                    first + all[first..].iter().take_while(|earlier| earlier.content.iter().all(|part| part.end <= start)).count(),
                );
            }
            from = draft.clause.iter().map(|part| part.end).max().unwrap_or(from).max(from);
        }
        all.push(draft);
    }
}

/// The subject of the unit's first clause, for participles and infinitives before any other cue.
fn first_subject(view: &View, unit: &Unit, before: usize) -> Option<Range<usize>> {
    let verb = (unit.words.start + 1..before).find(|&at| {
        !view.is_quoted(at) && view.lower(at) != "'s" && g::is_finite_verb(view.lower(at), view.lower(at - 1)) && !view.words[at].is_capital
    })?;
    let mut start = verb;
    while start > unit.words.start + 1 && g::is_adverb(view.lower(start - 1)) {
        start -= 1;
    }
    subject::before(view, unit.words.clone(), start)
}

/// "According to X, Y" and "Y, according to X".
fn according(view: &View, index: usize, all: &mut Vec<Draft>) {
    let unit = &view.units[index];
    for at in unit.words.clone() {
        let two = view.lower(at) == "according" && view.lower(at + 1) == "to";
        let view_of = view.lower(at) == "in"
            && view.lower(at + 1) == "the"
            && matches!(view.lower(at + 2), "words" | "view" | "opinion")
            && view.lower(at + 3) == "of";
        if view.is_quoted(at) || !(two || view_of) {
            continue;
        }
        let cue = at..at + if two { 2 } else { 4 };
        let opens = at == unit.words.start
            || (at == unit.words.start + 1 && (g::is_conjunction(view.lower(unit.words.start)) || view.words[unit.words.start].is_mark));
        let stop = (cue.end..unit.words.end).find(|&next| {
            let lower = view.lower(next);
            (g::is_comma(lower) || g::is_dash(lower) || matches!(lower, ";" | ":") || g::is_stop(lower) && next + 1 >= unit.words.end)
                && !view.is_quoted(next)
        });
        let mut source = cue.end..stop.unwrap_or(unit.words.end);
        if source.is_empty() {
            continue;
        }
        let mut draft = plain(Rule::According, index, cue.clone());
        let after = source.end;
        if opens {
            draft.content.push(after..clause::limit(view, unit, after + 1, false));
        } else {
            let earlier_end = all
                .iter()
                .filter(|draft| draft.unit == index)
                .flat_map(|draft| &draft.clause)
                .map(|part| part.end)
                .filter(|end| *end <= at)
                .max();
            let mut start = earlier_end.unwrap_or(unit.words.start);
            while start < at && (g::is_conjunction(view.lower(start)) || view.words[start].is_mark && !view.is_quoted(start)) {
                start += 1;
            }
            if view.count_words(start..at) < 2 {
                continue;
            }
            let inner = all.iter().position(|draft| {
                draft.unit == index
                    && draft.content.iter().any(|part| part.start <= start && at <= part.end + 1)
                    && draft.source.as_ref().is_some_and(|source| source.end <= start)
            });
            if inner.is_some() && earlier_end.is_none() {
                continue;
            }
            draft.content.push(start..at);
            // "…, according to X, which …" ends; "…, according to X, Y goes on" goes on.
            let next = view.lower(after + 1);
            if g::is_comma(view.lower(after))
                && at > unit.words.start
                && g::is_comma(view.lower(at - 1))
                && !g::is_relative(next)
                && !g::is_conjunction(next)
                && !next.ends_with("ing")
                && !g::is_determiner(next)
                && !g::is_subordinator(next)
                && view.count_words(after..unit.words.end) > 3
                && view.count_words(start..at) <= 8
            {
                draft.content.push(after + 1..clause::limit(view, unit, after + 1, false));
            }
        }
        if let Some(who) = source.clone().find(|&word| g::is_relative(view.lower(word)) && word > source.start + 1) {
            source.end = who;
        }
        draft.clause.push(at..source.end);
        draft.source = Some(source);
        all.push(draft);
    }
}

/// "the claim that …", "Mr Smith's criticism of …".
fn nouns(view: &View, index: usize, all: &mut Vec<Draft>) {
    let unit = &view.units[index];
    for at in unit.words.clone() {
        if view.is_quoted(at) {
            continue;
        }
        let Some(SourceWord::Cue { tone, kind }) = source_word::of(view.lower(at)) else { continue };
        let next = view.lower(at + 1);
        let said = next == "that" && !view.is_quoted(at + 1) && view.count_words(at + 2..unit.words.end) >= 3;
        let prior = if at > unit.words.start { view.lower(at - 1) } else { "" };
        let owner = owner_before(view, unit, at);
        let of = matches!(next, "of" | "about" | "against" | "for" | "on") && owner.is_some();
        let taken = all.iter().any(|draft| draft.unit == index && draft.cue.contains(&at));
        if taken || !(said || of) || g::is_auxiliary(prior) {
            continue;
        }
        let mut draft = plain(Rule::Noun, index, at..at + 1);
        draft.kind = kind;
        draft.tone = tone;
        draft.source = owner;
        let start = if said { at + 1 } else { at + 2 };
        let end = clause::limit(view, unit, start + 1, true);
        if view.count_words(start..end) < 2 {
            continue;
        }
        draft.content.push(start..end);
        if said {
            draft.clause.push(draft.source.as_ref().map_or(at, |source| source.start)..at + 2);
        }
        all.push(draft);
    }
}

/// "his" or "Mr Smith's" before a noun, over at most two adjectives.
fn owner_before(view: &View, unit: &Unit, at: usize) -> Option<Range<usize>> {
    for back in 1..=3 {
        let place = at.checked_sub(back).filter(|place| *place >= unit.words.start)?;
        let lower = view.lower(place);
        if view.words[place].is_mark && lower != "'s" {
            return None;
        }
        if matches!(lower, "his" | "her" | "their" | "my" | "our" | "your") {
            return Some(place..place + 1);
        }
        if lower.ends_with("'s") || lower.ends_with("s'") || lower == "'" {
            let mut start = place;
            while start > unit.words.start && view.words[start - 1].is_capital && !view.words[start - 1].is_mark {
                start -= 1;
            }
            if start == place && start > unit.words.start && !view.words[place].is_capital {
                while start > unit.words.start
                    && !g::is_preposition(view.lower(start - 1))
                    && !view.words[start - 1].is_mark
                    && place - start < 4
                {
                    start -= 1;
                    if g::is_determiner(view.lower(start)) {
                        break;
                    }
                }
            }
            return Some(start..place + 1);
        }
    }
    None
}

/// "Iran: talks are over" and "Talks are over: Iran" in a headline.
fn headline(view: &View, index: usize, all: &mut Vec<Draft>) {
    let unit = &view.units[index];
    let Some(colon) = unit.words.clone().find(|&at| view.lower(at) == ":" && !view.is_quoted(at)) else { return };
    let (left, right) = (unit.words.start..colon, colon + 1..unit.words.end);
    let (before, after) = (view.count_words(left.clone()), view.count_words(right.clone()));
    if view.words[left.start].is_number || left.clone().any(|at| view.is_quoted(at)) {
        return;
    }
    let named = |range: Range<usize>| is_source_like(view, range);
    let (source, content) = if before <= LONGEST_COLON_SOURCE_WORDS && after >= 2 && named(left.clone()) {
        (left, right)
    } else if after > 0 && after <= 4 && before >= 3 && named(right.clone()) {
        (right, left)
    } else {
        return;
    };
    let mut draft = plain(Rule::Colon, index, colon..colon + 1);
    draft.clause.push(source.start.min(colon)..source.end.max(colon + 1));
    draft.source = Some(source);
    draft.content.push(content);
    all.push(draft);
}

/// Whether a piece before a colon names somebody who can speak: a name that the article knows, or a word for a source.
fn is_source_like(view: &View, range: Range<usize>) -> bool {
    let words = view.count_words(range.clone());
    let last = range.clone().rev().find(|&at| !view.words[at].is_mark).map_or("", |at| view.lower(at)).to_owned();
    if source_word::of(&last).is_some_and(|word| !matches!(word, SourceWord::Cue { .. })) {
        return true;
    }
    // Named again in the text below: a person or body of the story, not a topic ("Brexit: what we know").
    let again = view.units.iter().filter(|unit| !unit.is_headline).flat_map(|unit| unit.words.clone()).any(|at| {
        view.lower(at).trim_end_matches("'s") == last && view.words[at].is_capital && {
            let next = view.lower(at + 1);
            crate::lexicon::reporting_cue::verb(next).is_some_and(|(verb, _)| verb.kind == CueKind::Speech)
                || (at > 0 && crate::lexicon::reporting_cue::verb(view.lower(at - 1)).is_some_and(|(verb, _)| verb.lemma == "say"))
        }
    });
    again && words <= 4
}

/// "MODERATOR: …" at the start of a paragraph.
fn transcript(view: &View, index: usize, all: &mut Vec<Draft>) {
    let unit = &view.units[index];
    let reach = unit.words.end.min(unit.words.start + LONGEST_COLON_SOURCE_WORDS);
    let Some(colon) = (unit.words.start..reach).find(|&at| view.lower(at) == ":") else { return };
    let name = unit.words.start..colon;
    let shouted = name.clone().all(|at| {
        let form = view.words[at].span.of(&view.article.text);
        view.words[at].is_mark || (form.chars().any(char::is_alphabetic) && !form.chars().any(char::is_lowercase))
    });
    if unit.is_headline || name.is_empty() || !shouted || view.words[name.start].is_number || view.count_words(name.clone()) == 0 {
        return;
    }
    // The whole paragraph is speech.
    let end = view.units[index..].iter().take_while(|next| next.block == unit.block).last().map_or(unit.words.end, |last| last.words.end);
    if view.count_words(colon + 1..end) < 2
        || matches!(view.lower(name.start), "update" | "watch" | "related" | "photos" | "video" | "read" | "note")
    {
        return;
    }
    let mut draft = plain(Rule::Colon, index, colon..colon + 1);
    draft.clause.push(name.start..colon + 1);
    draft.source = Some(name);
    draft.content.push(colon + 1..end);
    all.push(draft);
}

#[cfg(test)]
mod tests {
    use crate::attribution::{Attribution, AttributionClass, AttributionKind, AttributionOptions, find};
    use crate::ingest;
    use crate::language::{self, Analysis, LanguageOptions, Quotation, QuotationForm};
    use crate::span::Span;

    /// The text's analysis with its curly quotations, whatever the language stage makes of them.
    fn analyse(headline: &str, body: &str) -> (crate::article::Article, Analysis) {
        let article = ingest::article_from_text("a", headline, body);
        let mut analysis = language::analyse(&article, &LanguageOptions::default());
        let text = &article.text;
        analysis.quotations = text
            .match_indices('“')
            .map(|(start, _)| {
                let end = text[start..].find('”').map_or(text.len(), |close| start + close + '”'.len_utf8());
                Quotation { span: Span::new(start, end), inner: Span::new(start + 3, end - 3), form: QuotationForm::Closed }
            })
            .collect();
        (article, analysis)
    }

    fn found(headline: &str, body: &str) -> Vec<(String, String, String)> {
        let (article, analysis) = analyse(headline, body);
        find(&article, &analysis, &AttributionOptions::default()).iter().map(|one| parts(one, &article.text)).collect()
    }

    fn parts(one: &Attribution, text: &str) -> (String, String, String) {
        let join = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" | ");
        (join(&one.source), join(&one.cue), join(&one.content))
    }

    fn one(body: &str) -> (String, String, String) {
        let all = found("", body);
        assert_eq!(all.len(), 1, "{all:?}");
        all.into_iter().next().expect("one was counted")
    }

    fn triple(source: &str, cue: &str, content: &str) -> (String, String, String) {
        (source.into(), cue.into(), content.into())
    }

    #[test]
    fn a_quotation_goes_to_the_one_who_said_it_on_either_side() {
        assert_eq!(one("“The gate is shut now,” the mayor said."), triple("the mayor", "said", "“The gate is shut now,”"));
        assert_eq!(one("“The gate is shut now,” said Ana Ruiz."), triple("Ana Ruiz", "said", "“The gate is shut now,”"));
        assert_eq!(one("Ana Ruiz said: “The gate is shut now.”"), triple("Ana Ruiz", "said", "“The gate is shut now.”"));
    }

    #[test]
    fn a_split_quotation_is_one_attribution_with_several_spans() {
        let (source, _, content) = one("“The gate is shut,” Ruiz said, “and it stays shut for weeks.”");
        assert_eq!((source.as_str(), content.as_str()), ("Ruiz", "“The gate is shut,” | “and it stays shut for weeks.”"));
    }

    #[test]
    fn an_apposition_belongs_to_the_source() {
        let (source, ..) = one("Ana Ruiz, the mayor of Port, said that the gate would stay shut.");
        assert_eq!(source, "Ana Ruiz, the mayor of Port");
    }

    #[test]
    fn reported_speech_runs_to_the_end_of_its_clause() {
        let all = found("", "The ministry said it had no plans to talk, adding that the gate was shut.");
        assert_eq!(all[0], triple("The ministry", "said", "it had no plans to talk"));
        assert_eq!(all[1], triple("The ministry", "adding", "that the gate was shut"));
    }

    #[test]
    fn hearers_and_times_stand_outside_the_content() {
        assert_eq!(one("Ruiz told reporters on Monday that the gate was shut.").2, "that the gate was shut");
        assert_eq!(
            one("The gate will stay shut for weeks, Ruiz said on Monday."),
            triple("Ruiz", "said", "The gate will stay shut for weeks")
        );
    }

    #[test]
    fn according_to_stands_on_either_side() {
        assert_eq!(one("The gate is shut for weeks, according to the police.").0, "the police");
        assert_eq!(one("According to the police, the gate is shut for weeks.").2, "the gate is shut for weeks");
    }

    #[test]
    fn a_wish_is_an_attitude_and_can_be_left_out() {
        let (article, analysis) = analyse("", "Ruiz hopes to open the gate on time.");
        let all = find(&article, &analysis, &AttributionOptions::default());
        assert_eq!(all[0].class, AttributionClass::Attitude);
        assert_eq!(all[0].kind, AttributionKind::Indirect);
        assert!(find(&article, &analysis, &AttributionOptions { attitudes: false, ..AttributionOptions::default() }).is_empty());
    }

    #[test]
    fn what_is_said_within_what_is_said_has_a_parent() {
        let (article, analysis) = analyse("", "Ruiz said that the police claimed that the gate was shut.");
        let all = find(&article, &analysis, &AttributionOptions::default());
        assert_eq!(all.len(), 2);
        assert_eq!(all[1].parent.map(crate::span::AttributionIndex::get), Some(0));
    }

    #[test]
    fn a_noun_is_no_verb() {
        assert!(found("", "The report of the claims was long and dull.").is_empty());
    }

    #[test]
    fn odd_text_gives_less_and_never_panics() {
        for text in
            ["“", "said", "” said “ said", "“,” said", ", said", "according to", ": “", "A: ", "X said, “é”, ,", "that that said said"]
        {
            let (article, analysis) = analyse(text, text);
            for one in find(&article, &analysis, &AttributionOptions::default()) {
                assert!(!one.content.is_empty());
                assert!(one.content.iter().chain(&one.source).chain(&one.cue).all(|span| !span.of(&article.text).is_empty()));
            }
        }
    }
}
