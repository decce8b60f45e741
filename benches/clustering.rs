//! Processor time and memory of grouping, at ten thousand articles and more. See `README.md` beside this file.
//!
//! Articles are recombined: each event has a story of sentences from `corpora/` whose names, numbers and half of whose words are drawn
//! anew, each of its articles tells a part of it. Nothing is read from elsewhere, and the same seed gives the same articles.
#![allow(clippy::print_stdout, reason = "what it is for")]

use std::path::Path;
use std::time::Instant;

use rashomon::article::{Article, Published};
use rashomon::event::{self, EventOptions};
use rashomon::ingest::{self, IngestOptions};

/// Sizes unless others are named on the command line (`cargo bench --bench clustering -- 100000`).
const SIZES: [usize; 2] = [10_000, 37_000];
/// Events of a day.
const EVENTS_PER_DAY: usize = 120;
/// Sentences of an event's story, and of one article: some 500 words.
const STORY_SENTENCES: usize = 40;
const ARTICLE_SENTENCES: usize = 24;
/// Made-up words beside those of the corpora, drawn by a law of powers as words of a language are.
const MADE_UP_WORDS: f64 = 40_000.0;

fn main() {
    let named: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sentences = sentences();
    for size in if named.is_empty() { SIZES.to_vec() } else { named } {
        let articles = recombined(size, &sentences);
        let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
        let before = memory("VmRSS");
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be started");
        let (start, cpu_before) = (Instant::now(), processor_seconds());
        let events = pool.install(|| event::group(&articles, &EventOptions::default()));
        let (wall, seconds) = (start.elapsed().as_secs_f64(), processor_seconds() - cpu_before);
        let several = events.iter().filter(|event| event.articles.len() > 1).count();
        println!(
            "{size} articles ({} MB of text): {seconds:.2} CPU-s on one thread ({wall:.2} s by the clock), {:.0} µs an article; {} MB before, {} MB at most; {} events, {several} of several",
            bytes / 1_000_000,
            seconds * 1e6 / size as f64,
            before / 1000,
            memory("VmHWM") / 1000,
            events.len(),
        );
    }
}

/// Processor time of this process so far, all threads, user and system; in steps of a hundredth. 0 where the system does not say.
fn processor_seconds() -> f64 {
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the name in brackets, which may hold anything: utime and stime are the 12th and 13th fields.
    let fields = stat.rsplit(')').next().unwrap_or("").split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS_PER_SECOND
}

/// A figure of this process in kilobytes; 0 where the system does not say.
fn memory(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The sentences of our own articles.
fn sentences() -> Vec<String> {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora").display().to_string();
    let articles = ingest::read(&[format!("{corpora}/*/articles/*")], &IngestOptions::default()).articles;
    let body = |article: &Article| article.body.of(&article.text).to_owned();
    let texts: Vec<String> = articles.iter().map(body).collect();
    let parts = texts.iter().flat_map(|text| text.split_inclusive(". ")).map(str::trim);
    parts.filter(|part| part.split(' ').count() > 8 && !part.contains('\n')).map(str::to_owned).collect()
}

/// Numbers that follow from a seed (splitmix64).
struct Random(u64);

impl Random {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, end: usize) -> usize {
        ((self.share() * end as f64) as usize).min(end - 1)
    }
}

/// A made-up word of syllables; small numbers are drawn far more often.
fn word(random: &mut Random) -> String {
    const SYLLABLES: [&str; 16] = ["ba", "lor", "mi", "ten", "sa", "ruk", "vel", "do", "pin", "ga", "hes", "tu", "nar", "fi", "cos", "wem"];
    let mut number = MADE_UP_WORDS.powf(random.share()) as usize;
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES[number % 16]);
        number /= 16;
        if number == 0 {
            return word;
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A sentence with other names, numbers and words.
fn reworded(sentence: &str, names: &[String], random: &mut Random) -> String {
    let mut out: Vec<String> = Vec::new();
    for (place, part) in sentence.split(' ').enumerate() {
        let plain = part.trim_matches(|c: char| !c.is_alphanumeric());
        let other = if plain.is_empty() {
            part.to_owned()
        } else if plain.chars().all(|c| c.is_ascii_digit()) {
            part.replace(plain, &(2 + random.below(900)).to_string())
        } else if place > 0 && plain.starts_with(char::is_uppercase) {
            part.replace(plain, &names[random.below(names.len())])
        } else if plain.len() > 4 && random.share() < 0.5 {
            part.replace(plain, &word(random))
        } else {
            part.to_owned()
        };
        out.push(other);
    }
    out.join(" ")
}

fn recombined(size: usize, sentences: &[String]) -> Vec<Article> {
    let mut random = Random(1);
    let mut articles: Vec<Article> = Vec::with_capacity(size);
    let first: jiff::civil::Date = jiff::civil::date(2020, 1, 1);
    let mut number = 0;
    while articles.len() < size {
        let day = first.checked_add(jiff::Span::new().days((number / EVENTS_PER_DAY) as i64)).expect("a day of this century");
        number += 1;
        let names: Vec<String> = (0..8).map(|_| capital(&(word(&mut random) + &word(&mut random)))).collect();
        let story: Vec<String> =
            (0..STORY_SENTENCES).map(|_| reworded(&sentences[random.below(sentences.len())], &names, &mut random)).collect();
        // Half of the events have one article, few have forty.
        let reports = (1.0 / random.share().max(0.025)) as usize;
        for _ in 0..reports.min(size - articles.len()) {
            let start = random.below(STORY_SENTENCES - ARTICLE_SENTENCES);
            let text: Vec<String> = (0..ARTICLE_SENTENCES)
                .map(|at| {
                    let own = &story[(start + at) % STORY_SENTENCES];
                    if random.share() < 0.3 { own.clone() } else { reworded(own, &names, &mut random) }
                })
                .collect();
            let title = format!("{} {} as {} {}", names[0], word(&mut random), names[random.below(8)], word(&mut random));
            let mut article = ingest::article_from_text(&articles.len().to_string(), &title, &text.join(" "));
            let late = random.below(3) as i64;
            article.published = Published::Day(day.checked_add(jiff::Span::new().days(late)).expect("a day of this century"));
            articles.push(article);
        }
    }
    articles
}
