//! Reports keep to the published JSON Schema, and the schema would notice if they did not.

use crate::tool::{corpora, report, run};

#[test]
fn the_reports_of_all_corpora_keep_to_the_schema() {
    let ran = run(&["schema"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let schema: serde_json::Value = serde_json::from_str(&ran.stdout).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    for folder in corpora() {
        let mut report = report(&folder, &["articles"]);
        let wrong: Vec<String> = validator.iter_errors(&report).map(|error| format!("{}: {error}", error.instance_path)).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert_eq!(report["schema"], "rashomon.report/1");
        report["events"][0]["claims"] = serde_json::json!("none");
        assert!(!validator.is_valid(&report), "a schema that holds for anything is none");
    }
}
