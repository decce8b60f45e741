//! How the attribution scorer reads a text: its word tokens, its quotation marks, its list of words of saying.
//!
//! These are the scorer's own rules, so that figures compare with published ones; the language stage has better ones.

use std::collections::BTreeSet;

use crate::span::Span;

/// Positions of word tokens.
pub(crate) type Tokens = BTreeSet<usize>;

/// A gold text with its word tokens and what stands in quotation marks.
pub(crate) struct ScoredText<'a> {
    pub(crate) text: &'a str,
    tokens: Vec<Span>,
    quoted: Vec<bool>,
}

/// Words that do not make a source right by themselves.
const STOP_WORDS: &str = "a an the this that these those his her its their our my your he she it they we i you who whom which him \
    them us me one some many most other others and or of in at on for from to by with as is are was were be been mr mr. mrs ms dr s \
    all any no not";

/// Lemmas of saying: a cue with one of them counts as speech.
const SPEECH: &str = "say tell add note ask write announce report suggest argue describe tweet explain acknowledge accuse criticize declare \
    state claim assert insist contend maintain comment remark reply respond answer warn urge call allege charge admit concede confirm deny \
    disclose reveal recall recount promise pledge vow propose recommend advise predict conclude stress emphasize emphasise underscore \
    highlight mention observe point cite quote testify swear brag boast joke quip shout yell scream chant mutter whisper complain lament \
    blame fault slam blast denounce condemn decry rebuke chide scold mock ridicule praise hail laud thank congratulate apologize apologise \
    agree disagree object counter retort rebut refute dispute reject dismiss defend tout trumpet proclaim pronounce exclaim continue read \
    post publish tell inform notify brief assure reassure signal indicate hint imply intimate express voice discuss talk speak address \
    detail outline describe label dub brand term refer characterize characterise demand request order instruct implore beg plead question \
    inquire wonder query challenge attack lash rail rip reiterate repeat echo summarize clarify elaborate interject opine muse speculate \
    theorize estimate project forecast caution threaten invite interrupt address text email e-mail retweet facebook blog editorialize \
    deliver issue release statement speech comment remark claim allegation accusation assertion argument warning announcement promise \
    pledge interview tweet post letter memo testimony interpret conclude decline refuse";

/// Forms that no ending explains.
const IRREGULAR: &[(&str, &str)] = &[
    ("said", "say"),
    ("told", "tell"),
    ("wrote", "write"),
    ("written", "write"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("read", "read"),
    ("begged", "beg"),
    ("denied", "deny"),
    ("denies", "deny"),
    ("replied", "reply"),
    ("replies", "reply"),
    ("admitted", "admit"),
    ("admitting", "admit"),
    ("ripped", "rip"),
    ("slammed", "slam"),
    ("bragged", "brag"),
    ("dubbed", "dub"),
    ("quipped", "quip"),
    ("testified", "testify"),
    ("testifies", "testify"),
    ("clarified", "clarify"),
    ("notified", "notify"),
    ("referred", "refer"),
    ("referring", "refer"),
    ("pled", "plead"),
    ("decries", "decry"),
    ("decried", "decry"),
    ("rebutted", "rebut"),
];

impl<'a> ScoredText<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let tokens = words(text);
        let mask = quotation_mask(text);
        let quoted = tokens.iter().map(|span| mask[span.range().start]).collect();
        Self { text, tokens, quoted }
    }

    /// Tokens that overlap the spans.
    pub(crate) fn tokens(&self, spans: &[Span]) -> Tokens {
        spans
            .iter()
            .flat_map(|span| {
                let first = self.tokens.partition_point(|token| token.end <= span.start);
                (first..self.tokens.len()).take_while(|&at| self.tokens[at].start < span.end)
            })
            .collect()
    }

    pub(crate) fn is_quoted(&self, token: usize) -> bool {
        self.quoted.get(token).copied().unwrap_or(false)
    }

    pub(crate) fn is_stop_word(&self, token: usize) -> bool {
        let lower = self.tokens.get(token).map_or("", |span| span.of(self.text)).to_lowercase();
        STOP_WORDS.split_ascii_whitespace().any(|word| word == lower)
    }
}

/// Runs of letters and digits, joined by one inner apostrophe, full stop or hyphen.
fn words(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_alphanumeric() {
            start.get_or_insert(at);
        } else if let Some(from) = start {
            let joins = matches!(c, '\'' | '’' | '.' | '-') && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            if !joins {
                found.push(Span::new(from, at));
                start = None;
            }
        }
    }
    found.extend(start.map(|from| Span::new(from, text.len())));
    found
}

/// True for bytes inside quotation marks, by paragraph; an unclosed quotation ends with its paragraph.
fn quotation_mask(text: &str) -> Vec<bool> {
    let mut mask = vec![false; text.len()];
    let mut base = 0;
    for line in text.split('\n') {
        let chars: Vec<(usize, char)> = line.char_indices().map(|(at, c)| (base + at, c)).collect();
        let end_of = |at: usize| chars.get(at + 1).map_or(base + line.len(), |(byte, _)| *byte);
        double_marks(&chars, end_of, base + line.len(), &mut mask);
        single_marks(&chars, end_of, &mut mask);
        base += line.len() + 1;
    }
    mask
}

fn double_marks(chars: &[(usize, char)], end_of: impl Fn(usize) -> usize, line_end: usize, mask: &mut [bool]) {
    let twice = |at: usize, mark: char| chars[at].1 == mark && chars.get(at + 1).is_some_and(|(_, next)| *next == mark);
    let after = |at: usize, allowed: &str| at == 0 || allowed.contains(chars[at - 1].1);
    let mut start = None;
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at].1;
        match start {
            None => {
                let doubled = twice(at, '`') || (twice(at, '\'') && after(at, " (—–-"));
                if matches!(c, '“' | '„' | '«' | '"') || (c == '”' && after(at, " (—–-:")) || doubled {
                    start = Some(chars[at].0);
                    at += usize::from(twice(at, '`') || twice(at, '\''));
                }
            }
            Some(from) if matches!(c, '”' | '»' | '"') || twice(at, '\'') => {
                mask[from..end_of(at)].fill(true);
                start = None;
            }
            Some(_) => {}
        }
        at += 1;
    }
    if let Some(from) = start {
        mask[from..line_end].fill(true);
    }
}

/// ‘eight characters or more’, where no double marks stand already.
fn single_marks(chars: &[(usize, char)], end_of: impl Fn(usize) -> usize, mask: &mut [bool]) {
    let is_word = |at: Option<&(usize, char)>| at.is_some_and(|(_, c)| c.is_alphanumeric() || *c == '_');
    let mut at = 0;
    while at < chars.len() {
        let opens = matches!(chars[at].1, '‘' | '\'') && !(at > 0 && is_word(chars.get(at - 1)));
        if opens {
            let close = (at + 1..chars.len()).find(|&next| matches!(chars[next].1, '‘' | '’' | '\'' | '“' | '”' | '"'));
            if let Some(close) =
                close.filter(|&close| close - at > 8 && matches!(chars[close].1, '’' | '\'') && !is_word(chars.get(close + 1)))
            {
                let range = chars[at].0..end_of(close);
                if !mask[range.clone()].iter().any(|&set| set) {
                    mask[range].fill(true);
                }
                at = close;
            }
        }
        at += 1;
    }
}

/// Whether a cue counts as speech.
pub(crate) fn cue_is_speech(cue: &str) -> bool {
    let lower = cue.to_lowercase();
    if lower.contains("according") || matches!(lower.trim(), ":" | "-" | "–" | "—") || lower.ends_with(':') {
        return true;
    }
    words(&lower).iter().any(|span| {
        let word = span.of(&lower);
        if let Some((_, lemma)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
            return is_speech_lemma(lemma);
        }
        let mut forms = vec![word.to_owned()];
        for (ending, repair) in [("ing", ""), ("ing", "e"), ("ed", ""), ("d", ""), ("es", ""), ("s", "")] {
            let applies = word.ends_with(ending) && (ending != "d" || word.ends_with("ed"));
            if let Some(stem) = word.strip_suffix(ending).filter(|_| applies) {
                forms.push(format!("{stem}{repair}"));
            }
        }
        forms.iter().any(|form| is_speech_lemma(form))
    })
}

fn is_speech_lemma(word: &str) -> bool {
    SPEECH.split_ascii_whitespace().any(|lemma| lemma == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> String {
        let mask = quotation_mask(text);
        text.char_indices().filter(|(at, _)| mask[*at]).map(|(_, c)| c).collect()
    }

    #[test]
    fn an_unclosed_quotation_ends_with_its_paragraph() {
        assert_eq!(quoted("a “b c\nd “e” f"), "“b c“e”");
    }

    #[test]
    fn single_marks_count_from_eight_characters_on() {
        assert_eq!(quoted("He's ‘not that bad at all’ and ‘short’"), "‘not that bad at all’");
    }

    #[test]
    fn words_keep_inner_marks() {
        let text = "U.S.-led Café's, x_y";
        let forms: Vec<&str> = words(text).iter().map(|span| span.of(text)).collect();
        assert_eq!(forms, ["U.S", "led", "Café's", "x", "y"]);
    }

    #[test]
    fn cues_are_speech_by_lemma_colon_or_according() {
        for cue in ["has denied", "according to", ":", "criticizing", "slammed"] {
            assert!(cue_is_speech(cue), "{cue}");
        }
        assert!(!cue_is_speech("hopes"));
    }
}
