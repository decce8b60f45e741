//! Scores of the language engine on treebanks in CoNLL-U, in the manner of the CoNLL 2018 shared task (Zeman et al., 2018,
//! doi:10.18653/v1/K18-2001).
//!
//! On raw text: the `# text` lines of each document are joined (sentences by a space, paragraphs by an empty line), cut by the engine, and
//! compared by position; words count as treebanks count them, so that "Iran-backed" is three. On gold words: tagging and parsing alone.
//! Attachment leaves punctuation out and compares relations without subtypes. All figures are shares of 1. A treebank word that the text
//! does not show ("an" for "a") is found by no position and counts as missed.

use serde::Serialize;

use crate::article::Article;
use crate::language::syntax::conllu::GoldSentence;
use crate::language::syntax::engine::{Engine, ParsedWord, Workspace};
use crate::language::syntax::joined::{documents, join, place};
use crate::language::syntax::part::{self, Part};
use crate::language::syntax::tag::Upos;
use crate::language::{self, LanguageDepth, LanguageOptions};
use crate::span::Span;

/// Right answers, out of those given and those wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Hits {
    right: usize,
    given: usize,
    wanted: usize,
}

impl Hits {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.given += other.given;
        self.wanted += other.wanted;
    }

    #[allow(clippy::cast_precision_loss, reason = "counts of words")]
    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.given + self.wanted).max(1) as f64
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    sentences_gold: usize,
    words_gold: usize,
    tokens: Hits,
    sentences: Hits,
    raw_class: Hits,
    raw_heads: Hits,
    raw_labels: Hits,
    class: Hits,
    penn: Hits,
    lemma: Hits,
    heads: Hits,
    labels: Hits,
}

/// The figures of a treebank, or of the documents of one genre.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct LanguageFigures {
    /// The file or genre.
    pub name: String,
    /// Gold sentences.
    pub sentences: usize,
    /// Gold words.
    pub words: usize,
    /// F1 of words on raw text.
    pub token_f1: f64,
    /// F1 of sentences on raw text.
    pub sentence_f1: f64,
    /// F1 of universal classes on raw text.
    pub raw_upos_f1: f64,
    /// F1 of heads on raw text, without punctuation.
    pub raw_uas_f1: f64,
    /// F1 of heads with their relations on raw text, without punctuation.
    pub raw_las_f1: f64,
    /// Universal classes on gold words.
    pub upos: f64,
    /// Penn Treebank classes on gold words.
    pub xpos: f64,
    /// Lemmas on gold words that are no names.
    pub lemmas: f64,
    /// Heads on gold words, without punctuation.
    pub uas: f64,
    /// Heads with their relations on gold words, without punctuation.
    pub las: f64,
}

/// The figures of a treebank: first of all of it, then of each genre, where the documents' ids name one (`GUM_news_…`).
#[must_use]
pub fn score(name: &str, gold: &[GoldSentence]) -> Vec<LanguageFigures> {
    let mut rows: Vec<(String, Counts)> = vec![(name.to_owned(), Counts::default())];
    for document in documents(gold) {
        let counts = score_document(document);
        rows[0].1.add(&counts);
        let id = document[0].opens_document.as_deref().unwrap_or("");
        if let Some(genre) = id.strip_prefix("GUM_").and_then(|rest| rest.split('_').next()) {
            match rows[1..].iter().position(|row| row.0 == genre) {
                Some(at) => rows[at + 1].1.add(&counts),
                None => rows.push((genre.to_owned(), counts)),
            }
        }
    }
    rows.iter().map(|(name, counts)| counts.figures(name)).collect()
}

fn score_document(gold: &[GoldSentence]) -> Counts {
    let mut counts = Counts::default();
    let engine = Engine::get();
    let mut space = Workspace::default();
    let mut parsed = Vec::new();
    for sentence in gold {
        counts.sentences_gold += 1;
        counts.words_gold += sentence.words.len();
        engine.parse(sentence.words.iter().map(|word| word.form.as_str()), &mut space, &mut parsed);
        counts.on_gold_words(engine, sentence, &parsed);
    }
    if gold.iter().all(|sentence| !sentence.text.is_empty()) {
        counts.on_raw_text(gold);
    }
    counts
}

/// A word of either side in the document: where it stands, its class, and where its head stands.
struct Placed {
    span: Span,
    upos: Upos,
    head: Option<Span>,
    relation: &'static str,
}

impl Counts {
    fn on_gold_words(&mut self, engine: &Engine<'_>, sentence: &GoldSentence, parsed: &[ParsedWord]) {
        let hit = |right: bool| Hits { right: usize::from(right), given: 1, wanted: 1 };
        for (gold, own) in sentence.words.iter().zip(parsed) {
            self.class.add(hit(gold.tag.upos == own.tag.upos));
            self.penn.add(hit(gold.tag.xpos == own.tag.xpos));
            if gold.tag.upos != Upos::ProperNoun {
                self.lemma.add(hit(engine.lemma(&gold.form, own.tag) == gold.lemma));
            }
            if gold.tag.upos != Upos::Punctuation {
                let right = gold.head == own.head;
                self.heads.add(hit(right));
                self.labels.add(hit(right && gold.relation.universal() == own.relation.universal()));
            }
        }
    }

    fn on_raw_text(&mut self, gold: &[GoldSentence]) {
        let (article, sentences) = join(gold);
        let mut wanted = Vec::new();
        for (sentence, span) in gold.iter().zip(&sentences) {
            let spans = place(&article.text, *span, sentence);
            wanted.extend(sentence.words.iter().zip(&spans).map(|(word, span)| Placed {
                span: *span,
                upos: word.tag.upos,
                head: word.head.map(|head| spans[head]),
                relation: word.relation.universal(),
            }));
        }
        let (own_sentences, given) = analyse(&article);
        let own: Vec<Span> = own_sentences;
        let right = own.iter().filter(|span| sentences.binary_search(span).is_ok()).count();
        self.sentences.add(Hits { right, given: own.len(), wanted: sentences.len() });
        let no_mark = |words: &[Placed]| words.iter().filter(|word| word.upos != Upos::Punctuation).count();
        let all = Hits { right: 0, given: given.len(), wanted: wanted.len() };
        let bare = Hits { right: 0, given: no_mark(&given), wanted: no_mark(&wanted) };
        let (mut tokens, mut class, mut heads, mut labels) = (all, all, bare, bare);
        let mut at = 0;
        for word in &wanted {
            while given.get(at).is_some_and(|own| own.span < word.span) {
                at += 1;
            }
            let Some(own) = given.get(at).filter(|own| own.span == word.span) else { continue };
            tokens.right += 1;
            class.right += usize::from(own.upos == word.upos);
            if word.upos != Upos::Punctuation && own.head == word.head {
                heads.right += 1;
                labels.right += usize::from(own.relation == word.relation);
            }
        }
        self.tokens.add(tokens);
        self.raw_class.add(class);
        self.raw_heads.add(heads);
        self.raw_labels.add(labels);
    }

    fn add(&mut self, other: &Self) {
        self.sentences_gold += other.sentences_gold;
        self.words_gold += other.words_gold;
        let pairs = [
            (&mut self.tokens, other.tokens),
            (&mut self.sentences, other.sentences),
            (&mut self.raw_class, other.raw_class),
            (&mut self.raw_heads, other.raw_heads),
            (&mut self.raw_labels, other.raw_labels),
            (&mut self.class, other.class),
            (&mut self.penn, other.penn),
            (&mut self.lemma, other.lemma),
            (&mut self.heads, other.heads),
            (&mut self.labels, other.labels),
        ];
        pairs.into_iter().for_each(|(sum, more)| sum.add(more));
    }

    fn figures(&self, name: &str) -> LanguageFigures {
        LanguageFigures {
            name: name.to_owned(),
            sentences: self.sentences_gold,
            words: self.words_gold,
            token_f1: self.tokens.f1(),
            sentence_f1: self.sentences.f1(),
            raw_upos_f1: self.raw_class.f1(),
            raw_uas_f1: self.raw_heads.f1(),
            raw_las_f1: self.raw_labels.f1(),
            upos: self.class.f1(),
            xpos: self.penn.f1(),
            lemmas: self.lemma.f1(),
            uas: self.heads.f1(),
            las: self.labels.f1(),
        }
    }
}

/// The engine's sentences and words, as treebanks count them.
fn analyse(article: &Article) -> (Vec<Span>, Vec<Placed>) {
    let options = LanguageOptions { depth: LanguageDepth::Shallow, ..LanguageOptions::default() };
    let analysis = language::analyse(article, &options);
    let (mut parts, mut parsed, mut space): (Vec<Part>, Vec<ParsedWord>, Workspace) = Default::default();
    let mut words = Vec::new();
    for sentence in &analysis.sentences {
        part::split(&article.text, analysis.tokens_in(sentence.tokens), sentence.tokens.range().start, &mut parts);
        Engine::get().parse(parts.iter().map(|part| part.span.of(&article.text)), &mut space, &mut parsed);
        words.extend(parts.iter().zip(&parsed).map(|(part, word)| Placed {
            span: part.span,
            upos: word.tag.upos,
            head: word.head.map(|head| parts[head].span),
            relation: word.relation.universal(),
        }));
    }
    (analysis.sentences.iter().map(|sentence| sentence.span).collect(), words)
}

/// A table of the figures, in per cent.
#[must_use]
pub fn table(rows: &[LanguageFigures]) -> String {
    let mut out = format!(
        "{:<16} {:>9} {:>7}  {:>6} {:>6} {:>6} {:>6} {:>6}  {:>6} {:>6} {:>6} {:>6} {:>6}\n",
        "", "sentences", "words", "token", "sent.", "UPOS", "UAS", "LAS", "UPOS", "XPOS", "lemma", "UAS", "LAS"
    );
    for row in rows {
        let raw = [row.token_f1, row.sentence_f1, row.raw_upos_f1, row.raw_uas_f1, row.raw_las_f1];
        let gold = [row.upos, row.xpos, row.lemmas, row.uas, row.las];
        let cells = |values: &[f64]| values.iter().map(|value| format!(" {:>6.2}", 100.0 * value)).collect::<String>();
        out += &format!("{:<16} {:>9} {:>7} {} {}\n", row.name, row.sentences, row.words, cells(&raw), cells(&gold));
    }
    out + "F1 on raw text (first five), accuracy on gold words (last five); UAS and LAS without punctuation\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::syntax::conllu;

    const SAMPLE: &str = "# newdoc id = GUM_news_sample\n# newpar\n# text = The ferry didn't leave.\n\
        1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n2\tferry\tferry\tNOUN\tNN\t_\t5\tnsubj\t_\t_\n\
        3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n3\tdid\tdo\tAUX\tVBD\t_\t5\taux\t_\t_\n4\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t_\t_\n\
        5\tleave\tleave\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n\n";

    #[test]
    fn a_plain_sentence_scores_in_full() {
        let gold = conllu::read(SAMPLE, "sample").expect("it is well formed");
        let rows = score("sample", &gold);
        assert_eq!(rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["sample", "news"]);
        let row = &rows[0];
        for value in [row.token_f1, row.sentence_f1, row.raw_upos_f1, row.raw_las_f1, row.upos, row.xpos, row.lemmas, row.uas, row.las] {
            assert!((value - 1.0).abs() < 1e-9, "{row:?}");
        }
        assert!(table(&rows).contains("100.00"));
    }

    #[test]
    fn a_wrong_head_costs_attachment_alone() {
        let gold = conllu::read(&SAMPLE.replace("\t2\tdet", "\t5\tdet"), "sample").expect("it is well formed");
        let row = &score("sample", &gold)[0];
        assert!((row.upos - 1.0).abs() < 1e-9 && (row.uas - 0.8).abs() < 1e-9 && (row.raw_las_f1 - 0.8).abs() < 1e-9, "{row:?}");
    }
}
