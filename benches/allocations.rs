//! Allocations of a whole run and of its stages up to attribution. See `README.md` beside this file.

use std::path::Path;

use divan::{AllocProfiler, Bencher};
use rashomon::ingest;
use rashomon::pipeline::{self, Depth, Grouping, Options};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    // The profiler counts what the thread of the benchmark allocates: all stages run on it.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    pool.build_global().expect("no pool was built before");
    divan::main();
}

fn paths() -> Vec<String> {
    vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/baghdad-drone/articles").display().to_string()]
}

#[divan::bench(sample_count = 20)]
fn read(bencher: Bencher<'_, '_>) {
    bencher.bench(|| ingest::read(&paths(), &Options::default().ingest));
}

#[divan::bench(sample_count = 20)]
fn prepare(bencher: Bencher<'_, '_>) {
    let intake = ingest::read(&paths(), &Options::default().ingest);
    bencher.bench_local(|| intake.articles.iter().map(|article| pipeline::prepare(article, &Options::default())).collect::<Vec<_>>());
}

#[divan::bench(sample_count = 20)]
fn compare(bencher: Bencher<'_, '_>) {
    bencher.bench(|| pipeline::run(&paths(), &Options::default(), Grouping::ByEvent, Depth::Findings, &|_| ()));
}
