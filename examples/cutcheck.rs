use rashomon::{
    attribution::{self, AttributionOptions},
    ingest,
    language::{self, LanguageOptions},
    statement::{self, StatementOptions},
};
use std::collections::{BTreeMap, BTreeSet};
fn set(t: &str) -> BTreeSet<String> {
    t.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(|w| w.to_lowercase()).collect()
}
fn scores(a: &BTreeSet<String>, b: &BTreeSet<String>) -> (f64, f64) {
    let i = a.intersection(b).count() as f64;
    let u = a.union(b).count() as f64;
    let f = if a.len() + b.len() == 0 { 0. } else { 2. * i / (a.len() + b.len()) as f64 };
    (if u == 0. { 0. } else { i / u }, f)
}
fn main() {
    let verbose = std::env::args().any(|a| a == "-v");
    let noattr = std::env::args().any(|a| a == "--whole");
    for f in ["propsegment", "news_silver"] {
        let text = std::fs::read_to_string(format!("/work/shared/data/alignment/{f}.jsonl")).unwrap();
        let mut d: BTreeMap<(String, String, String), Vec<String>> = BTreeMap::new();
        for l in text.lines() {
            let v: serde_json::Value = serde_json::from_str(l).unwrap();
            let g = |k: &str| v[k].as_str().unwrap().to_string();
            d.entry((g("cluster"), g("hypothesis_doc"), g("sentence"))).or_default().push(g("proposition"));
        }
        let (mut pj, mut pf, mut pn) = (0., 0., 0.);
        let (mut sj, mut sf, mut sn) = (0., 0., 0.);
        let mut single = 0;
        let mut none = 0;
        let mut multi = 0.;
        for ((_, _, s), props) in &d {
            let article = ingest::article_from_text("a", "", s);
            let an = language::analyse(&article, &LanguageOptions::default());
            let atts = attribution::find(&article, &an, &AttributionOptions::default());
            let mut apart: Vec<_> = atts.iter().flat_map(|a| a.reporting_clause.iter().copied()).collect();
            apart.sort();
            apart.dedup();
            if f == "news_silver" && std::env::args().any(|a| a == "--noapart") {
                apart.clear()
            }
            let st = statement::cut(&article, &an, &apart, &StatementOptions::default());
            let mut units: Vec<(String, BTreeSet<String>)> = st
                .list
                .iter()
                .map(|x| {
                    let t = x.spans.iter().map(|p| p.of(&article.text)).collect::<Vec<_>>().join(" … ");
                    let mut w = set(&t);
                    for tk in &x.tokens {
                        w.extend(set(an.tokens[tk.get()].span.of(&article.text)));
                    }
                    let extra: Vec<_> = x
                        .tokens
                        .iter()
                        .map(|k| an.tokens[k.get()].span)
                        .filter(|k| !x.spans.iter().any(|p| p.contains(*k)))
                        .map(|k| k.of(&article.text))
                        .collect();
                    (if extra.is_empty() { t } else { format!("({}) {t}", extra.join(" ")) }, w)
                })
                .collect();
            if noattr {
                units = vec![(s.clone(), set(s))];
            }
            if verbose {
                println!("S {s}");
                for p in props {
                    println!("   - {p}")
                }
                for (x, st) in units.iter().zip(&st.list) {
                    println!("   = {} [{:?} {:?}]", x.0, st.polarity, st.certainty)
                }
            }
            if units.is_empty() {
                none += 1;
            }
            if units.len() == 1 {
                single += 1
            }
            multi += units.len() as f64;
            let ps: Vec<_> = props.iter().map(|p| set(p)).collect();
            for p in &ps {
                let b = units.iter().map(|u| scores(p, &u.1)).fold((0f64, 0f64), |a, b| (a.0.max(b.0), a.1.max(b.1)));
                pj += b.0;
                pf += b.1;
                pn += 1.;
            }
            for u in &units {
                let b = ps.iter().map(|p| scores(p, &u.1)).fold((0f64, 0f64), |a, b| (a.0.max(b.0), a.1.max(b.1)));
                sj += b.0;
                sf += b.1;
                sn += 1.;
            }
        }
        println!(
            "{f}: sentences {} statements/sentence {:.2} none {none} single {single} | proposition Jaccard {:.3} F1 {:.3} | statement Jaccard {:.3} F1 {:.3}",
            d.len(),
            multi / d.len() as f64,
            pj / pn,
            pf / pn,
            sj / sn,
            sf / sn
        );
    }
}
