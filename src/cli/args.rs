//! What can be typed. One definition an option; what it means is decided in the commands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

const EXIT_CODES: &str = "Exit codes: 0 done; 1 findings, with --exit-code; 2 wrong use, input that could not be read (unless --allow-skipped), \
output that could not be written.";

/// Compare how different outlets report the same event: claims, conflicts, quoted sources, framing, each with its passage.
#[derive(Debug, Parser)]
#[command(name = "rashomon", version, max_term_width = 100, after_help = EXIT_CODES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read, group by event, compare, report: the main job
    Compare(Compare),
    /// Group articles by event, each group explained
    Events(Events),
    /// Who said what: every attribution, by source
    Quotes(Quotes),
    /// Which articles report a claim, contradict it, or are silent
    Check(Check),
    /// How each outlet frames the event: the lenses alone
    Framing(Framing),
    /// Two articles: aligned statements, word by word, and what only one of them has
    Diff(Diff),
    /// Why a finding, claim, conflict, source or event of a report is what it is
    Explain(Explain),
    /// What a stage made of an article
    Inspect(Inspect),
    /// Score a stage against gold
    Eval(Eval),
    /// Fit weights from public corpora
    #[cfg(feature = "train")]
    Train(Train),
    /// Completions for a shell, on standard output
    Completions(Completions),
    /// The man page, on standard output
    Man,
    /// The JSON Schema of the report, on standard output
    Schema,
}

/// Where articles come from.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// Files, folders, patterns, or `-` for standard input (.txt .md .html .json .jsonl, also .gz and .zst)
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<String>,
    /// Take a field under another name, as in `text=body` (repeatable; title, text, outlet, date, url, author, language, id)
    #[arg(long, value_name = "NAME=FIELD", help_heading = "Input")]
    pub(crate) field: Vec<String>,
    /// Exit with 0 although some input could not be read
    #[arg(long, help_heading = "Input")]
    pub(crate) allow_skipped: bool,
    /// Threads to use (all cores unless given); the result never depends on it
    #[arg(long, short = 'j', value_name = "N", help_heading = "Input", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(crate) threads: Option<u16>,
    /// Take the learned weights from a folder that `train` wrote, not from the binary
    #[arg(long, value_name = "DIR", help_heading = "Input")]
    pub(crate) weights: Option<PathBuf>,
    /// Read bare headlines and given claims with a sentence encoder too: a folder of sentence-transformers with a BERT, such as all-MiniLM-L6-v2
    #[arg(long, value_name = "DIR", env = "RASHOMON_ENCODER", help_heading = "Input")]
    pub(crate) encoder: Option<PathBuf>,
    /// Print no progress, warnings or skipped files to standard error
    #[arg(long, short, help_heading = "Input")]
    pub(crate) quiet: bool,
}

/// How articles are grouped.
#[derive(Debug, Args)]
pub(crate) struct Group {
    /// How alike articles must be to be one event, 0 to 1: lower gives larger events
    #[arg(long, value_name = "SHARE", help_heading = "Events", value_parser = share)]
    pub(crate) granularity: Option<f64>,
    /// Compare all articles as one event, whatever they report
    #[arg(long, help_heading = "Events")]
    pub(crate) one_event: bool,
    /// Take the events from FILE, an object a line as `events --format jsonl` writes them: {"id","cluster"}
    #[arg(long, value_name = "FILE", help_heading = "Events", conflicts_with_all = ["granularity", "one_event"])]
    pub(crate) events: Option<PathBuf>,
    /// Only events about these words: all of them in the headline or first words of one article (repeatable: any of them)
    #[arg(long, value_name = "WORDS", help_heading = "Events")]
    pub(crate) about: Vec<String>,
    /// Only articles published on this day or later (those without a date are left out)
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Events", value_parser = day)]
    pub(crate) since: Option<Date>,
    /// Only articles published on this day or before (those without a date are left out)
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Events", value_parser = day)]
    pub(crate) until: Option<Date>,
    /// Only articles of this outlet, by name or domain (repeatable)
    #[arg(long, value_name = "NAME", help_heading = "Events")]
    pub(crate) outlet: Vec<String>,
}

/// How attributions are found.
#[derive(Debug, Args)]
pub(crate) struct Voices {
    /// What finds who said what: `learned` weights over parsed sentences, or `rules` over words and quotation marks
    #[arg(long, value_name = "METHOD", default_value = "learned", help_heading = "Attribution")]
    pub(crate) attribution: Method,
    /// Report only attributions that are likely right: fewer wrong ones, more missed
    #[arg(long, help_heading = "Attribution")]
    pub(crate) precision: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Method {
    Learned,
    Rules,
}

/// How text looks in the terminal.
#[derive(Debug, Args)]
pub(crate) struct Look {
    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Display")]
    pub(crate) color: When,
    /// Use no characters beyond ASCII in tables and signs
    #[arg(long, help_heading = "Display")]
    pub(crate) ascii: bool,
    /// Columns to use (the terminal's width unless given; 80 when piped)
    #[arg(long, value_name = "COLUMNS", help_heading = "Display", value_parser = clap::value_parser!(u16).range(40..=1000))]
    pub(crate) width: Option<u16>,
    /// Show every row, not just the most telling ones
    #[arg(long, short, help_heading = "Display")]
    pub(crate) all: bool,
    /// Whether outlets that carry another's text share its column of the matrix, where their cells say the same
    #[arg(long, value_name = "WHEN", default_value = "on", help_heading = "Display")]
    pub(crate) fold_copies: Fold,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Fold {
    On,
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ClaimsBy {
    Salience,
    Checkworthiness,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) group: Group,
    #[command(flatten)]
    pub(crate) voices: Voices,
    /// What claims are ordered by: how much they matter to the comparison, or how much they are worth a fact-checker's time (facts
    /// with figures that are contested, of consequence, from one origin; `explain` shows it)
    #[arg(long, value_name = "ORDER", default_value = "salience", help_heading = "Claims")]
    pub(crate) claims_by: ClaimsBy,
    #[command(flatten)]
    pub(crate) look: Look,
    /// Write the report to FILE as well (repeatable): format by ending (.json .md .csv) or as FORMAT=FILE; `-` is standard
    /// output, instead of the terminal report
    #[arg(long, short, value_name = "[FORMAT=]FILE", help_heading = "Output")]
    pub(crate) export: Vec<String>,
    /// Begin CSV files with a byte order mark, for spreadsheets
    #[arg(long, help_heading = "Output")]
    pub(crate) bom: bool,
    /// Exit with 1 if there are findings
    #[arg(long, help_heading = "Output")]
    pub(crate) exit_code: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Events {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) group: Group,
    /// Add the articles to the events of earlier runs that FILE keeps (made if it is not there); events keep their names, articles
    /// may move for 60 days
    #[arg(long, value_name = "FILE", help_heading = "Events", conflicts_with_all = ["events", "one_event", "about"])]
    pub(crate) state: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) look: Look,
    /// `text`, or `jsonl`: a line an article, {"id","cluster"}
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Quotes {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) group: Group,
    #[command(flatten)]
    pub(crate) voices: Voices,
    /// Only what this source says: a name or part of one in any case, with or without accents (repeatable: any of them)
    #[arg(long, value_name = "NAME", help_heading = "Sources")]
    pub(crate) source: Vec<String>,
    /// Only sources without a name: anonymous officials, witnesses, experts, groups
    #[arg(long, help_heading = "Sources")]
    pub(crate) anonymous: bool,
    /// Only what is set in quotation marks (`direct`), what is not (`indirect`), or what is so in part (`mixed`)
    #[arg(long, value_name = "KIND", help_heading = "Sources")]
    pub(crate) kind: Option<Kind>,
    #[command(flatten)]
    pub(crate) look: Look,
    /// `text`, or `jsonl`: a line an article with its attributions, positions in bytes of the part (headline, body)
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(crate) format: Format,
    /// Leave out beliefs, hopes and intentions
    #[arg(long, help_heading = "Output")]
    pub(crate) speech_only: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    Direct,
    Indirect,
    Mixed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Jsonl,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) voices: Voices,
    #[command(flatten)]
    pub(crate) look: Look,
    /// A claim to look for, in any wording (repeatable)
    #[arg(long, value_name = "TEXT", required_unless_present = "claims")]
    pub(crate) claim: Vec<String>,
    /// Claims to look for, a JSON object a line: {"id","text","context"?,"article"?}
    #[arg(long, value_name = "FILE")]
    pub(crate) claims: Option<PathBuf>,
    /// `text`, or `jsonl`: a line a claim and article (default with --claims)
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    pub(crate) format: Option<Format>,
}

#[derive(Debug, Args)]
pub(crate) struct Framing {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) group: Group,
    #[command(flatten)]
    pub(crate) voices: Voices,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) voices: Voices,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A report written by `compare --export FILE.json`
    #[arg(value_name = "REPORT")]
    pub(crate) report: PathBuf,
    /// The id of a finding, claim, conflict, source or event in it (its beginning is enough), or of an article
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// A second article: why the two are or are not in one event (reads the files of the report again)
    #[arg(value_name = "ARTICLE")]
    pub(crate) other: Option<String>,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct Inspect {
    /// The stage
    #[arg(value_name = "STAGE")]
    pub(crate) stage: Stage,
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) voices: Voices,
    /// `text`, or `conllu`: CoNLL-U, for tokens, sentences, parse and names
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(crate) format: InspectFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InspectFormat {
    Text,
    Conllu,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// Every file: how many articles it gave, why it gave none, or that it is no article and was left alone
    Files,
    /// Metadata, and each block with its kind: headline, lede, body, captions, furniture
    Article,
    /// Sentences
    Sentences,
    /// Tokens with their normal forms, classes and lemmas
    Tokens,
    /// The tree of each sentence
    Parse,
    /// Runs inside quotation marks
    Quotations,
    /// Name spans
    Names,
    /// Quantities with what they count
    Quantities,
    /// Dates, weekdays, months
    Times,
    /// Statements with polarity and certainty
    Statements,
    /// Attributions with their speakers
    Attributions,
}

#[derive(Debug, Args)]
pub(crate) struct Eval {
    /// Events: one day after the other, as `events --state` takes them, instead of all at once (articles without a date first)
    #[arg(long, conflicts_with = "predictions")]
    pub(crate) online: bool,
    /// What to score
    #[arg(value_name = "TASK")]
    pub(crate) task: Task,
    /// Gold: a file of the task's form; for `compare` a folder with articles/ and gold.jsonl; for `language` a treebank in CoNLL-U, a
    /// folder of them (its *.dev.conllu files), entity columns (X.ner.conllu beside X.conllu), attributions or passives as JSON lines
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,
    #[command(flatten)]
    pub(crate) voices: Voices,
    /// Score these predictions instead of the tool's own
    #[arg(long, value_name = "FILE")]
    pub(crate) predictions: Option<PathBuf>,
    /// The texts that gold refers to (alignment: `*_docs.jsonl`; found beside the gold file unless given)
    #[arg(long, value_name = "FILE")]
    pub(crate) documents: Option<PathBuf>,
    /// Read with a sentence encoder too: a folder of sentence-transformers with a BERT
    #[arg(long, value_name = "DIR", env = "RASHOMON_ENCODER")]
    pub(crate) encoder: Option<PathBuf>,
    /// Take the learned weights from a folder that `train` wrote, not from the binary
    #[arg(long, value_name = "DIR")]
    pub(crate) weights: Option<PathBuf>,
    /// Print the figures as JSON
    #[arg(long, conflicts_with = "errors")]
    pub(crate) json: bool,
    /// List every error after the figures (compare)
    #[arg(long)]
    pub(crate) errors: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Task {
    /// Who said what: source, cue, content
    Attribution,
    /// Which articles report the same event
    Events,
    /// Whether a statement is also in another article
    Alignment,
    /// Tokens, sentences, classes, trees; names; subjects of reporting verbs, passives
    Language,
    /// How alike two short texts are: JSON lines with a, b, score, set
    Similarity,
    /// Where sentences are cut into statements: JSON lines with propositions as offsets into a sentence
    Statements,
    /// The whole comparison: claims, coverage, conflicts, exclusive sources
    Compare,
}

#[cfg(feature = "train")]
#[derive(Debug, Args)]
pub(crate) struct Train {
    #[command(subcommand)]
    pub(crate) subject: Subject,
}

/// What to fit.
#[cfg(feature = "train")]
#[derive(Debug, Subcommand)]
pub(crate) enum Subject {
    /// Word clusters, tagger, parser, lemmas, from treebanks and unlabelled news
    Language(TrainLanguage),
    /// Who said what, from articles with gold attributions
    Attribution(TrainAttribution),
    /// Word vectors, distilled from a sentence encoder
    Vectors(TrainVectors),
    /// Which articles report one event, from sets of articles with their events
    Events(TrainEvents),
}

#[cfg(feature = "train")]
#[derive(Debug, Args)]
pub(crate) struct TrainEvents {
    /// A folder with *.jsonl: an object an article, with id and event beside the usual fields
    #[arg(long, value_name = "DIR")]
    pub(crate) sets: PathBuf,
    /// The folder to write events.tsv to
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Fit the weights for headlines read by this encoder too (they stay as they are without)
    #[arg(long, value_name = "DIR", env = "RASHOMON_ENCODER")]
    pub(crate) encoder: Option<PathBuf>,
    /// Fit on one half of the events first and show what that reaches on the other, both ways
    #[arg(long)]
    pub(crate) two_fold: bool,
    /// Start of all random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
}

#[cfg(feature = "train")]
#[derive(Debug, Args)]
pub(crate) struct TrainAttribution {
    /// Articles with gold attributions, JSON lines in the form of `eval attribution`
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: PathBuf,
    /// Read with the language engine in a folder that `train language` wrote, not with that in the binary
    #[arg(long, value_name = "DIR")]
    pub(crate) weights: Option<PathBuf>,
    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Start of all random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
}

#[cfg(feature = "train")]
#[derive(Debug, Args)]
pub(crate) struct TrainVectors {
    /// The encoder to learn from: a folder of sentence-transformers with a BERT
    #[arg(long, value_name = "DIR")]
    pub(crate) teacher: PathBuf,
    /// Sentences of news, one a line
    #[arg(long, value_name = "FILE")]
    pub(crate) sentences: PathBuf,
    /// The folder to write vectors.bin to
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Start of all random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
}

#[cfg(feature = "train")]
#[derive(Debug, Args)]
pub(crate) struct TrainLanguage {
    /// A folder with *.train.conllu files
    #[arg(long, value_name = "DIR")]
    pub(crate) treebank: PathBuf,
    /// News texts for word clusters: JSON lines with a field "text" (repeatable)
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) text: Vec<PathBuf>,
    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Start of all random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// A number from 0 to 1.
fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day as in 2021-11-07 is needed".to_owned())
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("a number from 0 to 1 is needed".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_share_lies_between_nought_and_one() {
        assert_eq!(share("0.3"), Ok(0.3));
        assert!(share("1.3").is_err());
        assert!(share("NaN").is_err());
    }
}
