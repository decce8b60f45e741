#![no_main]

#[path = "../way.rs"]
mod way;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| way::take(bytes, "html"));
